/** Steps that values stand on: value = low + (n * span) / steps, reckoned in this order in float64, for integers n. A transmitter's converter makes them: 12 bits of a range are 4,095 steps of it. */
export interface Grid { readonly low: number; readonly span: number; readonly steps: number }

/** The value of step `n`. */
export const onGrid = ({ low, span, steps }: Grid, n: number): number => low + (n * span) / steps;

/** The step that gives exactly this value again, bit by bit; NaN: none. */
export function stepOf(grid: Grid, value: number): number {
  const n = Math.round(((value - grid.low) / grid.span) * grid.steps);
  return Math.abs(n) < 2 ** 50 && Object.is(onGrid(grid, n), value) ? n : Number.NaN;
}

/** Grids that most values in the world stand on: whole numbers, and up to six decimals. */
export const decimalGrids: readonly Grid[] = [0, 1, 2, 3, 4, 5, 6].map((places) => ({ low: 0, span: 1, steps: 10 ** places }));
/** Those of a converter of 8 to 24 bits over a range, by both customs: full scale at the last code, or one beyond it. */
export const converterGrids = (low: number, high: number): readonly Grid[] =>
  (high > low ? [12, 16, 14, 10, 8, 13, 15, 18, 20, 24].flatMap((bits) => [{ low, span: high - low, steps: 2 ** bits - 1 }, { low, span: high - low, steps: 2 ** bits }]) : []);

/** The first grid on which every one of the values stands; null: none. `values` are finite. */
export function gridOf(values: readonly number[] | Float64Array, grids: readonly Grid[]): Grid | null {
  return grids.find((grid) => { for (const value of values) if (Number.isNaN(stepOf(grid, value))) return false; return true; }) ?? null;
}
