import type { Piece, Series, SeriesSource } from '../kept/series.ts';
import type { TierRows } from '../kept/tier-rows.ts';
import { ceilTo, finerOf, finestFrom, floorTo, type Since, type Tier } from './reach.ts';

/** What a scan is told, in the order of time. `begin`, `end`: of a stretch that is read from samples. */
export interface ScanEars { raw(piece: Piece): void; rows(rows: TierRows, tier: Exclude<Tier, 'raw'>): void; begin?(from: number, to: number): void; end?(to: number): void }
/** A stretch with the tier that it is read from. `tier`: the coarsest that is read; `settled`: rows that end later are not, for what stood in them may not be told yet. */
export interface Stretch { readonly series: Series; readonly from: number; readonly to: number; readonly tier: Tier; readonly since: Since; readonly settled: number }

/** `from` and `to` of a stretch moved outwards to the row of the finest tier that there is: where nothing finer is left, a row cannot be cut (HIS-43). */
export const outwards = (since: Since, tier: Tier, from: number, to: number): readonly [number, number] =>
  [floorTo(finestFrom(since, tier, from), from), ceilTo(finestFrom(since, tier, floorTo(tier, to)), to)];

/** Reads a stretch exactly: whole rows of its tier, and what stands out at both ends from finer ones down to the samples. Yields between pieces. */
export function* scan(source: SeriesSource, stretch: Stretch, ears: ScanEars): Generator<void, void, void> {
  const { series, from, to, tier, since, settled } = stretch;
  if (from >= to) return;
  if (tier === 'raw') {
    ears.begin?.(from, to);
    for (const piece of source.raw(series, from, to)) { ears.raw(piece); yield; }
    ears.end?.(to);
    return;
  }
  const [a, b] = [ceilTo(tier, from), floorTo(tier, Math.min(to, settled))];
  const finer = finerOf(since, tier);
  if (a >= b) { yield* scan(source, { ...stretch, tier: finer }, ears); return; }
  yield* scan(source, { ...stretch, to: a, tier: finer }, ears);
  for (const rows of source.tier(series, tier, a, b)) { ears.rows(rows, tier); yield; }
  yield* scan(source, { ...stretch, from: b, tier: finer }, ears);
}
