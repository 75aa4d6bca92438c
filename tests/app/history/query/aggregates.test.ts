import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerers, tierMs, type Aggregate, type Aggregates, type SeriesSource } from '#app/history';
import { begin, keptArb, laterArb, nowOf, spanArb } from './generated.ts';
import { areaOf, cutTo, good, knownMs, knownOf, memory, reading, run, seriesOf, type Kept, type Known, type Sample } from './memory.ts';

function aggregates(source: SeriesSource, from: number, to: number, stepMs: number | null, kinds: readonly Aggregate[]): Aggregates {
  const answer = run(answerers['history.aggregates']({ points: ['p'], from, to, stepMs, kinds: [...kinds] }, source));
  if (!answer.ok) throw new Error(answer.fault.code);
  return answer.value[0]!;
}
const plain = ['mean', 'min', 'max', 'std', 'first', 'last', 'count'] as const;
const over = ['weighted', 'good'] as const;
/** The figures of one stretch, each by its definition alone. */
function naive({ series, samples }: Kept, now: number, from: number, to: number) {
  const values = samples.filter((s) => s.time >= from && s.time < to && reading(s)).map((s) => s.value);
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const known = cutTo(knownOf(series, samples, now), from, to);
  const ms = knownMs(known);
  return {
    mean: n === 0 ? null : mean, min: n === 0 ? null : Math.min(...values), max: n === 0 ? null : Math.max(...values), std: n < 2 ? null : Math.sqrt(values.reduce((a, v) => a + (v - mean) ** 2, 0) / (n - 1)),
    first: values[0] ?? null, last: values.at(-1) ?? null, count: n, weighted: ms === 0 ? null : areaOf(known) / ms, good: Math.min(1, ms / (to - from)), known,
  };
}
/** For how long the lines were above a limit, in thousand steps of each where it crosses: no formula of ours. */
const timeAbove = (known: readonly Known[], limit: number): number => known.filter((k) => !Number.isNaN(k.v0)).reduce((ms, k) => {
  if (Math.min(k.v0, k.v1) > limit) return ms + k.t1 - k.t0;
  if (Math.max(k.v0, k.v1) <= limit) return ms;
  let above = 0;
  for (let i = 0; i < 1000; i++) if (k.v0 + ((k.v1 - k.v0) * (i + 0.5)) / 1000 > limit) above++;
  return ms + ((k.t1 - k.t0) * above) / 1000;
}, 0);
const near = (a: number | null | undefined, b: number | null | undefined, within = 1e-9): boolean => (a === null || b === null || a === undefined || b === undefined ? a === b : Math.abs(a - b) <= within * Math.max(1, Math.abs(a), Math.abs(b)));
const stepArb = fc.constantFrom(null, 1000, 17_000, 60_000, 300_000, 600_000, 3_600_000);

