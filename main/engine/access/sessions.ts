import { randomUUID } from 'node:crypto';
import { advanced, dueAt, limited, opened, openSessions, sessionId, type LoggedIn, type OpenSession, type PersonId, type SessionChange, type SessionEvent, type SessionId, type SessionLimits } from '#app/access';
import { ok, type Fault, type Result } from '#kernel/result';
import { engineActor, type Actor } from '#kernel/session';
import { moment, type Clock, type Stop } from '#kernel/time';

/** What is kept of a session beside its own state. `must`: nothing else may be done before. `ageing`: as the door said at login. */
export interface Login { readonly must: LoggedIn['must']; readonly ageing: number | null }
interface Kept { session: OpenSession; login: Login; timer: Stop }

/** `limits`: as the policy has them now. `changed`: one that went a row further, with whoever caused it; its record is the caller's. */
export interface SessionEars { readonly limits: () => SessionLimits; readonly changed: (change: SessionChange, by: Actor) => void }

/** Every open session of this engine, each with its limits running on the clock that never jumps (ACC-40 to ACC-53). */
export function sessionBook(clock: Clock, { limits, changed }: SessionEars) {
  const kept = new Map<SessionId, Kept>();

  function arm(one: Kept): void {
    one.timer();
    const due = dueAt(one.session, limits());
    one.timer = due === null ? () => {} : clock.after(Math.max(1, due - clock.mono()), () => look(one));
  }
  function take(one: Kept, change: SessionChange, by: Actor): void {
    const before = one.session.state;
    one.session = change.session;
    if (change.session.state === 'ended') { one.timer(); kept.delete(one.session.id); } else if (change.session.state !== before) arm(one);
    if (change.journal) changed(change, by);
  }
  function look(one: Kept): void {
    if (kept.get(one.session.id) !== one) return;
    const change = limited(one.session, limits(), engineActor, clock.mono());
    if (change === null) arm(one); else take(one, change, engineActor);
  }
  return {
    /** A new session; `instead`: hers at the same seat, which ends when this one begins and so does not count. Fault `too-many-sessions` (ACC-53). */
    open(person: PersonId, workstation: string, watches: boolean, login: Login, instead: SessionId | null): Result<OpenSession, Fault<'too-many-sessions'>> {
      const others = new Map([...kept].filter(([id]) => id !== instead).map(([id, { session }]) => [id, session]));
      const session = opened(others, limits(), { id: sessionId(randomUUID()), person, workstation, watches }, moment(clock));
      if (!session.ok) return session;
      const one: Kept = { session: session.value, login, timer: () => {} };
      kept.set(one.session.id, one);
      arm(one);
      return ok(one.session);
    },
    get: (id: SessionId): { readonly session: OpenSession; readonly login: Login } | null => kept.get(id) ?? null,
    /** False: there is none such, or it makes nothing of it. */
    advance(id: SessionId, how: SessionEvent, by: Actor): boolean {
      const one = kept.get(id);
      const change = one === undefined ? null : advanced(one.session, how, by, clock.mono());
      if (one === undefined || change === null) return false;
      take(one, change, by);
      return true;
    },
    /** What she must do is done, or something else is left. */
    must(id: SessionId, must: Login['must']): void { const one = kept.get(id); if (one !== undefined) one.login = { must, ageing: null }; },
    list: (): readonly OpenSession[] => openSessions(new Map([...kept].map(([id, { session }]) => [id, session]))),
    /** The limits may be others now. */
    limitsChanged(): void { for (const one of kept.values()) look(one); },
    stop(): void { for (const one of kept.values()) one.timer(); kept.clear(); },
  };
}
export type SessionBook = ReturnType<typeof sessionBook>;
