import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import { recent, Stretch } from '#app/history';

const t0 = 1_700_000_000_000;                  // the start of a bucket of 5 s
const make = (buckets = 4) => recent({ bucketMs: 5000, buckets });
const good = Status.good;

describe('recent history', () => {
  it('a bucket holds the least, the greatest, the last value and the worst quality of its time', () => {
    const r = make();
    for (const [v, s, ms] of [[5, good, 0], [9, 0x4000_0000, 1000], [2, good, 4999], [3, good, 5000]] as const) r.add(1, v, s, t0 + ms, t0 + ms);
    expect(r.stretch(1, t0 + 5001, 6000)).toEqual({
      bucketMs: 5000, at: [t0 - 5000, t0, t0 + 5000], min: [null, 2, 3], max: [null, 9, 3], last: [null, 2, 3], worst: [null, 'uncertain', 'good'],
    });
  });

  it('gaps are gaps: a bucket without a value says so, and one with bad samples only has no value either', () => {
    const r = make();
    r.add(1, 5, good, t0, t0);
    r.add(1, NaN, Status.noCommunication, t0 + 5000, t0 + 5000);
    r.add(1, 90, Status.deviceFailure, t0 + 6000, t0 + 6000);
    r.add(1, 7, good, t0 + 15_000, t0 + 15_000);
    const s = r.stretch(1, t0 + 15_000, 15_000);
    expect([s.last, s.worst]).toEqual([[5, null, null, 7], ['good', 'bad', null, 'good']]);
    expect(r.stretch(9, t0, 4000).last).toEqual([null, null]);
  });

  it('what an instrument says beyond its range is a value, what is endless is none', () => {
    const r = make();
    r.add(1, 130, Status.outOfRange, t0, t0);
    r.add(1, Infinity, good, t0 + 1, t0 + 1);
    expect(r.stretch(1, t0 + 1, 1)).toMatchObject({ max: [130], last: [130], worst: ['bad'] });
  });

  it('a late sample goes to its own time, and the last of a bucket is the last by date', () => {
    const r = make();
    r.add(1, 1, good, t0 + 3000, t0 + 3000);
    r.add(1, 8, good, t0 + 10_000, t0 + 10_000);
    r.add(1, 4, good, t0 + 2000, t0 + 11_000);
    r.add(1, 6, good, t0 + 6000, t0 + 11_000);
    expect(r.stretch(1, t0 + 11_000, 11_000)).toMatchObject({ last: [1, 6, 8], max: [4, 6, 8] });
  });

  it('what is older than the ring is let go and spoils nothing; what is older than now shows as a gap', () => {
    const r = make();
    r.add(1, 1, good, t0, t0);
    r.add(1, 2, good, t0 + 20_000, t0 + 20_000);
    r.add(1, 99, good, t0, t0 + 20_000);
    expect(r.stretch(1, t0 + 20_000, 3_600_000)).toMatchObject({ at: [t0 + 5000, t0 + 10_000, t0 + 15_000, t0 + 20_000], last: [null, null, null, 2] });
  });

  it('a device that lives in the future is shown now, and our own clock set back loses nothing that comes after', () => {
    const r = make();
    r.add(1, 1, good, t0 + 3_600_000, t0);
    expect(r.stretch(1, t0, 1).last.at(-1)).toBe(1);
    r.add(2, 1, good, t0 + 7_200_000, t0 + 7_200_000);
    r.add(2, 2, good, t0, t0);
    expect(r.stretch(2, t0, 1).last.at(-1)).toBe(2);
    r.add(3, 5, good, NaN, t0);
    expect(r.stretch(3, t0, 1).last.at(-1)).toBe(5);
    r.add(3, 6, good, -1, t0);
    expect(r.stretch(3, t0, 1).last.at(-1)).toBe(5);
  });

  it('keeps points by their new handles', () => {
    const r = make();
    for (const h of [1, 2, 3]) r.add(h, h, good, t0, t0);
    r.renumber(new Map([[1, 2], [2, 1]]));
    expect([1, 2, 3].map((h) => r.stretch(h, t0, 1).last.at(-1))).toEqual([2, 1, null]);
  });

  it('an hour of the product keeps its contract', () => {
    const r = recent();
    for (let i = 0; i < 4000; i++) r.add(1, i, good, t0 + i * 1000, t0 + i * 1000);
    const s = { point: 'P', ...r.stretch(1, t0 + 3_999_000, 3_600_000) };
    expect(Stretch.parse(s)).toEqual(s);
    expect([s.at.length, s.last.at(-1), s.min[0]]).toEqual([720, 3999, 400]);
  });

  it('says of any samples, in any order, what a list of them would say', () => {
    const any = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.nat(19_999), fc.constantFrom<number>(good, 0x4000_0000, Status.deviceFailure)), { maxLength: 60 });
    fc.assert(fc.property(any, (rows) => {
      const r = make();
      const now = t0 + 19_999;
      for (const [v, ms, s] of rows) r.add(1, v, s, t0 + ms, now);
      const s = r.stretch(1, now, 19_999);
      for (const [k, at] of s.at.entries()) {
        const all = rows.filter(([, ms]) => Math.floor((t0 + ms) / 5000) * 5000 === at);
        const values = all.filter(([, , st]) => st !== Status.deviceFailure);
        const latest = values.reduce<(typeof values)[number] | null>((a, b) => (a === null || b[1] >= a[1] ? b : a), null);
        expect([s.min[k], s.max[k], s.last[k]]).toEqual(values.length === 0 ? [null, null, null] : [Math.min(...values.map(([v]) => v)), Math.max(...values.map(([v]) => v)), latest![0]]);
        expect(s.worst[k]).toBe(all.length === 0 ? null : all.some(([, , st]) => st === Status.deviceFailure) ? 'bad' : all.some(([, , st]) => st !== good) ? 'uncertain' : 'good');
      }
    }), { seed: 5, numRuns: 300 });
  });
});
