import type { Fault } from '#kernel/result';
import { powersHeld, powersOfRole, powers, type Power } from './powers.ts';
import { counting } from './rights.ts';
import type { Given, RoleTable } from './role.ts';

export type RoleFault = Fault<'role-version' | 'role-twice' | 'role-powers' | 'role-unknown' | 'powers-joined' | 'power-left-empty'>;

/** Somebody who holds roles, by login. */
export interface Holder { readonly login: string; readonly given: readonly Given[] }

const twice = (values: readonly string[]): readonly string[] => [...new Set(values.filter((v, i) => values.indexOf(v) !== i))];

/** Everything that is wrong with roles and who holds them; nothing is changed that leaves one of these (ACC-32, ACC-33, ACC-36). `now`: epoch ms. */
export function roleFaults(table: RoleTable, holders: readonly Holder[], now: number): readonly RoleFault[] {
  const faults: RoleFault[] = twice(table.roles.map((r) => r.id)).map((role) => ({ code: 'role-twice', params: { role } }));
  for (const role of table.roles) {
    const has = powersOfRole(role);
    if (has.length > 1) faults.push({ code: 'role-powers', params: { role: role.id, powers: has.join(', ') } });
  }
  for (const { login, given } of holders) {
    for (const g of given) if (!table.roles.some((r) => r.id === g.role)) faults.push({ code: 'role-unknown', params: { role: g.role, login } });
    const held = powersHeld(table, given);
    if (held.length > 1) faults.push({ code: 'powers-joined', params: { login, powers: held.join(', ') } });
  }
  for (const power of emptyPowers(table, holders, now)) faults.push({ code: 'power-left-empty', params: { power } });
  return faults;
}

/** The powers that nobody holds everywhere and without an end (ACC-36): a role that ends by itself leaves nobody behind. */
export const emptyPowers = (table: RoleTable, holders: readonly Holder[], now: number): readonly Power[] =>
  powers.filter((power) => !holders.some(({ given }) => powersHeld(table, counting(given, now).filter((g) => g.until === null && g.scope === 'everywhere')).includes(power)));

/** ACC-31: the next table follows the one that stands, so that two who change it at once do not undo each other. */
export const versionFault = (stands: RoleTable, next: RoleTable): readonly RoleFault[] =>
  (next.version === stands.version + 1 ? [] : [{ code: 'role-version', params: { stands: stands.version, next: next.version } }]);