describe('HIS-45 HIS-46 aggregates', () => {
  it('are what their definitions say, from whatever tier they are read', () => {
    fc.assert(fc.property(keptArb(), spanArb, stepArb, laterArb, (kept, { from, to }, stepMs, later) => {
      fc.pre(stepMs === null || (to - from) / stepMs < 1000);
      const now = nowOf(kept.samples, later);
      const answer = aggregates(memory([kept], now), from, to, stepMs, [...plain, ...over].map((kind) => ({ kind })));
      for (let c = 0; c + 1 < answer.edges.length; c++) {
        const own = naive(kept, now, answer.edges[c]!, answer.edges[c + 1]!);
        for (const [k, kind] of [...plain, ...over].entries()) if (!near(answer.values[k]![c], own[kind], 1e-6)) throw new Error(`${kind} ${answer.tier} of stretch ${c}: ${answer.values[k]![c]} instead of ${own[kind]}`);
      }
    }), { numRuns: 150 });
  });
  it('HIS-42 HIS-43 are the same where samples, or rows, were let go: what is read is chosen so that nothing is missed', () => {
    const days = 4;
    const from = Date.UTC(2026, 0, 1);
    const samples = Array.from({ length: days * 288 }, (_, i) => ({ time: from + i * 300_000 + 7321, value: (i * 7) % 23, status: good }));
    const now = samples.at(-1)!.time + 200_000;
    const ago = fc.constantFrom(0, 0.3, 1, 2.2, days + 1, -Infinity);
    fc.assert(fc.property(ago, ago, fc.constantFrom(2.2, days + 1), fc.integer({ min: -100, max: days * 1440 - 10 }), fc.integer({ min: 1, max: days * 1440 }), fc.constantFrom(null, 600_000, 3_600_000, 7_000_000), (raw, minute, hour, after, length, stepMs) => {
      const series = seriesOf('p', { type: 'digital', holdMs: Infinity });
      const left = { raw: now - raw * tierMs.day, minute: now - minute * tierMs.day, hour: now - hour * tierMs.day };
      const a = from + after * 60_000 + 12_345;
      const answer = aggregates(memory([{ series, samples, since: left }], now, 500), a, Math.min(now, a + length * 60_000), stepMs, [...plain, ...over].map((kind) => ({ kind })));
      // where hours begin, the rest of a row that was let go in the middle is missing
      const whole = Math.max(left.hour, from) + tierMs.hour;
      for (let c = 0; c + 1 < answer.edges.length; c++) {
        if (answer.edges[c]! < whole && hour <= days) continue;
        const own = naive({ series, samples }, now, answer.edges[c]!, answer.edges[c + 1]!);
        for (const [k, kind] of [...plain, ...over].entries()) if (!near(answer.values[k]![c], own[kind], 1e-6)) throw new Error(`${kind} ${answer.tier} of stretch ${c}: ${answer.values[k]![c]} instead of ${own[kind]} ${JSON.stringify(answer.edges)}`);
      }
    }), { numRuns: 100 });
  });
  it('HIS-48 time above and below a limit, to the crossing of each line', () => {
    fc.assert(fc.property(keptArb(60), spanArb, fc.constantFrom(null, 60_000, 600_000), laterArb, fc.constantFrom(0, 0.5, 3, 10, 19), (kept, { from, to }, stepMs, later, of) => {
      fc.pre(stepMs === null || (to - from) / stepMs < 1000);
      const now = nowOf(kept.samples, later);
      const answer = aggregates(memory([kept], now), from, to, stepMs, [{ kind: 'above', of }, { kind: 'below', of }]);
      for (let c = 0; c + 1 < answer.edges.length; c++) {
        const { known } = naive(kept, now, answer.edges[c]!, answer.edges[c + 1]!);
        const [above, below] = [timeAbove(known, of), timeAbove(known.map((k) => ({ ...k, v0: -k.v0, v1: -k.v1 })), -of)];
        const within = 2 + knownMs(known) / 500;
        if (knownMs(known) === 0) expect([answer.values[0]![c], answer.values[1]![c]]).toEqual([null, null]);
        else if (Math.abs(answer.values[0]![c]! - above) > within || Math.abs(answer.values[1]![c]! - below) > within) throw new Error(`stretch ${c} ${answer.tier}: ${answer.values[0]![c]} above instead of ${above}, ${answer.values[1]![c]} below instead of ${below}`);
      }
    }), { numRuns: 120 });
  });
  it('HIS-48 reads samples only where rows stand on both sides of the limit', () => {
    const from = Date.UTC(2026, 0, 1);
    const samples = Array.from({ length: 43_200 }, (_, i) => ({ time: from + i * 1000, value: i >= 40_000 && i < 40_100 ? 80 : 20, status: good }));
    const source = memory([{ series: seriesOf('p'), samples }], from + 2 * tierMs.day, 4096);
    const answer = aggregates(source, from, from + tierMs.day / 2, null, [{ kind: 'above', of: 50 }]);
    // by hand: on the line from 39,999 s to 40,000 s it is above from the middle on, and to the middle from 40,099 s to 40,100 s
    expect([answer.tier, answer.values]).toEqual(['hour', [[100_000]]]);
    expect(source.reads.raw).toBeLessThan(600);
  });
  it('HIS-49 by hand: a ramp, its mean, its deviation, its time over a limit, its percentiles', () => {
    const samples: Sample[] = Array.from({ length: 11 }, (_, i) => ({ time: begin + i * 1000, value: i, status: good }));
    const answer = aggregates(memory([{ series: seriesOf('p'), samples }], begin + 10_000), begin, begin + 10_000, null, [{ kind: 'weighted' }, { kind: 'std' }, { kind: 'above', of: 7.5 }, { kind: 'below', of: 2.5 }, { kind: 'percentile', of: 50 }, { kind: 'percentile', of: 90 }, { kind: 'percentile', of: 0 }, { kind: 'percentile', of: 101 }]);
    // 0 to 9 are in it: their variance by n - 1 is 82.5 / 9; R-7 of 0..9: place 4.5 and 8.1
    expect(answer.values.map(([v]) => (v === null ? null : Number(v!.toFixed(9))))).toEqual([5, Number(Math.sqrt(82.5 / 9).toFixed(9)), 2500, 2500, 4.5, 8.1, 0, null]);
  });
  it('HIS-46 steps stand on their tier; those of a local day on hours', () => {
    const midnight = Date.UTC(2026, 0, 1, 16);
    const samples = Array.from({ length: 400 }, (_, i) => ({ time: midnight + i * 600_000, value: i, status: good }));
    const source = memory([{ series: seriesOf('p'), samples }], midnight + 3 * tierMs.day);
    const tier = (from: number, stepMs: number) => { const a = aggregates(source, from, midnight + 2 * tierMs.day, stepMs, [{ kind: 'mean' }]); return [a.tier, a.edges[1]! - a.edges[0]!]; };
    expect([tier(midnight, tierMs.day), tier(midnight, 3_600_000), tier(midnight, 60_000), tier(midnight + 1000, 3_600_000), tier(midnight, 61_000)]).toEqual([['hour', tierMs.day], ['hour', 3_600_000], ['minute', 60_000], ['minute', 3_600_000 - 1000], ['raw', 61_000]]);
  });
  it('a figure without its number, and one of nothing, is null; too many steps are too much', () => {
    const source = memory([{ series: seriesOf('p'), samples: [{ time: begin, value: 1, status: good }] }], begin + 1);
    expect(aggregates(source, begin, begin + 10, null, [{ kind: 'above' }, { kind: 'std' }, { kind: 'on' }, { kind: 'percentile' }]).values).toEqual([[null], [null], [null], [null]]);
    const empty = memory([{ series: seriesOf('p'), samples: [] }], begin + 1);
    expect(aggregates(empty, begin, begin + 10, 5, [{ kind: 'mean' }, { kind: 'good' }, { kind: 'count' }, { kind: 'percentile', of: 50 }, { kind: 'above', of: 1 }]).values).toEqual([[null, null], [0, 0], [0, 0], [null, null], [null, null]]);
    expect(run(answerers['history.aggregates']({ points: ['p'], from: 0, to: 1e12, stepMs: 1000, kinds: [{ kind: 'mean' }] }, source))).toMatchObject({ fault: { code: 'too-much', params: { needs: 1e9, most: 100_000 } } });
  });
});

