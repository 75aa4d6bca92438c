import { fail, ok, type Result } from '#kernel/result';
import type { Aggregate } from '../asking/questions.ts';
import { isStepped, tierMs } from '../kept/plan.ts';
import type { Series, SeriesSource } from '../kept/series.ts';
import { orNull, type AskedFault } from '../query/asked.ts';
import { coarsestIn, reaches, sinceOf, tiers, tierThatReaches, type Tier } from '../query/reach.ts';
import { outwards, scan, type Stretch } from '../query/scan.ts';
import { lookBackMs, lookOnMs, walker } from '../query/walk.ts';
import { timeOnSide } from './limits.ts';
import { percentileIn } from './quantile.ts';
import { tallying, type Figures } from './tally.ts';

/** What stood in a row that ended so recently may not be in it yet. */
const settlingMs = 120_000;
/** How many stretches one question is answered in, all its points together. */
export const mostStretches = 100_000;

/** The tier that steps of `stepMs` from `from` on are read from: the coarsest on whose rows they all stand; where they stand on none, the minute with edges moved onto it, or the samples for short ones (HIS-46). */
function tierOfSteps(from: number, to: number, stepMs: number | null): Tier {
  if (stepMs === null) return coarsestIn(to - from, 2);
  const stands = tiers.toReversed().find((tier) => tier !== 'raw' && from % tierMs[tier] === 0 && stepMs % tierMs[tier] === 0);
  return stands ?? (stepMs >= 5 * tierMs.minute ? 'minute' : 'raw');
}
function edgesOf(from: number, to: number, stepMs: number | null, tier: Tier): number[] {
  const edges = [from];
  const on = tier === 'raw' ? 1 : tierMs[tier];
  for (let k = 1; stepMs !== null && from + k * stepMs < to; k++) {
    const edge = Math.round((from + k * stepMs) / on) * on;
    if (edge > edges.at(-1)! && edge < to) edges.push(edge);
  }
  edges.push(to);
  return edges;
}

/** A stretch of one series that is cut into several, and how it is read; `stretch` null: nothing is kept. */
export interface Cut { readonly edges: readonly number[]; readonly tier: Tier; readonly stretch: Stretch | null }
export function cut(source: SeriesSource, series: Series, from: number, to: number, stepMs: number | null): Result<Cut, AskedFault> {
  const needs = stepMs === null ? 1 : Math.ceil((to - from) / stepMs);
  if (needs > mostStretches) return fail('too-much', { needs, most: mostStretches });
  const since = sinceOf(source, series);
  const tier = tierThatReaches(since, tierOfSteps(from, to, stepMs), from);
  if (tier === null) return ok({ edges: edgesOf(from, to, stepMs, 'raw'), tier: 'raw', stretch: null });
  const [a, b] = outwards(since, tier, from, to);
  const settled = source.now() - settlingMs;
  return ok({ edges: edgesOf(a, b, stepMs, tier), tier, stretch: { series, from: a, to: b, tier, since, settled: reaches(since, 'raw', settled) ? settled : Infinity } });
}

/** What can be told of every stretch of a cut in one scan. */
export function* figuresOf(source: SeriesSource, { edges, stretch }: Cut): Generator<void, Figures, void> {
  const into = tallying(edges, stretch !== null && stretch.series.deviation > 0);
  if (stretch === null) return into.done();
  const { series } = stretch;
  let way = walker(series, 0, 0, 0, into.visit);
  yield* scan(source, stretch, {
    begin(from, to) {
      way = walker(series, from, to, source.now(), into.visit);
      const before = source.before(series, from, from - lookBackMs);
      if (before !== null) way.piece(before);
    },
    raw(piece) { into.raw(piece); way.piece(piece); },
    rows(rows) { into.rows(rows); },
    end(to) {
      const next = source.after(series, to, to + lookOnMs);
      if (next === null) way.end(); else way.piece(next);
    },
  });
  return into.done();
}

type Plain = Exclude<Aggregate['kind'], 'percentile' | 'above' | 'below' | 'on'>;
const isPlain = (kind: Aggregate['kind']): kind is Plain => kind !== 'percentile' && kind !== 'above' && kind !== 'below' && kind !== 'on';

/** One asked figure of every stretch of a cut; `figures`: what the scan said. */
export function* oneKind(source: SeriesSource, series: Series, cutting: Cut, figures: Figures, { kind, of }: Aggregate): Generator<void, Result<(number | null)[], AskedFault>, void> {
  const { edges, stretch } = cutting;
  const places = edges.slice(1).map((_, c) => c);
  if (isPlain(kind)) return ok(places.map((c) => orNull(figures[kind](c))));
  // of a digital point: the value is 1 or 0, and its integral the time that it was 1
  if (kind === 'on') return ok(places.map((c) => (isStepped(series.type) ? orNull(figures.area(c)) : null)));
  if (of === undefined || stretch === null) return ok(places.map(() => null));
  if (kind !== 'percentile') {
    const times = yield* timeOnSide(source, stretch, edges, { kind, of });
    return ok(places.map((c) => (figures.good(c) > 0 ? times[c]! : null)));
  }
  const values: (number | null)[] = [];
  for (const c of places) {
    const there = of >= 0 && of <= 100 && reaches(stretch.since, 'raw', edges[c]!);
    const value = there ? yield* percentileIn(source, series, edges[c]!, edges[c + 1]!, of) : ok(NaN);
    if (!value.ok) return value;
    values.push(orNull(value.value));
    yield;
  }
  return ok(values);
}
