import { z } from 'zod';
import { permissions, type Permission } from '#kernel/session';
export type { Place } from '#kernel/session';

export const RoleId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/).brand<'RoleId'>();
export type RoleId = z.infer<typeof RoleId>;

/** A set of permissions with a name. `name`: as the park calls it; null: a role of the house, worded by the catalogues. A permission of a later programme is kept and gives nothing here. */
export const Role = z.object({ id: RoleId, name: z.string().min(1).max(60).nullable(), may: z.array(z.string().regex(/^[a-z]+\.[a-z]+$/)).max(200) });
export type Role = z.infer<typeof Role>;

/** Every role there is; the next table has the next version (ACC-31). */
export const RoleTable = z.object({ version: z.number().int().min(1), roles: z.array(Role).min(1).max(200) });
export type RoleTable = z.infer<typeof RoleTable>;

const ids = z.array(z.string().min(1).max(64)).max(500);
/** Where a role counts: everywhere, or for what belongs to one of these enterprises or stands in one of these areas (S0c-003). */
export const Scope = z.union([z.literal('everywhere'), z.object({ enterprises: ids, areas: ids })]);
export type Scope = z.infer<typeof Scope>;

/** A role somebody holds. `until`: the first moment it no longer counts; null: until it is taken. */
export interface Given { readonly role: RoleId; readonly scope: Scope; readonly until: number | null }

const known: ReadonlySet<string> = new Set(permissions);
/** The permissions of a role that this programme knows. */
export const permissionsOf = (role: Role): readonly Permission[] => role.may.filter((p): p is Permission => known.has(p));

const viewing: readonly Permission[] = ['session.begin', 'duty.view', 'alarm.view', 'point.view', 'source.view', 'site.view', 'health.view', 'settings.view', 'mimic.view', 'window.view'];
const desk: readonly Permission[] = [...viewing, 'alarm.acknowledge', 'alarm.confirm', 'journal.view', 'settings.change', 'window.open', 'window.arrange', 'history.annotate'];
const role = (id: string, may: readonly Permission[]): Role => ({ id: RoleId.parse(id), name: null, may: [...may] });

/** What a park begins with: the posts of the specification, and one role for each of the three powers (GB/T 22239-2019 8.1.5). */
export const firstRoles: RoleTable = {
  version: 1,
  roles: [
    role('duty-officer', desk), role('duty-leader', [...desk, 'duty.change', 'history.export', 'person.view', 'personal.view', 'session.view']), role('park-leader', [...viewing, 'journal.view', 'window.open']),
    role('enterprise-safety', viewing), role('engineer', [...viewing, 'journal.view', 'mimic.change', 'history.annotate', 'history.export', 'window.open']),
    role('system-administrator', [...viewing, 'site.import', 'engine.restart', 'settings.change', 'person.view', 'person.change', 'person.recover', 'role.view', 'session.view', 'window.open']),
    role('security-administrator', [...viewing, 'person.view', 'person.recover', 'role.view', 'role.change', 'policy.change', 'session.view', 'session.end', 'key.change', 'window.open']),
    role('audit-administrator', [...viewing, 'journal.view', 'person.view', 'person.recover', 'role.view', 'session.view', 'audit.view', 'audit.export', 'window.open']),
  ],
};
