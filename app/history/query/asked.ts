import { fail, ok, type Fault, type Result } from '#kernel/result';
import { isReading } from '../kept/reading.ts';
import type { Series, SeriesSource } from '../kept/series.ts';

export type AskedFault = Fault<'bad-span' | 'no-such-point' | 'too-much'>;

/** A span that is the right way round (`bad-span`). */
export const spanOf = (from: number, to: number): Result<null, AskedFault> => (from < to ? ok(null) : fail('bad-span', { from, to }));

/** The series of the points, in the order asked; the first that the site never had is the fault `no-such-point`. */
export function seriesOf(source: SeriesSource, points: readonly string[]): Result<readonly Series[], AskedFault> {
  const all: Series[] = [];
  for (const point of points) {
    const series = source.series(point);
    if (series === null) return fail('no-such-point', { point });
    all.push(series);
  }
  return ok(all);
}
/** Both at once: what nearly every question begins with. */
export function asked(source: SeriesSource, points: readonly string[], ...spans: readonly { readonly from: number; readonly to: number }[]): Result<readonly Series[], AskedFault> {
  for (const { from, to } of spans) { const span = spanOf(from, to); if (!span.ok) return span; }
  return seriesOf(source, points);
}

export const orNull = (n: number): number | null => (Number.isFinite(n) ? n : null);
export const readingOrNull = (value: number, status: number): number | null => (isReading(value, status) ? value : null);
