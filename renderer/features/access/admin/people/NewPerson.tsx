import { useState } from 'react';
import { accessContract } from '#app/access';
import { useWords } from '#kit/words';
import { misfits, useActing } from '../parts/acting.ts';
import { Field, TextField } from '../parts/Field.tsx';
import { Form } from '../parts/Form.tsx';
import type { PageOf } from '../parts/page-of.ts';

const fields = ['login', 'name', 'phone', 'enterprise', 'password'] as const;

/** An enterprise of the park, or the park's own. */
export function EnterpriseField({ page, value, onChange }: { readonly page: PageOf; readonly value: string; readonly onChange: (value: string) => void }) {
  const words = useWords();
  return (
    <Field name="enterprise" label={words.t('admin:enterprise')} faults={[]}>
      {(aria) => (
        <select {...aria} className="admin-input" value={value} onChange={(e) => onChange(e.currentTarget.value)}>
          <option value="">{words.t('admin:own-park')}</option>
          {page.places.filter((p) => p.kind === 'enterprise').map((p) => <option key={p.id} value={p.id}>{words.name(p.name)}</option>)}
        </select>
      )}
    </Field>
  );
}

/** A new account: without a role, and with a password that is told in person and lets in to a change only. */
export function NewPerson({ page, onDone, onCancel }: { readonly page: PageOf; readonly onDone: (id: string | null) => void; readonly onCancel: () => void }) {
  const words = useWords();
  const act = useActing();
  const [typed, setTyped] = useState({ login: '', name: '', phone: '', enterprise: '', password: '' });
  const put = (field: keyof typeof typed) => (value: string): void => setTyped((t) => ({ ...t, [field]: value }));
  async function send(): Promise<void> {
    const input = { login: typed.login.trim(), name: typed.name, phone: typed.phone.trim() === '' ? null : typed.phone, enterprise: typed.enterprise === '' ? null : typed.enterprise, password: typed.password };
    const wrong = misfits('person.create', accessContract.calls['person.create'].in.safeParse(input));
    if (wrong.length > 0) { act.refuse(wrong); return; }
    let id: string | null = null;
    const done = await act.run(async () => { const r = await page.of.ask.call('person.create', input); if (r.ok) id = r.value.person; return r; });
    if (done) onDone(id);
  }
  return (
    <Form title={words.t('admin:new-person')} effect={<p>{words.t('admin:new-person-effect')}</p>} submit={words.t('admin:create')} busy={act.busy} faults={act.faults} fields={fields} onSubmit={() => void send()} onCancel={onCancel}>
      <TextField name="login" label={words.t('admin:login')} hint={words.t('admin:login-hint')} faults={act.faults} value={typed.login} onChange={put('login')} most={64} autoFocus />
      <TextField name="name" label={words.t('admin:name')} hint={words.t('admin:name-hint')} faults={act.faults} value={typed.name} onChange={put('name')} most={60} />
      <TextField name="phone" label={words.t('admin:phone')} faults={act.faults} value={typed.phone} onChange={put('phone')} most={40} />
      <EnterpriseField page={page} value={typed.enterprise} onChange={put('enterprise')} />
      <TextField name="password" label={words.t('admin:given-password')} hint={words.t('admin:given-password-hint')} faults={act.faults} value={typed.password} onChange={put('password')} most={200} secret />
    </Form>
  );
}
