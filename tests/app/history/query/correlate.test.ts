import { describe, expect, it } from 'vitest';
import { answerers, type SeriesSource } from '#app/history';
import { begin } from './generated.ts';
import { bad, good, memory, run, seriesOf, type Kept } from './memory.ts';

const from = begin - (begin % 60_000);
const kept = (point: string, value: (i: number) => number, more: object = {}): Kept => ({ series: seriesOf(point, more), samples: Array.from({ length: 3600 }, (_, i) => ({ time: from + i * 1000, value: value(i), status: Number.isNaN(value(i)) ? bad : good })) });
function correlate(source: SeriesSource, points: string[], stepMs: number, lagMs: number) {
  const answer = run(answerers['history.correlate']({ points, from, to: from + 3_600_000, stepMs, lagMs }, source));
  if (!answer.ok) throw new Error(answer.fault.code);
  return answer.value;
}
/** A wave that never repeats itself within the hour. */
const wave = (i: number): number => Math.sin(i / 97) + Math.sin(i / 41);

describe('HIS-50 correlate', () => {
  it('by hand: Anscombe 1973, the first of his four: r = 0.816', () => {
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    const of = (point: string, values: number[]): Kept => ({ series: seriesOf(point, { type: 'digital', holdMs: Infinity }), samples: values.map((value, i) => ({ time: from + i * 1000, value, status: good })) });
    const answer = run(answerers['history.correlate']({ points: ['x', 'y'], from, to: from + 11_000, stepMs: 1000, lagMs: 0 }, memory([of('x', x), of('y', y)], from + 11_000)));
    expect(answer).toMatchObject({ ok: true, value: [{ a: 'x', b: 'y', n: 11, bestLagMs: 0 }] });
    expect(answer.ok && answer.value[0]!.r).toBeCloseTo(0.81642, 5);
  });
  it('finds by how much one follows another, and whether against it', () => {
    const source = memory([kept('a', wave), kept('b', (i) => 3 + 2 * wave(i - 120)), kept('c', (i) => -wave(i + 60))], from + 3_600_000);
    const [ab, ac, bc] = correlate(source, ['a', 'b', 'c'], 10_000, 300_000);
    expect([ab!.bestLagMs, ac!.bestLagMs, bc!.bestLagMs]).toEqual([120_000, -60_000, -180_000]);
    expect([ab!.bestR, ac!.bestR, bc!.bestR].map((r) => Math.round(r! * 1000))).toEqual([1000, -1000, -1000]);
    expect(ab!.n).toBe(360);
  });
  it('takes no lag at which a few steps happen to agree', () => {
    let seed = 7;
    const noise = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const [a, b] = [Array.from({ length: 60 }, noise), Array.from({ length: 60 }, noise)];
    const source = memory([kept('a', (i) => a[Math.floor(i / 60)]!), kept('b', (i) => b[Math.floor(i / 60)]!)], from + 3_600_000);
    const [ab] = correlate(source, ['a', 'b'], 60_000, 3_600_000);
    expect(Math.abs(ab!.bestLagMs!)).toBeLessThanOrEqual(45 * 60_000);
    expect(Math.abs(ab!.bestR!)).toBeLessThan(0.8);
  });
  it('counts steps of which both are known, and says nothing of what never moves', () => {
    const source = memory([kept('a', wave), kept('gap', (i) => (i < 1800 ? NaN : wave(i))), kept('still', () => 0.1)], from + 3_600_000);
    const [gap, still] = correlate(source, ['a', 'gap', 'still'], 60_000, 0);
    expect([gap!.n, gap!.r! > 0.999]).toEqual([30, true]);
    expect(still).toMatchObject({ r: null, bestLagMs: null, bestR: null });
  });
  it('is too much when it would take minutes', () => {
    const source = memory([kept('a', wave), kept('b', wave)], from + 3_600_000);
    const ask = (points: string[], stepMs: number, lagMs: number, to: number) => run(answerers['history.correlate']({ points, from, to, stepMs, lagMs }, source));
    expect(ask(['a', 'b'], 1000, 31 * 86_400_000, from + 31 * 86_400_000)).toMatchObject({ fault: { code: 'too-much' } });
  });
});
