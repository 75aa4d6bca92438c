import { permissions, type Permission } from '#kernel/session';
import type { Holder } from './check.ts';
import { suspended } from './powers.ts';
import { allows, counting, rightsOf } from './rights.ts';
import { permissionsOf, type Place, type RoleId, type RoleTable, type Scope } from './role.ts';

/** Why somebody may: through which role, where, and until when (epoch ms). */
export interface Through { readonly role: RoleId; readonly scope: Scope; readonly until: number | null }
export interface MayDo { readonly login: string; readonly through: readonly Through[] }
export interface MayHave { readonly permission: Permission; readonly through: readonly Through[] }

const throughs = (table: RoleTable, holder: Holder, permission: Permission, now: number): readonly Through[] =>
  (suspended(table, holder.given, permission) ? [] : counting(holder.given, now)).filter((g) => table.roles.some((r) => r.id === g.role && permissionsOf(r).includes(permission))).map(({ role, scope, until }) => ({ role, scope, until }));

/** Who may do this? (ACC-37). `place`: null asks for anywhere at all. Sorted by login. */
export function whoMay(table: RoleTable, holders: readonly Holder[], permission: Permission, place: Place | null, now: number): readonly MayDo[] {
  return holders
    .map((h) => ({ login: h.login, through: throughs(table, h, permission, now).filter((t) => place === null || allows(rightsOf(table, [t], now), permission, place)) }))
    .filter((m) => m.through.length > 0).toSorted((a, b) => (a.login < b.login ? -1 : 1));
}

/** What may she do? (ACC-37), in the order of the list of permissions. */
export const whatMay = (table: RoleTable, holder: Holder, now: number): readonly MayHave[] =>
  permissions.map((permission) => ({ permission, through: throughs(table, holder, permission, now) })).filter((m) => m.through.length > 0);
