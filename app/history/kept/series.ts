import type { PointType, Range } from '#app/park';
import type { TierRows } from './tier-rows.ts';
import type { TierStep } from './plan.ts';

/** Samples of one point, ascending by time. `time`: when each was measured, or where that is not known when it came (epoch ms). `value` NaN: none. `text`: row -> words. */
export interface Piece {
  readonly length: number; readonly time: Float64Array; readonly received: Float64Array; readonly value: Float64Array; readonly status: Uint32Array; readonly text?: ReadonlyMap<number, string>;
}
/** A series that is kept. `deviation`: the greatest it was kept with; 0: every sample. `holdMs`: for how long a value is known when no other comes (HIS-20). */
export interface Series { readonly number: number; readonly point: string; readonly type: PointType; readonly range: Range; readonly deviation: number; readonly holdMs: number }

/**
 * What a question is answered from: all that is kept, what has not reached a file yet included. `from` <= time < `to`, epoch ms. Synchronous: it runs in the thread that reads. What is damaged is left out (its stretch is a gap) and named by whoever
 * reads it. Stretches come in pieces of at most some ten thousand samples, ascending, so that a long question can be given up between two.
 */
export interface SeriesSource {
  /** Our clock, epoch ms: what stands now, stands until then, and nothing is known of what comes. */
  now(): number;
  series(point: string): Series | null;
  raw(series: Series, from: number, to: number): Iterable<Piece>;
  /** The last sample before `time`, as one row; null: none. Bounded: looks no further back than `notBefore`. */
  before(series: Series, time: number, notBefore: number): Piece | null;
  /** The first sample at or after `time`, as one row; null: none before `notAfter`. */
  after(series: Series, time: number, notAfter: number): Piece | null;
  /** Rows whose step begins at or after `from` and before `to`, in pieces. The last, open steps are among them. */
  tier(series: Series, step: TierStep, from: number, to: number): Iterable<TierRows>;
  /** From when on (epoch ms) a series has raw samples, and rows of each tier; null: nothing is kept of it. What is older was let go. */
  since(series: Series): { readonly raw: number; readonly minute: number; readonly hour: number; readonly day: number } | null;
  /** The last sample of each, NaN time where there is none; `points` in the order asked. */
  latest(points: readonly string[]): { readonly time: Float64Array; readonly received: Float64Array; readonly value: Float64Array; readonly status: Uint32Array; readonly text: ReadonlyMap<number, string> };
}
