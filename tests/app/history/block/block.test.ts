import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { converterGrids, pieceOf, readBlock, wants, writeBlock, type Samples } from '#app/history';

type RowOf = readonly [number, number, number, number];
const columns = (rows: readonly RowOf[]): Samples => ({
  length: rows.length, sourceTime: Float64Array.from(rows, (r) => r[0]), receivedTime: Float64Array.from(rows, (r) => r[1]), value: Float64Array.from(rows, (r) => r[2]), status: Uint32Array.from(rows, (r) => r[3]),
});
const blockOf = (samples: Samples, ...grids: Parameters<typeof writeBlock>[1][]): Uint8Array => writeBlock(samples, ...grids);
function read(bytes: Uint8Array, wanted?: number): Samples {
  const found = readBlock(bytes, wanted);
  if (!found.ok) throw new Error(JSON.stringify(found.fault));
  return found.value;
}
const start = 1_700_000_000_000;
/** Seeded numbers from -0.5 to 0.5. */
function chances(): () => number { let seed = 1; return () => { seed = (seed * 48_271) % 2_147_483_647; return seed / 2_147_483_647 - 0.5; }; }
const shapes = { numRuns: 400, seed: 6 } as const;

const time = fc.oneof(fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }), fc.constant(Number.NaN), fc.double({ min: 0, max: 2e12, noNaN: true }));
const value = fc.oneof(fc.double(), fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 4095 }).map((n) => (n * 16) / 4095), fc.constantFrom(-0, 0, Infinity, -Infinity, Number.NaN, Number.MIN_VALUE, Number.MAX_VALUE));
const status = fc.oneof(fc.constant(0), fc.constantFrom(0x4000_0000, 0x8000_0000, 0x80ab_0000, 0xffff_ffff));

