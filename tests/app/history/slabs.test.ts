import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import { recent } from '#app/history';

const T0 = 1_700_000_000_000;
const HOUR = 3_600_000;

it('a hundred thousand points that begin at once take five minutes of memory, not the hour of all of them', () => {
  const r = recent();
  for (let h = 0; h < 100_000; h++) r.add(h, h, Status.good, T0, T0);
  expect(r.bytes()).toBeLessThan(100_000 * 60 * 35 * 1.01);
  for (let ms = 0; ms < HOUR; ms += 5000) r.add(7, ms, Status.good, T0 + ms, T0 + ms);
  expect(r.stretch(7, T0 + HOUR - 5000, HOUR - 1).last.filter((v) => v !== null).length).toBe(720);
  expect(r.stretch(8, T0, 0).last).toEqual([8]);
});

it('what is let go is given out again, clean', () => {
  const r = recent();
  for (let h = 0; h < 2000; h++) r.add(h, h, Status.good, T0, T0);
  const before = r.bytes();
  r.renumber(new Map([[0, 1999], [1999, 0]]));
  expect(r.stretch(1999, T0, 0).last).toEqual([0]);
  expect(r.stretch(0, T0, 0).last).toEqual([1999]);
  for (let h = 1; h < 1999; h++) r.add(h, -h, Status.good, T0 + 60_000, T0 + 60_000);
  expect(r.bytes()).toBe(before);
  expect(r.stretch(5, T0 + 60_000, 60_000).last).toEqual([...Array.from({ length: 12 }, () => null), -5]);
});

it('shows of any samples of several points the last of each bucket, over the hour, as a plain table would', () => {
  const sample = fc.record({ h: fc.integer({ min: 0, max: 5 }), ms: fc.integer({ min: 0, max: 2 * HOUR }), v: fc.integer({ min: 0, max: 999 }) });
  fc.assert(fc.property(fc.array(sample, { maxLength: 200 }), (list) => {
    const r = recent();
    const table = new Map<string, number>();
    const inOrder = list.toSorted((a, b) => a.ms - b.ms);
    for (const { h, ms, v } of inOrder) { r.add(h, v, Status.good, T0 + ms, T0 + ms); table.set(`${h} ${Math.floor((T0 + ms) / 5000)}`, v); }
    const now = T0 + (inOrder.at(-1)?.ms ?? 0);
    for (let h = 0; h <= 5; h++) { const s = r.stretch(h, now, HOUR); expect(s.last).toEqual(s.at.map((at) => table.get(`${h} ${at / 5000}`) ?? null)); }
  }), { seed: 12, numRuns: 40 });
});
