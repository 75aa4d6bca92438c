import { useState } from 'react';
import type { PersonView } from '#app/access';
import { useWords } from '#kit/words';
import { useActing } from '../parts/acting.ts';
import { TextField } from '../parts/Field.tsx';
import { Form } from '../parts/Form.tsx';
import type { PageOf } from '../parts/page-of.ts';

/** Closing, reopening, unlocking: what it does to her, and why it is done. */
export function ReasonForm({ page, person, act: what, onEnd }: { readonly page: PageOf; readonly person: PersonView; readonly act: 'close' | 'reopen' | 'unlock'; readonly onEnd: () => void }) {
  const words = useWords();
  const act = useActing();
  const [reason, setReason] = useState('');
  async function send(): Promise<void> {
    if (reason.trim() === '') { act.refuse([{ code: 'bad-input', params: { call: `person.${what}`, at: 'reason' } }]); return; }
    if (await act.run(() => page.of.ask.call(`person.${what}`, { person: person.id, reason }))) onEnd();
  }
  return (
    <Form title={words.t(`admin:do-${what}`)} effect={<p>{words.t(`admin:effect-${what}`, { login: person.login, sessions: person.sessions, roles: person.given.length })}</p>} submit={words.t(`admin:do-${what}`)} busy={act.busy} faults={act.faults} fields={['reason']} onSubmit={() => void send()} onCancel={onEnd}>
      <TextField name="reason" label={words.t('admin:reason')} hint={words.t('admin:reason-hint')} faults={act.faults} value={reason} onChange={setReason} most={200} autoFocus />
    </Form>
  );
}
