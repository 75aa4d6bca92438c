import type { infer as Infer } from 'zod';
import { fail, ok, type Result } from '#kernel/result';
import type { Aggregates, Compared } from '../asking/questions.ts';
import type { Answerer } from '../kept/historian.ts';
import type { Series, SeriesSource } from '../kept/series.ts';
import { asked, orNull, type AskedFault } from '../query/asked.ts';
import { cut, figuresOf, mostStretches, oneKind } from './reckon.ts';

/** `history.aggregates` (HIS-45 to 49). */
export const answerAggregates: Answerer<'history.aggregates'> = function* ({ points, from, to, stepMs, kinds }, source) {
  const series = asked(source, points, { from, to });
  if (!series.ok) return series;
  const needs = stepMs === null ? points.length : points.length * Math.ceil((to - from) / stepMs);
  if (needs > mostStretches) return fail('too-much', { needs, most: mostStretches });
  const all: Aggregates[] = [];
  for (const one of series.value) {
    const cutting = cut(source, one, from, to, stepMs);
    if (!cutting.ok) return cutting;
    const { edges, tier } = cutting.value;
    const figures = yield* figuresOf(source, cutting.value);
    const values: (number | null)[][] = [];
    for (const kind of kinds) {
      const row = yield* oneKind(source, one, cutting.value, figures, kind);
      if (!row.ok) return row;
      values.push(row.value);
    }
    all.push({ point: one.point, edges: [...edges], values, tier, deviation: one.deviation });
    yield;
  }
  return ok(all);
};

type Side = Infer<typeof Compared>['a'];
function* sideOf(source: SeriesSource, series: Series, { from, to }: { readonly from: number; readonly to: number }): Generator<void, Result<Side, AskedFault>, void> {
  const cutting = cut(source, series, from, to, null);
  if (!cutting.ok) return cutting;
  const { mean, min, max, std, weighted, good } = yield* figuresOf(source, cutting.value);
  return ok({ mean: orNull(mean(0)), min: orNull(min(0)), max: orNull(max(0)), std: orNull(std(0)), weighted: orNull(weighted(0)), good: good(0) });
}

/** `history.compare`: the same figures of two periods. */
export const answerCompare: Answerer<'history.compare'> = function* ({ points, a, b }, source) {
  const series = asked(source, points, a, b);
  if (!series.ok) return series;
  const all: Infer<typeof Compared>[] = [];
  for (const one of series.value) {
    const [first, second] = [yield* sideOf(source, one, a), yield* sideOf(source, one, b)];
    if (!first.ok) return first;
    if (!second.ok) return second;
    all.push({ point: one.point, a: first.value, b: second.value });
    yield;
  }
  return ok(all);
};
