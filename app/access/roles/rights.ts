import type { Permission } from '#kernel/session';
import { suspended } from './powers.ts';
import { permissionsOf, type Given, type Place, type RoleTable } from './role.ts';

/** Where one permission counts: everywhere, or in the sum of the scopes of the roles that give it. */
interface Reach { readonly everywhere: boolean; readonly enterprises: ReadonlySet<string>; readonly areas: ReadonlySet<string> }
/** What one person may do, ready to be asked at every call. `until`: when the first of the roles in it ends; it is made anew then. */
export interface Rights { readonly reach: ReadonlyMap<Permission, Reach>; readonly until: number | null }

/** The roles that count at `now` (ACC-35); epoch ms. */
export const counting = (given: readonly Given[], now: number): readonly Given[] => given.filter((g) => g.until === null || now < g.until);

export function rightsOf(table: RoleTable, given: readonly Given[], now: number): Rights {
  const reach = new Map<Permission, { everywhere: boolean; enterprises: Set<string>; areas: Set<string> }>();
  const live = counting(given, now);
  for (const g of live) {
    const role = table.roles.find((r) => r.id === g.role);
    for (const p of role === undefined ? [] : permissionsOf(role)) {
      if (suspended(table, given, p)) continue;
      const to = reach.get(p) ?? { everywhere: false, enterprises: new Set<string>(), areas: new Set<string>() };
      if (g.scope === 'everywhere') to.everywhere = true;
      else { for (const e of g.scope.enterprises) to.enterprises.add(e); for (const a of g.scope.areas) to.areas.add(a); }
      reach.set(p, to);
    }
  }
  const ends = live.flatMap((g) => (g.until === null ? [] : [g.until]));
  return { reach, until: ends.length === 0 ? null : Math.min(...ends) };
}

/** ACC-34: everywhere counts for all; a scope counts for what belongs to one of its enterprises or stands in one of its areas, and for nothing that belongs nowhere. */
export function allows(rights: Rights, permission: Permission, place: Place): boolean {
  const reach = rights.reach.get(permission);
  if (reach === undefined) return false;
  return reach.everywhere || (place.enterprise !== null && reach.enterprises.has(place.enterprise)) || (place.area !== null && reach.areas.has(place.area));
}

/** What a session carries: the permissions that count anywhere at all. A handler whose answer belongs to a place asks `allows` too. */
export const permissionsHeld = (rights: Rights): ReadonlySet<Permission> => new Set(rights.reach.keys());

/** ACC-124: whether another table in place of the one that stands would let somebody do more than now, anywhere at all, with the roles she holds. */
export function widens(stands: RoleTable, next: RoleTable, given: readonly Given[], now: number): boolean {
  const before = rightsOf(stands, given, now);
  const places: readonly Place[] = [{ enterprise: null, area: null }, ...given.flatMap(({ scope }) => (scope === 'everywhere' ? [] : [...scope.enterprises.map((enterprise) => ({ enterprise, area: null })), ...scope.areas.map((area) => ({ enterprise: null, area }))]))];
  const after = rightsOf(next, given, now);
  return [...permissionsHeld(after)].some((p) => places.some((place) => allows(after, p, place) && !allows(before, p, place)));
}
