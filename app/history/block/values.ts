import { put, take, type BitsIn, type BitsOut } from './bits.ts';
import { putFloats, takeFloats } from './floats.ts';
import { gridOf, ontoGrid, putGrid, takeGrid, type Grid } from './grid.ts';
import { putIntegers, takeIntegers } from './integers.ts';

/** How values are kept: as steps of a grid; as the places of a table of all that occur; bit by bit. */
const [grid, table, floats] = [0, 1, 2] as const;
/** A table is worth it where a value of it comes so often, and no longer than this. */
const [often, longestTable] = [4, 4096] as const;

/** All that occur, ascending; null: too many, or one that is no table's (-0, which is 0 there). */
function tableOf(values: Float64Array, length: number): Float64Array | null {
  const most = Math.min(longestTable, Math.floor(length / often));
  const all = new Set<number>();
  for (let i = 0; i < length; i++) {
    const value = values[i]!;
    all.add(value);
    if (all.size > most || (value === 0 && 1 / value < 0)) return null;
  }
  return Float64Array.from(all).toSorted();
}

/** Values, none of them NaN, at least one. `work` is written over. */
export function putValues(out: BitsOut, values: Float64Array, length: number, grids: readonly Grid[], work: Float64Array): void {
  const on = gridOf(values, length, grids, work);
  if (on !== null) { put(out, grid, 2); putGrid(out, on); putIntegers(out, work, length); return; }
  const all = tableOf(values, length);
  if (all === null) { put(out, floats, 2); putFloats(out, values, length); return; }
  put(out, table, 2);
  put(out, all.length - 1, 12);
  putFloats(out, all, all.length);
  const places = new Map(Array.from(all, (value, place) => [value, place]));
  for (let i = 0; i < length; i++) work[i] = places.get(values[i]!)!;
  putIntegers(out, work, length);
}
/** Reads what `putValues` wrote. */
export function takeValues(from: BitsIn, values: Float64Array, length: number): void {
  const way = take(from, 2);
  if (way === grid) { const on = takeGrid(from); takeIntegers(from, values, length); ontoGrid(on, values, length); return; }
  if (way !== table) { takeFloats(from, values, length); return; }
  const all = new Float64Array(take(from, 12) + 1);
  takeFloats(from, all, all.length);
  takeIntegers(from, values, length);
  for (let i = 0; i < length; i++) values[i] = all[values[i]!] ?? 0;
}
