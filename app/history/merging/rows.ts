import type { TierRows } from '../kept/tier-rows.ts';
import { sweep, type Columns, type Part } from './sweep.ts';

const names = ['start', 'samples', 'readings', 'min', 'max', 'first', 'last', 'firstAt', 'lastAt', 'sum', 'm2', 'knownMs', 'area', 'worst'] as const satisfies readonly (keyof TierRows)[];

/** Rows [a, b); a column is touched only when it is asked for, for it may not have been decoded yet. */
export function cutRows(rows: TierRows, a: number, b: number): TierRows {
  if (a === 0 && b === rows.length) return rows;
  const cut = { length: b - a };
  for (const name of names) {
    let column: Float64Array | Uint8Array | null = null;
    Object.defineProperty(cut, name, { enumerable: true, get: () => (column ??= rows[name].subarray(a, b)) });
  }
  return cut as TierRows;
}

/** All rows of a tier whose step begins at or after `from` and before `to`, ascending, those of one step as one by `merge`, in pieces. */
export function sweepRows(parts: readonly Part<TierRows>[], from: number, to: number, merge: (a: TierRows, b: TierRows) => TierRows): Generator<TierRows, void, void> {
  const columns: Columns<TierRows> = { length: (r) => r.length, at: (r, i) => r.start[i]!, cut: cutRows, merge: (several) => several.reduce(merge) };
  return sweep(parts, from, to, columns);
}
