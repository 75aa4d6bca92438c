import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sourceClock, type Batch } from '#app/acquisition';
import { monoMs } from '#kernel/time';

const start = 1_800_000_000_000;
const tolerance = 60_000;
const batch = (atMs: number, offsets: readonly number[], status = 0): Batch => ({
  handle: new Uint32Array(offsets.length), value: new Float64Array(offsets.length), status: new Uint32Array(offsets.length).fill(status),
  sourceTime: Float64Array.from(offsets, (o) => start + atMs + o), receivedTime: new Float64Array(offsets.length).fill(start + atMs), length: offsets.length,
});
/** One batch a second; what the clock says at the end, and at which second it was first wrong. */
function listen(seconds: number, offsets: (s: number) => readonly number[], status?: number) {
  const clock = sourceClock(tolerance);
  let first = -1;
  for (let s = 0; s < seconds; s++) if (clock.hear(batch(s * 1000, offsets(s), status), monoMs(s * 1000)).wrong && first < 0) first = s;
  return { first, ...clock.says(), clock };
}

it('ACQ-15 a clock that is an hour off is told within half a minute, by how much, and either way', () => {
  expect(listen(60, () => [-3_600_000])).toMatchObject({ first: 30, offsetMs: -3_600_000, wrong: true });
  expect(listen(60, () => [3_600_000])).toMatchObject({ offsetMs: 3_600_000, wrong: true });
  expect(listen(60, () => [-start])).toMatchObject({ wrong: true });     // 1970: never set
});
it('ACQ-15 one that turns wrong is told within a minute, also of a source that reports every ten seconds, and after six reports of one that is rarer still', () => {
  const turned = (everyS: number): number => listen(2000, (s) => (s % everyS === 0 ? [s < 1000 ? 0 : 3_600_000] : [])).first - 1000;
  expect([turned(1), turned(10)].every((s) => s >= 0 && s <= 70)).toBe(true);
  expect(turned(60)).toBeLessThanOrEqual(6 * 60 + 5);
});
it('ACQ-15 right again below four fifths, and at its edge it does not flicker', () => {
  const clock = sourceClock(tolerance);
  const says: boolean[] = [];
  const phase = (from: number, offset: (s: number) => number): void => { for (let s = from; s < from + 120; s++) says.push(clock.hear(batch(s * 1000, [offset(s)]), monoMs(s * 1000)).wrong); };
  phase(0, () => 61_000);
  phase(120, (s) => 58_000 + (Math.floor(s / 60) % 2) * 3000);
  phase(240, (s) => 61_000 - (Math.floor(s / 60) % 2) * 3000);
  phase(360, () => 40_000);
  expect(says.filter((w, i) => i > 0 && w !== says[i - 1]).length).toBe(2);
  expect(says.at(-1)).toBe(false);
});
it('ACQ-16 a back-fill beside live values, or alone, is no clock; a date that stands still is none', () => {
  expect(listen(120, (s) => [-40, -3_600_000 + s * 100_000])).toMatchObject({ first: -1, offsetMs: -40 });
  expect(listen(40, (s) => [-3_600_000 + s * 90_000])).toMatchObject({ first: -1 });
  expect(listen(600, (s) => [-s * 1000])).toMatchObject({ first: -1 });
});
it('ACQ-16 our own clock was set: measured anew', () => {
  const { clock } = listen(60, () => [0]);
  clock.forget();
  for (let s = 60; s < 80; s++) clock.hear(batch(s * 1000, [-3_600_000]), monoMs(s * 1000));
  expect(clock.says()).toEqual({ offsetMs: 0, wrong: false });
});
it('ACQ-15 no date and a denied value say nothing', () => {
  expect(listen(60, () => [NaN])).toMatchObject({ offsetMs: null, wrong: false });
  expect(listen(60, () => [-3_600_000], 0x8031_0000)).toMatchObject({ offsetMs: null, wrong: false });
});
it('ACQ-15 delays of any kind below the tolerance are no wrong clock', () => {
  fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: -59_000, max: 500 }), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 200 }), (all) => {
    expect(listen(all.length, (s) => all[s]!).first).toBe(-1);
  }), { seed: 15, numRuns: 200 });
});
