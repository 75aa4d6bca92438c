import { expect, it } from 'vitest';
import { batchOf } from '#app/acquisition';
import { epochMs, monoMs } from '#kernel/time';
import { suspicions, type SuspicionChange } from '../../../../main/engine/quality/suspicions.ts';
import { point } from '../../../small-site.ts';
import type { NumberedPoint } from '../../../../main/engine/roster.ts';

const start = 1_800_000_000_000;
/** Suspicions under a clock of their own. */
function watching(points: readonly NumberedPoint[]) {
  let at = 0;
  const told: SuspicionChange[] = [];
  const clock = { now: () => epochMs(start + at), mono: () => monoMs(at), after: () => () => {} };
  const s = suspicions(clock, (c) => told.push(c));
  s.points(points);
  return {
    s, told,
    /** `n` readings of one handle, so far apart. */
    feed: (handle: number, n: number, everyMs: number, value: (i: number) => number | null, status = 0): void => {
      for (let i = 0; i < n; i++) { at += everyMs; s.hear(batchOf([{ handle, value: value(i), status, sourceTime: null, receivedTime: clock.now() }]), 0, handle, monoMs(at)); }
    },
  };
}
const still = (handle: number, id = 'P'): NumberedPoint => ({ handle, definition: point(id, 'a', '1', { treatment: { frozenAfterMs: 60_000 } }) });

it('ACQ-17 each suspicion is told once when it begins and once when it is over', () => {
  const { s, told, feed } = watching([still(1)]);
  feed(1, 200, 1000, () => 7);
  expect([told, s.of(1)]).toEqual([[{ point: 'P', state: 'frozen', begun: true, params: { seconds: 61, value: 7 } }], { frozen: { since: start + 1000 }, drift: null }]);
  feed(1, 50, 1000, (i) => 7 + i);
  expect(told.map((t) => t.begun)).toEqual([true, false]);
  expect(s.of(1)).toEqual({ frozen: null, drift: null });
});
it('ACQ-10 what the device doubts, and what is beyond an end, is no stillness', () => {
  const { told, feed } = watching([still(1)]);
  feed(1, 200, 1000, () => 7, 0x4000_0000);
  feed(1, 200, 1000, () => 7, 0x0500);
  feed(1, 200, 1000, () => null);
  expect(told).toEqual([]);
});
it('ACQ-12, 13 a detector whose zero walks is suspected after its first day and eighty minutes', () => {
  const { s, told, feed } = watching([{ handle: 1, definition: point('G', 'a', '1', { treatment: { driftLimit: 2 } }) }]);
  feed(1, 144 * 10 + 10, 60_000, (i) => 1 + 0.5 * Math.sin(i));
  expect(told).toEqual([]);
  feed(1, 85, 60_000, (i) => 3.6 + 0.5 * Math.sin(i));
  expect(told.map((t) => [t.point, t.state, t.begun])).toEqual([['G', 'drift', true]]);
  expect(s.of(1).drift?.reference).toBeCloseTo(1, 1);
});
it('ACQ-18 a change of the site that leaves a point as it was leaves its suspicion; one that asks otherwise, and a restart, begin anew', () => {
  const { s, told, feed } = watching([still(1)]);
  feed(1, 100, 1000, () => 7);
  s.points([still(4)]);
  expect([s.of(1).frozen, s.of(4).frozen]).toEqual([null, { since: start + 1000 }]);
  s.points([{ handle: 4, definition: point('P', 'a', '1', { treatment: { frozenAfterMs: 90_000 } }) }]);
  expect(s.of(4).frozen).toBeNull();
  expect(watching([still(1)]).s.of(1)).toEqual({ frozen: null, drift: null });
  expect(told.length).toBe(1);
});
