import type { TierRows } from '../kept/tier-rows.ts';
import { columnNames, columnsFor, firstRows, intoColumns, join, outOfColumns, rowWidth } from './row.ts';

/** Single rows as columns. */
export function rowsOf(rows: readonly Float64Array[]): TierRows {
  const columns = columnsFor(rows.length);
  rows.forEach((row, r) => { intoColumns(row, 0, columns, r); });
  return columns;
}

/** Rows, and rows that all come after them. */
function joined(a: TierRows, b: TierRows): TierRows {
  const columns = columnsFor(a.length + b.length);
  for (const name of columnNames) { columns[name].set(a[name], 0); columns[name].set(b[name], a.length); }
  return columns;
}

/** HIS-24: rows of one series and step from two places, ascending by start, at most one a start in each: as one, ascending, those of one start joined. What both counted, counts twice. */
export function mergeTiers(a: TierRows, b: TierRows): TierRows {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  if (a.start[a.length - 1]! < b.start[0]!) return joined(a, b);
  if (b.start[b.length - 1]! < a.start[0]!) return joined(b, a);
  const columns = columnsFor(a.length + b.length);
  const [one, other] = [new Float64Array(rowWidth), new Float64Array(rowWidth)];
  let [i, j, n] = [0, 0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [i < a.length ? a.start[i]! : Infinity, j < b.length ? b.start[j]! : Infinity];
    if (x <= y) outOfColumns(a, i++, one, 0); else outOfColumns(b, j++, one, 0);
    if (x === y) { outOfColumns(b, j++, other, 0); join(one, 0, other, 0); }
    intoColumns(one, 0, columns, n++);
  }
  return firstRows(columns, n);
}
