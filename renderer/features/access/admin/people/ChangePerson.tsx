import { useState } from 'react';
import { accessContract, type PersonView } from '#app/access';
import { useWords } from '#kit/words';
import { misfits, useActing } from '../parts/acting.ts';
import { TextField } from '../parts/Field.tsx';
import { Form } from '../parts/Form.tsx';
import type { PageOf } from '../parts/page-of.ts';
import { EnterpriseField } from './NewPerson.tsx';

/** What is left empty stays as it is; a dash takes the telephone away. */
export function ChangePerson({ page, person, onEnd }: { readonly page: PageOf; readonly person: PersonView; readonly onEnd: () => void }) {
  const words = useWords();
  const act = useActing();
  const [typed, setTyped] = useState({ name: '', phone: '', enterprise: person.enterprise ?? '' });
  const put = (field: keyof typeof typed) => (value: string): void => setTyped((t) => ({ ...t, [field]: value }));
  async function send(): Promise<void> {
    const phone = typed.phone.trim();
    const enterprise = typed.enterprise === '' ? null : typed.enterprise;
    const change = { ...(typed.name.trim() !== '' && { name: typed.name }), ...(phone !== '' && { phone: phone === '-' ? null : phone }), ...(enterprise !== person.enterprise && { enterprise }) };
    if (Object.keys(change).length === 0) { onEnd(); return; }
    const wrong = misfits('person.change', accessContract.calls['person.change'].in.safeParse({ person: person.id, ...change }));
    if (wrong.length > 0) { act.refuse(wrong); return; }
    if (await act.run(() => page.of.ask.call('person.change', { person: person.id, ...change }))) onEnd();
  }
  return (
    <Form title={words.t('admin:do-change')} effect={<p>{words.t('admin:effect-change')}</p>} submit={words.t('admin:save')} busy={act.busy} faults={act.faults} fields={['name', 'phone', 'enterprise']} onSubmit={() => void send()} onCancel={onEnd}>
      <TextField name="name" label={words.t('admin:name')} placeholder={person.name} faults={act.faults} value={typed.name} onChange={put('name')} most={60} autoFocus />
      <TextField name="phone" label={words.t('admin:phone')} hint={words.t('admin:phone-change-hint')} placeholder={person.phone ?? '—'} faults={act.faults} value={typed.phone} onChange={put('phone')} most={40} />
      <EnterpriseField page={page} value={typed.enterprise} onChange={put('enterprise')} />
    </Form>
  );
}
