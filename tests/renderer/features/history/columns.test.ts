import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Stretch } from '#app/history';
import { columns, gapOf } from '../../../../renderer/features/history/columns.ts';

const stretch = (last: readonly (number | null)[], worst: readonly Stretch['worst'][number][] = last.map((v) => (v === null ? null : 'good'))): Stretch =>
  ({ point: 'p', bucketMs: 5000, at: last.map((_, i) => i * 5000), min: [...last], max: [...last], last: [...last], worst: [...worst] });

it('a gap is a gap: nothing is drawn across it', () => {
  const { drawn } = columns(stretch([1, 2, null, null, null, 3]), 3_600_000);
  const [x, , , last] = drawn(gapOf(1000, 5000));
  expect([x, last]).toEqual([[0, 5, 7.5, 25], [1, 2, null, 3]]);
});

it('a slow point is no broken line, and one that speaks only on change is never broken by silence', () => {
  const c = columns(stretch([1, null, null, null, 2, null, null, null, 3]), 3_600_000);
  expect(c.drawn(gapOf(20_000, 5000))[3]).toEqual([1, 2, 3]);
  expect(c.drawn(gapOf(0, 5000))[3]).toEqual([1, 2, 3]);
  expect(c.drawn(gapOf(1000, 5000))[3]).toEqual([1, null, 2, null, 3]);
});

it('a reading that is bad and without value breaks the line however short it is, and is shaded', () => {
  const told = columns(stretch([1, null, 2], ['good', 'bad', 'good']), 3_600_000);
  expect([told.drawn(Infinity)[3], told.shades(Infinity)]).toEqual([[1, null, 2], [{ from: 5000, to: 10_000, quality: 'bad' }]]);
  const c = columns(stretch([1, null, 2, 3], ['good', null, 'uncertain', 'uncertain']), 3_600_000);
  expect(c.drawn(Infinity)[3]).toEqual([1, 2, 3]);
  expect(c.shades(Infinity)).toEqual([{ from: 10_000, to: 20_000, quality: 'uncertain' }]);
  c.add({ at: 5000, value: null, quality: 'bad' });
  expect(c.drawn(Infinity)[3]).toEqual([1, null, 2, 3]);
  expect(c.shades(Infinity)).toEqual([{ from: 5000, to: 10_000, quality: 'bad' }, { from: 10_000, to: 20_000, quality: 'uncertain' }]);
});

it('silence is shaded when it is longer than the point may be silent; the time before its first word is not', () => {
  const quiet = [null, null, 'good', null, null, null, 'good', null, null, null] as const;
  const c = columns(stretch([null, null, 1, null, null, null, 2, null, null, null], quiet), 3_600_000);
  expect(c.shades(gapOf(1000, 5000))).toEqual([{ from: 15_000, to: 30_000, quality: 'bad' }, { from: 35_000, to: 50_000, quality: 'bad' }]);
  expect(c.shades(gapOf(0, 5000))).toEqual([]);
});

it('goes on live in the same buckets, keeps the extremes, and forgets what is older than the window', () => {
  const c = columns(stretch([1, 2]), 3_600_000);
  c.add({ at: 9000, value: 7, quality: 'good' });
  c.add({ at: 10_001, value: 4, quality: 'uncertain' });
  c.add({ at: 10_002, value: 3, quality: 'good' });
  c.add({ at: 11_000, value: null, quality: 'bad' });
  const [x, low, high, last] = c.drawn(Infinity);
  expect([x, low, high, last]).toEqual([[0, 5, 10], [1, 2, 3], [1, 7, 4], [1, 7, 3]]);
  expect(c.extent()).toEqual({ low: 1, high: 7, last: 3 });
  expect(c.shades(Infinity)).toEqual([{ from: 10_000, to: 15_000, quality: 'bad' }]);
  c.forget(9999);
  expect(c.drawn(Infinity)[0]).toEqual([5, 10]);
  c.forget(60_000);
  expect(c.extent()).toBeNull();
});

it('times always rise, whatever the order of arrival', () => {
  fc.assert(fc.property(fc.array(fc.record({ at: fc.nat(100_000), value: fc.option(fc.integer()), quality: fc.constantFrom('good' as const, 'uncertain' as const, 'bad' as const) })), (readings) => {
    const c = columns(null, 3_600_000);
    for (const r of readings) c.add(r);
    const [x] = c.drawn(5000);
    expect(x).toEqual(x.toSorted((a, b) => a - b));
    expect(c.size()).toBeLessThanOrEqual(21);
  }), { seed: 3 });
});
