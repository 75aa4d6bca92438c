import fc from 'fast-check';
import { expect, it } from 'vitest';
import { frozen } from '#app/acquisition';
import { monoMs } from '#kernel/time';

const range = { low: 0, high: 100 };
const minute = 60_000;
/** Values a second apart: at which of them it is suspected first; -1: never. */
function firstAt(values: readonly (number | null)[], everyMs = 1000, afterMs = minute): number {
  const f = frozen(afterMs, range);
  return values.findIndex((v, i) => f.hear(v, monoMs(i * everyMs)));
}
const same = (n: number, v: number): number[] => Array.from({ length: n }, () => v);

it('ACQ-10 the same to the last bit for longer than a minute is frozen, and one other bit ends it', () => {
  expect(firstAt(same(200, 41.7))).toBe(61);
  const f = frozen(minute, range);
  for (let i = 0; i <= 90; i++) f.hear(41.7, monoMs(i * 1000));
  expect([f.suspected(), f.forMs()]).toEqual([true, 90_000]);
  expect(f.hear(41.7 + 2 ** -46, monoMs(91_000))).toBe(false);
});
it('ACQ-10 nothing is said at the start, nor of few readings, nor of silence', () => {
  expect(firstAt([41.7])).toBe(-1);
  expect(firstAt(same(4, 41.7), 50_000)).toBe(-1);                 // four readings in 150 s
  expect(firstAt(same(40, 41.7), 70_000)).toBe(-1);                // silent for longer than the time each time
  expect(firstAt([...same(50, 41.7), null, ...same(50, 41.7)])).toBe(-1);
});
it('ACQ-11 an instrument rests at the ends of its range', () => {
  expect([0, -1, 100, 103].map((v) => firstAt(same(600, v)))).toEqual([-1, -1, -1, -1]);
});
it('ACQ-10 what moves at least once a minute is never frozen, whatever it does', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 59 }), fc.double({ min: 0.001, max: 5, noNaN: true })), { maxLength: 30 }), (runs) => {
    let v = 20;
    expect(firstAt(runs.flatMap(([n, step]) => same(n, (v = v === 20 ? 20 + step : 20)))) ).toBe(-1);
  }), { seed: 10, numRuns: 500 });
});
