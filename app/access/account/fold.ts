import type { JournalEvent } from '#app/journal';
import { engineActor } from '#kernel/session';
import { epochMs } from '#kernel/time';
import type { Sealed } from '../factor/ports.ts';
import { firstRoles, type Given } from '../roles/role.ts';
import { accessEvents, type AccessBody, type AccessDraft, type AccessKind } from './event.ts';
import { noFailures } from '../login/lockout.ts';
import { personId, type People, type Person } from './person.ts';
import { firstPolicy } from './policy.ts';

export const nobody: People = { persons: new Map(), roles: firstRoles, policy: firstPolicy, setUp: false, backedUpAt: null };
/** As many hashes as any policy may remember. */
const mostEarlier = 24;

const put = (people: People, person: Person): People => ({ ...people, persons: new Map(people.persons).set(person.id, person) });
const sameGiven = (a: Pick<Given, 'role' | 'scope'>, b: Pick<Given, 'role' | 'scope'>): boolean => a.role === b.role && JSON.stringify(a.scope) === JSON.stringify(b.scope);

/** Every sealed text of a person for which there is another one. */
function resealedBy(p: Person, to: ReadonlyMap<Sealed, Sealed>): Person {
  const of = (text: Sealed): Sealed => to.get(text) ?? text;
  return {
    ...p, name: of(p.name), phone: p.phone === null ? null : of(p.phone), earlier: p.earlier.map(of),
    password: p.password === null ? null : { ...p.password, hash: of(p.password.hash) }, otp: p.otp === null ? null : { ...p.otp, secret: of(p.otp.secret) },
  };
}

/** The part of an event that counts here. */
export type Told = Pick<JournalEvent, 'kind' | 'v' | 'subject' | 'body' | 'time' | 'actor'>;
/** What an event makes of the person it is about. */
type OfPerson<K extends AccessKind> = (person: Person, body: AccessBody<K>, event: Told) => Person;
type PersonKind = Exclude<AccessKind, 'person.created' | 'roles.changed' | 'policy.changed' | 'access.set-up' | 'key.changed'>;
const ofPerson: { readonly [K in PersonKind]: OfPerson<K> } = {
  'person.changed': (p, { name, phone, enterprise }) => ({ ...p, name, phone, enterprise }),
  'person.resealed': (p, { fields }) => resealedBy(p, new Map(fields.map(({ from, to }) => [from, to]))),
  'person.closed': (p) => ({ ...p, closed: true, given: [] }),               // S0c-243: whoever leaves loses everything at once, and gets nothing back by returning
  'person.reopened': (p) => ({ ...p, closed: false }),
  'password.set': (p, { hash, until, how }, e) => ({
    ...p,
    password: { hash, setAt: how === 'cost' && p.password !== null ? p.password.setAt : e.time, until: until === null ? null : epochMs(until), by: e.actor },
    earlier: p.password === null || how === 'cost' ? p.earlier : [p.password.hash, ...p.earlier].slice(0, mostEarlier),   // made anew at today's cost, it is the same password
    failures: how === 'own' || how === 'cost' ? p.failures : noFailures,
  }),
  'factor.set': (p, body) => (body.factor === 'totp' ? { ...p, otp: { secret: body.secret, used: null } } : { ...p, key: body.publicKey }),
  'factor.removed': (p, { factor }) => (factor === 'totp' ? { ...p, otp: null } : { ...p, key: null }),
  'factor.used': (p, { step }) => (p.otp === null ? p : { ...p, otp: { ...p.otp, used: Math.max(step, p.otp.used ?? 0) } }),
  'role.given': (p, given) => ({ ...p, given: [...p.given.filter((g) => !sameGiven(g, given)), given] }),
  'role.taken': (p, taken) => ({ ...p, given: p.given.filter((g) => !sameGiven(g, taken)) }),
  'login.succeeded': (p) => ({ ...p, failures: noFailures }),
  'login.failed': (p, { why }, e) => (why === 'closed' || why === 'unknown' || why === 'ended' ? p : { ...p, failures: { count: p.failures.count + 1, lastAt: e.time } }),
  'session.opened': (p) => p,
  'session.locked': (p) => p,                                                // sessions end with the engine; what happened to them is for the audit
  'session.unlocked': (p) => p,
  'session.ended': (p) => p,
  'login.unlocked': (p) => ({ ...p, failures: noFailures }),
};
const isPersonKind = (kind: AccessKind): kind is PersonKind => kind in ofPerson;

function onPerson<K extends PersonKind>(people: People, kind: K, body: AccessBody<K>, event: Told): People {
  const person = people.persons.get(personId(event.subject));
  return person === undefined ? people : put(people, ofPerson[kind](person, body, event));
}

/** ACC-29: sheets are good until the key of keys is another one, and new ones may come with that. */
const keysAfter = (people: People, { how, keepers }: AccessBody<'key.changed'>, { time }: Told): People =>
  (how === 'backed-up' || how === 'renewed' ? { ...people, backedUpAt: keepers.length > 0 ? time : null } : people);

/** One event of the journal. What is no event of access, or has a body that is none, changes nothing (ACC-18). */
export function applyAccess(people: People, event: Told): People {
  if (!Object.hasOwn(accessEvents, event.kind) || event.v !== 1) return people;
  const kind = event.kind as AccessKind;
  const parsed = accessEvents[kind].safeParse(event.body);
  if (!parsed.success) return people;
  if (isPersonKind(kind)) return onPerson(people, kind, parsed.data as never, event);
  switch (kind) {
    case 'roles.changed': return { ...people, roles: (parsed.data as AccessBody<'roles.changed'>).table };
    case 'policy.changed': return { ...people, policy: (parsed.data as AccessBody<'policy.changed'>).policy };
    case 'access.set-up': return { ...people, setUp: true };
    case 'key.changed': return keysAfter(people, (parsed.data as AccessBody<'key.changed'>), event);
    case 'person.created': {
      const id = personId(event.subject);
      if (people.persons.has(id)) return people;
      const { login, name, phone, enterprise } = parsed.data as AccessBody<'person.created'>;
      return put(people, { id, login, name, phone, enterprise, closed: false, password: null, earlier: [], otp: null, key: null, given: [], failures: noFailures });
    }
  }
}

/** What people will be once these are written: a change is judged by what the fold will make of it, and by nothing else. */
export const foreseen = (people: People, drafts: readonly AccessDraft[], now: number): People =>
  drafts.reduce((p, d) => applyAccess(p, { ...d, v: 1, time: epochMs(now), actor: engineActor }), people);
