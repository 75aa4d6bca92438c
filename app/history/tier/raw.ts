import type { TierStep } from '../kept/plan.ts';
import type { Piece } from '../kept/series.ts';
import type { TierRows } from '../kept/tier-rows.ts';
import { tiersOf, type Course } from './tiers.ts';

/** HIS-25: the rows that samples of one series make, straight from these: for an import, for the mending of rows, and for comparing. */
export function tierRowsOf(pieces: Iterable<Piece>, step: TierStep, course: Course): TierRows {
  const tiers = tiersOf();
  tiers.define(0, course);
  for (const { length, time, value, status } of pieces) for (let i = 0; i < length; i++) tiers.add(0, time[i]!, value[i]!, status[i]!);
  tiers.flush();
  return tiers.take(step);
}
