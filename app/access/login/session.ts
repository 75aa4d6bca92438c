import { step } from '#kernel/machine';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Actor } from '#kernel/session';
import type { Brand, EpochMs, MonoMs, Moment } from '#kernel/time';
import { sessionTable, type SessionEvent, type SessionState } from './machine.ts';
import type { AccessDraft } from '../account/event.ts';
import type { PersonId } from '../account/person.ts';
import type { Policy } from '../account/policy.ts';

export type SessionId = Brand<string, 'SessionId'>;
export const sessionId = (s: string): SessionId => s as SessionId;

/** Somebody who came in. `watches`: a desk, whose alarms must never go dark. `touched`: when something was last done. `endedBy`: who or what ended it, once it has. */
export interface OpenSession {
  readonly id: SessionId; readonly person: PersonId; readonly workstation: string; readonly watches: boolean;
  readonly state: SessionState; readonly openedAt: EpochMs; readonly opened: MonoMs; readonly touched: MonoMs;
  readonly ended: { readonly how: Extract<SessionEvent, 'idle' | 'old' | 'leave' | 'end' | 'revoke'>; readonly by: Actor } | null;
}
export type Sessions = ReadonlyMap<SessionId, OpenSession>;
/** One session gone one row further. */
export interface SessionChange { readonly session: OpenSession; readonly rule: string; readonly how: SessionEvent; readonly journal: boolean }
export type SessionLimits = Policy['session'];

/** ACC-53: a person has a bounded number of sessions; ended ones do not count. */
export function opened(sessions: Sessions, limits: SessionLimits, who: Pick<OpenSession, 'id' | 'person' | 'workstation' | 'watches'>, now: Moment): Result<OpenSession, Fault<'too-many-sessions'>> {
  const open = [...sessions.values()].filter((s) => s.person === who.person && s.state !== 'ended').length;
  if (open >= limits.most) return fail('too-many-sessions', { most: limits.most });
  return ok({ ...who, state: 'active', openedAt: now.now, opened: now.mono, touched: now.mono, ended: null });
}

/** What one event makes of a session; null: nothing. An event that an ended session cannot have is a fault of whoever kept it. */
export function advanced(session: OpenSession, how: SessionEvent, by: Actor, now: MonoMs): SessionChange | null {
  const out = step(sessionTable, session.state, how, () => session.watches);
  if (out.kind === 'illegal') throw new Error(out.why);
  if (out.kind === 'ignored') return null;
  const ended = out.to === 'ended' && how !== 'act' && how !== 'lock' && how !== 'unlock' ? { how, by } : null;
  return { session: { ...session, state: out.to, touched: out.actions.includes('touch') ? now : session.touched, ended }, rule: out.rule, how, journal: out.actions.includes('journal') };
}

/** The limits of one session at `now`: the absolute one comes first (ACC-44), then the idle one. Both run on the clock that never jumps. */
export function limited(session: OpenSession, limits: SessionLimits, by: Actor, now: MonoMs): SessionChange | null {
  if (now - session.opened >= limits.longestMs) return advanced(session, 'old', by, now);
  return session.state === 'active' && now - session.touched >= limits.idleMs ? advanced(session, 'idle', by, now) : null;
}
/** What the journal is told of a change; null: nothing. Its actor is whoever caused it, its subject whose session it is. */
export function sessionDraft({ session: { id, person, ended }, rule, how, journal }: SessionChange): AccessDraft | null {
  if (!journal) return null;
  if (ended !== null) return { kind: 'session.ended', subject: person, body: { session: id, rule, how: ended.how } };
  return { kind: how === 'unlock' ? 'session.unlocked' : 'session.locked', subject: person, body: { session: id, rule } };
}
/** When a limit is next reached; null: never. */
export const dueAt = (s: OpenSession, limits: SessionLimits): MonoMs | null =>
  (s.state === 'ended' ? null : (s.state === 'locked' ? s.opened + limits.longestMs : Math.min(s.opened + limits.longestMs, s.touched + limits.idleMs)) as MonoMs);

/** Every session that has not ended, the oldest first: the list an administrator ends them from (ACC-46). */
export const openSessions = (sessions: Sessions): readonly OpenSession[] => [...sessions.values()].filter((s) => s.state !== 'ended').toSorted((a, b) => a.opened - b.opened || (a.id < b.id ? -1 : 1));
