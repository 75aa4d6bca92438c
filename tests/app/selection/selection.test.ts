import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atMoment, choose, emptyTrail, selectionOf, step, stepsBound, type Selected, type Trail } from '#app/selection';

const tank = (n: number): Selected => ({ kind: 'asset', id: `tank-${n}` });

describe('the selection of a workstation', () => {
  it('SEL-01 goes back through what was looked at, and a new choice ends what lay ahead', () => {
    let t = [1, 2, 3].reduce((trail, n) => choose(trail, tank(n), 'desk'), emptyTrail);
    t = step(step(t, 'back', 'scene'), 'back', 'scene');
    expect(selectionOf(t)).toMatchObject({ what: tank(1), by: 'scene', back: 1, forward: 2 });
    t = choose(t, tank(9), 'alarms');
    expect(selectionOf(t)).toMatchObject({ what: tank(9), back: 2, forward: 0 });
  });
  it('SEL-02 the same thing again is no step and tells nobody', () => {
    const t = choose(emptyTrail, tank(1), 'desk');
    expect(choose(t, { ...tank(1) }, 'scene')).toBe(t);
    expect(step(t, 'forward', 'desk')).toBe(t);
  });
  it('SEL-08 who asks to look at what is chosen already takes the windows there, and makes no step of it', () => {
    const t = choose(choose(emptyTrail, tank(1), 'scene'), tank(1), 'desk-hand', true);
    expect(selectionOf(t)).toMatchObject({ what: tank(1), by: 'desk-hand', back: 1, turn: 2, looked: 2 });
    expect(selectionOf(choose(t, tank(2), 'desk'))).toMatchObject({ turn: 3, looked: 2 });
    expect(selectionOf(choose(t, tank(2), 'desk', true))).toMatchObject({ back: 2, turn: 3, looked: 3 });
  });
  it('SEL-03 keeps a bounded number of steps, the newest', () => {
    const t = Array.from({ length: 200 }, (_, n) => n).reduce((trail, n) => choose(trail, tank(n), 'desk'), emptyTrail);
    expect(t.steps).toHaveLength(stepsBound);
    expect(selectionOf(t)).toMatchObject({ what: tank(199), back: stepsBound - 1, forward: 0 });
  });
  it('SEL-04 every change has a later turn, and back then forward is where one was', () => {
    const moves = fc.array(fc.oneof(fc.nat(5).map((n) => (t: Trail) => choose(t, tank(n), 'a')), fc.constantFrom<'back' | 'forward'>('back', 'forward').map((to) => (t: Trail) => step(t, to, 'b')), fc.nat(3).map((c) => (t: Trail) => atMoment(t, c, 'c'))));
    fc.assert(fc.property(moves, (list) => {
      let t: Trail = emptyTrail;
      for (const move of list) {
        const next = move(t);
        if (next !== t) expect(next.turn).toBe(t.turn + 1);
        t = next;
      }
      const s = selectionOf(t);
      if (s.back > 0) expect(selectionOf(step(step(t, 'back', 'x'), 'forward', 'x')).what).toEqual(s.what);
    }), { seed: 20261120 });
  });
});
