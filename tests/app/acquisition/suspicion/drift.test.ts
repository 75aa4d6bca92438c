import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drift } from '#app/acquisition';
import { monoMs } from '#kernel/time';

const window = 600_000;
const day = 144;
/** One value in each ten minutes: when it is suspected, as windows. */
function told(values: readonly (number | null)[], limit = 2): number[] {
  const d = drift(limit);
  return values.flatMap((v, i) => (d.hear(v, monoMs(i * window)) ? [i] : []));
}
const flat = (n: number, v: number): number[] => Array.from({ length: n }, () => v);

it('ACQ-12 nothing is said on the first day, however wild it is', () => {
  fc.assert(fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: day }), (values) => { expect(told(values)).toEqual([]); }), { seed: 12, numRuns: 200 });
});
it('ACQ-13 a whole limit away is told after eight windows, both ways, and is over when it comes back', () => {
  expect(told([...flat(day, 5), ...flat(20, 7)])[0]).toBe(day + 8);
  expect(told([...flat(day, 5), ...flat(20, 3)])[0]).toBe(day + 8);
  const back = told([...flat(day, 5), ...flat(10, 7), ...flat(20, 5)]);
  expect([back[0], back.at(-1)]).toEqual([day + 8, day + 17]);
});
it('ACQ-13 noise within half of the limit never drifts', () => {
  fc.assert(fc.property(fc.array(fc.double({ min: -0.999, max: 0.999, noNaN: true }), { maxLength: 400 }), (noise) => { expect(told([...flat(day, 5), ...noise.map((n) => 5 + n)])).toEqual([]); }), { seed: 13, numRuns: 200 });
});
it('ACQ-14 an hour of something true is no drift, and a lost value says nothing', () => {
  expect(told([...flat(day, 5), ...flat(6, 500), ...flat(50, 5)])).toEqual([]);
  expect(told([...flat(day, 5), ...flat(6, 500), ...Array.from({ length: 50 }, () => null), 5, 5])).toEqual([]);
});
it('ACQ-12 the reference is the median: a wild hour of the first day does not move it', () => {
  const d = drift(2);
  [...flat(70, 5), ...flat(6, 900), ...flat(69, 5)].forEach((v, i) => d.hear(v, monoMs(i * window)));
  expect(d.reference()).toBe(5);
});