describe('a block of samples', () => {
  it('HIS-10 gives back every sample bit by bit: values, both times, quality, whatever they are', () => {
    fc.assert(fc.property(fc.array(fc.tuple(time, time.map((t) => (Number.isNaN(t) ? 0 : t)), value, status), { minLength: 1, maxLength: 300 }), (rows) => {
      const samples = columns(rows);
      expect(read(blockOf(samples, converterGrids(0, 16)))).toStrictEqual(samples);
    }), shapes);
  });
  it('HIS-10 also where samples are as a plant has them: a period with gaps, a level that wanders or jumps, in one of many number forms, with lost stretches', () => {
    const form = fc.constantFrom<(n: number) => number>((n) => n, (n) => n / 100, (n) => n * 0.1, (n) => Math.fround(n / 10), (n) => (n * 16) / 4095, (n) => Math.fround((n * 16) / 16_383), (n) => n * Math.PI, (n) => n * 1e9, (n) => n * 2 ** 40);
    const lost = fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2);
    fc.assert(fc.property(form, fc.constantFrom(1, 1000, 60_000, 86_400_000, 7.5), fc.array(fc.tuple(fc.constantFrom(0, 1, 1, 1, 1, 1, 1, 1, 2, 400), fc.integer({ min: -9, max: 9 }), fc.constantFrom(0, 0, 0, 0, 0, 50_000, -3_000_000), fc.nat(40), lost), { minLength: 1, maxLength: 400 }), (of, period, steps) => {
      let [t, n] = [start, 200];
      const samples = columns(steps.map(([on, by, jump, lag, how]): RowOf => { t += on * period; n += by + jump; return [how === 1 ? Number.NaN : t, t + lag, how === 2 ? Number.NaN : of(n), how === 0 ? 0 : 0x8031_0000]; }));
      expect(read(blockOf(samples, converterGrids(0, 16)))).toStrictEqual(samples);
    }), shapes);
  });
  it('HIS-10 words come back with their rows', () => {
    fc.assert(fc.property(fc.array(fc.option(fc.oneof(fc.constantFrom('运行', '停', 'CIP', ''), fc.string({ unit: 'grapheme', maxLength: 400 })), { freq: 3 }), { minLength: 1, maxLength: 120 }), (words) => {
      const text = new Map(words.flatMap((word, row) => (word === null ? [] : [[row, word] as const])));
      const samples = { ...columns(words.map((_, i): RowOf => [start + i * 1000, start + i * 1000 + 3, Number.NaN, 0])), ...(text.size > 0 && { text }) };
      expect(read(blockOf(samples))).toStrictEqual(samples);
    }), { numRuns: 150, seed: 8 });
  });
  it('HIS-13 gives back some columns alone; those not wanted are empty', () => {
    const all = columns(Array.from({ length: 500 }, (_, i): RowOf => [i % 50 === 7 ? Number.NaN : start + i * 1000, start + i * 1000 + (i % 13), i % 40 === 3 ? Number.NaN : Math.sin(i), i % 40 === 3 ? 0x8000_0000 : 0]));
    const bytes = blockOf(all);
    const none = new Float64Array(0);
    expect(read(bytes, wants.value)).toStrictEqual({ ...all, sourceTime: none, receivedTime: none });
    expect(read(bytes, wants.source)).toStrictEqual({ ...all, receivedTime: none, value: none });
    expect(read(bytes, wants.received)).toStrictEqual({ ...all, value: none });
    expect(pieceOf(read(bytes)).time.every((t, i) => t === (i % 50 === 7 ? all.receivedTime[i] : all.sourceTime[i]))).toBe(true);
  });
  it('HIS-11 of a regular 12-bit signal costs less than 1.25 bytes a sample, of one that stands still less than a hundredth of a byte', () => {
    let x = 8;
    const chance = chances();
    const noisy = columns(Array.from({ length: 4000 }, (_, i): RowOf => { x += chance() * 0.02; return [start + i * 1000, start + i * 1000 + 20 + Math.round(5 * chance()), (Math.round(((x + chance() * 0.05) / 16) * 4095) * 16) / 4095, 0]; }));
    expect(blockOf(noisy, converterGrids(0, 16)).length / 4000).toBeLessThan(1.25);
    const still = columns(Array.from({ length: 4000 }, (_, i): RowOf => [start + i * 1000, start + i * 1000 + 20, 1, 0]));
    expect(blockOf(still).length / 4000).toBeLessThan(0.01);
  });
  it('HIS-11 of a converter whose range nobody told, and of 32-bit numbers, it costs hardly more', () => {
    const chance = chances();
    const counts = Array.from({ length: 4000 }, (_, i) => Math.round(2000 + 200 * Math.sin(i / 900) + 6 * chance()));
    const bytes = (of: (n: number) => number, ...grids: Parameters<typeof writeBlock>[1][]): number => blockOf(columns(counts.map((n, i): RowOf => [start + i * 1000, start + i * 1000 + 9, of(n), 0])), ...grids).length / 4000;
    expect(bytes((n) => -3.7 + (n * 19.1) / 4095)).toBeLessThan(1.5);
    expect(bytes((n) => Math.fround(n / 10))).toBeLessThan(0.5);
    expect(bytes((n) => Math.fround((n * 16) / 4095), converterGrids(0, 16))).toBeLessThan(0.5);
  });
  it('HIS-12 bytes that are no block are told, or read as some block, in time bounded by the samples it says; never a throw', () => {
    const good = blockOf({ ...columns(Array.from({ length: 200 }, (_, i): RowOf => [start + i * 1000, start + i * 1000, Math.sin(i), i % 60 === 0 ? 0x8000_0000 : 0])), text: new Map([[3, '手动'], [9, 'auto']]) });
    const kinds = [good, blockOf(columns(Array.from({ length: 300 }, (_, i): RowOf => [start + i * i, start + i * i + 5, i % 7, 0])))];
    for (const [k, bytesOf] of kinds.entries()) {
      fc.assert(fc.property(fc.array(fc.tuple(fc.nat(bytesOf.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), fc.nat(bytesOf.length), fc.boolean(), (changes, cut, whole) => {
        const bytes = whole ? bytesOf.slice() : bytesOf.slice(0, cut);
        for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
        const found = readBlock(bytes);
        if (found.ok) expect(found.value.length).toBeLessThanOrEqual(65_535); else expect(found.fault.code).toBe('block-form');
      }), { numRuns: 300, seed: 7 + k });
      for (let cut = 0; cut < bytesOf.length; cut++) expect(readBlock(bytesOf.slice(0, cut)).ok).toBe(false);
    }
  });
  it('holds as many samples as it may, and no more', () => {
    const most = columns(Array.from({ length: 65_535 }, (_, i): RowOf => [start + i * 1000, start + i * 1000, (i * 7919) % 65_521, i % 3]));
    expect(read(blockOf(most))).toStrictEqual(most);
    expect(() => blockOf({ ...most, length: 65_536 })).toThrow('a block of 65536 samples');
  });
});
