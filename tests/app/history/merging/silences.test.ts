import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answerers, noData, withSilences, type SeriesSource } from '#app/history';
import { memory, run, seriesOf, type Sample } from '../query/memory.ts';

const begin = Date.UTC(2026, 4, 6);
const series = seriesOf('p', { deviation: 1 });
const sample = (time: number, value = 20): Sample => ({ time, value, status: 0 });
/** Stretches of a sample each 20 s, of which both ends are kept, with silences of `gaps` seconds between. */
function stretches(runs: readonly { readonly seconds: number; readonly gap: number }[]): { readonly samples: Sample[]; readonly raw: Sample[]; readonly marks: number[] } {
  const [samples, raw, marks]: [Sample[], Sample[], number[]] = [[], [], []];
  let at = begin;
  for (const { seconds, gap } of runs) {
    for (let s = 0; s <= seconds; s += 20) samples.push(sample(at + s * 1000));
    const last = samples.at(-1)!.time;
    raw.push(...(last === at ? [sample(at)] : [sample(at), sample(last)]));
    marks.push(last + series.holdMs);
    at = last + gap * 1000;
  }
  return { samples, raw, marks: marks.slice(0, -1) };
}
const rowsIn = (source: SeriesSource, from: number, to: number): [number, number][] => [...source.raw(series, from, to)].flatMap((p) => Array.from(p.time, (t, i): [number, number] => [t, p.status[i]!]));

it('HIS-54 in a series with a door a silence is marked wherever minutes tell of nothing, and a line that was thinned out is none; the same from whatever time it is read', () => {
  fc.assert(fc.property(fc.array(fc.record({ seconds: fc.integer({ min: 0, max: 3000 }), gap: fc.integer({ min: 240, max: 9000 }) }), { minLength: 1, maxLength: 6 }), fc.double({ min: -0.1, max: 1.1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 5 }), (runs, a, b, size) => {
    const { samples, raw, marks } = stretches(runs);
    const end = raw.at(-1)!.time;
    const source = withSilences(memory([{ series, samples, raw }], end + 1000, size));
    const whole = [...raw.map((s): [number, number] => [s.time, 0]), ...marks.map((t): [number, number] => [t, noData])].toSorted(([x], [y]) => x - y);
    expect(rowsIn(source, begin, end + 1)).toEqual(whole);
    const from = Math.round(begin + a * (end - begin));
    const to = Math.round(from + 1 + b * (end - begin));
    expect(rowsIn(source, from, to)).toEqual(whole.filter(([t]) => t >= from && t < to));
    expect(source.before(series, from, -Infinity)?.time[0] ?? null).toBe(whole.findLast(([t]) => t < from)?.[0] ?? null);
    expect(source.after(series, from, Infinity)?.time[0] ?? null).toBe(whole.find(([t]) => t >= from)?.[0] ?? null);
  }), { numRuns: 150 });
});
it('HIS-54 so nothing is known in it, and no line is drawn; where minutes were let go, or nothing is thinned out, all is as it was kept', () => {
  const { samples, raw } = stretches([{ seconds: 600, gap: 2400 }, { seconds: 600, gap: 0 }]);
  const at = (source: SeriesSource) => run(answerers['history.at']({ points: ['p'], time: begin + 1_800_000 }, source));
  const plain = memory([{ series, samples, raw }], begin + 9e6);
  expect(at(plain)).toMatchObject({ value: [{ value: 20 }] });
  expect(at(withSilences(plain))).toMatchObject({ value: [{ value: null }] });
  expect(at(withSilences(memory([{ series, samples, raw, since: { minute: begin + 3_000_000 } }], begin + 9e6)))).toMatchObject({ value: [{ value: 20 }] });
  const own = { ...series, deviation: 0 };
  const lossless = withSilences(memory([{ series: own, samples }], begin + 9e6));
  expect([...lossless.raw(own, begin, begin + 9e6)].reduce((n, p) => n + p.length, 0)).toBe(samples.length);
});
