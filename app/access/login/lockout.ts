import { step } from '#kernel/machine';
import type { EpochMs, MonoMs, Moment } from '#kernel/time';
import { lockoutTable, type LockoutState } from './machine.ts';
import type { LockoutPolicy } from '../account/policy.ts';

/** What is remembered of failures, as the journal tells it: how many in a row, and when the last was. */
export interface Failures { readonly count: number; readonly lastAt: EpochMs }
export const noFailures: Failures = { count: 0, lastAt: 0 as EpochMs };

/** The same while the engine runs. `dueAt`: when the wait is over, by the clock that never jumps; null: nobody waits. */
export interface Lockout { readonly state: LockoutState; readonly failures: Failures; readonly dueAt: MonoMs | null }
export const unlocked: Lockout = { state: 'open', failures: noFailures, dueAt: null };

/** `leftMs`: how long the account is still to wait; 0 when it is looked at. `rule`: the row that said so. */
export interface Attempt { readonly lockout: Lockout; readonly leftMs: number; readonly rule: string }

/** How long follows on so many failures in a row: 0 while they are free, then as the policy grows, its last for all that follow. Total over the whole numbers. */
export function waitMs({ free, waitsMs }: LockoutPolicy, count: number): number {
  if (count <= free) return 0;
  return waitsMs[Math.min(count - free, waitsMs.length) - 1] ?? 0;
}

function moved(state: LockoutState, event: keyof typeof lockoutTable.open, free = false): { readonly to: LockoutState; readonly rule: string } {
  const out = step(lockoutTable, state, event, () => free);
  if (out.kind !== 'moved') throw new Error(out.kind === 'illegal' ? out.why : `${state} + ${event} says nothing`);
  return out;
}
/** Failures so long ago that they no longer count. */
const forgotten = (policy: LockoutPolicy, { lastAt }: Failures, now: EpochMs): boolean => now - lastAt >= policy.forgetMs;

/**
 * What the journal knew when the engine started: the part of the wait that has gone by the wall clock need not be waited again. However wrong that
 * clock is, what is left is never longer than the wait itself, and runs on the clock that never jumps (ACC-15).
 */
export function resumed(policy: LockoutPolicy, failures: Failures, now: Moment): Lockout {
  if (failures.count === 0 || forgotten(policy, failures, now.now)) return unlocked;
  const wait = waitMs(policy, failures.count);
  const left = wait - Math.min(Math.max(now.now - failures.lastAt, 0), wait);
  return left === 0 ? { state: 'open', failures, dueAt: null } : { state: 'waiting', failures, dueAt: (now.mono + left) as MonoMs };
}

/** Whether a password is looked at now (ACC-07, ACC-12); a wait that is over is over here (ACC-13). */
export function attempt(lockout: Lockout, now: Moment): Attempt {
  const over = lockout.state === 'waiting' && now.mono >= (lockout.dueAt ?? 0);
  const ready: Lockout = over ? { ...lockout, state: moved(lockout.state, 'waited').to, dueAt: null } : lockout;
  const { to, rule } = moved(ready.state, 'attempt');
  return { lockout: { ...ready, state: to }, leftMs: ready.dueAt === null ? 0 : ready.dueAt - now.mono, rule };
}

/** After a password, or a second factor, that was wrong (ACC-08, ACC-09). Only after `attempt` said that it was looked at. */
export function failed(policy: LockoutPolicy, lockout: Lockout, now: Moment): Lockout {
  const count = (forgotten(policy, lockout.failures, now.now) ? 0 : lockout.failures.count) + 1;
  const wait = waitMs(policy, count);
  const { to } = moved(lockout.state, 'failed', wait === 0);
  return { state: to, failures: { count, lastAt: now.now }, dueAt: to === 'waiting' ? (now.mono + wait) as MonoMs : null };
}
/** ACC-10: somebody came in. */
export const succeeded = (lockout: Lockout): Lockout => ({ ...unlocked, state: moved(lockout.state, 'succeeded').to });
/** ACC-11, ACC-14: an administrator says it was a mistake. */
export const released = (lockout: Lockout): Lockout => ({ ...unlocked, state: moved(lockout.state, 'unlocked').to });

/** How many names the door remembers at once: names that do not exist wait like those that do, so that nobody learns which is which (ACC-16), and cannot fill the memory. */
export const mostRemembered = 2000;
/** What is remembered of every name, or of every workstation, that failed. */
export type Door = ReadonlyMap<string, Lockout>;
/** The door with one entry renewed; the one that waits least, then the oldest, gives way where there are too many. */
export function remembered(door: Door, key: string, lockout: Lockout): Door {
  const next = new Map(door);
  next.delete(key);
  if (lockout.failures.count > 0) next.set(key, lockout);
  if (next.size <= mostRemembered) return next;
  const out = [...next].reduce((least, entry) => ((entry[1].dueAt ?? -1) < (least[1].dueAt ?? -1) ? entry : least));
  next.delete(out[0]);
  return next;
}
