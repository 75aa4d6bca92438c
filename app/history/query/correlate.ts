import type { infer as Infer } from 'zod';
import { fail, ok } from '#kernel/result';
import type { Correlated } from '../asking/questions.ts';
import type { Answerer } from '../kept/historian.ts';
import { tierMs } from '../kept/plan.ts';
import { cut, figuresOf } from '../reckoning/reckon.ts';
import { placing } from '../reckoning/tally.ts';
import { asked, orNull } from './asked.ts';

/** How many products a question may need: some seconds of work. */
export const mostProducts = 400_000_000;
const leastPairs = 3;

/** Pearson's r of a[i] with b[i + shift], of those places where both are there; NaN where fewer than three are, or one of them never moves. */
export function pearson(a: Float64Array, b: Float64Array, shift: number): { readonly r: number; readonly n: number } {
  let [n, ma, mb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0];
  for (let i = Math.max(0, -shift); i < a.length && i + shift < b.length; i++) {
    const [x, y] = [a[i]!, b[i + shift]!];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n++;
    const [dx, dy] = [x - ma, y - mb];                  // Welford 1962: the mean goes with it, so that nothing cancels
    ma += dx / n;
    mb += dy / n;
    saa += dx * (x - ma);
    sbb += dy * (y - mb);
    sab += dx * (y - mb);
  }
  // what is left of a signal that never moves is rounding, not movement
  const moves = saa > 1e-18 * (n * ma * ma) && sbb > 1e-18 * (n * mb * mb);
  return { n, r: n < leastPairs || !moves ? NaN : Math.max(-1, Math.min(1, sab / Math.sqrt(saa * sbb))) };
}

function* pair(a: Float64Array, b: Float64Array, lags: number): Generator<void, { n: number; r: number; lag: number; best: number }, void> {
  const { n, r } = pearson(a, b, 0);
  let [best, lag] = [r, 0];
  for (let k = 1; k <= lags; k++) {
    for (const shift of [k, -k]) {
      const at = pearson(a, b, shift);
      // a few places that happen to fit are no likeness
      if (at.n >= Math.max(leastPairs, n / 4) && (Number.isNaN(best) || Math.abs(at.r) > Math.abs(best) + 1e-12)) [best, lag] = [at.r, shift];
    }
    yield;
  }
  return { n, r, lag, best };
}

/** `history.correlate` (HIS-50): over time-weighted means of each step. */
export const answerCorrelate: Answerer<'history.correlate'> = function* ({ points, from, to, stepMs, lagMs }, source) {
  const series = asked(source, points, { from, to });
  if (!series.ok) return series;
  // on whole minutes, so that long steps are read from rows
  const grid = stepMs >= 5 * tierMs.minute ? tierMs.minute : 1;
  const [begin, step] = [Math.floor(from / grid) * grid, Math.round(stepMs / grid) * grid];
  const steps = Math.ceil((to - begin) / step);
  const lags = Math.floor(Math.min(lagMs, to - begin) / step);
  const pairs = (points.length * (points.length - 1)) / 2;
  const needs = steps * (2 * lags + 1) * pairs;
  if (needs > mostProducts) return fail('too-much', { needs, most: mostProducts });
  const means: Float64Array[] = [];
  for (const one of series.value) {
    const cutting = cut(source, one, begin, to, step);
    if (!cutting.ok) return cutting;
    const { weighted } = yield* figuresOf(source, cutting.value);
    const place = placing(cutting.value.edges);
    // a series of which only coarser rows are left has other edges
    means.push(Float64Array.from({ length: steps }, (_, k) => weighted(place.at(Math.max(cutting.value.edges[0]!, begin + (k + 0.5) * step)))));
  }
  const all: Infer<typeof Correlated>[] = [];
  for (let i = 0; i < points.length; i++) {
    for (let j = i + 1; j < points.length; j++) {
      const { n, r, lag, best } = yield* pair(means[i]!, means[j]!, lags);
      all.push({ a: points[i]!, b: points[j]!, n, r: orNull(r), bestLagMs: Number.isFinite(best) ? lag * step : null, bestR: orNull(best) });
    }
  }
  return ok(all);
};
