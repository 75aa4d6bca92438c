import { changePolicy, changeRoles, holders, personId, whatMay, whoMay, type MayHave, type Person, type rolesContract } from '#app/access';
import type { Handlers } from '#kernel/contract';
import { fail, ok } from '#kernel/result';
import type { Session } from '#kernel/session';
import { asking, changed, told, wholePark } from './changing.ts';
import type { AccessParts } from './parts.ts';

const throughs = (through: MayHave['through']) => through.map((t) => ({ ...t }));

/** The table of roles, the policy, and what follows from both: who may do this, and what may she do (ACC-37). */
export function rolesAnswers(parts: AccessParts): Omit<Handlers<typeof rolesContract>, 'key.view'> {
  /** ACC-122: what counts for everybody is changed by whose right counts everywhere. */
  const outside = (session: Session, needs: 'role.change' | 'policy.change') => (session.allows(needs, wholePark) ? null : ok({ faults: [told({ code: 'outside-scope', params: { needs } })] }));
  const within = (session: Session, { enterprise }: Person): boolean => session.allows('role.view', { enterprise, area: null });
  return {
    async 'role.table'() {
      const { roles, policy } = parts.people();
      return ok({ table: roles, policy });
    },
    async 'role.change'({ table }, session) {
      const by = asking(session);
      if (!by.ok) return by;
      return outside(session, 'role.change') ?? ok({ faults: [...await changed(parts, session, (people) => changeRoles(people, table, by.value, parts.clock.now()))] });
    },
    async 'policy.change'({ policy }, session) {
      return outside(session, 'policy.change') ?? ok({ faults: [...await changed(parts, session, (people) => changePolicy(people, policy))] });
    },
    async 'role.who'({ permission, place }, session) {
      const people = parts.people();
      const ids = new Map(holders(people).filter((p) => within(session, p)).map((p) => [p.login, p]));
      return ok(whoMay(people.roles, [...ids.values()], permission, place, parts.clock.now()).map(({ login, through }) => ({ person: ids.get(login)?.id ?? '', login, through: throughs(through) })));
    },
    async 'role.what'({ person }, session) {
      const people = parts.people();
      const one = people.persons.get(personId(person));
      return one === undefined || !within(session, one) ? fail('person-unknown', { person }) : ok(whatMay(people.roles, one, parts.clock.now()).map(({ permission, through }) => ({ permission, through: throughs(through) })));
    },
  };
}
