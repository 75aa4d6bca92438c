import type { Permission } from '#kernel/session';
import { permissionsOf, type Given, type Role, type RoleTable } from './role.ts';

/** 系统管理, 安全管理, 审计管理 (GB/T 22239-2019 8.1.5): who runs the system, who says who may, who looks whether both did right. */
export const powers = ['system', 'security', 'audit'] as const;
export type Power = (typeof powers)[number];

/** The permissions that are a power; of any other a person may hold what the post asks for. */
export const powerOf: { readonly [p in Permission]?: Power } = {
  'site.import': 'system', 'engine.restart': 'system', 'person.change': 'system',
  'role.change': 'security', 'policy.change': 'security', 'session.end': 'security', 'key.change': 'security',
  'audit.view': 'audit', 'audit.export': 'audit',
};

/** The powers that a role has by its permissions, whatever it is called. */
export const powersOfRole = (role: Role): readonly Power[] => powers.filter((power) => permissionsOf(role).some((p) => powerOf[p] === power));

/** The powers of everything somebody holds, wherever it counts and however long: ACC-33 looks at all of it, or a role that begins as another ends would join two powers. */
export const powersHeld = (table: RoleTable, given: readonly Given[]): readonly Power[] =>
  powers.filter((power) => table.roles.some((r) => given.some((g) => g.role === r.id) && powersOfRole(r).includes(power)));

/** ACC-33: two powers that came together behind the back of every check (two nodes that were apart) are none: of somebody who holds both, no permission that is a power counts. */
export const suspended = (table: RoleTable, given: readonly Given[], permission: Permission): boolean => powerOf[permission] !== undefined && powersHeld(table, given).length > 1;
