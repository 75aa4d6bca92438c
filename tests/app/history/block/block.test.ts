import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { converterGrids, readBlock, writeBlock, type Samples } from '#app/history';

const columns = (rows: readonly (readonly [number, number, number, number])[]): Samples => ({
  length: rows.length, sourceTime: Float64Array.from(rows, (r) => r[0]), receivedTime: Float64Array.from(rows, (r) => r[1]), value: Float64Array.from(rows, (r) => r[2]), status: Uint32Array.from(rows, (r) => r[3]),
});
function back(samples: Samples, ...grids: Parameters<typeof writeBlock>[1][]): Samples {
  const read = readBlock(writeBlock(samples, ...grids));
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return read.value;
}

const time = fc.oneof(fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }), fc.constant(Number.NaN), fc.double({ min: 0, max: 2e12, noNaN: true }));
const value = fc.oneof(fc.double(), fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 4095 }).map((n) => (n * 16) / 4095), fc.constantFrom(-0, 0, Infinity, -Infinity, Number.NaN, Number.MIN_VALUE, Number.MAX_VALUE));
const status = fc.oneof(fc.constant(0), fc.constantFrom(0x4000_0000, 0x8000_0000, 0x80ab_0000, 0xffff_ffff));

describe('a block of samples', () => {
  it('HIS-10 gives back every sample bit by bit: values, both times, quality, whatever they are', () => {
    fc.assert(fc.property(fc.array(fc.tuple(time, time.map((t) => (Number.isNaN(t) ? 0 : t)), value, status), { minLength: 1, maxLength: 300 }), (rows) => {
      const samples = columns(rows);
      expect(back(samples, converterGrids(0, 16))).toStrictEqual(samples);
    }), { numRuns: 400, seed: 6 });
  });
  it('HIS-11 of a regular 12-bit signal costs less than 3.5 bytes a sample, of one that stands still less than a tenth of a byte', () => {
    let x = 8;
    let seed = 1;
    const chance = (): number => { seed = (seed * 48_271) % 2_147_483_647; return seed / 2_147_483_647 - 0.5; };
    const noisy = columns(Array.from({ length: 4000 }, (_, i) => { x += chance() * 0.02; return [1_700_000_000_000 + i * 1000, 1_700_000_000_020 + i * 1000 + Math.round(5 * chance()), (Math.round(((x + chance() * 0.05) / 16) * 4095) * 16) / 4095, 0] as const; }));
    expect(writeBlock(noisy, converterGrids(0, 16)).length / 4000).toBeLessThan(1.5);
    const still = columns(Array.from({ length: 4000 }, (_, i) => [1_700_000_000_000 + i * 1000, 1_700_000_000_020 + i * 1000, 1, 0] as const));
    expect(writeBlock(still).length / 4000).toBeLessThan(0.1);
  });
  it('HIS-12 bytes that are no block are told, or read as some block, in time bounded by the samples it says; never a throw', () => {
    const good = writeBlock(columns(Array.from({ length: 200 }, (_, i) => [1_700_000_000_000 + i * 1000, 1_700_000_000_000 + i * 1000, Math.sin(i), 0] as const)));
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), fc.nat(good.length), (changes, cut) => {
      const bytes = good.slice(0, cut);
      for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
      const read = readBlock(bytes);
      if (read.ok) expect(read.value.length).toBeLessThanOrEqual(65_535); else expect(read.fault.code).toBe('block-form');
    }), { numRuns: 200, seed: 7 });
    for (let cut = 0; cut < good.length; cut++) expect(readBlock(good.slice(0, cut)).ok).toBe(false);
  });
});