describe('HIS-47 a series with a door', () => {
  const from = Date.UTC(2026, 0, 1);
  /** A saw tooth of 20 minutes: its kept samples are its corners alone. */
  const samples = Array.from({ length: 4 * 3600 }, (_, i) => ({ time: from + i * 1000, value: i % 1200 < 600 ? i % 600 : 600 - (i % 600), status: good }));
  const raw = samples.filter((_, i) => i % 600 === 0 || i === samples.length - 1);
  const series = seriesOf('p', { deviation: 0.1 });
  const now = from + 4 * tierMs.hour;
  const source = memory([{ series, samples, raw }], now, 1000);
  it('means, deviations and percentiles of kept samples are of their lines, and agree with what every sample says', () => {
    const within = (a: number, b: number, percent: number) => Math.abs(a - b) <= (percent / 100) * Math.abs(b);
    const kinds: Aggregate[] = [{ kind: 'mean' }, { kind: 'std' }, { kind: 'weighted' }, { kind: 'percentile', of: 25 }, { kind: 'percentile', of: 90 }];
    for (const [a, b] of [[from, from + 3 * tierMs.hour], [from + 11_300, from + 2 * tierMs.hour + 47_100], [from + 61_000, from + 161_000]] as const) {
      const all = memory([{ series: seriesOf('p'), samples }], now, 1000);
      const [own, exact] = [aggregates(source, a, b, null, kinds), aggregates(all, a, b, null, kinds)];
      expect(own.values.map(([v], i) => within(v!, exact.values[i]![0]!, 1)), `${own.values.join(' ')} ${exact.values.join(' ')}`).toEqual(kinds.map(() => true));
      expect(own.deviation).toBe(0.1);
    }
    const plainMean = raw.slice(0, -1).reduce((sum, s) => sum + s.value, 0) / (raw.length - 1);
    expect(within(plainMean, 300, 1)).toBe(true);                       // of corners it happens to agree
    const skew = [0, 5, 10, 600].map((s) => samples[s]!);                // of these it would not
    const answer = aggregates(memory([{ series, samples, raw: skew }], from + 600_000), from, from + 600_000, null, [{ kind: 'mean' }]);
    expect(within(answer.values[0]![0]!, 300, 2)).toBe(true);
  });
});

it('compare: the same figures of two periods', () => {
  const samples = Array.from({ length: 100 }, (_, i) => ({ time: begin + i * 1000, value: i < 50 ? 10 : 30 + (i % 2), status: good }));
  const answer = run(answerers['history.compare']({ points: ['p'], a: { from: begin, to: begin + 50_000 }, b: { from: begin + 50_000, to: begin + 100_000 } }, memory([{ series: seriesOf('p'), samples }], begin + 99_000)));
  if (!answer.ok) throw new Error(answer.fault.code);
  const [one] = answer.value;
  expect(one!.a).toEqual({ mean: 10, min: 10, max: 10, std: 0, weighted: (10 * 49 + 20) / 50, good: 1 });
  expect(one!.b).toMatchObject({ mean: 30.5, min: 30, max: 31, good: 0.98 });
  expect(one!.b.std).toBeCloseTo(Math.sqrt(50 * 0.25 / 49), 12);
  expect(run(answerers['history.compare']({ points: ['p'], a: { from: 1, to: 2 }, b: { from: 2, to: 2 } }, memory([{ series: seriesOf('p'), samples }], begin)))).toMatchObject({ fault: { code: 'bad-span' } });
});
