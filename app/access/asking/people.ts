import { z } from 'zod';
import type { Contract } from '#kernel/contract';
import { RoleId, Scope } from '../roles/role.ts';
import { Changed, LoginText, Named, PasswordText, PersonKey, Reason } from './plain.ts';

/** A role somebody holds. */
export const GivenView = z.object({ role: z.string(), scope: Scope, until: z.number().nullable() });
/** One person as an administrator sees her: name and telephone masked (S0c-341). `passwordUntil`: when a given one ends, else when hers must be changed; null: there is none, or it does not age. `waitsMs`: how long she has to wait at the door. */
export const PersonView = z.object({
  id: z.string(), login: z.string(), name: z.string(), phone: z.string().nullable(), enterprise: z.string().nullable(), closed: z.boolean(), given: z.array(GivenView),
  totp: z.boolean(), key: z.boolean(), passwordAt: z.number().nullable(), passwordUntil: z.number().nullable(), temporary: z.boolean(), waitsMs: z.number(), sessions: z.number(),
});
export type PersonView = z.infer<typeof PersonView>;
export const SessionView = z.object({ id: z.string(), who: Named, workstation: z.string(), watches: z.boolean(), state: z.enum(['active', 'locked']), openedAt: z.number(), idleMs: z.number(), mine: z.boolean() });
export type SessionView = z.infer<typeof SessionView>;

const name = z.string().trim().min(1).max(60);
const phone = z.string().trim().regex(/^\+?[0-9][0-9 ()-]{2,39}$/).nullable();
const enterprise = z.string().min(1).max(64).nullable();
/** People, and who is logged in. A person is created without a role: who gives roles is another one. */
export const peopleContract = {
  calls: {
    'person.list': { in: z.object({}), out: z.array(PersonView).max(20_000), needs: 'person.view' },
    /** The password is told in person, ends after a day and lets in to a change only. */
    'person.create': { in: z.object({ login: LoginText, name, phone, enterprise, password: PasswordText }), out: Changed.extend({ person: z.string().nullable() }), needs: 'person.change' },
    /** What is absent stays. */
    'person.change': { in: z.object({ person: PersonKey, name: name.optional(), phone: phone.optional(), enterprise: enterprise.optional() }), out: Changed, needs: 'person.change' },
    'person.close': { in: z.object({ person: PersonKey, reason: Reason }), out: Changed, needs: 'person.change' },
    'person.reopen': { in: z.object({ person: PersonKey, reason: Reason }), out: Changed, needs: 'person.change' },
    /** Ends her wait at the door (ACC-11, ACC-14). */
    'person.unlock': { in: z.object({ person: PersonKey, reason: Reason }), out: Changed, needs: 'person.recover' },
    /** Name and telephone unmasked; it is journalled before it is answered (`personal.read`). */
    'person.reveal': { in: z.object({ person: PersonKey }), out: z.object({ name: z.string(), phone: z.string().nullable() }), needs: 'personal.view' },
    /** What was revealed went to the clipboard (`personal.copied`). */
    'person.copied': { in: z.object({ person: PersonKey, field: z.enum(['name', 'phone']) }), out: z.object({}), needs: 'personal.view' },
    'session.list': { in: z.object({}), out: z.array(SessionView).max(10_000), needs: 'session.view' },
    'session.end': { in: z.object({ session: z.string().max(64) }), out: z.object({}), needs: 'session.end' },
    'role.give': { in: z.object({ person: PersonKey, role: RoleId, scope: Scope, until: z.number().int().nullable() }), out: Changed, needs: 'role.change' },
    'role.take': { in: z.object({ person: PersonKey, role: RoleId, scope: Scope }), out: Changed, needs: 'role.change' },
  },
  streams: {},
} as const satisfies Contract;
