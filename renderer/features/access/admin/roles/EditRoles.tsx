import { useState } from 'react';
import type { RoleTable } from '#app/access';
import { useWords } from '#kit/words';
import { roleName } from '../parts/naming.ts';
import { added, removed, renamed } from './draft.ts';

/** The roles of a draft themselves: a new one, another name, one less. */
export function EditRoles({ draft, counts, onChange }: { readonly draft: RoleTable; readonly counts: ReadonlyMap<string, number>; readonly onChange: (draft: RoleTable) => void }) {
  const words = useWords();
  const [id, setId] = useState('');
  const [name, setName] = useState('');
  const next = added(draft, id, name.trim());
  const [role, setRole] = useState(draft.roles[0]?.id ?? '');
  const picked = draft.roles.find((r) => r.id === role);
  const held = counts.get(role) ?? 0;
  return (
    <section className="edit-roles" aria-label={words.t('admin:edit-roles')}>
      <h2>{words.t('admin:edit-roles')}</h2>
      <div className="question-asked">
        <select className="admin-input" aria-label={words.t('admin:role')} value={role} onChange={(e) => setRole(e.currentTarget.value)}>{draft.roles.map((r) => <option key={r.id} value={r.id}>{roleName(r, words)}</option>)}</select>
        <input className="admin-input" aria-label={words.t('admin:role-name')} placeholder={words.t('admin:role-name')} maxLength={60} value={picked?.name ?? ''} disabled={picked === undefined} onChange={(e) => onChange(renamed(draft, role, e.currentTarget.value))} />
        <button type="button" className="button" disabled={picked === undefined || held > 0 || draft.roles.length < 2} title={held > 0 ? words.t('admin:role-held', { n: held }) : undefined} onClick={() => onChange(removed(draft, role))}>{words.t('admin:remove-role')}</button>
      </div>
      <div className="question-asked">
        <input className="admin-input" aria-label={words.t('admin:role-id')} placeholder={words.t('admin:role-id')} maxLength={40} value={id} onChange={(e) => setId(e.currentTarget.value)} />
        <input className="admin-input" aria-label={words.t('admin:new-role-name')} placeholder={words.t('admin:new-role-name')} maxLength={60} value={name} onChange={(e) => setName(e.currentTarget.value)} />
        <button type="button" className="button" disabled={next === null} onClick={() => { if (next !== null) { onChange(next); setRole(id); setId(''); setName(''); } }}>{words.t('admin:add-role')}</button>
      </div>
      {id !== '' && next === null && <p className="admin-wrong">{words.t('admin:form-role-id')}</p>}
    </section>
  );
}
