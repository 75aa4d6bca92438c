import { fail, ok, type Fault, type Result } from '#kernel/result';
import { roleFaults, versionFault, type RoleFault } from '../roles/check.ts';
import { widens } from '../roles/rights.ts';
import { RoleTable, type Given } from '../roles/role.ts';
import type { AccessBody, AccessDraft } from './event.ts';
import { everybody } from './event.ts';
import { foreseen } from './fold.ts';
import { byLogin, holders, loginForm, type People, type Person, type PersonId } from './person.ts';
import { Policy } from './policy.ts';

export type ChangeFault = RoleFault | Fault<'person-unknown' | 'person-is-closed' | 'person-is-open' | 'login-form' | 'login-taken' | 'own-roles' | 'policy-wrong' | 'role-form' | 'role-over'>;

/** A change that is wrong says every reason; one that is right is what is to be written. */
export type Change = Result<readonly AccessDraft[], ChangeFault> | { readonly ok: false; readonly fault: ChangeFault; readonly more: readonly ChangeFault[] };
const every = (faults: readonly ChangeFault[], drafts: readonly AccessDraft[]): Change => {
  const [first, ...more] = faults;
  return first === undefined ? ok(drafts) : { ok: false, fault: first, more };
};
/** The drafts, unless something would be wrong that is not wrong already: a park is not kept from mending itself. */
function judged(people: People, drafts: readonly AccessDraft[], now: number, besides: readonly ChangeFault[] = []): Change {
  const next = foreseen(people, drafts, now);
  const old = new Set(roleFaults(people.roles, holders(people), now).map((f) => JSON.stringify(f)));
  return every([...besides, ...roleFaults(next.roles, holders(next), now).filter((f) => !old.has(JSON.stringify(f)))], drafts);
}

function found(people: People, id: PersonId): Result<Person, Fault<'person-unknown' | 'person-is-closed'>> {
  const person = people.persons.get(id);
  if (person === undefined) return fail('person-unknown', { person: id });
  return person.closed ? fail('person-is-closed', { person: id }) : ok(person);
}

/** ACC-17: a new person, under a login nobody has or ever had: in the journal a name is one person's for ever. Name and telephone come sealed. */
export function createPerson(people: People, id: PersonId, { login, name, phone, enterprise }: AccessBody<'person.created'>): Change {
  if (!loginForm.test(login)) return fail('login-form', { login });
  if (byLogin(people, login) !== null || people.persons.has(id)) return fail('login-taken', { login });
  return ok([{ kind: 'person.created', subject: id, body: { login, name, phone, enterprise } }]);
}

/** ACC-33, ACC-38: a role is given by another, and joins no two powers. */
export function giveRole(people: People, whom: PersonId, given: Given, by: PersonId, now: number): Change {
  const person = found(people, whom);
  if (!person.ok) return person;
  if (whom === by) return fail('own-roles');
  if (given.until !== null && given.until <= now) return fail('role-over', { role: given.role });
  return judged(people, [{ kind: 'role.given', subject: whom, body: { role: given.role, scope: given.scope, until: given.until } }], now);
}

/** ACC-36: the last who holds a power keeps it until another has it. */
export function takeRole(people: People, whom: PersonId, taken: Pick<Given, 'role' | 'scope'>, by: PersonId, now: number): Change {
  const person = found(people, whom);
  if (!person.ok) return person;
  if (whom === by) return fail('own-roles');
  return judged(people, [{ kind: 'role.taken', subject: whom, body: { role: taken.role, scope: taken.scope } }], now);
}

/** S0c-243: whoever leaves loses everything at once; the last who holds a power is replaced first (ACC-36). */
export function closePerson(people: People, whom: PersonId, reason: string, now: number): Change {
  const person = found(people, whom);
  if (!person.ok) return person;
  return judged(people, [{ kind: 'person.closed', subject: whom, body: { reason } }], now);
}

/** S0c-243: whoever returns gets nothing back by it (ACC-39): roles are given anew, by another. */
export function reopenPerson(people: People, whom: PersonId, reason: string): Change {
  const person = people.persons.get(whom);
  if (person === undefined) return fail('person-unknown', { person: whom });
  return person.closed ? ok([{ kind: 'person.reopened', subject: whom, body: { reason } }]) : fail('person-is-open', { person: whom });
}

/** What is known of an open person, changed; her login stays for ever (ACC-17). Name and telephone come sealed; what is absent stays. Nothing is written where nothing changes. */
export function changePerson(people: People, whom: PersonId, next: Partial<AccessBody<'person.changed'>>): Change {
  const person = found(people, whom);
  if (!person.ok) return person;
  const { name, phone, enterprise } = person.value;
  const body = { name, phone, enterprise, ...next };
  return ok(body.name === name && body.phone === phone && body.enterprise === enterprise ? [] : [{ kind: 'person.changed', subject: whom, body }]);
}

/** ACC-11, ACC-14: her failures are forgotten, and with them her wait at the door. */
export function unlockPerson(people: People, whom: PersonId, reason: string): Change {
  const person = found(people, whom);
  return person.ok ? ok([{ kind: 'login.unlocked', subject: whom, body: { reason } }]) : person;
}

/** ACC-31, ACC-32, ACC-125: the next table, whole, with everything it would do to those who hold its roles. ACC-124: it gives whoever makes it nothing: that is giving oneself a role by another name. */
export function changeRoles(people: People, table: unknown, by: PersonId, now: number): Change {
  const parsed = RoleTable.safeParse(table);
  if (!parsed.success) return fail('role-form', { at: parsed.error.issues[0]?.path.join('.') ?? '' });
  return judged(people, [{ kind: 'roles.changed', subject: everybody, body: { table: parsed.data, before: people.roles } }], now, [...versionFault(people.roles, parsed.data), ...(widens(people.roles, parsed.data, people.persons.get(by)?.given ?? [], now) ? [{ code: 'own-roles', params: {} } as const] : [])]);
}

/** ACC-06, ACC-125: the next policy, whole and inside its bounds. */
export function changePolicy(people: People, policy: unknown): Change {
  const parsed = Policy.safeParse(policy);
  return parsed.success ? ok([{ kind: 'policy.changed', subject: everybody, body: { policy: parsed.data, before: people.policy } }]) : fail('policy-wrong', { at: parsed.error.issues[0]?.path.join('.') ?? '' });
}
