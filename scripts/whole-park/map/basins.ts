import type { XY } from './geodesy.ts';

/** Places basins of these areas (m2) in a row from `start` eastward, each 1.6 times as long as wide, 12 m apart. */
export function rowOf(start: XY, areas: readonly number[]): readonly XY[] {
  let x = start[0];
  return areas.map((area) => {
    const long = Math.sqrt(area / 1.6) * 1.6;
    const at: XY = [Number((x + long / 2).toFixed(1)), start[1]];
    x += long + 12;
    return at;
  });
}
