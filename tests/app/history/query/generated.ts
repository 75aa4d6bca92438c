import fc from 'fast-check';
import type { Series } from '#app/history';
import { bad, good, outOfRange, seriesOf, uncertain, type Kept, type Sample } from './memory.ts';

/** The first moment of generated series: not on a minute. */
export const begin = Date.UTC(2026, 2, 3, 23, 37, 11, 250);

const status = fc.constantFrom(good, good, good, good, good, uncertain, bad, outOfRange);
const step = fc.oneof({ weight: 6, arbitrary: fc.constant(1000) }, { weight: 4, arbitrary: fc.integer({ min: 1, max: 90_000 }) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 * 60_000 }) });
const value = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 20 }) }, { weight: 2, arbitrary: fc.double({ min: -50, max: 150, noNaN: true }) }, { weight: 1, arbitrary: fc.constant(NaN) });

/** A series of samples with gaps, bad ones, ones beyond the range and ones without value; in the order of time, whatever the order in which they came. */
export const samplesArb = (most = 120): fc.Arbitrary<readonly Sample[]> =>
  fc.array(fc.tuple(step, value, status), { maxLength: most }).map((rows) => { let time = begin; return rows.map(([ms, v, s]) => ({ time: (time += ms), value: v, status: s })); });
export const typeArb = fc.constantFrom('analog' as const, 'digital' as const);
/** A series, its kind and for how long its values are known. */
export const keptArb = (most?: number): fc.Arbitrary<Kept & { readonly series: Series }> =>
  fc.record({ samples: samplesArb(most), type: typeArb, holdMs: fc.constantFrom(60_000, 600_000, Infinity) }).map(({ samples, type, holdMs }) => ({ series: seriesOf('p', { type, holdMs }), samples: type === 'digital' ? samples.map((s) => ({ ...s, value: Number.isNaN(s.value) ? NaN : Math.abs(Math.round(s.value)) % 2 })) : samples }));
/** A span that begins and ends before, in, or after what is kept. */
export const spanArb: fc.Arbitrary<{ readonly from: number; readonly to: number }> =
  fc.tuple(fc.oneof(fc.constant(0), fc.integer({ min: -600_000, max: 5_000_000 })), fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 6_000_000 }) }, { weight: 1, arbitrary: fc.constant(3_600_000) }, { weight: 2, arbitrary: fc.integer({ min: 6_000_000, max: 400_000_000 }) })).map(([after, length]) => ({ from: begin + after, to: begin + after + length }));
/** Our clock: a little or long after the last sample. */
export const nowOf = (samples: readonly Sample[], later: number): number => (samples.at(-1)?.time ?? begin) + later;
export const laterArb = fc.constantFrom(0, 500, 30_000, 10_000_000);
