import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AlarmStep } from '#app/alarm';
import type { PointView } from '#app/park';
import { axesOf, limitsOf, roomy, steady } from '../../../../../renderer/features/history/model/axes.ts';
import { alarmsOf, bandsIn, bandsOf } from '../../../../../renderer/features/history/model/bands.ts';
import { conditionsOf } from '../../../../../renderer/features/history/model/conditions.ts';
import { mostPoints, readShow, showOf } from '../../../../../renderer/features/history/model/show.ts';

const point = (id: string, more: Partial<PointView> = {}): PointView => ({
  id, name: { zh: id, en: id }, type: 'analog', unit: '%', source: 's', address: '', range: { low: 0, high: 100 }, limits: { HH: null, H: 80, L: null, LL: 5 }, alarmWhen: null, deadband: 0, onDelayMs: 0, offDelayMs: 0,
  category: 'process', supervision: 'park', asset: 'a', periodMs: 1000, ...more,
});

it('TRD-06: one axis for each unit, or for each point; digital and text points have none', () => {
  const points = [point('a'), point('b', { unit: 'kPa' }), point('c'), point('d', { type: 'digital' })];
  expect(axesOf(points, 'unit').map((a) => [a.unit, a.points.map((p) => p.id)])).toEqual([['%', ['a', 'c']], ['kPa', ['b']]]);
  expect(axesOf(points, 'own').map((a) => a.points.map((p) => p.id))).toEqual([['a'], ['b'], ['c']]);
  expect(limitsOf(point('a'))).toEqual([{ kind: 'H', at: 80 }, { kind: 'LL', at: 5 }]);
});

it('TRD-07: an axis holds what must be seen, always; it stays while that fits and fills it', () => {
  const values = fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e5, noNaN: true })).map(([low, height]) => [low, low + height] as const);
  fc.assert(fc.property(fc.array(values, { minLength: 1, maxLength: 20 }), (seen) => {
    let height: readonly [number, number] | undefined;
    for (const [low, high] of seen) {
      height = steady(height, low, high);
      expect(height[0]).toBeLessThanOrEqual(low);
      expect(height[1]).toBeGreaterThanOrEqual(high);
      expect(height[1]).toBeGreaterThan(height[0]);
    }
  }));
  const before = roomy(20, 60);
  expect(steady(before, 25, 55)).toBe(before);
  expect(steady(before, 30, 31)).toEqual(roomy(30, 31));
});

const step = (seq: number, kind: string, occurrence: string, more: Partial<AlarmStep> = {}): AlarmStep => ({ seq, time: seq * 1000, actor: 'engine', occurrence, state: 'unacknowledged', kind, rules: [], value: 81, status: 0, sourceTime: null, level: 'A', limit: 80, ...more });

it('TRD-11: an alarm is a band from its raise to the end of its condition, each occurrence by itself; one that still stands has no end', () => {
  const steps = [step(9, 'raised', 'o2'), step(6, 'closed', 'o1'), step(5, 'acknowledged', 'o1', { actor: 'p-1' }), step(4, 'returned', 'o1'), step(2, 'raised', 'o1'), step(1, 'pending', 'o1', { occurrence: null })];
  expect(bandsOf('a.H', 'a', steps)).toEqual([
    { alarm: 'a.H', point: 'a', kind: 'H', level: 'A', occurrence: 'o1', from: 2000, to: 4000, acknowledged: 5000, by: 'p-1', value: 81, limit: 80 },
    { alarm: 'a.H', point: 'a', kind: 'H', level: 'A', occurrence: 'o2', from: 9000, to: null, acknowledged: null, by: null, value: 81, limit: 80 },
  ]);
  expect(bandsIn(bandsOf('a.H', 'a', steps), 4001, 8999)).toEqual([]);
  expect(bandsIn(bandsOf('a.H', 'a', steps), 20_000, 30_000)).toHaveLength(1);
  expect(alarmsOf(point('a'), [{ id: 'R1', kind: 'rate', name: { zh: '', en: '' }, point: 'a', asset: null }, { id: 'R2', kind: 'rate', name: { zh: '', en: '' }, point: 'b', asset: null }])).toEqual(['a.H', 'a.LL', 'a.noValue', 'a.stale', 'R1.rate']);
});

it('TRD-12: what a window is told to show comes back as it was; anything else shows nothing', () => {
  const show = fc.record({ points: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }), { minLength: 1, maxLength: mostPoints }), at: fc.integer({ min: 1, max: 2e12 }), spanMs: fc.integer({ min: 1, max: 1e10 }) });
  fc.assert(fc.property(show, (s) => { expect(readShow(showOf(s, 7))).toEqual(s); }));
  expect(readShow('tank-farm')).toBeNull();
  expect(readShow('p=&at=5')).toBeNull();
  expect(readShow(showOf({ points: Array.from({ length: 20 }, (_, i) => `p${i}`) }, 1))?.points).toHaveLength(mostPoints);
  expect(showOf({ points: ['a'] }, 1)).not.toBe(showOf({ points: ['a'] }, 2));
});

it('conditions are asked only when each is whole', () => {
  expect(conditionsOf([{ point: 'a', is: 'above', value: '1,5' }, { point: 'b', is: 'bad', value: 'x' }])).toEqual([{ point: 'a', is: 'above', value: 1.5 }, { point: 'b', is: 'bad' }]);
  for (const value of ['', ' ', 'x', '1e999']) expect(conditionsOf([{ point: 'a', is: 'below', value }])).toBeNull();
  expect(conditionsOf([])).toBeNull();
});
