import { ok } from '#kernel/result';
import type { Columns } from '../asking/questions.ts';
import type { Answerer } from '../kept/historian.ts';
import { isStepped, tierMs } from '../kept/plan.ts';
import { isReading, qualities, qualityCode } from '../kept/reading.ts';
import type { Piece, Series, SeriesSource } from '../kept/series.ts';
import type { TierRows } from '../kept/tier-rows.ts';
import { asked, orNull } from './asked.ts';
import { coarsestIn, floorTo, reaches, sinceOf, tierThatReaches, type Since, type Tier } from './reach.ts';
import { outwards, scan } from './scan.ts';
import { lookBackMs } from './walk.ts';

/** Edges of at most `columns` columns of equal width, or nearly: the inner ones stand on steps of `stepMs` (1: on whole ms). */
export function evenEdges(from: number, to: number, columns: number, stepMs: number): number[] {
  const edges = [from];
  for (let k = 1; k < columns; k++) {
    const edge = Math.round((from + (k * (to - from)) / columns) / stepMs) * stepMs;
    if (edge > edges.at(-1)! && edge < to) edges.push(edge);
  }
  edges.push(to);
  return edges;
}

/** Columns that are being filled in the order of time. Nothing is made while it runs. */
function filling(edges: readonly number[]) {
  const n = edges.length - 1;
  const ends = Float64Array.from(edges.slice(1));
  ends[n - 1] = Infinity;
  const empty = (): Float64Array => new Float64Array(n).fill(NaN);
  /** `worst`: 0 where nothing came, else one more than the code of a quality. */
  const [min, max, first, last, worst] = [empty(), empty(), empty(), empty(), new Uint8Array(n)];
  let c = 0;
  return {
    raw({ length, time, value, status }: Piece): void {
      let i = 0;
      while (i < length) {
        while (time[i]! >= ends[c]!) c++;
        // one column in locals: of each of a million samples there is little to do
        const end = ends[c]!;
        let [low, high, begins, stops, code] = [min[c]!, max[c]!, first[c]!, last[c]!, worst[c]!];
        for (; i < length && time[i]! < end; i++) {
          const [s, v] = [status[i]!, value[i]!];
          const quality = s === 0 ? 1 : qualityCode(s) + 1;
          if (quality > code) code = quality;
          if (s === 0 ? v - v !== 0 : !isReading(v, s)) continue;                      // of a good one: NaN, or without end
          if (!(low <= v)) low = v;
          if (!(high >= v)) high = v;
          if (Number.isNaN(begins)) begins = v;
          stops = v;
        }
        [min[c], max[c], first[c], last[c], worst[c]] = [low, high, begins, stops, code];
      }
    },
    rows(rows: TierRows): void {
      // the other columns of a row are decoded when they are touched, so that they are not
      const { length, start, min: least, max: most, first: begins, last: stops, worst: worsts } = rows;
      for (let i = 0; i < length; i++) {
        while (start[i]! >= ends[c]!) c++;
        const [low, code] = [least[i]!, worsts[i]! + 1];
        const none = Number.isNaN(low);
        if (code > worst[c]! && (!none || code > 1 || rows.samples[i] !== 0)) worst[c] = code;
        if (none) continue;
        if (!(min[c]! <= low)) min[c] = low;
        if (!(max[c]! >= most[i]!)) max[c] = most[i]!;
        if (Number.isNaN(first[c]!)) first[c] = begins[i]!;
        last[c] = stops[i]!;
      }
    },
    done: () => ({ min: Array.from(min, orNull), max: Array.from(max, orNull), first: Array.from(first, orNull), last: Array.from(last, orNull), worst: Array.from(worst, (code) => qualities[code - 1] ?? null) }),
  };
}

/** What stood when a time began: the reading of the last sample before it; null where that had none, or nothing is known (HIS-41). */
function carriedAt(source: SeriesSource, series: Series, since: Since, tier: Tier, time: number): number | null {
  if (reaches(since, 'raw', time)) {
    const row = source.before(series, time, time - lookBackMs);
    return row === null || !isReading(row.value[0]!, row.status[0]!) ? null : row.value[0]!;
  }
  if (tier === 'raw') return null;
  let value = NaN;
  for (const { length, last, worst } of source.tier(series, tier, Math.max(since[tier], time - 100 * tierMs[tier]), floorTo(tier, time))) {
    for (let i = 0; i < length; i++) if (worst[i] === 2) value = NaN; else if (!Number.isNaN(last[i]!)) value = last[i]!;
  }
  return orNull(value);
}

/** Kept neighbours of a series with a door may be far apart without a gap; a gap in it is a row of its own (HIS-41). */
const silenceOf = ({ deviation, holdMs }: Series, tier: Tier, width: number): number | null => (tier === 'raw' && deviation > 0 ? null : orNull(Math.max(holdMs, 1.5 * width)));

function* columnsOf(source: SeriesSource, series: Series, from: number, to: number, columns: number): Generator<void, Columns, void> {
  const since = sinceOf(source, series);
  const tier = tierThatReaches(since, coarsestIn((to - from) / columns, 1), from);
  const head = { point: series.point, stepped: isStepped(series.type), tier: tier ?? 'raw', silenceMs: silenceOf(series, tier ?? 'raw', (to - from) / columns) };
  const [a, b] = tier === null ? [from, to] : outwards(since, tier, from, to);
  const edges = evenEdges(a, b, columns, head.tier === 'raw' ? 1 : tierMs[head.tier]);
  const into = filling(edges);
  if (tier === null) return { ...head, edges, ...into.done(), carried: null };
  yield* scan(source, { series, from: a, to: b, tier, since, settled: Infinity }, into);
  return { ...head, edges, ...into.done(), carried: carriedAt(source, series, since, tier, a) };
}

/** `history.columns` (HIS-40 to 43). */
export const answerColumns: Answerer<'history.columns'> = function* ({ points, from, to, columns }, source) {
  const series = asked(source, points, { from, to });
  if (!series.ok) return series;
  const all: Columns[] = [];
  for (const one of series.value) { all.push(yield* columnsOf(source, one, from, to, columns)); yield; }
  return ok(all);
};
