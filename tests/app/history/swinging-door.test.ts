import fc from 'fast-check';
import { expect, it } from 'vitest';
import { endSegment, newDoor, passDoor } from '#app/history';

interface Row { readonly time: number; readonly value: number }
function kept(rows: readonly Row[], deviation: number): Row[] {
  const door = newDoor();
  const out: Row[] = [];
  let held: Row | null = null;
  for (const row of rows) {
    const verdict = passDoor(door, row.time, row.value, deviation);
    if (verdict === 'held') out.push(held!);
    if (verdict === 'this') out.push(row);
    held = row;
  }
  if (endSegment(door)) out.push(held!);
  return out;
}
function between(line: readonly Row[], time: number): number {
  const i = line.findIndex((r) => r.time >= time);
  const [a, b] = [line[Math.max(0, i - 1)]!, line[i]!];
  return b.time === time ? b.value : a.value + ((b.value - a.value) * (time - a.time)) / (b.time - a.time);
}
const rows = fc.array(fc.tuple(fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.constantFrom(1, 1000)), fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: -5, max: 5 }), fc.integer({ min: -2000, max: 2000 }).map((n) => n / 1000))), { minLength: 1, maxLength: 200 })
  .map((steps) => { let time = 1_700_000_000_000; return steps.map(([step, value]): Row => ({ time: time += step, value })); });

it('HIS-01 a line between two kept samples is never further than the deviation from any sample between them', () => {
  fc.assert(fc.property(rows, fc.oneof(fc.double({ min: 0, max: 1000, noNaN: true }), fc.double({ min: 0, max: 0.1, noNaN: true })), (all, deviation) => {
    const line = kept(all, deviation);
    expect(line[0]).toEqual(all[0]);
    expect(line.at(-1)).toEqual(all.at(-1));
    for (const { time, value } of all) expect(Math.abs(between(line, time) - value)).toBeLessThanOrEqual(deviation + 1e-9);       // what float64 loses of values up to 10^6: nothing else is forgiven
  }), { numRuns: 1500, seed: 11 });
});
it('a straight line of a thousand samples is two', () => {
  expect(kept(Array.from({ length: 1000 }, (_, i) => ({ time: i * 1000, value: i * 2 })), 0.001)).toHaveLength(2);
});
it('a step keeps the sample before it and the one at it: it is not smeared', () => {
  expect(kept(Array.from({ length: 100 }, (_, i) => ({ time: i * 1000, value: i < 50 ? 0 : 10 })), 1).map((r) => r.time)).toEqual([0, 49_000, 50_000, 99_000]);
});
