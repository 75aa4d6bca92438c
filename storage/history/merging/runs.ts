import type { Grid } from '#app/history';
import type { Stored } from './cursor.ts';
import type { RowsCodec } from './rows-codec.ts';

/** A block that is made anew has at most so many. */
export const fullRows = 4096;

/** What becomes one block of a file, or a part of one. */
export interface Part<T> { readonly from: number; readonly to: number; readonly rows: number; readonly bytes: Uint8Array | null; read(): T }
/** A block for the new file. */
export interface Made { readonly from: number; readonly to: number; readonly rows: number; readonly bytes: Uint8Array }

/** A stored block as a part; it is decoded when that is needed, and once. `decode` throws where it cannot be read. */
export function partOf<T>({ entry, bytes }: Stored, decode: () => T): Part<T> {
  let rows: T | null = null;
  return { from: entry.from, to: entry.to, rows: entry.samples, bytes, read: () => (rows ??= decode()) };
}

function firstAt<T>(codec: RowsCodec<T>, rows: T, time: number): number {
  let [low, high] = [0, codec.length(rows)];
  while (low < high) { const mid = (low + high) >>> 1; if (codec.at(rows, mid) < time) low = mid + 1; else high = mid; }
  return low;
}
/** The rows of a part from row `a` on and before row `b`, as a part of its own. */
function cutPart<T>(codec: RowsCodec<T>, rows: T, a: number, b: number): Part<T> {
  const cut = codec.cut(rows, a, b);
  return { from: codec.at(rows, a), to: codec.at(rows, b - 1) + codec.lasts, rows: b - a, bytes: null, read: () => cut };
}
/** A part up to a time, and what is left of it; null: nothing. */
export function splitPart<T>(codec: RowsCodec<T>, part: Part<T>, time: number): readonly [before: Part<T> | null, rest: Part<T> | null] {
  if (part.to < time) return [part, null];
  if (part.from >= time) return [null, part];
  const rows = part.read();
  const at = firstAt(codec, rows, time);
  return [cutPart(codec, rows, 0, at), cutPart(codec, rows, at, codec.length(rows))];
}

/** Parts from the `i`th on that become one: those that overlap, and small ones as long as they fit. */
function runFrom<T>(codec: RowsCodec<T>, parts: readonly Part<T>[], i: number): { readonly run: readonly Part<T>[]; readonly overlaps: boolean } {
  let { to: end, rows } = parts[i]!;
  let [next, overlaps] = [i + 1, false];
  for (; next < parts.length; next++) {
    const part = parts[next]!;
    const over = part.from <= end;
    const large = rows + part.rows > fullRows || (rows >= codec.small && part.rows >= codec.small);
    if (!over && large) break;
    overlaps ||= over;
    rows += part.rows;
    end = Math.max(end, part.to);
  }
  return { run: parts.slice(i, next), overlaps };
}
/** Rows as blocks of nearly the same length. */
function* blocksOf<T>(codec: RowsCodec<T>, rows: T, grids: readonly Grid[]): Generator<Made, void, void> {
  const length = codec.length(rows);
  const blocks = Math.ceil(length / fullRows);
  for (let b = 0; b < blocks; b++) {
    const [a, z] = [Math.floor(length * b / blocks), Math.floor(length * (b + 1) / blocks)];
    yield { from: codec.at(rows, a), to: codec.at(rows, z - 1) + codec.lasts, rows: z - a, bytes: codec.write(blocks === 1 ? rows : codec.cut(rows, a, z), grids) };
  }
}

/** The blocks that parts of one series become, in the order of their times: what is large and overlaps nothing is copied, the rest is merged into larger blocks; so nothing in a file overlaps (HIS-62). `parts` ascend by `from`. */
export function* madeOf<T>(codec: RowsCodec<T>, parts: readonly Part<T>[], grids: () => readonly Grid[]): Generator<Made, void, void> {
  for (let i = 0; i < parts.length;) {
    const { run, overlaps } = runFrom(codec, parts, i);
    i += run.length;
    const { from, to, rows, bytes } = run[0]!;
    if (run.length === 1 && bytes !== null) { yield { from, to, rows, bytes }; continue; }
    const read = run.map((p) => p.read());
    yield* blocksOf(codec, overlaps ? codec.merge(read) : codec.chain(read), grids());
  }
}
