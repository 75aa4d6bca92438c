import { put, putSigned, take, takeSigned, type BitsIn, type BitsOut } from './bits.ts';
import { putFloats, takeFloats } from './floats.ts';

/** Steps that values stand on: value = low + (n * span) / steps, reckoned in this order in float64, for integers n. A transmitter's converter makes them: 12 bits of a range are 4,095 steps of it. `single`: the nearest 32-bit number of that. */
export interface Grid { readonly low: number; readonly span: number; readonly steps: number; readonly single?: boolean }

/** The value of step `n`. */
export function onGrid({ low, span, steps, single }: Grid, n: number): number {
  const value = low + (n * span) / steps;
  return single === true ? Math.fround(value) : value;
}
/** The step that gives exactly this value again, bit by bit; NaN: none. */
export function stepOf(grid: Grid, value: number): number {
  const n = Math.round(((value - grid.low) / grid.span) * grid.steps);
  return Math.abs(n) < 2 ** 50 && Object.is(onGrid(grid, n), value) ? n : Number.NaN;
}

const decimal = (places: number): Grid => ({ low: 0, span: 1, steps: 10 ** places });
/** What a raw integer of the wire times a factor gives. */
const factor = (span: number): Grid => ({ low: 0, span, steps: 1 });
/** Grids that most values in the world stand on: whole numbers, up to six decimals, a factor, and up to four decimals in 32 bits. In the order of their numbers in a block: never another order. */
export const decimalGrids: readonly Grid[] = [...[0, 1, 2, 3, 4, 5, 6].map(decimal), ...[0.1, 0.01, 0.001, 0.0001].map(factor), ...[1, 2, 3, 4].map((places) => ({ ...decimal(places), single: true }))];
/** Those of a converter of 8 to 24 bits over a range, by both customs: full scale at the last code, or one beyond it; in 64 bits and in 32. */
export const converterGrids = (low: number, high: number): readonly Grid[] =>
  (high > low ? [12, 16, 14, 13, 15, 10, 8, 18, 20, 24].flatMap((bits) => [2 ** bits - 1, 2 ** bits].flatMap((steps) => [{ low, span: high - low, steps, single: false }, { low, span: high - low, steps, single: true }])) : []);

/** The steps of all the values on one grid; false where one stands on none. */
function stepsOn({ low, span, steps, single }: Grid, values: Float64Array, length: number, into: Float64Array): boolean {
  for (let i = 0; i < length; i++) {
    const value = values[i]!;
    const n = Math.round(((value - low) / span) * steps);
    const back = low + (n * span) / steps;
    if ((single === true ? Math.fround(back) : back) !== value || n >= 2 ** 50 || n <= -(2 ** 50)) return false;
    into[i] = n;
  }
  return true;
}
const hasMinusZero = (values: Float64Array, length: number): boolean => { for (let i = 0; i < length; i++) if (values[i] === 0 && 1 / values[i]! < 0) return true; return false; };

/** The first grid on which all of the values stand, and their steps in `into`; null: none. Values are no NaN. */
export function gridOf(values: Float64Array, length: number, grids: readonly Grid[], into: Float64Array): Grid | null {
  if (hasMinusZero(values, length)) return null;
  for (const grid of decimalGrids) if (stepsOn(grid, values, length, into)) return grid;
  for (const grid of grids) if (stepsOn(grid, values, length, into)) return grid;
  return null;
}
/** The values of the steps, in place. */
export function ontoGrid({ low, span, steps, single }: Grid, column: Float64Array, length: number): void {
  if (low === 0 && span === 1 && steps === 1 && single !== true) return;
  if (single === true) for (let i = 0; i < length; i++) column[i] = Math.fround(low + (column[i]! * span) / steps);
  else for (let i = 0; i < length; i++) column[i] = low + (column[i]! * span) / steps;
}

/** A grid of its own, after those that everybody knows. */
const own = 31;
const isShort = (n: number): boolean => Number.isInteger(n) && Math.abs(n) < 2 ** 40;
export function putGrid(out: BitsOut, grid: Grid): void {
  const number = decimalGrids.indexOf(grid);
  put(out, number < 0 ? own : number, 5);
  if (number >= 0) return;
  const { low, span, steps, single } = grid;
  put(out, Number(single === true), 1);
  const short = [low, span, steps].every(isShort);
  put(out, Number(short), 1);
  for (const n of [low, span, steps]) if (short) putSigned(out, n); else putFloats(out, Float64Array.of(n), 1);
}
export function takeGrid(from: BitsIn): Grid {
  const known = decimalGrids[take(from, 5)];
  if (known !== undefined) return known;
  const single = take(from, 1) === 1;
  const short = take(from, 1) === 1;
  const one = new Float64Array(1);
  const next = (): number => { if (short) return takeSigned(from); takeFloats(from, one, 1); return one[0]!; };
  return { low: next(), span: next(), steps: next(), single };
}
