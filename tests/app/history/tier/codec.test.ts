import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { converterGrids, readTier, tierMs, tierRowsOf, writeTier, type Piece, type TierRows } from '#app/history';

const start = Date.UTC(2026, 4, 6);
const exact = ['start', 'samples', 'readings', 'min', 'max', 'first', 'last', 'firstAt', 'lastAt', 'knownMs', 'worst'] as const;
function back(rows: TierRows, ...grids: Parameters<typeof writeTier>[1][]): TierRows {
  const read = readTier(writeTier(rows, ...grids));
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return read.value;
}
/** HIS-27: sums, deviations and areas to a thousandth of `step` (mean and deviation), or to a millionth of how far the readings go. */
function near(was: TierRows, is: TierRows, step: number): void {
  for (let r = 0; r < was.length; r++) {
    const n = was.readings[r]!;
    if (n > 0) {
      expect(Math.abs(was.sum[r]! - is.sum[r]!) / n).toBeLessThanOrEqual(step / 1000 + 1e-12 * Math.abs(was.sum[r]!) + 1e-290);
      expect(Math.abs(Math.sqrt(was.m2[r]! / n) - Math.sqrt(is.m2[r]! / n))).toBeLessThanOrEqual(step / 1000 + 1e-12 * Math.abs(was.max[r]!) + 1e-290);
    }
    expect(Math.abs(was.area[r]! - is.area[r]!)).toBeLessThanOrEqual((step / 1000) * Math.max(60_000, Math.abs(was.knownMs[r]!)) + 1e-12 * Math.abs(was.area[r]!) + 1e-290);
  }
}
const piece = (samples: readonly (readonly [number, number, number])[]): Piece => ({ length: samples.length, time: Float64Array.from(samples, (s) => s[0]), received: Float64Array.from(samples, (s) => s[0]), value: Float64Array.from(samples, (s) => s[1]), status: Uint32Array.from(samples, (s) => s[2]) });
const samples = (value: fc.Arbitrary<number>): fc.Arbitrary<Piece> => fc.array(fc.tuple(fc.integer({ min: 1, max: 90_000 }), value, fc.constantFrom(0, 0, 0, 0x8031_0000)), { minLength: 1, maxLength: 200 }).map((steps) => { let time = start; return piece(steps.map(([by, v, status]) => [time += by, status === 0 ? v : Number.NaN, status] as const)); });

describe('rows of a tier as bytes', () => {
  it('HIS-27 come back bit by bit, sums and areas within a thousandth of a step of the converter', () => {
    fc.assert(fc.property(samples(fc.integer({ min: 0, max: 4095 }).map((n) => -50 + (n * 150) / 4095)), fc.constantFrom('minute', 'hour'), fc.boolean(), (raw, step, stepped) => {
      const rows = tierRowsOf([raw], step, { stepped, holdMs: 120_000 });
      const is = back(rows, converterGrids(-50, 100));
      for (const name of exact) expect(is[name]).toEqual(rows[name]);
      near(rows, is, 150 / 4095);
    }), { numRuns: 150, seed: 27 });
  });
  it('HIS-27 of any numbers whatever, within a millionth of how far they go', () => {
    const any = fc.oneof(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.constantFrom(-0, 0, 1e-300, 5e-324, 1e100, 123_456_789.123_456));
    fc.assert(fc.property(samples(any), (raw) => {
      const rows = tierRowsOf([raw], 'minute', { stepped: true, holdMs: 120_000 });
      const is = back(rows);
      for (const name of exact) expect(is[name]).toEqual(rows[name]);
      const spread = Math.max(...rows.max.filter((x) => x === x), 0) - Math.min(...rows.min.filter((x) => x === x), 0);
      near(rows, is, Math.max(spread, Number.MIN_VALUE) * 1e-3);
    }), { numRuns: 150, seed: 28 });
  });
  it('HIS-27 of a digital point the time for which it was 1 is exact', () => {
    fc.assert(fc.property(samples(fc.constantFrom(0, 1)), (raw) => {
      const rows = tierRowsOf([raw], 'minute', { stepped: true, holdMs: Infinity });
      const is = back(rows);
      expect(is.area).toEqual(rows.area);
      expect(is.sum).toEqual(rows.sum);
    }), { numRuns: 100, seed: 29 });
  });
  it('HIS-28 bytes that are no block are told, or read as some rows; never a throw', () => {
    const rows = tierRowsOf([piece(Array.from({ length: 4000 }, (_, i) => [start + i * 1000, Math.round(100 * Math.sin(i / 50)) / 10, 0] as const))], 'minute', { stepped: false, holdMs: 60_000 });
    const good = writeTier(rows);
    const touch = (read: ReturnType<typeof readTier>): void => { if (read.ok) for (const name of [...exact, 'sum', 'm2', 'area'] as const) expect(read.value[name].length).toBe(read.value.length); else expect(read.fault.code).toBe('block-form'); };
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), fc.nat(good.length), (changes, cut) => {
      const bytes = good.slice(0, cut);
      for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
      touch(readTier(bytes));
    }), { numRuns: 200, seed: 30 });
  });
  it('HIS-27 numbers at the end of float64 are no reason to throw, and come back where they must', () => {
    fc.assert(fc.property(samples(fc.constantFrom(1.7e308, -1.7e308, 0, 1, 5e-324)), (raw) => {
      const rows = tierRowsOf([raw], 'hour', { stepped: false, holdMs: 120_000 });
      const is = back(rows);
      for (const name of exact) expect(is[name]).toEqual(rows[name]);
    }), { numRuns: 60, seed: 31 });
  });
  it('a month of minutes reads least and greatest in a moment', () => {
    const wave = (i: number): number => (Math.round((8 + 4 * Math.sin(i / 5000) + ((i * 7919) % 13) / 50) / 16 * 4095) * 16) / 4095;
    const rows = tierRowsOf([piece(Array.from({ length: 43_200 * 4 }, (_, i) => [start + i * 15_000, wave(i), 0] as const))], 'minute', { stepped: false, holdMs: tierMs.minute });
    const bytes = writeTier(rows, converterGrids(0, 16));
    expect(bytes.length / rows.length).toBeLessThan(16);
    const read = readTier(bytes);
    expect(read.ok && read.value.max[43_199]).toBe(rows.max[43_199]);
  });
});
