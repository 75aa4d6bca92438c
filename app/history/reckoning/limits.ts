import { isStepped, tierMs } from '../kept/plan.ts';
import type { SeriesSource } from '../kept/series.ts';
import type { TierRows } from '../kept/tier-rows.ts';
import { finerOf, reaches, type Tier } from '../query/reach.ts';
import { scan, type Stretch } from '../query/scan.ts';
import { lookBackMs, lookOnMs, walker, type Visit } from '../query/walk.ts';
import { placing } from './tally.ts';

/** A limit, and on which side of it time is counted; at the limit itself it is on neither. */
export interface Side { readonly kind: 'above' | 'below'; readonly of: number }

/** A row of which it is not known yet what follows. */
interface Row { readonly start: number; readonly tier: Exclude<Tier, 'raw'>; readonly min: number; readonly max: number; readonly first: number; readonly knownMs: number; readonly before: number }

/** Whether all of a row, its lines in and out too, is on the side (1), none of it (0), or neither can be said (NaN). */
function sideOf({ min, max, before, first }: Row, next: number, linear: boolean, { kind, of }: Side): number {
  const ways = linear ? [min, max, before, next] : Number.isNaN(first) ? [before] : [min, max, before];
  if (ways.some(Number.isNaN)) return NaN;
  const [low, high] = [Math.min(...ways), Math.max(...ways)];
  if (kind === 'above') return low > of ? 1 : high <= of ? 0 : NaN;
  return high < of ? 1 : low >= of ? 0 : NaN;
}

/**
 * For how long the value of a series was on a side of a limit, in each of the stretches between `edges` (HIS-48). Rows tell it where they are all on one side; the others are read from finer ones, down to the samples and the crossing of each line;
 * where nothing finer is left, a row counts with the share of its extent that is on the side.
 */
export function* timeOnSide(source: SeriesSource, whole: Stretch, edges: readonly number[], side: Side): Generator<void, Float64Array, void> {
  const { series, since } = whole;
  const linear = !isStepped(series.type);
  const out = new Float64Array(edges.length - 1);
  const places = placing(edges);
  const visit: Visit = (t0, v0, t1, v1) => {
    if (Number.isNaN(v0)) return;
    const [a, b] = onSide(t0, v0, t1, v1, side);
    for (let t = a; t < b;) { const c = places.at(t); const end = Math.min(b, places.ends[c]!); out[c]! += end - t; t = end; }
  };
  let again: { from: number; to: number; tier: Tier }[] = [];
  let open: Row | null = null;
  let before = NaN;
  let way = walker(series, 0, 0, 0, visit);

  function settle(next: number): void {
    if (open === null) return;
    const { start, tier, min, max, knownMs } = open;
    const share = sideOf(open, next, linear, side);
    const finer = finerOf(since, tier);
    const end = start + tierMs[tier];
    if (share === 1) out[places.at(start)]! += Math.min(knownMs, tierMs[tier]);
    else if (Number.isNaN(share)) {
      const last = again.at(-1);
      if (!reaches(since, finer, start)) out[places.at(start)]! += estimate(min, max, side) * Math.min(knownMs, tierMs[tier]);
      else if (last !== undefined && last.to === start && last.tier === finer) last.to = end;
      else again.push({ from: start, to: end, tier: finer });
    }
    open = null;
  }
  const ears = {
    begin(from: number, to: number): void {
      settle(NaN);
      before = NaN;
      way = walker(series, from, to, source.now(), visit);
      const row = source.before(series, from, from - lookBackMs);
      if (row !== null) way.piece(row);
    },
    raw: (piece: Parameters<typeof way.piece>[0]): void => way.piece(piece),
    end(to: number): void {
      const next = source.after(series, to, to + lookOnMs);
      if (next === null) way.end(); else way.piece(next);
    },
    rows({ length, start, min, max, first, last, knownMs }: TierRows, tier: Exclude<Tier, 'raw'>): void {
      for (let i = 0; i < length; i++) {
        settle(first[i]!);
        open = { start: start[i]!, tier, min: min[i]!, max: max[i]!, first: first[i]!, knownMs: knownMs[i]!, before };
        if (!Number.isNaN(last[i]!)) before = last[i]!;
      }
    },
  };
  yield* scan(source, whole, ears);
  settle(NaN);
  while (again.length > 0) {
    const ranges = again;
    again = [];
    for (const { from, to, tier } of ranges) {
      places.back();
      before = NaN;
      yield* scan(source, { ...whole, from: Math.max(from, whole.from), to: Math.min(to, whole.to), tier }, ears);
      settle(NaN);
    }
  }
  return out;
}

/** The part of a line that is on the side; empty where none is. */
export function onSide(t0: number, v0: number, t1: number, v1: number, { kind, of }: Side): readonly [number, number] {
  const on = (v: number): boolean => (kind === 'above' ? v > of : v < of);
  const [begins, ends] = [on(v0), on(v1)];
  if (begins && ends) return [t0, t1];
  if (!begins && !ends) return [t0, t0];
  const crossing = t0 + ((of - v0) / (v1 - v0)) * (t1 - t0);
  return begins ? [t0, crossing] : [crossing, t1];
}
function estimate(min: number, max: number, { kind, of }: Side): number {
  if (Number.isNaN(min)) return 0;
  if (max === min) return (kind === 'above' ? min > of : min < of) ? 1 : 0;
  const above = Math.min(1, Math.max(0, (max - of) / (max - min)));
  return kind === 'above' ? above : 1 - above;
}
