import { allows, elapsed, emptyWatch, overrideMs, permissionsHeld, remaining, watchDraft, watched, watching, type OpenSession, type People, type Person, type PersonId, type Rights, type SessionChange, type SessionId, type Watch, type WatchChange, type WatchDraft, type WatchFault, type WatchInput } from '#app/access';
import { ok, type Result } from '#kernel/result';
import { actor, engineActor, unidentified, type Actor, type NodeId, type Permission, type Realm, type Session } from '#kernel/session';
import { moment, type Clock, type Stop } from '#kernel/time';
import type { SessionBook } from '../sessions.ts';

/** What every seat is made of. `tell`: what happened, held where it cannot be recorded yet. */
export interface SeatDeps {
  readonly clock: Clock; readonly realm: Realm; readonly node: NodeId; readonly people: () => People; readonly rights: (person: PersonId) => Rights; readonly book: SessionBook;
  readonly tell: (drafts: readonly WatchDraft[], by: Actor) => void;
}
/** `own`: of one window, which shows nothing before somebody logged in; else of a desk, which always watches (ACC-107). */
export interface Place { readonly id: string; readonly workstation: string; readonly own: boolean }

const begin: readonly Permission[] = ['session.begin'];
interface Made { readonly session: Session; readonly until: number | null }

/** Where somebody logs in: who is there, and what the ports of its windows may for it. The desk's machine (ACC-90 to ACC-106) is also that of a window of one's own, which cannot be overridden and is in no watch's journal. */
export function seat({ id, workstation, own }: Place, deps: SeatDeps) {
  const { clock, realm, node, people, book } = deps;
  const place: Actor = actor(`unidentified@${workstation}`);
  const ears = new Set<() => void>();
  let watch: Watch = emptyWatch(workstation, clock.now());
  let overEnd: Stop = () => {};
  let rightsEnd: Stop = () => {};
  let made: Made | null = null;
  let known = stamp();

  /** What the session is made of beside the watch; another one makes it anew. */
  function stamp(): readonly unknown[] { const { persons, roles, setUp, policy } = people(); return [setUp, roles, policy, watch.person === null ? null : persons.get(watch.person)]; }
  const open = (): ReturnType<SessionBook['get']> => (watch.session === null ? null : book.get(watch.session));
  const there = (): Person | null => (watch.person === null ? null : people().persons.get(watch.person) ?? null);

  function changed(): void {
    made = null;
    known = stamp();
    rightsEnd();
    const { until } = sessionNow();
    rightsEnd = until === null ? () => {} : clock.after(Math.min(Math.max(1, until - clock.now()), 2 ** 30), changed);   // a timer counts 31 bits; it is armed anew until it is time
    for (const ear of ears) ear();
  }
  function take(change: WatchChange, before: PersonId | null, by: Actor): void {
    watch = change.watch;
    if (change.ended !== null) book.advance(change.ended, 'leave', by);   // it is at no seat any more, so nothing comes back here
    const draft = own ? null : watchDraft(change, before, overrideMs);
    if (draft !== null) deps.tell([draft], by);
    overEnd();
    overEnd = watch.dueAt === null ? () => {} : clock.after(Math.max(1, watch.dueAt - clock.mono()), over);
    changed();
  }
  function input(what: WatchInput, by: Actor): Result<null, WatchFault> {
    const before = watch.person;
    const out = watched(watch, what, moment(clock));
    if (!out.ok) return out;
    if (out.value !== null) take(out.value, before, by);
    return ok(null);
  }
  function over(): void {
    const out = elapsed(watch, moment(clock));
    if (out.ok && out.value !== null) take(out.value, null, engineActor);
  }

  const fixed = (may: ReadonlySet<Permission>): Session => ({ actor: place, workstation, node, realm, may, seat: id, person: null, id: null, allows: (needs) => may.has(needs) });
  /** Of who is logged in, and has nothing left to do first. */
  function hers(session: OpenSession, rights: Rights): Session {
    const always = own ? begin : watching;
    return {
      actor: actor(session.person), workstation, node, realm, may: new Set([...always, ...permissionsHeld(rights)]), seat: id, person: session.person, id: session.id,
      allows: (needs, where) => always.includes(needs) || allows(rights, needs, where),
    };
  }
  function make(): Made {
    if (!people().setUp) return { session: { ...unidentified(workstation, node, realm), seat: id }, until: null };
    const here = watch.state === 'watched' ? open() : null;
    if (here !== null && here.login.must === null) { const rights = deps.rights(here.session.person); return { session: hers(here.session, rights), until: rights.until }; }
    if (own) return { session: fixed(new Set(begin)), until: null };
    return { session: fixed(remaining(watch.state === 'watched' ? { ...watch, state: 'locked' } : watch, new Set())), until: null };
  }
  function sessionNow(): Made {
    if (made === null || (made.until !== null && clock.now() >= made.until)) made = make();
    return made;
  }
  return {
    id, workstation, own, place,
    /** Asked at every call and every value: kept until something changes. */
    session: (): Session => sessionNow().session,
    watch: (): Watch => watch,
    /** Who is logged in, also behind a lock, and her session. */
    person: there, open,
    enter: (session: OpenSession): void => void input({ type: 'enter', session: session.id, person: session.person }, actor(session.person)),
    override: (reason: string): Result<null, WatchFault> => input({ type: 'override', reason }, place),
    /** Ends an override: by hand, or by locking. */
    giveBack: (how: 'leave' | 'lock'): void => void input({ type: how }, place),
    /** Her session went a row further. */
    followed({ session, how }: SessionChange, by: Actor): void {
      if (session.id !== watch.session) return;
      if (session.state === 'ended') input(how === 'leave' ? { type: 'leave' } : { type: 'end', session: session.id }, by);
      else input({ type: session.state === 'locked' ? 'lock' : 'unlock' }, by);
    },
    holds: (session: SessionId): boolean => watch.session === session,
    /** People, roles or what she must do may be others now. */
    refresh(force = false): void { const now = stamp(); if (force || now.some((part, i) => part !== known[i])) changed(); },
    hear(ear: () => void): Stop { ears.add(ear); return () => void ears.delete(ear); },
    stop(): void { overEnd(); rightsEnd(); ears.clear(); },
  };
}
export type Seat = ReturnType<typeof seat>;
