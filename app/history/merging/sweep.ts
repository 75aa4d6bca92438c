/** What is kept of one series in one place: a block of a file, or what is still in memory. `from`, `to`: times of its first and last row. Rows ascend strictly by time. `read` is called at most once, and not before its time has come. */
export interface Part<T> { readonly from: number; readonly to: number; read(): T }

/** How rows in columns are handled: `cut`: rows [a, b), without copying where it can; `merge`: several that overlap as one, strictly ascending. */
export interface Columns<T> { readonly length: (rows: T) => number; readonly at: (rows: T, i: number) => number; readonly cut: (rows: T, a: number, b: number) => T; readonly merge: (several: readonly T[]) => T }

/** The most rows that are handed on at a time. */
const mostRows = 16_384;

/** The first row at or after `time`, from row `a` on. */
export function firstAt<T>({ length, at }: Columns<T>, rows: T, time: number, a = 0): number {
  let [low, high] = [a, length(rows)];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(rows, middle) < time) low = middle + 1; else high = middle;
  }
  return low;
}

/** The first row after `time`, from row `a` on. */
function firstAfter<T>(columns: Columns<T>, rows: T, time: number, a: number): number {
  const i = firstAt(columns, rows, time, a);
  return i < columns.length(rows) && columns.at(rows, i) === time ? i + 1 : i;
}

/** A part that is being read: what is left of it begins at row `next`; `last` is the time of its last. */
interface Open<T> { readonly rows: T; readonly last: number; next: number }

function begun<T>(columns: Columns<T>, part: Part<T>, from: number): Open<T> | null {
  const rows = part.read();
  const next = firstAt(columns, rows, from);
  const length = columns.length(rows);
  return next < length ? { rows, last: columns.at(rows, length - 1), next } : null;
}
/** What the open ones have before `until`, as far as the first of them ends, as one; null: nothing. */
function taken<T>(columns: Columns<T>, open: readonly Open<T>[], until: number): T | null {
  const end = open.reduce((t, o) => Math.min(t, o.last), Infinity);
  const pieces: T[] = [];
  for (const o of open) {
    const upTo = end < until ? firstAfter(columns, o.rows, end, o.next) : firstAt(columns, o.rows, until, o.next);
    if (upTo > o.next) pieces.push(columns.cut(o.rows, o.next, upTo));
    o.next = upTo;
  }
  return pieces.length > 1 ? columns.merge(pieces) : pieces[0] ?? null;
}
function* inPieces<T>({ length, cut }: Columns<T>, rows: T): Generator<T, void, void> {
  const n = length(rows);
  for (let a = 0; a < n; a += mostRows) yield cut(rows, a, Math.min(n, a + mostRows));
}

/**
 * All rows with from <= time < to, ascending, whatever overlaps merged. A part is read when its time has come and let go when it is through, so that a long span takes no memory; parts that do not overlap are handed on uncopied.
 */
export function* sweep<T>(parts: readonly Part<T>[], from: number, to: number, columns: Columns<T>): Generator<T, void, void> {
  const { length, at } = columns;
  const waiting = parts.filter((p) => p.to >= from && p.from < to).toSorted((a, b) => a.from - b.from);
  let next = 0;
  let open: Open<T>[] = [];
  const beginNext = (): void => { const part = begun(columns, waiting[next++]!, from); if (part !== null) open.push(part); };
  while (next < waiting.length || open.length > 0) {
    if (open.length === 0) beginNext();
    const least = open.reduce((t, o) => Math.min(t, at(o.rows, o.next)), Infinity);
    while (next < waiting.length && waiting[next]!.from <= least) beginNext();
    const rows = taken(columns, open, Math.min(to, waiting[next]?.from ?? Infinity));   // up to where the next begins
    open = open.filter((o) => o.next < length(o.rows) && at(o.rows, o.next) < to);
    if (rows !== null) yield* inPieces(columns, rows);
  }
}
