import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elapsed, emptyWatch, firstRoles, overrideMs, overriding, permissionsHeld, personId, powerOf, remaining, rightsOf, sessionId, watchDraft, watched, watchEvents, watching, type Watch, type WatchInput } from '#app/access';
import { permissions } from '#kernel/session';
import { epochMs, monoMs } from '#kernel/time';
import { role } from '../account/people.ts';

const at = (ms: number, wall = 0) => ({ now: epochMs(1_700_000_000_000 + ms + wall), mono: monoMs(1000 + ms) });
const enter = (who: string, session = `s-${who}`): WatchInput => ({ type: 'enter', session: sessionId(session), person: personId(who) });
const end = (session: string): WatchInput => ({ type: 'end', session: sessionId(session) });
const [lock, unlock, leave, overEnd] = (['lock', 'unlock', 'leave', 'overEnd'] as const).map((type): WatchInput => ({ type })) as [WatchInput, WatchInput, WatchInput, WatchInput];
const override = (reason = 'gas at tank 7, nobody answers'): WatchInput => ({ type: 'override', reason });
const officer = permissionsHeld(rightsOf(firstRoles, [{ role: role('duty-officer'), scope: 'everywhere', until: null }], 0));

/** The rule of each input and the session it ends; `-`: nothing; a fault's code; and who is there at last. */
function tell(inputs: readonly WatchInput[]): { readonly said: string; readonly watch: Watch } {
  let watch = emptyWatch('desk-1', at(0).now);
  const said = inputs.map((input, i) => {
    const out = watched(watch, input, at(i * 1000));
    if (!out.ok) return out.fault.code;
    if (out.value === null) return '-';
    watch = out.value.watch;
    return out.value.rule + (out.value.ended === null ? '' : `(${out.value.ended})`);
  });
  return { said: `${said.join(' ')} ${watch.state}${watch.person === null ? '' : ` ${watch.person}`}`, watch };
}

