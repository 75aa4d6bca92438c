import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerers, noData, tierMs, type Condition, type SeriesSource } from '#app/history';
import { begin, keptArb, laterArb, nowOf, spanArb } from './generated.ts';
import { bad, cutTo, good, knownOf, memory, run, seriesOf, type Kept, type Sample } from './memory.ts';

type Spans = { from: number; to: number }[];
function find(source: SeriesSource, all: readonly Condition[], from: number, to: number, forMs = 0, limit = 1000) {
  const answer = run(answerers['history.find']({ all: [...all], from, to, forMs, limit }, source));
  if (!answer.ok) throw new Error(answer.fault.code);
  return answer.value;
}
/** Stretches of a condition by its definition, over all samples. */
function naive({ series, samples }: Kept, { is, value = NaN }: Condition, now: number, from: number, to: number): Spans {
  const known = cutTo(knownOf(series, samples, now), from, to);
  const parts: Spans = known.flatMap(({ t0, v0, t1, v1, status }) => {
    const holds = (v: number): boolean => (is === 'above' ? v > value : is === 'below' ? v < value : false);
    if (is === 'bad') return status >= 0x8000_0000 ? [{ from: t0, to: t1 }] : [];
    if (is === 'equals') return v0 === value && v1 === value ? [{ from: t0, to: t1 }] : [];
    if (holds(v0) && holds(v1)) return [{ from: t0, to: t1 }];
    if (!holds(v0) && !holds(v1)) return [];
    const crossing = t0 + ((value - v0) / (v1 - v0)) * (t1 - t0);
    return holds(v0) ? [{ from: t0, to: crossing }] : [{ from: crossing, to: t1 }];
  });
  const whole: Spans = [];
  for (const p of parts.filter((x) => x.to > x.from)) { const last = whole.at(-1); if (last?.to === p.from) last.to = p.to; else whole.push({ ...p }); }
  return whole;
}
const close = (a: Spans, b: Spans): boolean => a.length === b.length && a.every((x, i) => Math.abs(x.from - b[i]!.from) < 0.01 && Math.abs(x.to - b[i]!.to) < 0.01);
const conditionArb = fc.record({ point: fc.constant('p'), is: fc.constantFrom('above' as const, 'below' as const, 'equals' as const, 'bad' as const), value: fc.constantFrom(0, 0.5, 1, 7, 19) });

