import { expect, it } from 'vitest';
import { batchOf } from '#app/acquisition';
import { sourceId, type SourceDefinition } from '#app/park';
import { epochMs, monoMs } from '#kernel/time';
import { StoredDrift, suspicions, type SuspicionChange } from '../../../../main/engine/quality/suspicions.ts';
import { point, source } from '../../../small-site.ts';
import type { NumberedPoint } from '../../../../main/engine/roster.ts';

const start = 1_800_000_000_000;
/** Suspicions under a clock of their own. */
function watching(points: readonly NumberedPoint[], sources: readonly SourceDefinition[] = [], kept: readonly StoredDrift[] = []) {
  let at = 0;
  const told: SuspicionChange[] = [];
  const clock = { now: () => epochMs(start + at), mono: () => monoMs(at), after: () => () => {} };
  const s = suspicions(clock, (c) => told.push(c), kept);
  s.points(points, sources);
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

const three = (more: Parameters<typeof point>[3] = { periodMs: 1000 }): NumberedPoint[] => [1, 2, 3].map((handle) => ({ handle, definition: point(`P${handle}`, 'a', String(handle), more) }));
const round = (feed: ReturnType<typeof watching>['feed'], seconds: number, value: (handle: number) => number): void => { for (let i = 0; i < seconds; i++) for (const h of [1, 2, 3]) feed(h, 1, 1000 / 3, () => value(h)); };

it('ACQ-22 a source whose every value stands still is found out by default after ten minutes, and trusted again with the first that moves', () => {
  const { s, feed } = watching(three(), [source('a', 'modbus')]);
  round(feed, 590, () => 7);
  expect(s.ofSource(sourceId('a'))).toEqual({ since: null, known: false });
  round(feed, 20, () => 7);
  expect(s.ofSource(sourceId('a'))).toEqual({ since: expect.closeTo(start, -3) as number, known: true });
  feed(2, 1, 100, () => 7.5);
  expect(s.ofSource(sourceId('a'))).toEqual({ since: null, known: true });
});
it('ACQ-22 ends of the range, points that speak only of change, contacts, and sources for which it is turned off are not asked', () => {
  for (const [value, more, of] of [[0, { periodMs: 1000 }, {}], [100, { periodMs: 1000 }, {}], [7, { periodMs: 0 }, {}], [1, { periodMs: 1000, type: 'digital' as const }, {}], [7, { periodMs: 1000 }, { frozenAfterMs: 0 }]] as const) {
    const { s, feed } = watching(three(more), [{ ...source('a', 'modbus'), ...of }]);
    round(feed, 1300, () => value);
    expect(s.ofSource(sourceId('a')).since).toBeNull();
  }
});
it('ACQ-22 the time is that of the site, and thirty periods of the slowest point at least; another site with the same words goes on', () => {
  const { s, feed } = watching(three(), [{ ...source('a', 'modbus'), frozenAfterMs: 60_000 }]);
  round(feed, 50, () => 7);
  s.points(three(), [{ ...source('a', 'modbus'), frozenAfterMs: 60_000 }]);
  round(feed, 12, () => 7);
  expect(s.ofSource(sourceId('a')).since).not.toBeNull();
  const slow = watching([...three(), { handle: 4, definition: point('P4', 'a', '4', { periodMs: 60_000 }) }], [source('a', 'modbus')]);
  round(slow.feed, 1700, () => 7);
  expect(slow.s.ofSource(sourceId('a')).since).toBeNull();
  round(slow.feed, 110, () => 7);
  expect(slow.s.ofSource(sourceId('a')).since).not.toBeNull();
});

it('ACQ-18 what a drift has learnt outlives a restart at any moment; asked otherwise, it learns anew', () => {
  const drifting = (limit = 2): NumberedPoint[] => [{ handle: 1, definition: point('G', 'a', '1', { treatment: { driftLimit: limit } }) }];
  const [window, day] = [600_000, 144];
  const value = (i: number): number => (i < day ? 5 : 7.5);
  for (const cut of [1, 70, day, day + 3, day + 9]) {
    const first = watching(drifting());
    first.feed(1, cut + 1, window, value);
    const kept = StoredDrift.array().parse(JSON.parse(JSON.stringify(first.s.drifts())));
    const again = watching(drifting(), [], kept);
    expect(again.s.of(1)).toEqual(first.s.of(1));
    again.feed(1, day + 12 - cut, window, (i) => value(i + cut + 1));
    expect([...first.told, ...again.told].map((t) => [t.begun, t.params['reference']])).toEqual([[true, 5]]);
    const other = watching(drifting(3), [], kept);
    other.feed(1, 20, window, () => 100);
    expect(other.told).toEqual([]);
  }
});