describe('the watch', () => {
  const stories: readonly [string, readonly WatchInput[], string][] = [
    ['an officer comes and goes', [enter('li'), leave, leave], 'ACC-90 ACC-95 - empty'],
    ['change of officer: one row, the session before ends', [enter('li'), enter('wang')], 'ACC-90 ACC-93(s-li) watched wang'],
    ['her own second login is no change of officer, but her older session ends', [enter('li'), enter('li', 's-2')], 'ACC-90 ACC-92(s-li) watched li'],
    ['locked, and opened by proof', [enter('li'), lock, lock, unlock, unlock], 'ACC-90 ACC-94 - ACC-99 - watched li'],
    ['locked, and opened by her own login', [enter('li'), lock, enter('li', 's-2')], 'ACC-90 ACC-94 ACC-97(s-li) watched li'],
    ['locked, and taken over by another', [enter('li'), lock, enter('wang')], 'ACC-90 ACC-94 ACC-98(s-li) watched wang'],
    ['left behind a lock', [enter('li'), lock, leave], 'ACC-90 ACC-94 ACC-100 empty'],
    ['ended from outside, before and behind a lock', [enter('li'), end('s-li'), enter('li'), lock, end('s-li')], 'ACC-90 ACC-96 ACC-90 ACC-94 ACC-101 empty'],
    ['the end of a session that is not here any more is nothing', [enter('li'), enter('wang'), end('s-li')], 'ACC-90 ACC-93(s-li) - watched wang'],
    ['an empty desk is overridden and given back', [override(), override(), leave], 'ACC-91 - ACC-105 empty'],
    ['a locked desk is overridden: whose it was is out', [enter('li'), lock, override(), unlock, overEnd, overEnd], 'ACC-90 ACC-94 ACC-102(s-li) - ACC-106 - empty'],
    ['an officer ends an override by coming', [override(), enter('wang')], 'ACC-91 ACC-103 watched wang'],
    ['locking ends it', [override(), lock], 'ACC-91 ACC-104 empty'],
    ['who is there needs no override; nobody overrides without a reason', [override('  a '), enter('li'), override()], 'override-reason ACC-90 - watched li'],
  ];
  it.each(stories)('%s', (_, inputs, expected) => expect(tell(inputs).said).toBe(expected));

  it('ACC-106 an override ends after its time to the millisecond, by the clock that never jumps, and asking again lengthens nothing', () => {
    const { watch } = tell([override()]);
    const again = watched(watch, override('still leaking'), at(600_000));
    expect(again).toEqual({ ok: true, value: null });
    expect(elapsed(watch, at(overrideMs - 1, 1e12))).toEqual({ ok: true, value: null });
    expect(elapsed(watch, at(overrideMs, -1e12))).toMatchObject({ value: { rule: 'ACC-106', watch: { state: 'empty', dueAt: null, reason: null } } });
    expect(elapsed(tell([override(), enter('li')]).watch, at(overrideMs))).toEqual({ ok: true, value: null });
  });
  it('ACC-108 it is loud from its first moment to its last, may answer alarms, and touches no power, no person and no configuration', () => {
    const first = watched(emptyWatch('d', at(0).now), override(), at(0));
    expect(first.ok && first.value?.actions).toEqual(['journal', 'loud', 'startTime']);
    for (const input of [enter('li'), lock, leave, overEnd]) { const out = watched(tell([override()]).watch, input, at(9)); expect(out.ok && out.value?.actions.includes('quiet')).toBe(true); }
    expect(overriding).toContain('alarm.acknowledge');
    expect(overriding.filter((p) => powerOf[p] !== undefined || /^(person|personal|role|policy|session|key|audit)\.|\.change$/.test(p))).toEqual(['session.begin']);   // logging in is what everybody may
  });
  it('ACC-107 locked, nothing can be commanded: for every permission there is', () => {
    const left = remaining(tell([enter('li'), lock]).watch, new Set(permissions));
    for (const p of permissions) expect(left.has(p), p).toBe(watching.includes(p));
    expect(watching.filter((p) => !p.endsWith('.view'))).toEqual(['session.begin']);
    expect(watching).toEqual(expect.arrayContaining(['alarm.view', 'point.view', 'window.view']));
    expect(remaining(tell([enter('li')]).watch, officer).has('alarm.acknowledge')).toBe(true);
    expect(remaining(tell([]).watch, officer).has('alarm.acknowledge')).toBe(false);
  });

  const anInput: fc.Arbitrary<WatchInput> = fc.oneof(fc.tuple(fc.constantFrom('li', 'wang'), fc.nat(3)).map(([w, n]) => enter(w, `s-${w}-${n}`)), fc.constantFrom(lock, unlock, leave, overEnd), fc.tuple(fc.constantFrom('li', 'wang'), fc.nat(3)).map(([w, n]) => end(`s-${w}-${n}`)), fc.constantFrom('', 'fire at B').map((r) => override(r)));
  it('ACC-107 whatever happens, alarms stay, nobody who left may command, and every event has its form', () => {
    fc.assert(fc.property(fc.array(anInput, { maxLength: 40 }), (inputs) => {
      let watch = emptyWatch('desk-1', at(0).now);
      inputs.forEach((input, i) => {
        const before = watch.person;
        const out = watched(watch, input, at(i));
        if (out.ok && out.value !== null) {
          const draft = watchDraft(out.value, before, overrideMs);
          if (draft !== null) expect(watchEvents[draft.kind].parse(draft.body)).toEqual(draft.body);
          if (out.value.watch.state !== watch.state) expect(draft).not.toBeNull();
          watch = out.value.watch;
        }
        const left = remaining(watch, officer);
        for (const p of watching) expect(left.has(p)).toBe(true);
        expect(left.has('settings.change')).toBe(watch.state === 'watched');
        expect(watch.person !== null).toBe(watch.state === 'watched' || watch.state === 'locked');
        expect(watch.dueAt !== null).toBe(watch.state === 'overridden');
      });
    }), { seed: 20261120, numRuns: 500 });
  });
});
