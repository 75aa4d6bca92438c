import { cutPiece, cutRows, mergePieces, mergeTiers, pieceOf, readBlock, readTier, tierMs, writeBlock, writeTier, type Grid, type Samples, type TierRows, type TierStep } from '#app/history';
import { fail, ok, type Result } from '#kernel/result';

/** How the rows of a kind of file are taken out of its blocks and put into others. `at`: the time by which they stand, ascending. */
export interface RowsCodec<T> {
  read(bytes: Uint8Array): Result<T>;
  write(rows: T, grids: readonly Grid[]): Uint8Array;
  length(rows: T): number;
  at(rows: T, i: number): number;
  /** How far a row reaches: a sample is a moment, a row of a tier lasts its step. */
  readonly lasts: number;
  /** Blocks of fewer rows are made larger; larger ones are copied byte by byte. */
  readonly small: number;
  cut(rows: T, a: number, b: number): T;
  /** Several that follow one another, as one. */
  chain(several: readonly T[]): T;
  /** Several that may overlap, as one. */
  merge(several: readonly T[]): T;
}

/** A piece says when each came and not that a device said no time: that is kept here, so that merging keeps it (HIS-62). */
function mergeSamples(several: readonly Samples[]): Samples {
  const undated = new Set<number>();
  for (const { length, sourceTime, receivedTime } of several) for (let i = 0; i < length; i++) if (Number.isNaN(sourceTime[i]!)) undated.add(receivedTime[i]!);
  const { length, time, received, value, status, text } = mergePieces(several.map(pieceOf));
  const sourceTime = undated.size === 0 ? time : time.map((t, i) => (t === received[i] && undated.has(t) ? Number.NaN : t));
  return { length, sourceTime, receivedTime: received, value, status, ...(text !== undefined && { text }) };
}
function joined<A extends Float64Array | Uint32Array>(into: A, columns: readonly A[]): A {
  let at = 0;
  for (const column of columns) { into.set(column, at); at += column.length; }
  return into;
}
function chainSamples(several: readonly Samples[]): Samples {
  const length = several.reduce((n, s) => n + s.length, 0);
  const text = new Map<number, string>();
  let at = 0;
  for (const s of several) { for (const [i, words] of s.text ?? []) text.set(at + i, words); at += s.length; }
  const of = (column: 'sourceTime' | 'receivedTime' | 'value'): Float64Array => joined(new Float64Array(length), several.map((s) => s[column]));
  return { length, sourceTime: of('sourceTime'), receivedTime: of('receivedTime'), value: of('value'), status: joined(new Uint32Array(length), several.map((s) => s.status)), ...(text.size > 0 && { text }) };
}

/** Samples as they came. */
export const rawRows: RowsCodec<Samples> = {
  lasts: 0, small: 1024,
  read: (bytes) => readBlock(bytes),
  write: (rows, grids) => writeBlock(rows, grids),
  length: (rows) => rows.length,
  at: ({ sourceTime, receivedTime }, i) => (Number.isNaN(sourceTime[i]!) ? receivedTime[i]! : sourceTime[i]!),
  cut(rows, a, b) {
    const { text } = cutPiece(pieceOf(rows), a, b);
    const { sourceTime, receivedTime, value, status } = rows;
    return { length: b - a, sourceTime: sourceTime.subarray(a, b), receivedTime: receivedTime.subarray(a, b), value: value.subarray(a, b), status: status.subarray(a, b), ...(text !== undefined && { text }) };
  },
  chain: chainSamples,
  merge: mergeSamples,
};
/** Rows of a tier; those of one step add up. */
export const tierRows = (step: TierStep): RowsCodec<TierRows> => ({
  lasts: tierMs[step] - 1, small: 2048,
  read(bytes) {
    const rows = readTier(bytes);
    if (!rows.ok) return rows;
    try { return rows.value.length === 0 ? fail('block-form') : ok(rows.value); } catch { return fail('block-form'); }
  },
  write: (rows, grids) => writeTier(rows, grids),
  length: (rows) => rows.length,
  at: (rows, i) => rows.start[i]!,
  cut: cutRows,
  chain: (several) => pairwise(several),
  merge: (several) => pairwise(several),
});
/** Neighbours first, so that a long row of small ones does not copy the long result again and again. */
function pairwise(several: readonly TierRows[]): TierRows {
  if (several.length === 1) return several[0]!;
  const half = several.length >>> 1;
  return mergeTiers(pairwise(several.slice(0, half)), pairwise(several.slice(half)));
}
