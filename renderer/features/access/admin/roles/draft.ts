import { RoleId, roleFaults, permissionsOf, widens, type Given, type PersonView, type Role, type RoleTable } from '#app/access';
import type { Fault } from '#kernel/result';
import { permissions, type Permission } from '#kernel/session';

/** Permissions by the thing they are about, in the order of the list. */
export const permissionGroups: readonly (readonly [string, readonly Permission[]])[] = [...Map.groupBy(permissions, (p) => p.split('.')[0] ?? '')];

const mapped = (table: RoleTable, id: string, change: (r: Role) => Role): RoleTable => ({ ...table, roles: table.roles.map((r) => (r.id === id ? change(r) : r)) });
/** A permission given to a role, or taken from it. */
export const toggled = (table: RoleTable, id: string, p: Permission): RoleTable => mapped(table, id, (r) => ({ ...r, may: r.may.includes(p) ? r.may.filter((x) => x !== p) : [...r.may, p] }));
export const renamed = (table: RoleTable, id: string, name: string): RoleTable => mapped(table, id, (r) => ({ ...r, name: name === '' ? null : name }));
export const removed = (table: RoleTable, id: string): RoleTable => ({ ...table, roles: table.roles.filter((r) => r.id !== id) });
/** A new role without any permission; null: the id is none, or taken. */
export function added(table: RoleTable, id: string, name: string): RoleTable | null {
  const parsed = RoleId.safeParse(id);
  return !parsed.success || table.roles.some((r) => r.id === id) ? null : { ...table, roles: [...table.roles, { id: parsed.data, name: name === '' ? null : name, may: [] }] };
}

/** What one role's change does. `holders`: logins of those who hold it, whose sessions end. */
export interface RoleEffect { readonly id: string; readonly role: Role; readonly kind: 'new' | 'gone' | 'changed'; readonly gains: readonly string[]; readonly loses: readonly string[]; readonly renamedFrom: Role | null; readonly holders: readonly string[] }

const without = (of: Role | undefined, other: Role | undefined): readonly string[] => (of?.may ?? []).filter((p) => other?.may.includes(p) !== true);
const otherName = (before: Role | undefined, after: Role | undefined): boolean => before?.name !== after?.name;
/** What becomes of one role; null: nothing. */
function effectOf(before: Role | undefined, after: Role | undefined, holders: (id: string) => readonly string[]): RoleEffect | null {
  const role = after ?? before;
  if (role === undefined) return null;
  const [gains, loses] = [without(after, before), without(before, after)];
  const kind = before === undefined ? 'new' : after === undefined ? 'gone' : 'changed';
  const renamedFrom = kind === 'changed' && otherName(before, after) ? before ?? null : null;
  const same = kind === 'changed' && gains.length + loses.length === 0 && renamedFrom === null;
  return same ? null : { id: role.id, role, kind, gains, loses, renamedFrom, holders: holders(role.id) };
}
/** Everything that a table would do in place of the one that stands, role by role. */
export function effectsOf(stands: RoleTable, next: RoleTable, people: readonly PersonView[]): readonly RoleEffect[] {
  const holders = (id: string): readonly string[] => people.filter((p) => !p.closed && p.given.some((g) => g.role === id)).map((p) => p.login);
  const ids = [...new Set([...stands.roles, ...next.roles].map((r) => r.id))];
  return ids.flatMap((id) => { const effect = effectOf(stands.roles.find((r) => r.id === id), next.roles.find((r) => r.id === id), holders); return effect === null ? [] : [effect]; });
}

const givenOf = ({ given }: PersonView): readonly Given[] => given.flatMap((g) => { const role = RoleId.safeParse(g.role); return role.success ? [{ role: role.data, scope: g.scope, until: g.until }] : []; });
/** What would be wrong with a table that is not wrong already, by the rules that the engine judges by. `by`: the id of who changes it, who gets nothing by it (ACC-124). `now`: epoch ms. */
export function faultsOf(stands: RoleTable, next: RoleTable, people: readonly PersonView[], by: string | null, now: number): readonly Fault[] {
  const holding = people.filter((p) => !p.closed).map((p) => ({ login: p.login, given: givenOf(p) }));
  const self = people.find((p) => p.id === by);
  const own: readonly Fault[] = self !== undefined && widens(stands, next, givenOf(self), now) ? [{ code: 'own-roles', params: {} }] : [];
  const old = new Set(roleFaults(stands, holding, now).map((f) => JSON.stringify(f)));
  return [...own, ...roleFaults(next, holding, now).filter((f) => !old.has(JSON.stringify(f)))];
}

/** Whether a role gives a permission of which this programme knows. */
export const gives = (role: Role, p: Permission): boolean => permissionsOf(role).includes(p);
