import { useState } from 'react';
import { type PersonView, powersOfRole, RoleId, type RoleTable, type Scope } from '#app/access';
import { useNow } from '#kit/time';
import { useWords } from '#kit/words';
import { useActing } from '../parts/acting.ts';
import { Field, TextField } from '../parts/Field.tsx';
import { Form } from '../parts/Form.tsx';
import { comma, permissionName, roleName, scopeWords, wallText, wallTime } from '../parts/naming.ts';
import type { PageOf } from '../parts/page-of.ts';
import { ScopeField } from './ScopeField.tsx';

/** A role for somebody: which, where it counts, and until when; what it lets her do is said before it is given. */
export function GiveRole({ page, person, table, onEnd }: { readonly page: PageOf; readonly person: PersonView; readonly table: RoleTable | null; readonly onEnd: () => void }) {
  const words = useWords();
  const now = useNow();
  const act = useActing();
  const [role, setRole] = useState('');
  const [scope, setScope] = useState<Scope>('everywhere');
  const [until, setUntil] = useState('');
  const picked = table?.roles.find((r) => r.id === role);
  async function send(): Promise<void> {
    const id = RoleId.safeParse(role);
    const end = until.trim() === '' ? null : wallTime(until, page.zone);
    const wrong = [...(id.success ? [] : ['role']), ...(until.trim() !== '' && end === null ? ['until'] : []), ...(scope !== 'everywhere' && scope.enterprises.length + scope.areas.length === 0 ? ['scope'] : [])];
    if (wrong.length > 0 || !id.success) { act.refuse(wrong.map((at) => ({ code: 'bad-input', params: { call: 'role.give', at } }))); return; }
    if (await act.run(() => page.of.ask.call('role.give', { person: person.id, role: id.data, scope, until: end }))) onEnd();
  }
  const effect = picked === undefined ? null : (
    <>
      <p>{words.t('admin:effect-give', { login: person.login, role: roleName(picked, words), where: scopeWords(scope, page.places, words) })}{person.sessions > 0 && ` ${words.t('admin:effect-sessions', { sessions: person.sessions })}`}</p>
      <p className="dim">{picked.may.map((p) => permissionName(p, words)).join(comma(words))}</p>
      {powersOfRole(picked).map((power) => <p key={power}><b>{words.t('admin:effect-power', { power: words.t(`access:power-${power}`) })}</b></p>)}
    </>
  );
  return (
    <Form title={words.t('admin:do-give')} effect={effect} submit={words.t('admin:give')} busy={act.busy} faults={act.faults} fields={['role', 'until', 'scope']} onSubmit={() => void send()} onCancel={onEnd}>
      <Field name="role" label={words.t('admin:role')} faults={act.faults}>
        {(aria) => (
          <select {...aria} className="admin-input" value={role} autoFocus onChange={(e) => setRole(e.currentTarget.value)}>
            <option value="">{words.t('admin:choose-role')}</option>
            {table?.roles.map((r) => <option key={r.id} value={r.id}>{roleName(r, words)}</option>)}
          </select>
        )}
      </Field>
      <ScopeField scope={scope} places={page.places} onChange={setScope} />
      {act.faults.some((f) => f.code === 'bad-input' && f.params['at'] === 'scope') && <p className="admin-wrong" role="alert">{words.t('admin:form-scope')}</p>}
      <TextField name="until" label={words.t('admin:until')} hint={words.t('admin:until-hint', { example: wallText(now + 30 * 86_400_000, page.zone) })} faults={act.faults} value={until} onChange={setUntil} most={20} />
    </Form>
  );
}
