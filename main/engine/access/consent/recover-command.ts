import { choosePassword, helpedBy, maskedName, personId, recover, type Person, type Sealed } from '#app/access';
import { fail, ok } from '#kernel/result';
import { unsealable, wholePark } from '../changing.ts';
import type { AccessParts } from '../parts.ts';
import { proofPorts } from '../people-answers.ts';
import { orTrouble } from '../secrets/second.ts';
import { nothingMore, twoPerson, type AnyCommand, type InputOf } from './two-persons.ts';

type Input = InputOf<'person.recover'>;
/** The password as its sealed hash: in clear it is nowhere while two persons think about it. */
interface Kept extends Omit<Input, 'password'> { readonly hash: Sealed }

/** Somebody as others may read of her: her login, and her name masked. */
export const namedMasked = (parts: AccessParts, person: Person): string => `${person.login} ${maskedName(parts.open(person).name)}`.trim();

/** ACC-63: somebody is helped to come in again: a password told in person, and where her factor is lost both factors off. */
export const recoverCommand = (parts: AccessParts): AnyCommand => twoPerson<Input, Kept>({
  needs: 'person.recover',
  place: () => wholePark,
  async check({ password, ...rest }, first) {
    const people = parts.people();
    const whom = helpedBy(people, personId(rest.person), first, parts.clock.now());
    if (!whom.ok) return whom;
    const shut = unsealable(parts);
    if (shut !== null) return { ok: false, fault: shut };
    const chosen = await orTrouble(() => choosePassword(proofPorts(parts), people.policy, whom.value, password, 'recovered', parts.clock.now() + people.policy.temporaryMs));
    if (!chosen.ok) return { ok: false, fault: chosen.fault };
    const set = chosen.value.find((d) => d.kind === 'password.set');
    return set === undefined ? fail('person-unknown', { person: rest.person }) : ok({ ...rest, hash: set.body.hash });
  },
  words({ person, lost, reason }) {
    const one = parts.people().persons.get(personId(person));
    const whom = one === undefined ? person : namedMasked(parts, one);
    return { what: { code: `person-recover-${lost}`, params: { whom, reason } }, whom: [whom] };
  },
  async notes({ person, lost, hash, reason }, by) {
    const people = parts.people();
    const now = parts.clock.now();
    return recover(people, personId(person), lost, by, { hash, until: now + people.policy.temporaryMs }, reason, now);
  },
  run: async () => ok(nothingMore),
});
