import { step } from '#kernel/machine';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Permission } from '#kernel/session';
import type { EpochMs, MonoMs, Moment } from '#kernel/time';
import type { PersonId } from '../account/person.ts';
import type { SessionId } from '../login/session.ts';
import { watchTable, type WatchAction, type WatchEvent, type WatchGuard, type WatchState } from './machine.ts';

/** What a desk shows whoever is there, and when nobody is: alarms, visible and audible (ACC-107). Nothing here commands anything. */
export const watching: readonly Permission[] = ['session.begin', 'alarm.view', 'point.view', 'source.view', 'site.view', 'health.view', 'settings.view', 'mimic.view', 'window.view'];
/** What an emergency override may besides: answer alarms and bring a window forward. None of the three powers, and nothing of anybody's data (ACC-108). */
export const overriding: readonly Permission[] = [...watching, 'alarm.acknowledge', 'alarm.confirm', 'window.open'];
/** How long an override lasts; it is not lengthened, only begun again, as loudly. */
export const overrideMs = 15 * 60_000;
/** The shortest reason that is one, in characters. */
export const leastReason = 4;

/** Who is at one desk. `session`, `person`: also behind a lock. `dueAt`: when an override ends. */
export interface Watch { readonly workstation: string; readonly state: WatchState; readonly session: SessionId | null; readonly person: PersonId | null; readonly since: EpochMs; readonly dueAt: MonoMs | null; readonly reason: string | null }
export const emptyWatch = (workstation: string, at: EpochMs): Watch => ({ workstation, state: 'empty', session: null, person: null, since: at, dueAt: null, reason: null });

export type WatchInput =
  | { readonly type: 'enter'; readonly session: SessionId; readonly person: PersonId }
  | { readonly type: 'lock' | 'unlock' | 'leave' | 'overEnd' }
  /** `session`: which one ended; of one that is not at this desk any more nothing happens. */
  | { readonly type: 'end'; readonly session: SessionId }
  | { readonly type: 'override'; readonly reason: string };
/** One row gone through. `ended`: the session that is to be ended, of who was there before. */
export interface WatchChange { readonly watch: Watch; readonly rule: string; readonly actions: readonly WatchAction[]; readonly ended: SessionId | null }
export type WatchFault = Fault<'override-reason'>;

const nobodyIs = { session: null, person: null } as const;
/** Who is at the desk after a row. */
function who(watch: Watch, to: WatchState, input: WatchInput): Pick<Watch, 'session' | 'person'> {
  if (input.type === 'enter') return { session: input.session, person: input.person };
  return to === 'empty' || to === 'overridden' ? nobodyIs : { session: watch.session, person: watch.person };
}

const reasonOf = (input: WatchInput): string => (input.type === 'override' ? input.reason.trim() : '');
/** Which session ends because of a row: of the officer who was there, or her own older one. */
const endedBy = (watch: Watch, input: WatchInput, actions: readonly WatchAction[]): SessionId | null =>
  (actions.includes('endBefore') || (input.type === 'enter' && watch.session !== input.session) ? watch.session : null);
function dueAfter(watch: Watch, actions: readonly WatchAction[], now: Moment): MonoMs | null {
  if (actions.includes('startTime')) return (now.mono + overrideMs) as MonoMs;
  return actions.includes('stopTime') ? null : watch.dueAt;
}

/** ACC-90 to ACC-106. Null: nothing happened. */
export function watched(watch: Watch, input: WatchInput, now: Moment): Result<WatchChange | null, WatchFault> {
  if (input.type === 'end' && input.session !== watch.session) return ok(null);
  const reason = reasonOf(input);
  const holds: Record<WatchGuard, boolean> = { same: input.type === 'enter' && input.person === watch.person, reason: reason.length >= leastReason };
  if (input.type === 'override' && !holds.reason) return fail('override-reason', { least: leastReason });
  const event: WatchEvent = input.type;
  const out = step(watchTable, watch.state, event, (g) => holds[g]);
  if (out.kind === 'illegal') throw new Error(out.why);
  if (out.kind === 'ignored') return ok(null);
  const next: Watch = {
    workstation: watch.workstation, state: out.to, ...who(watch, out.to, input), since: now.now, dueAt: dueAfter(watch, out.actions, now), reason: out.to === 'overridden' ? reason : null,
  };
  return ok({ watch: next, rule: out.rule, actions: out.actions, ended: endedBy(watch, input, out.actions) });
}

/** The override's time (ACC-106), by the clock that never jumps; null: it is not over. */
export const elapsed = (watch: Watch, now: Moment): Result<WatchChange | null, WatchFault> => (watch.dueAt !== null && now.mono >= watch.dueAt ? watched(watch, { type: 'overEnd' }, now) : ok(null));

/** What may be done at the desk now. `held`: what the person who is logged in may (`permissionsHeld`). In no state less than `watching` (ACC-107). */
export function remaining(watch: Watch, held: ReadonlySet<Permission>): ReadonlySet<Permission> {
  switch (watch.state) {
    case 'watched': return new Set([...watching, ...held]);
    case 'empty': case 'locked': return new Set(watching);
    case 'overridden': return new Set(overriding);
  }
}