describe('HIS-51 find', () => {
  it('tells every stretch of a condition, to the crossing of each line, though rows are skipped', () => {
    fc.assert(fc.property(keptArb(60), conditionArb, spanArb, laterArb, fc.integer({ min: 1, max: 9 }), (kept, condition, { from, to }, later, size) => {
      const now = nowOf(kept.samples, later);
      const [own, all] = [find(memory([kept], now, size), [condition], from, to).stretches, naive(kept, condition, now, from, to)];
      if (!close(own, all)) throw new Error(`${JSON.stringify(own)} instead of ${JSON.stringify(all)}`);
    }), { numRuns: 200 });
  });
  it('HIS-52 of a series with a door too, whose lines lead over rows in which nothing is kept', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 0, max: 20 }), fc.boolean()), { minLength: 1, maxLength: 9 }), fc.constantFrom(3, 9.5, 16), fc.integer({ min: 0, max: 3600 }), (corners, value, after) => {
      let time = begin;
      const raw = corners.map(([seconds, v, gap]): Sample => ({ time: (time += seconds * 1000), value: gap && v % 5 === 0 ? NaN : v, status: gap && v % 5 === 0 ? bad : good }));
      // the samples that the door left out: each second a point of its line
      const samples = raw.flatMap((s, i) => { const next = raw[i + 1]; if (next === undefined || s.status === bad) return [s]; const n = (next.time - s.time) / 1000; return Array.from({ length: n }, (_, k) => ({ ...s, time: s.time + k * 1000, value: next.status === bad ? s.value : s.value + ((next.value - s.value) * k) / n })); });
      const kept = { series: seriesOf('p', { deviation: 0.01 }), samples, raw };
      const now = raw.at(-1)!.time;
      const from = begin + after * 1000;
      const own = find(memory([kept], now, 50), [{ point: 'p', is: 'above', value }], from, from + 7_200_000).stretches;
      const all = naive({ ...kept, samples: raw }, { point: 'p', is: 'above', value }, now, from, from + 7_200_000);
      if (!close(own, all)) throw new Error(`${JSON.stringify(own)} instead of ${JSON.stringify(all)}`);
    }), { numRuns: 60 });
  });
  it('HIS-52 by hand: a line of kept samples crosses a limit where no sample that was left out did', () => {
    const at = (seconds: number, value: number): Sample => ({ time: begin + seconds * 1000, value, status: good });
    const samples = Array.from({ length: 1201 }, (_, i) => at(i, i % 600 === 0 ? (i === 600 ? 9.51 : 9.49) : (i < 600 ? 9.49 + i / 30_000 : 9.53 - i / 30_000) - 0.009));
    const kept = { series: seriesOf('p', { deviation: 0.01 }), samples, raw: [at(0, 9.49), at(600, 9.51), at(1200, 9.49)] };
    const { stretches } = find(memory([kept], begin + tierMs.day, 500), [{ point: 'p', is: 'above', value: 9.5 }], begin - 60_000, begin + 3_600_000);
    expect(stretches.map((x) => [Math.round((x.from - begin) / 1000), Math.round((x.to - begin) / 1000)])).toEqual([[300, 900]]);
  });
  it('by hand: together, for long enough, clipped to the span, as many as asked', () => {
    const s = (minutes: number, value: number, status = good): Sample => ({ time: begin + minutes * 60_000, value, status });
    const flow: Kept = { series: seriesOf('flow', { holdMs: Infinity }), samples: [s(0, 0), s(10, 100), s(20, 0), s(30, 0), s(40, 100)] };
    const pump: Kept = { series: seriesOf('pump', { type: 'digital', holdMs: Infinity }), samples: [s(0, 0), s(8, 1), s(35, 0), s(38, NaN, bad), s(39, 1)] };
    const source = memory([flow, pump], begin + 60 * 60_000);
    const minutes = (r: { readonly stretches: readonly { readonly from: number; readonly to: number }[] }) => r.stretches.map((x) => [(x.from - begin) / 60_000, (x.to - begin) / 60_000]);
    const high: Condition = { point: 'flow', is: 'above', value: 50 };
    const runs: Condition = { point: 'pump', is: 'equals', value: 1 };
    expect(minutes(find(source, [high], begin, begin + 3_600_000))).toEqual([[5, 15], [35, 60]]);
    expect(minutes(find(source, [high, runs], begin, begin + 3_600_000))).toEqual([[8, 15], [39, 60]]);
    expect(minutes(find(source, [high, runs], begin, begin + 3_600_000, 8 * 60_000))).toEqual([[39, 60]]);
    expect(minutes(find(source, [high], begin + 6 * 60_000, begin + 14 * 60_000))).toEqual([[6, 14]]);
    expect(minutes(find(source, [{ point: 'pump', is: 'bad' }], begin, begin + 3_600_000))).toEqual([[38, 39]]);
    expect(find(source, [high], begin, begin + 3_600_000, 0, 1)).toEqual({ stretches: [{ from: begin + 300_000, to: begin + 900_000 }], more: true });
  });
  it('absent: before the first, after the last has had its time, where there was none, and not yet in what comes', () => {
    const s = (seconds: number, value: number, status = good): Sample => ({ time: begin + seconds * 1000, value, status });
    const source = memory([{ series: seriesOf('p'), samples: [s(0, 1), s(10, 2), s(300, 3), s(310, NaN), s(320, 4), s(330, 5, bad), s(400, 6)] }], begin + 600_000);
    const seconds = find(source, [{ point: 'p', is: 'absent' }], begin - 50_000, begin + 900_000).stretches.map((x) => [(x.from - begin) / 1000, (x.to - begin) / 1000]);
    expect(seconds).toEqual([[-50, 0], [70, 300], [310, 320], [460, 600]]);
  });
  it('a silence in a series with a door is absent there too, and no bad sample, though a mark stands in it (HIS-38)', () => {
    const s = (seconds: number, value: number, status = good): Sample => ({ time: begin + seconds * 1000, value, status });
    const source = memory([{ series: seriesOf('p', { deviation: 1 }), samples: [s(0, 1), s(10, 2), s(70, NaN, noData), s(300, 3), s(320, 4, bad), s(330, 6)] }], begin + 340_000);
    const seconds = (is: 'absent' | 'bad'): number[][] => find(source, [{ point: 'p', is }], begin, begin + 400_000).stretches.map((x) => [(x.from - begin) / 1000, (x.to - begin) / 1000]);
    expect([seconds('absent'), seconds('bad')]).toEqual([[[70, 300]], [[320, 330]]]);
  });
  it('what holds over more than a week is one stretch, and its samples are read no oftener than needed', () => {
    const samples = Array.from({ length: 30 * 24 }, (_, i) => ({ time: begin + i * 3_600_000, value: i >= 100 && i < 500 ? 90 : 10, status: good }));
    const source = memory([{ series: seriesOf('p', { type: 'digital', holdMs: Infinity }), samples }], begin + 30 * tierMs.day, 1000);
    const answer = find(source, [{ point: 'p', is: 'above', value: 50 }], begin, begin + 30 * tierMs.day);
    expect(answer.stretches).toEqual([{ from: begin + 100 * 3_600_000, to: begin + 500 * 3_600_000 }]);
    const quiet = memory([{ series: seriesOf('p'), samples: Array.from({ length: 20_000 }, (_, i) => ({ time: begin + i * 1000, value: i === 10_000 ? 99 : 10, status: good })) }], begin + tierMs.day, 1000);
    expect(find(quiet, [{ point: 'p', is: 'above', value: 50 }], begin, begin + tierMs.day).stretches).toHaveLength(1);
    expect(quiet.reads.raw).toBeLessThan(300);
  });
  it('a limit without a number is no question', () => {
    const source = memory([{ series: seriesOf('p'), samples: [] }], begin);
    expect(run(answerers['history.find']({ all: [{ point: 'p', is: 'above' }], from: 0, to: 1, forMs: 0, limit: 1 }, source))).toMatchObject({ fault: { code: 'bad-input' } });
  });
});
