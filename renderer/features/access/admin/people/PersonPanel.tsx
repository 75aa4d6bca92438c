import { useState, type ReactNode } from 'react';
import type { PersonView, RoleTable } from '#app/access';
import type { Permission } from '#kernel/session';
import { useNow } from '#kit/time';
import { useWords } from '#kit/words';
import { lasting } from '../parts/naming.ts';
import { may, type PageOf } from '../parts/page-of.ts';
import { ChangePerson } from './ChangePerson.tsx';
import { GiveRole } from './GiveRole.tsx';
import { GivenRoles } from './GivenRoles.tsx';
import { factorWords, passwordWords } from './PersonRow.tsx';
import { ReasonForm } from './ReasonForm.tsx';
import { RecoverForm } from './RecoverForm.tsx';
import { Reveal } from './Reveal.tsx';

const doings = ['change', 'give', 'unlock', 'recover', 'close', 'reopen'] as const;
type Doing = (typeof doings)[number];
const needs: Readonly<Record<Doing, Permission>> = { change: 'person.change', give: 'role.change', unlock: 'person.recover', recover: 'person.recover', close: 'person.change', reopen: 'person.change' };
/** What makes sense with somebody, whoever asks. */
const fits: Readonly<Record<Doing, (p: PersonView, self: boolean) => boolean>> = {
  change: (p) => !p.closed, give: (p, self) => !p.closed && !self, unlock: (p) => !p.closed && p.waitsMs > 0, recover: (p, self) => !p.closed && !self, close: (p) => !p.closed, reopen: (p) => p.closed,
};

function Facts({ page, person }: { readonly page: PageOf; readonly person: PersonView }) {
  const words = useWords();
  const now = useNow();
  const enterprise = page.places.find((p) => p.id === person.enterprise);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.t('admin:enterprise'), person.enterprise === null ? words.t('admin:own-park') : enterprise === undefined ? person.enterprise : words.name(enterprise.name)],
    [words.t('admin:head-factors'), factorWords(person, words)], [words.t('admin:head-password'), passwordWords(person, now, words)],
    ...(person.waitsMs > 0 ? [[words.t('admin:head-state'), words.t('admin:waits-said', { left: lasting(person.waitsMs, words) })] as const] : []),
    [words.t('admin:page-sessions'), person.sessions === 0 ? words.t('admin:not-in') : words.t('admin:in', { n: person.sessions })],
  ];
  return <dl className="admin-facts">{facts.map(([k, v]) => <div key={k}><dt>{k}</dt><dd>{v}</dd></div>)}</dl>;
}

/** One person: what is known, her roles, and everything that may be done, one thing at a time. */
export function PersonPanel({ page, person, table }: { readonly page: PageOf; readonly person: PersonView; readonly table: RoleTable | null }) {
  const words = useWords();
  const [doing, setDoing] = useState<Doing | null>(null);
  const self = person.id === page.seat.officer?.person;
  const end = (): void => setDoing(null);
  const can = doings.filter((d) => fits[d](person, self) && may(page.seat, needs[d]));
  const form = (d: Doing): ReactNode => {
    if (d === 'change') return <ChangePerson page={page} person={person} onEnd={end} />;
    if (d === 'give') return <GiveRole page={page} person={person} table={table} onEnd={end} />;
    if (d === 'recover') return <RecoverForm page={page} person={person} onEnd={end} />;
    return <ReasonForm page={page} person={person} act={d} onEnd={end} />;
  };
  return (
    <div className="person-panel">
      <header><h2>{person.login}</h2>{person.closed && <b className="admin-tag">{words.t('admin:closed')}</b>}{self && <span className="dim">{words.t('admin:you')}</span>}</header>
      <Reveal page={page} person={person} />
      <Facts page={page} person={person} />
      <GivenRoles page={page} person={person} table={table} self={self} />
      {doing !== null && can.includes(doing) ? form(doing)
        : <div className="admin-acts wrap">{can.map((d) => <button key={d} type="button" className="button" onClick={() => setDoing(d)}>{words.t(`admin:do-${d}`)}</button>)}</div>}
      {doing === null && self && <p className="dim">{words.t('admin:self-roles')}</p>}
    </div>
  );
}
