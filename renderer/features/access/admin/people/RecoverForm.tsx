import { useState } from 'react';
import { ConsentCommand, type PersonView } from '#app/access';
import { useWords } from '#kit/words';
import { misfits, useActing } from '../parts/acting.ts';
import { TextField } from '../parts/Field.tsx';
import { Form } from '../parts/Form.tsx';
import type { PageOf } from '../parts/page-of.ts';

/** What one lost is given back by two: this proposes it, and another agrees. */
export function RecoverForm({ page, person, onEnd }: { readonly page: PageOf; readonly person: PersonView; readonly onEnd: () => void }) {
  const words = useWords();
  const act = useActing();
  const [lost, setLost] = useState<'password' | 'factor'>('password');
  const [password, setPassword] = useState('');
  const [reason, setReason] = useState('');
  async function send(): Promise<void> {
    const command = { call: 'person.recover' as const, person: person.id, lost, password, reason };
    const wrong = [...misfits('person.recover', ConsentCommand.safeParse(command)), ...(password === '' ? [{ code: 'bad-input', params: { call: 'person.recover', at: 'password' } }] : [])];
    if (wrong.length > 0) { act.refuse(wrong); return; }
    let id = '';
    if (await act.run(async () => { const r = await page.of.ask.call('consent.propose', { command }); if (r.ok) id = r.value.id; return r.ok ? { ok: true, value: {} } : r; })) { onEnd(); page.toConsent(id); }
  }
  return (
    <Form title={words.t('admin:do-recover')} effect={<p>{words.t(`admin:effect-recover-${lost}`, { login: person.login })} {words.t('admin:effect-second')}</p>} submit={words.t('admin:propose')} busy={act.busy} faults={act.faults} fields={['password', 'reason']} onSubmit={() => void send()} onCancel={onEnd}>
      <fieldset className="admin-scope">
        <legend>{words.t('admin:lost')}</legend>
        <div className="admin-choice">{(['password', 'factor'] as const).map((l) => <label key={l}><input type="radio" name="lost" checked={lost === l} onChange={() => setLost(l)} />{words.t(`admin:lost-${l}`)}</label>)}</div>
      </fieldset>
      <TextField name="password" label={words.t('admin:given-password')} hint={words.t('admin:given-password-hint')} faults={act.faults} value={password} onChange={setPassword} most={200} secret autoFocus />
      <TextField name="reason" label={words.t('admin:reason')} hint={words.t('admin:reason-hint')} faults={act.faults} value={reason} onChange={setReason} most={200} />
    </Form>
  );
}
