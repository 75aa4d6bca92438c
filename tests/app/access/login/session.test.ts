import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessEvents, advanced, dueAt, firstPolicy, limited, opened, openSessions, personId, sessionDraft, sessionId, type OpenSession, type SessionEvent, type Sessions } from '#app/access';
import { actor } from '#kernel/session';
import { epochMs, monoMs } from '#kernel/time';

const limits = firstPolicy.session;
const by = actor('p-sec');
const at = (ms: number) => ({ now: epochMs(1_700_000_000_000 + ms), mono: monoMs(1000 + ms) });
const mono = (ms: number) => at(ms).mono;
function session(watches: boolean, name = 's1'): OpenSession {
  const out = opened(new Map(), limits, { id: sessionId(name), person: personId('p-li'), workstation: 'desk-1', watches }, at(0));
  if (!out.ok) throw new Error(out.fault.code);
  return out.value;
}
/** The rules gone through, and where it ends. */
function tell(start: OpenSession, events: readonly SessionEvent[]): string {
  let s = start;
  const said = events.map((e) => { const c = advanced(s, e, by, mono(1000)); if (c === null) return '-'; s = c.session; return c.rule; });
  return `${said.join(' ')} ${s.state}`;
}

describe('a session', () => {
  const stories: readonly [string, boolean, readonly SessionEvent[], string][] = [
    ['a desk: idle locks it, the mouse does not open it, proof does', true, ['idle', 'act', 'unlock', 'act'], 'ACC-41 - ACC-48 ACC-40 active'],
    ['anywhere else idle ends it', false, ['idle', 'idle', 'old', 'end', 'revoke', 'leave'], 'ACC-42 - - - - - ended'],
    ['locked by hand, then left', true, ['lock', 'lock', 'idle', 'leave'], 'ACC-43 - - ACC-50 ended'],
    ['too old', true, ['old'], 'ACC-44 ended'], ['too old behind a lock', true, ['lock', 'old'], 'ACC-43 ACC-49 ended'],
    ['left', false, ['unlock', 'leave'], '- ACC-45 ended'], ['ended by an administrator', true, ['end'], 'ACC-46 ended'], ['also behind a lock', true, ['lock', 'end'], 'ACC-43 ACC-51 ended'],
    ['its person lost a role', true, ['revoke'], 'ACC-47 ended'], ['also behind a lock', true, ['lock', 'revoke'], 'ACC-43 ACC-52 ended'],
  ];
  it.each(stories)('%s', (_, watches, events, expected) => expect(tell(session(watches), events)).toBe(expected));

  it('ACC-41 ACC-46 ACC-48 what is told to the journal has its form; what is done is not told', () => {
    const s = session(true);
    const draft = (start: OpenSession, how: SessionEvent) => sessionDraft(advanced(start, how, by, mono(0))!);
    const locked = advanced(s, 'idle', by, mono(0))!.session;
    const drafts = [draft(s, 'idle'), draft(locked, 'unlock'), draft(locked, 'end')];
    expect(drafts.map((d) => d?.kind)).toEqual(['session.locked', 'session.unlocked', 'session.ended']);
    for (const d of drafts) expect(accessEvents[d!.kind].parse(d!.body)).toEqual(d!.body);
    expect([draft(s, 'act'), drafts[2]?.body]).toEqual([null, { session: 's1', rule: 'ACC-51', how: 'end' }]);
  });
  it('ACC-46 who ended it is kept; nothing opens it again', () => {
    const ended = advanced(session(true), 'end', by, mono(0))?.session;
    expect(ended?.ended).toEqual({ how: 'end', by });
    for (const e of ['act', 'lock', 'unlock'] as const) expect(() => advanced(ended!, e, by, mono(0))).toThrow('it has ended');
  });
  it('ACC-40 ACC-41 ACC-44 the limits run on the clock that never jumps, to the millisecond', () => {
    const s = session(true);
    expect([limited(s, limits, by, mono(limits.idleMs - 1)), limited(s, limits, by, mono(limits.idleMs))?.rule]).toEqual([null, 'ACC-41']);
    const touched = advanced(s, 'act', by, mono(limits.idleMs - 1))!.session;
    expect(limited(touched, limits, by, mono(limits.idleMs))).toBeNull();
    expect(limited(touched, limits, by, mono(limits.longestMs))?.rule).toBe('ACC-44');
    expect(dueAt(touched, limits)).toBe(mono(2 * limits.idleMs - 1));
    const locked = advanced(s, 'lock', by, mono(0))!.session;
    expect([limited(locked, limits, by, mono(limits.longestMs - 1)), limited(locked, limits, by, mono(limits.longestMs))?.rule, dueAt(locked, limits)]).toEqual([null, 'ACC-49', mono(limits.longestMs)]);
  });
  it('ACC-44 whatever is done, it is never open longer than the longest time', () => {
    fc.assert(fc.property(fc.boolean(), fc.array(fc.tuple(fc.constantFrom<SessionEvent>('act', 'lock', 'unlock'), fc.nat(2_000_000)), { maxLength: 60 }), (watches, acts) => {
      let [s, ms] = [session(watches), 0];
      for (const [event, pause] of acts) {
        ms += pause;
        s = limited(s, limits, by, mono(ms))?.session ?? s;
        if (s.state === 'ended') return;
        expect(ms).toBeLessThan(limits.longestMs);
        s = advanced(s, event, by, mono(ms))?.session ?? s;
      }
      expect(limited(s, limits, by, mono(ms + limits.longestMs))?.session.state ?? s.state).toBe('ended');
    }), { seed: 20261120 });
  });
  it('ACC-53 there are so many and no more, listed oldest first without those that ended', () => {
    const all = new Map(Array.from({ length: limits.most }, (_, i) => { const s = { ...session(true, `s${i}`), opened: monoMs(100 - i) }; return [s.id, s] as const; }));
    const more = (sessions: Sessions, person: string) => opened(sessions, limits, { id: sessionId('new'), person: personId(person), workstation: 'w', watches: false }, at(0));
    expect(more(all, 'p-li')).toMatchObject({ ok: false, fault: { code: 'too-many-sessions' } });
    expect(more(all, 'p-wang').ok).toBe(true);
    all.set(sessionId('s1'), advanced(all.get(sessionId('s1'))!, 'leave', by, mono(0))!.session);
    expect(more(all, 'p-li').ok).toBe(true);
    expect(openSessions(all).map((s) => s.id)).toEqual(['s3', 's2', 's0']);
  });
});
