import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Sealed } from '../factor/ports.ts';
import { allows, rightsOf } from '../roles/rights.ts';
import type { AccessDraft } from './event.ts';
import type { People, PersonId } from './person.ts';

export type RecoveryFault = Fault<'person-unknown' | 'person-is-closed' | 'recovery-persons' | 'recovery-right'>;

/** `password`: lost; given anew for a while. `factor`: the second factor is lost; both are taken off, and a password is given for a while. */
export type Lost = 'password' | 'factor';

/**
 * ACC-63: what one lost is given back by two others, each of whom may recover everywhere; nobody takes part in her own recovery; a closed person holds nothing, so helps nobody. `by`: the two
 * names of the consent. `hash`: sealed, of a password that was told in person; it ends at `until` (epoch ms).
 */
export function recover(people: People, whom: PersonId, lost: Lost, by: readonly [PersonId, PersonId], given: { readonly hash: Sealed; readonly until: number }, reason: string, now: number): Result<readonly AccessDraft[], RecoveryFault> {
  const person = people.persons.get(whom);
  if (person === undefined) return fail('person-unknown', { person: whom });
  if (person.closed) return fail('person-is-closed', { person: whom });
  if (by[0] === by[1] || by.includes(whom)) return fail('recovery-persons');
  for (const id of by) {
    const helper = people.persons.get(id);
    if (helper === undefined || !allows(rightsOf(people.roles, helper.given, now), 'person.recover', { enterprise: null, area: null })) return fail('recovery-right', { person: id });
  }
  const off: readonly AccessDraft[] = lost === 'password' ? [] : [
    ...(person.otp === null ? [] : [{ kind: 'factor.removed', subject: whom, body: { factor: 'totp', reason } } as const]),
    ...(person.key === null ? [] : [{ kind: 'factor.removed', subject: whom, body: { factor: 'key', reason } } as const]),
  ];
  return ok([...off, { kind: 'password.set', subject: whom, body: { hash: given.hash, until: given.until, how: 'recovered' } }]);
}
