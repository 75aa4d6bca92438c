import { useState } from 'react';
import { RoleId, type PersonView, type RoleTable } from '#app/access';
import { useNow, useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { useActing } from '../parts/acting.ts';
import { FormFaults } from '../parts/Field.tsx';
import { roleName, scopeWords } from '../parts/naming.ts';
import { may, type PageOf } from '../parts/page-of.ts';

type Given = PersonView['given'][number];

/** One role of hers, and its taking: said first, then done. */
function GivenRow({ page, person, given, name, self }: { readonly page: PageOf; readonly person: PersonView; readonly given: Given; readonly name: string; readonly self: boolean }) {
  const words = useWords();
  const site = useSiteTime();
  const now = useNow();
  const act = useActing();
  const [sure, setSure] = useState(false);
  async function take(): Promise<void> {
    const role = RoleId.safeParse(given.role);
    if (role.success && await act.run(() => page.of.ask.call('role.take', { person: person.id, role: role.data, scope: given.scope }))) setSure(false);
  }
  return (
    <li>
      <div className="given-row">
        <span><b>{name}</b> <span className="dim">{scopeWords(given.scope, page.places, words)}{given.until !== null && ` · ${words.t(given.until <= now ? 'admin:role-ended' : 'admin:role-until', { time: `${site.day(given.until)} ${site.minute(given.until)}` })}`}</span></span>
        {!sure && !self && may(page.seat, 'role.change') && <button type="button" className="button small" aria-label={words.t('admin:take-role', { role: name })} onClick={() => setSure(true)}>{words.t('admin:take')}</button>}
      </div>
      {sure && (
        <div className="admin-sure">
          <p>{words.t('admin:effect-take', { login: person.login, role: name })}{person.sessions > 0 && ` ${words.t('admin:effect-sessions', { sessions: person.sessions })}`}</p>
          <div className="admin-acts"><button type="button" className="button" data-primary="true" autoFocus disabled={act.busy} onClick={() => void take()}>{words.t('admin:take')}</button><button type="button" className="button" onClick={() => setSure(false)}>{words.t('admin:cancel')}</button></div>
        </div>
      )}
      <FormFaults faults={act.faults} fields={[]} />
    </li>
  );
}

/** The roles somebody holds. */
export function GivenRoles({ page, person, table, self }: { readonly page: PageOf; readonly person: PersonView; readonly table: RoleTable | null; readonly self: boolean }) {
  const words = useWords();
  return (
    <section className="given-roles" aria-label={words.t('admin:head-roles')}>
      <h3>{words.t('admin:head-roles')}</h3>
      {person.given.length === 0 ? <p className="dim">{words.t('admin:no-role-said')}</p>
        : <ul>{person.given.map((g) => <GivenRow key={`${g.role} ${JSON.stringify(g.scope)}`} page={page} person={person} given={g} self={self} name={roleName(table?.roles.find((r) => r.id === g.role) ?? { id: g.role }, words)} />)}</ul>}
    </section>
  );
}
