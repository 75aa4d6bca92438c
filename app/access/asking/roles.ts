import { z } from 'zod';
import type { Contract } from '#kernel/contract';
import { permissions } from '#kernel/session';
import { Policy } from '../account/policy.ts';
import { RoleTable, Scope } from '../roles/role.ts';
import { Changed, PersonKey } from './plain.ts';

const Through = z.array(z.object({ role: z.string(), scope: Scope, until: z.number().nullable() }));
const Place = z.object({ enterprise: z.string().max(64).nullable(), area: z.string().max(64).nullable() });
/** A version of the key of the personal fields. */
export const KeyView = z.object({ version: z.number(), state: z.enum(['active', 'retired', 'destroyed']), madeAt: z.number() });

export const rolesContract = {
  calls: {
    'role.table': { in: z.object({}), out: z.object({ table: RoleTable, policy: Policy }), needs: 'role.view' },
    /** The next table, whole, with the next version (ACC-31). */
    'role.change': { in: z.object({ table: RoleTable }), out: Changed, needs: 'role.change' },
    'policy.change': { in: z.object({ policy: z.unknown() }), out: Changed, needs: 'policy.change' },
    /** Who may do this? `place` null: anywhere at all. */
    'role.who': { in: z.object({ permission: z.enum(permissions), place: Place.nullable() }), out: z.array(z.object({ person: z.string(), login: z.string(), through: Through })), needs: 'role.view' },
    /** What may she do? */
    'role.what': { in: z.object({ person: PersonKey }), out: z.array(z.object({ permission: z.enum(permissions), through: Through })), needs: 'role.view' },
    /** `due`: the active key is older than it may be. `stale`: how many people have text under an older key. `kept`: whether the key of keys was ever backed up in shares. */
    'key.view': { in: z.object({}), out: z.object({ lines: z.array(KeyView), due: z.boolean(), stale: z.number(), backedUpAt: z.number().nullable() }), needs: 'key.change' },
  },
  streams: {},
} as const satisfies Contract;
