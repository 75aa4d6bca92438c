import { z } from 'zod';
import { sealed, type Sealed } from '../factor/ports.ts';
import { RoleId, RoleTable, Scope } from '../roles/role.ts';
import { Policy } from './policy.ts';

const Secret = z.string().min(1).max(4096).transform((s): Sealed => sealed(s));
const Login = z.string().min(1).max(64);
const Time = z.number().int().nonnegative();
const Factors = z.array(z.enum(['password', 'totp', 'key'])).min(1).max(3);

/**
 * What the journal says about access; the subject is the person's id, or `access` of what is everybody's. Version 1 of each.
 * Facts only: who did it is the event's actor.
 */
export const accessEvents = {
  'person.created': z.object({ login: Login, name: Secret, phone: Secret.nullable(), enterprise: z.string().max(64).nullable() }),
  'person.changed': z.object({ name: Secret, phone: Secret.nullable(), enterprise: z.string().max(64).nullable() }),
  /** The same, sealed under the active key; whatever has changed since is left as it is, and the step that was used stays used. */
  'person.resealed': z.object({ fields: z.array(z.object({ from: Secret, to: Secret })).min(1).max(40) }),
  'person.closed': z.object({ reason: z.string().max(200) }),
  'person.reopened': z.object({ reason: z.string().max(200) }),
  /** `until`: given by others, and to be changed before. `how`: by whom it came about. */
  'password.set': z.object({ hash: Secret, until: Time.nullable(), how: z.enum(['own', 'given', 'recovered', 'set-up', 'cost']) }),
  'factor.set': z.discriminatedUnion('factor', [z.object({ factor: z.literal('totp'), secret: Secret }), z.object({ factor: z.literal('key'), publicKey: z.string().regex(/^04[0-9a-f]{128}$/) })]),
  'factor.removed': z.object({ factor: z.enum(['totp', 'key']), reason: z.string().max(200) }),
  /** A TOTP step that was let in, wherever it was asked for: it is let in once (ACC-22). */
  'factor.used': z.object({ step: Time }),
  'role.given': z.object({ role: RoleId, scope: Scope, until: Time.nullable() }),
  'role.taken': z.object({ role: RoleId, scope: Scope }),
  /** `before`: what stood until then, so that a line of the audit says both; absent in events of the first programme. */
  'roles.changed': z.object({ table: RoleTable, before: RoleTable.optional() }),
  'policy.changed': z.object({ policy: Policy, before: Policy.optional() }),
  /** She proved herself: to come in, to unlock, or for a consent (its id). */
  'login.succeeded': z.object({ workstation: z.string().max(64), purpose: z.string().min(1).max(64), factors: Factors }),
  'session.opened': z.object({ session: z.string().max(64), workstation: z.string().max(64), watches: z.boolean() }),
  /** Of a name nobody has, the subject is `access`: what was typed may be a password, and is not kept. */
  'login.failed': z.object({ workstation: z.string().max(64), why: z.enum(['unknown', 'closed', 'password', 'factor', 'replayed', 'clock', 'ended']) }),
  'session.locked': z.object({ session: z.string().max(64), rule: z.string().max(10) }),
  'session.unlocked': z.object({ session: z.string().max(64), rule: z.string().max(10) }),
  'session.ended': z.object({ session: z.string().max(64), rule: z.string().max(10), how: z.enum(['idle', 'old', 'leave', 'end', 'revoke']) }),
  'login.unlocked': z.object({ reason: z.string().max(200) }),
  'access.set-up': z.object({ persons: z.array(z.string().max(64)).min(2).max(10), how: z.enum(['first', 'rescue']) }),
  /** What was done to the keys of the personal fields; the subject is `keys`. `keepers`: who has a sheet each, masked (ACC-120) unless a login; none where no sheets were made. */
  'key.changed': z.object({ how: z.enum(['rotated', 'renewed', 'destroyed', 'backed-up', 'recovered']), version: z.number().int().min(1), keepers: z.array(z.string().max(64)).max(9) }),
} as const;
export type AccessKind = keyof typeof accessEvents;
export type AccessBody<K extends AccessKind> = z.infer<(typeof accessEvents)[K]>;

/** What is to be written; the caller adds time, actor and realm. */
export type AccessDraft = { readonly [K in AccessKind]: { readonly kind: K; readonly subject: string; readonly body: AccessBody<K> } }[AccessKind];
/** The subject of what is everybody's. */
export const everybody = 'access';
/** The subject of what was done to keys. */
export const keysSubject = 'keys';
