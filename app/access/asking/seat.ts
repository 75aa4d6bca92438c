import { z } from 'zod';
import type { Contract } from '#kernel/contract';
import { permissions } from '#kernel/session';
import { RoleId } from '../roles/role.ts';
import { Changed, LoginText, Named, PasswordText, ProofText, Second } from './plain.ts';

/** Who is at the seat of a window. A `watch` seat is shared by every window of a desk and never goes dark; an `own` seat belongs to one window (administration) and shows nothing before somebody logged in. */
export const SeatView = z.object({
  /** False: there are no accounts yet, and the place acts (`unidentified@...`). */
  setUp: z.boolean(),
  seat: z.enum(['watch', 'own']), workstation: z.string(),
  state: z.enum(['empty', 'watched', 'locked', 'overridden']), since: z.number(),
  /** Who is logged in, also behind a lock; her name whole. */
  officer: Named.nullable(),
  /** Of an override: why, and when it ends (epoch ms). */
  reason: z.string().nullable(), endsAt: z.number().nullable(),
  /** `must`: nothing else may be done before. `ageing`: days until the password must be changed. `idleMs`: the rest after which it locks or ends. `longestUntil`: epoch ms. */
  session: z.object({
    id: z.string(), openedAt: z.number(), idleMs: z.number(), longestUntil: z.number(), must: z.enum(['change-password', 'enrol-factor']).nullable(), ageing: z.number().nullable(),
    totp: z.boolean(), key: z.boolean(), powers: z.array(z.enum(['system', 'security', 'audit'])),
  }).nullable(),
  may: z.array(z.enum(permissions)),
});
export type SeatView = z.infer<typeof SeatView>;

/** One of the first administrators, as she types it. */
export const NewcomerText = z.object({ login: LoginText, name: z.string().trim().min(1).max(60), phone: z.string().trim().max(40).nullable(), password: PasswordText, role: RoleId });
export type NewcomerText = z.infer<typeof NewcomerText>;

const nothing = z.object({});
const begin = 'session.begin';
/** What may be done at a seat by whoever stands before it; the rest is the doorkeeper's. */
export const seatContract = {
  calls: {
    'seat.get': { in: nothing, out: SeatView, needs: begin },
    /** Logs in, and takes over from whoever was there (ACC-93). `factor-wanted`: the password was right, and a second factor is asked for. */
    'seat.login': { in: z.object({ login: LoginText, password: PasswordText, second: Second.nullable() }), out: SeatView, needs: begin },
    'seat.lock': { in: nothing, out: SeatView, needs: begin },
    'seat.unlock': { in: z.object({ proof: ProofText }), out: SeatView, needs: begin },
    'seat.leave': { in: nothing, out: SeatView, needs: begin },
    /** Emergency override of an empty or locked desk, and its end (`seat.leave`, or a login). */
    'seat.override': { in: z.object({ reason: z.string().trim().max(500) }), out: SeatView, needs: begin },
    /** Somebody moved: keeps the session open. A window says it at most every ten seconds. */
    'seat.touch': { in: nothing, out: nothing, needs: begin },
    /** `first`: once, with the setup token. `rescue`: with the token and two keepers' shares. */
    'seat.set-up': { in: z.object({ token: z.string().max(64), how: z.enum(['first', 'rescue']), shares: z.tuple([z.string().max(300), z.string().max(300)]).nullable(), people: z.array(NewcomerText).min(1).max(10) }), out: Changed, needs: begin },
    /** Her own; `current` proves that it is she. */
    'own.password': { in: z.object({ current: PasswordText, next: PasswordText }), out: Changed, needs: begin },
    /** A new secret for an authenticator, kept for ten minutes until it is confirmed by one of its codes. */
    'own.totp': { in: nothing, out: z.object({ secret: z.string(), uri: z.string() }), needs: begin },
    'own.totp-confirm': { in: z.object({ password: PasswordText, code: z.string().max(12) }), out: Changed, needs: begin },
    /** A new software key under a PIN of hers: the file is hers to keep, and only its public half is known here. */
    'own.key': { in: z.object({ password: PasswordText, pin: z.string().max(200) }), out: z.object({ file: z.string(), faults: Changed.shape.faults }), needs: begin },
  },
  /** To the windows of one seat. */
  streams: { 'seat.changed': { kind: 'every', of: SeatView, needs: begin } },
} as const satisfies Contract;
