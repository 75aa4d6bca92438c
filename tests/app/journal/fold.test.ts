import fc from 'fast-check';
import { expect, it } from 'vitest';
import { comparePositions, fold, folding, positionOf, type JournalEvent } from '#app/journal';
import { chain } from './telling.ts';

/** A state that shows the order in which it was made. */
const apply = (state: string, event: JournalEvent): string => `${state} ${event.node}${event.seq}`;
const nodes = [chain('a', Array.from({ length: 9 }, () => ({}))), chain('b', Array.from({ length: 9 }, () => ({})), 1_700_000_000_003), chain('c', Array.from({ length: 9 }, () => ({})), 1_700_000_000_003)];
const all = nodes.flat();
const expected = fold(apply, '', all);
const seen = fc.array(fc.constantFrom(...all), { maxLength: 60 });

it('JRN-09 hybrid time, then node, then seq', () => {
  expect(all.toSorted(comparePositions).slice(0, 8).map((e) => `${e.node}${e.seq}`)).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'a5', 'b2']);
  expect(expected.trim().split(' ').slice(0, 8)).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'a5', 'b2']);
});

it('JRN-10 any order, any duplication, in any portions: same state', () => {
  fc.assert(fc.property(fc.shuffledSubarray(all, { minLength: all.length }), seen, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 10 }), (order, again, portions, every) => {
    const state = folding(apply, { state: '', at: null }, every);
    const arriving = [...order, ...again];
    for (let i = 0, p = 0; i < arriving.length; p++) { const n = portions[p % portions.length] ?? 1; state.take(arriving.slice(i, i + n)); i += n; }
    expect(state.state()).toBe(expected);
    expect(state.at()).toEqual(positionOf(all.toSorted(comparePositions).at(-1) as JournalEvent));
  }), { seed: 10, numRuns: 300 });
});

it('JRN-10 a part that has arrived is the fold of that part, at every moment', () => {
  fc.assert(fc.property(fc.shuffledSubarray(all), (order) => {
    const state = folding(apply, { state: '', at: null }, 4);
    for (const [i, event] of order.entries()) {
      state.take([event]);
      expect(state.state()).toBe(fold(apply, '', order.slice(0, i + 1)));
    }
  }), { seed: 11, numRuns: 60 });
});

it('JRN-11 a late event refolds from the state before it and not from the start', () => {
  const [late, ...rest] = chain('a', Array.from({ length: 1001 }, () => ({}))).toReversed();
  const middle = rest[300] as JournalEvent;
  let applied = 0;
  const state = folding((n: number) => { applied++; return n + 1; }, { state: 0, at: null }, 50);
  state.take(rest.filter((e) => e !== middle));
  applied = 0;
  state.take([late as JournalEvent]);
  expect(applied).toBe(1);
  applied = 0;
  expect(state.take([middle]).refolded).toBe(applied - 1);
  expect(applied).toBeGreaterThan(300);
  expect(applied).toBeLessThan(360);
  expect(state.state()).toBe(1001);
});

it('JRN-11 a settled state goes on, and tells of what is older than it', () => {
  fc.assert(fc.property(fc.nat(all.length - 1), fc.integer({ min: 1, max: 8 }), fc.shuffledSubarray(all, { minLength: all.length }), (cut, every, order) => {
    const sorted = all.toSorted(comparePositions);
    const known = sorted.slice(0, cut + 3);
    const settleAt = sorted[cut] as JournalEvent;
    const state = folding(apply, { state: '', at: null }, every);
    state.take(known);
    const before = state.state();
    state.settle(positionOf(settleAt));
    expect(state.state()).toBe(before);
    const told = state.take(order);
    expect(told.beforeBase.map((e) => e.id).toSorted()).toEqual(sorted.slice(0, cut).map((e) => e.id).toSorted());
    expect(state.state()).toBe(expected);
  }), { seed: 12, numRuns: 200 });
});
