import { fail, ok, type Fault, type Result } from '#kernel/result';
import { emptyPowers, roleFaults, type RoleFault } from '../roles/check.ts';
import type { RoleId, Scope } from '../roles/role.ts';
import type { Sealed } from '../factor/ports.ts';
import type { AccessDraft } from './event.ts';
import { everybody } from './event.ts';
import { foreseen } from './fold.ts';
import { byLogin, holders, loginForm, type People, type PersonId } from './person.ts';

/** One of the first administrators, who typed the password in person. `id` is new; `hash` is sealed. */
export interface Newcomer { readonly id: PersonId; readonly login: string; readonly name: Sealed; readonly phone: Sealed | null; readonly hash: Sealed; readonly role: RoleId }

/**
 * What somebody shows who wants to make administrators. `token`: the setup token that this start of the engine wrote into the secrets of the data
 * folder fits, is not too old and was not used. `shares`: two of the shares of the key's back-up open it. Whoever has neither the machine nor the shares has no way in.
 */
export interface Evidence { readonly token: boolean; readonly shares: boolean }
export type SetUpFault = RoleFault | Fault<'set-up-already' | 'set-up-token' | 'set-up-shares' | 'login-form' | 'login-taken' | 'set-up-people'>;

const everywhere: Scope = 'everywhere';
const draftsOf = (newcomers: readonly Newcomer[], how: 'first' | 'rescue'): readonly AccessDraft[] => [
  ...newcomers.flatMap(({ id, login, name, phone, hash, role }): AccessDraft[] => [
    { kind: 'person.created', subject: id, body: { login, name, phone, enterprise: null } },
    { kind: 'password.set', subject: id, body: { hash, until: null, how: 'set-up' } },
    { kind: 'role.given', subject: id, body: { role, scope: everywhere, until: null } },
  ]),
  { kind: 'access.set-up', subject: everybody, body: { persons: newcomers.map((n) => n.id), how } },
];

/** What is wrong with those who come, and with what they would hold together with those who are there. */
function wrongWith(people: People, newcomers: readonly Newcomer[], next: People, now: number): readonly SetUpFault[] {
  const names = newcomers.flatMap(({ login }): SetUpFault[] => [
    ...(loginForm.test(login) ? [] : [{ code: 'login-form' as const, params: { login } }]),
    ...(byLogin(people, login) === null ? [] : [{ code: 'login-taken' as const, params: { login } }]),
  ]);
  const same = (list: readonly string[]): boolean => new Set(list).size < list.length;
  const twice: readonly SetUpFault[] = same(newcomers.map((n) => n.login)) || same(newcomers.map((n) => n.id)) || newcomers.some((n) => people.persons.has(n.id)) ? [{ code: 'set-up-people', params: {} }] : [];
  const theirs = roleFaults(next.roles, holders(next).filter((p) => newcomers.some((n) => n.id === p.id)), now).filter((f) => f.code !== 'power-left-empty');
  return [...names, ...twice, ...theirs, ...emptyPowers(next.roles, holders(next), now).map((power) => ({ code: 'power-left-empty' as const, params: { power } }))];
}

/**
 * ACC-60, ACC-61: the first administrators, one person at least for each power, all at once: there is no account, and so no password, before them.
 * ACC-62: once done it is never done again; `rescue` is for a park none of whose administrators can come in, and asks for the shares of two keepers as well.
 */
export function setUp(people: People, newcomers: readonly Newcomer[], evidence: Evidence, how: 'first' | 'rescue', now: number): Result<readonly AccessDraft[], SetUpFault> | { readonly ok: false; readonly fault: SetUpFault; readonly more: readonly SetUpFault[] } {
  if (how === 'first' && people.setUp) return fail('set-up-already');
  if (!evidence.token) return fail('set-up-token');
  if (how === 'rescue' && !evidence.shares) return fail('set-up-shares');
  const before: People = how === 'rescue' ? people : { ...people, persons: new Map() };
  const drafts = draftsOf(newcomers, how);
  const [first, ...more] = wrongWith(before, newcomers, foreseen(before, drafts, now), now);
  if (first !== undefined) return { ok: false, fault: first, more };
  return newcomers.length < 2 || newcomers.length > 10 ? fail('set-up-people') : ok(drafts); // one alone would be who holds everything
}
