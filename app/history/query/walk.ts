import { isStepped, tierMs } from '../kept/plan.ts';
import { isReading } from '../kept/reading.ts';
import type { Piece, Series, SeriesSource } from '../kept/series.ts';

/** How far back a sample is looked for that still stands (a valve may not have moved for years), and how far on the end of a line. */
export const lookBackMs = 3660 * tierMs.day;
export const lookOnMs = 366 * tierMs.day;

/** One stretch between two samples: from `t0` to `t1` the value runs on a line from `v0` to `v1`; NaN: there is none. `status`: of the sample that it begins with. */
export type Visit = (t0: number, v0: number, t1: number, v1: number, status: number) => void;

/**
 * What is known between samples (HIS-41): from a reading to the next sample, on a line where both are readings of an analog point, else the value stands; no longer than `holdMs`, and not beyond now. Of a sample without reading, that there was none, until the next.
 * `visit` is told what lies in [from, to), cut to it, in the order of time. Nothing is made while it runs.
 */
export function walker({ type, deviation, holdMs }: Series, from: number, to: number, now: number, visit: Visit) {
  const linear = !isStepped(type);
  /** Of a series with a door, a gap is a row of its own (HIS-41): kept neighbours may be far apart without one. */
  const holdBetween = deviation > 0 ? Infinity : holdMs;
  let [t, v, s] = [NaN, NaN, 0];
  /** From the last sample to `end`, where it is `value`. */
  function stretch(end: number, value: number): void {
    const [a, b] = [t < from ? from : t, end > to ? to : end];
    if (!(a < b)) return;
    if (value === v || Number.isNaN(v)) { visit(a, v, b, v, s); return; }
    const slope = (value - v) / (end - t);
    visit(a, a === t ? v : v + slope * (a - t), b, b === end ? value : v + slope * (b - t), s);
  }
  function take(time: number, value: number, status: number): void {
    const reading = isReading(value, status);
    if (!Number.isNaN(t)) {
      if (!Number.isNaN(v) && time - t > holdBetween) stretch(t + holdMs, v);
      else stretch(time, linear && reading && !Number.isNaN(v) ? value : v);
    }
    [t, v, s] = [time, reading ? value : NaN, status];
  }
  return {
    take,
    piece({ length, time, value, status }: Piece): void { for (let i = 0; i < length; i++) take(time[i]!, value[i]!, status[i]!); },
    /** No sample comes after the last. */
    end(): void { if (!Number.isNaN(t)) stretch(Math.min(now, Number.isNaN(v) ? Infinity : t + holdMs), v); },
  };
}

/** Walks [from, to) of a series, from the sample that stood at its beginning to the one that the last line leads to. Yields between pieces. */
export function* walk(source: SeriesSource, series: Series, from: number, to: number, visit: Visit): Generator<void, void, void> {
  if (from >= to) return;
  const way = walker(series, from, to, source.now(), visit);
  const before = source.before(series, from, from - lookBackMs);
  if (before !== null) way.piece(before);
  for (const piece of source.raw(series, from, to)) { way.piece(piece); yield; }
  const next = source.after(series, to, to + lookOnMs);
  if (next === null) way.end(); else way.piece(next);
}
