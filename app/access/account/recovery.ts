import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Sealed } from '../factor/ports.ts';
import { allows, rightsOf } from '../roles/rights.ts';
import type { AccessDraft } from './event.ts';
import type { People, Person, PersonId } from './person.ts';

export type RecoveryFault = Fault<'person-unknown' | 'person-is-closed' | 'recovery-persons' | 'recovery-right'>;

/** `password`: lost; given anew for a while. `factor`: the second factor is lost; both are taken off, and a password is given for a while. */
export type Lost = 'password' | 'factor';

/** ACC-63: whom `helper` may help to come in again; a fault where she may not. */
export function helpedBy(people: People, whom: PersonId, helper: PersonId, now: number): Result<Person, RecoveryFault> {
  const person = people.persons.get(whom);
  if (person === undefined) return fail('person-unknown', { person: whom });
  if (person.closed) return fail('person-is-closed', { person: whom });
  if (whom === helper) return fail('recovery-persons');
  const has = people.persons.get(helper)?.given;
  return has !== undefined && allows(rightsOf(people.roles, has, now), 'person.recover', { enterprise: null, area: null }) ? ok(person) : fail('recovery-right', { person: helper });
}

/**
 * ACC-63: what one lost is given back by two others, each of whom may recover everywhere; nobody takes part in her own recovery; a closed person holds nothing, so helps nobody. `by`: the two
 * names of the consent. `hash`: sealed, of a password that was told in person; it ends at `until` (epoch ms).
 */
export function recover(people: People, whom: PersonId, lost: Lost, by: readonly [PersonId, PersonId], given: { readonly hash: Sealed; readonly until: number }, reason: string, now: number): Result<readonly AccessDraft[], RecoveryFault> {
  const [one, other] = by.map((id) => helpedBy(people, whom, id, now));
  const person = one?.ok === false ? one : other;
  if (person === undefined || by[0] === by[1]) return fail('recovery-persons');
  if (!person.ok) return person;
  const { otp, key } = person.value;
  const off: readonly AccessDraft[] = lost === 'password' ? [] : [
    ...(otp === null ? [] : [{ kind: 'factor.removed', subject: whom, body: { factor: 'totp', reason } } as const]),
    ...(key === null ? [] : [{ kind: 'factor.removed', subject: whom, body: { factor: 'key', reason } } as const]),
  ];
  return ok([...off, { kind: 'password.set', subject: whom, body: { hash: given.hash, until: given.until, how: 'recovered' } }]);
}
