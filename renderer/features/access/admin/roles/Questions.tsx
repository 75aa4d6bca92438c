import { useEffect, useEffectEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { RoleTable } from '#app/access';
import type { Fault, Result } from '#kernel/result';
import { permissions, type Permission } from '#kernel/session';
import { useSiteTime } from '#kit/time';
import { useWords } from '#kit/words';
import { comma, permissionName, roleName, scopeWords } from '../parts/naming.ts';
import type { PageOf } from '../parts/page-of.ts';

interface Through { readonly role: string; readonly scope: 'everywhere' | { enterprises: string[]; areas: string[] }; readonly until: number | null }
interface Answer<T> { readonly rows: readonly T[] | null; readonly fault: Fault | null }

/** Asks again whenever the question is another one; an answer that comes late is not taken. */
function useAnswer<T>(ask: (() => Promise<Result<readonly T[]>>) | null, key: string): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T> & { readonly key: string }>({ rows: null, fault: null, key: '' });
  const put = useEffectEvent(() => ask?.());
  useEffect(() => {
    let gone = false;
    void put()?.then((r) => { if (!gone) setAnswer(r.ok ? { rows: r.value, fault: null, key } : { rows: null, fault: r.fault, key }); });
    return () => { gone = true; };
  }, [key]);   // it names the question: `ask` is another function at every drawing
  return answer.key === key ? answer : { rows: null, fault: null };
}

function Why({ page, table, through }: { readonly page: PageOf; readonly table: RoleTable; readonly through: readonly Through[] }) {
  const words = useWords();
  const site = useSiteTime();
  return <span className="dim">{through.map((t) => words.t('admin:through', { role: roleName(table.roles.find((r) => r.id === t.role) ?? { id: t.role }, words), where: scopeWords(t.scope, page.places, words) }) + (t.until === null ? '' : ` · ${words.t('admin:role-until', { time: `${site.day(t.until)} ${site.minute(t.until)}` })}`)).join(comma(words))}</span>;
}

/** Who may do this? Anywhere, or at one place of the park. */
export function WhoMay({ page, table, permission, onPermission }: { readonly page: PageOf; readonly table: RoleTable; readonly permission: Permission; readonly onPermission: (p: Permission) => void }) {
  const words = useWords();
  const [place, setPlace] = useState('');
  const people = useStore(page.of.people.state, (s) => s.value);
  const where = page.places.find((p) => p.id === place);
  const at = where === undefined ? null : where.kind === 'area' ? { enterprise: null, area: where.id } : { enterprise: where.id, area: null };
  const { rows, fault } = useAnswer(() => page.of.ask.call('role.who', { permission, place: at }), `${permission} ${place} ${table.version} ${people?.length ?? 0} ${people?.reduce((n, p) => n + p.given.length, 0) ?? 0}`);
  return (
    <section className="question" aria-label={words.t('admin:who')}>
      <h2>{words.t('admin:who')}</h2>
      <div className="question-asked">
        <select className="admin-input" aria-label={words.t('admin:permission')} value={permission} onChange={(e) => { const p = permissions.find((x) => x === e.currentTarget.value); if (p !== undefined) onPermission(p); }}>{permissions.map((p) => <option key={p} value={p}>{permissionName(p, words)}</option>)}</select>
        <select className="admin-input" aria-label={words.t('admin:scope')} value={place} onChange={(e) => setPlace(e.currentTarget.value)}><option value="">{words.t('admin:anywhere')}</option>{page.places.map((p) => <option key={p.id} value={p.id}>{words.name(p.name)}</option>)}</select>
      </div>
      {fault !== null && <p className="admin-wrong" role="alert">{words.fault(fault)}</p>}
      {rows !== null && rows.length === 0 && <p>{words.t('admin:who-nobody')}</p>}
      <ul>{rows?.map((m) => <li key={m.person}><b>{m.login}</b> <Why page={page} table={table} through={m.through} /></li>)}</ul>
    </section>
  );
}

/** What may she do? */
export function WhatMay({ page, table }: { readonly page: PageOf; readonly table: RoleTable }) {
  const words = useWords();
  const people = useStore(page.of.people.state, (s) => s.value);
  const [person, setPerson] = useState('');
  const held = JSON.stringify(people?.find((p) => p.id === person)?.given ?? null);
  const { rows, fault } = useAnswer(person === '' ? null : () => page.of.ask.call('role.what', { person }), `${person} ${table.version} ${held}`);
  return (
    <section className="question" aria-label={words.t('admin:what')}>
      <h2>{words.t('admin:what')}</h2>
      <select className="admin-input" aria-label={words.t('admin:head-person')} value={person} onChange={(e) => setPerson(e.currentTarget.value)}>
        <option value="">{words.t('admin:choose-someone')}</option>
        {people?.filter((p) => !p.closed).toSorted((a, b) => (a.login < b.login ? -1 : 1)).map((p) => <option key={p.id} value={p.id}>{p.login} {p.name}</option>)}
      </select>
      {fault !== null && <p className="admin-wrong" role="alert">{words.fault(fault)}</p>}
      {person !== '' && rows !== null && rows.length === 0 && <p>{words.t('admin:what-nothing')}</p>}
      {person !== '' && <ul>{rows?.map((m) => <li key={m.permission}><b>{permissionName(m.permission, words)}</b> <Why page={page} table={table} through={m.through} /></li>)}</ul>}
    </section>
  );
}
