import type { TierRows } from '../kept/tier-rows.ts';
import type { Grid } from '../block/grid.ts';

/** In what sums, deviations and areas of rows are kept: sum = low x readings + so many units. `fine`: into how many parts a unit is split for deviations. */
export interface Unit { readonly low: number; readonly size: number; readonly fine: number }
/** The part of a unit, times ms, that areas are kept in. */
export const areaMs = 64;

/** No integer of a row may be greater. */
const most = 2 ** 49;
/** How far readings of the rows go, the greatest magnitude, and the most readings of one. */
function extentOf({ length, readings, min, max, knownMs }: TierRows): { readonly spread: number; readonly magnitude: number; readonly weight: number } {
  let [least, greatest, weight] = [Infinity, -Infinity, 1];
  for (let r = 0; r < length; r++) {
    weight = Math.max(weight, readings[r]!, Math.abs(knownMs[r]!) / areaMs);
    if (readings[r]! > 0) { least = Math.min(least, min[r]!); greatest = Math.max(greatest, max[r]!); }
  }
  return least > greatest ? { spread: 0, magnitude: 0, weight } : { spread: greatest - least, magnitude: Math.max(Math.abs(least), Math.abs(greatest)), weight };
}
/** The step of the grid that the readings stand on, where sums of such are safe integers; else a millionth of how far they go (a power of two). */
export function unitOf(rows: TierRows, grid: Grid | null): Unit {
  const { spread, magnitude, weight } = extentOf(rows);
  const size = grid === null ? 0 : grid.span / grid.steps;
  if (grid !== null && ((magnitude + Math.abs(grid.low)) / size) * weight < most) return { low: grid.low, size, fine: 1024 };
  const finest = Math.max(spread * 2 ** -20, (magnitude * weight) / most, Number.MIN_VALUE * 2 ** 60);
  return { low: 0, size: 2 ** Math.min(1000, Math.ceil(Math.log2(finest))), fine: 1 };
}
