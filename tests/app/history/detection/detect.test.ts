import { describe, expect, it } from 'vitest';
import { answerers, detectors, usualOf, type DetectorName } from '#app/history';
import { bad, good, memory, run, seriesOf, type Kept } from '../query/memory.ts';

/** Montgomery, Introduction to Statistical Quality Control, the table of the tabular CUSUM: twenty from a normal distribution about 10 with deviation 1, then ten about 11. */
const montgomery = Float64Array.of(9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34, 9.03, 11.47, 10.51, 9.4, 10.08, 9.37, 10.62, 10.31, 8.52, 10.84, 10.9, 9.33, 12.29, 11.5, 10.6, 11.08, 10.38, 11.62, 11.31, 10.52);
const scores = (by: DetectorName, values: Float64Array, usual = { centre: 10, spread: 1 }, threshold = detectors[by].threshold): Float64Array => run(detectors[by].judge(values, usual, threshold));
const firstBeyond = (s: Float64Array): number => s.findIndex((x) => x > 1) + 1;

describe('HIS-53 detectors', () => {
  it('CUSUM: the printed sums, and the signal at the 29th', () => {
    const sums = scores('cusum', montgomery).map((s) => s * 5);
    expect([sums[27]!, sums[28]!, sums[29]!].map((s) => Number(s.toFixed(2)))).toEqual([4.47, 5.28, 5.3]);
    expect(firstBeyond(scores('cusum', montgomery))).toBe(29);
    expect(firstBeyond(scores('cusum', montgomery.map((v) => 20 - v)))).toBe(29);          // and downwards
    const gap = montgomery.map((v, i) => (i === 27 ? NaN : v));
    expect([firstBeyond(scores('cusum', gap)), Number.isNaN(scores('cusum', gap)[27]!), Number((scores('cusum', gap)[28]! * 5).toFixed(2))]).toEqual([0, true, 0.81]);   // begins anew
  });
  it('EWMA by hand: the limits widen to their own, the shift is seen, and what forgets begins anew after a gap', () => {
    // one step of 1.5 spreads: z = 0.3, limit 3 x 0.2 = 0.6
    expect(scores('ewma', Float64Array.of(11.5))[0]).toBeCloseTo(0.5, 12);
    const shifted = Float64Array.from({ length: 40 }, (_, i) => (i < 20 ? 10 : 12));
    // after k steps of a shift of 2: 2 (1 - 0.8^k) > 1 (the limit is 3 x 1/3): k = 4
    expect(firstBeyond(scores('ewma', shifted))).toBe(24);
    const gap = shifted.map((v, i) => (i === 22 ? NaN : v));
    // two steps, a gap, and again from the centre with the narrow limits of a beginning: 0.4 < 0.6, then 0.72 < 0.768, then 0.976 > 0.859
    expect([Number.isNaN(scores('ewma', gap)[22]!), firstBeyond(scores('ewma', gap))]).toEqual([true, 26]);
  });
  it('Hampel: a spike, and neither a ramp nor the noise of a still signal', () => {
    const ramp = Float64Array.from({ length: 100 }, (_, i) => i * 0.5 + (i === 60 ? 40 : 0));
    const found = scores('hampel', ramp, { centre: 0, spread: 0.01 });
    expect([...found].flatMap((s, i) => (s > 1 ? [i] : []))).toEqual([60]);
    const still = Float64Array.from({ length: 100 }, (_, i) => 5 + (i === 50 ? 0.02 : 0));
    expect(firstBeyond(scores('hampel', still, { centre: 0, spread: 0.01 }))).toBe(0);
  });
  it('what is usual, by hand: half of the values may be anything', () => {
    expect(usualOf(Float64Array.of(1, 2, 3, 4, 1000, NaN), 0.1)).toEqual({ centre: 3, spread: 1.4826 });
    expect(usualOf(Float64Array.of(5, 5, 5), 0.1)).toEqual({ centre: 5, spread: 0.1 });
    expect(usualOf(Float64Array.of(NaN), 0.1)).toBeNull();
  });
});

describe('HIS-53 history.detect', () => {
  const from = Date.UTC(2026, 0, 1);
  const hour = 3_600_000;
  /** A level with a wave, a spike at 10 h, a drift from 20 h on, and a failed transmitter for an hour at 15 h. */
  const kept: Kept = { series: seriesOf('p'), samples: Array.from({ length: 1440 }, (_, i) => ({ time: from + i * 60_000, value: 50 + Math.sin(i / 5) + (i === 600 ? 30 : 0) + (i > 1200 ? (i - 1200) * 0.02 : 0), status: i >= 900 && i < 960 ? bad : good })) };
  const source = memory([kept], from + 25 * hour, 1000);
  const ask = (by: DetectorName, more: object = {}) => {
    const answer = run(answerers['history.detect']({ point: 'p', from, to: from + 24 * hour, stepMs: 60_000, by, reference: null, threshold: null, ...more }, source));
    if (!answer.ok) throw new Error(answer.fault.code);
    return answer.value;
  };
  it('tells the spike with its time, its value and how far beyond it is', () => {
    // the spread of the whole day, drift and all, would hide a spike of 12 in it
    const small = memory([{ ...kept, samples: kept.samples.map((s, i) => (i > 1200 ? { ...s, value: 50 + (i - 1200) + (i === 1300 ? 12 : 0) } : s)) }], from + 25 * hour, 1000);
    const inDrift = run(answerers['history.detect']({ point: 'p', from: from + 20.2 * hour, to: from + 24 * hour, stepMs: 60_000, by: 'hampel', reference: null, threshold: 0.4 }, small));
    expect(inDrift.ok && inDrift.value.stretches.some((s) => s.from <= from + 1300 * 60_000 && s.to > from + 1300 * 60_000)).toBe(true);
    const { stretches, centre } = ask('hampel', { threshold: 6 });
    expect(stretches.map((s) => [(s.from - from) / 60_000, (s.to - from) / 60_000])).toEqual([[599, 601]]);
    expect([stretches[0]!.peak > 60, stretches[0]!.score > 1, Math.round(centre!)]).toEqual([true, true, 50]);
  });
  it('tells the drift against a stretch in which all was well', () => {
    const { stretches } = ask('cusum', { reference: { from, to: from + 8 * hour }, stepMs: 600_000, from: from + 16 * hour });
    expect(stretches).toHaveLength(1);
    expect(stretches[0]!.from).toBeGreaterThan(from + 20 * hour);
    expect(stretches[0]!.from).toBeLessThan(from + 22 * hour);
    // the hours of the drift do not make it usual
    expect(ask('cusum', { reference: null, stepMs: 600_000, from: from + 20 * hour }).centre! - ask('cusum', { reference: { from, to: from + 8 * hour }, stepMs: 600_000, from: from + 20 * hour }).centre!).toBeGreaterThan(1.5);
    expect(stretches[0]!.to).toBe(from + 24 * hour);
  });
  it('says nothing of what is not known, and knows a span that is none', () => {
    expect(ask('ewma', { from: from + 15 * hour + 300_000, to: from + 15 * hour + 900_000 })).toEqual({ point: 'p', centre: null, spread: null, stretches: [], more: false });
    expect(run(answerers['history.detect']({ point: 'p', from, to: from + hour, stepMs: 60_000, by: 'ewma', reference: { from: 2, to: 1 }, threshold: null }, source))).toMatchObject({ fault: { code: 'bad-span', params: { from: 2, to: 1 } } });
  });
});
