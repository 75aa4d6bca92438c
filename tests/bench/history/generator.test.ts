import { describe, expect, it } from 'vitest';
import { qualityOf, row } from '#app/acquisition';
import { column, DIGEST, reference, rounds, START_MS } from './generator.ts';
import { benchPoint } from './points.ts';
import { replay } from './replay.ts';

const some = 600;
const rows = 400;

describe('the frozen generator', () => {
  it('gives what it gave when it was frozen', () => { expect(reference()).toBe(DIGEST); });
  it('has a tenth of digital points, a hundredth of bad samples, converters of 12 to 16 bits, and noise of 0.02 to 0.2 % of the range', () => {
    const points = Array.from({ length: some }, (_, n) => benchPoint(n, 6));
    expect(points.filter((p) => p.type === 'digital')).toHaveLength(some / 10);
    for (const p of points.filter((x) => x.type === 'analog')) {
      expect(p.noise).toBeGreaterThanOrEqual(0.0002);
      expect(p.noise).toBeLessThanOrEqual(0.002);
      expect(p.bits).toBeGreaterThanOrEqual(12);
      expect(p.bits).toBeLessThanOrEqual(16);
    }
    const bad = points.reduce((n, { number }) => n + column(number).next(rows).status.reduce((m, s) => m + Number(qualityOf(s) === 'bad'), 0), 0);
    expect(bad / some / rows).toBeGreaterThan(0.008);
    expect(bad / some / rows).toBeLessThan(0.012);
  });
  it('gives a point the same samples alone and in the batches of its source', () => {
    const next = rounds(600);
    const [all, alone] = [Array.from({ length: 30 }, next), column(555).next(30)];
    const inBatches = all.map((batches) => row(batches[1]!, 55));
    expect(inBatches.map((s) => [s.handle, s.value ?? NaN, s.status, s.sourceTime ?? NaN, s.receivedTime])).toEqual(Array.from({ length: 30 }, (_, i) => [555, alone.value[i], alone.status[i], alone.sourceTime[i], alone.receivedTime[i]]));
  });
  it('is replayed to and fro at times that go on', () => {
    const [next, play] = [rounds(520), replay(520, { keep: 5, startMs: START_MS })];
    const first = Array.from({ length: 5 }, () => next().map((b) => Array.from(b.value)));
    const values: number[][][] = [];
    const times: number[] = [];
    for (let round = 0; round < 12; round++) { const batches = play(); values.push(batches.map((b) => Array.from(b.value))); times.push(batches[1]!.sourceTime[0]!); }
    expect(values).toEqual([0, 1, 2, 3, 4, 3, 2, 1, 0, 1, 2, 3].map((k) => first[k]));
    expect(times.map((t) => t - times[0]!)).toEqual(times.map((_, i) => i * 1000));
  });
});
