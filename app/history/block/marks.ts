import { put, putNumber, take, takeNumber, type BitsIn, type BitsOut } from './bits.ts';

/** What goes with each sample beside its numbers: its status, and whether it has a source time and a value. */
export interface Marks { readonly status: Uint32Array; readonly dated: Uint8Array | null; readonly valued: Uint8Array | null }

/** A status and both bits in one number. */
const kindOf = (status: number, time: number, value: number): number => status * 4 + Number(time === time) * 2 + Number(value === value);
/** Every sample is good, has a value and a source time. */
const usual = 3;

/** Samples of a kind, in runs; a block of one kind, as most are, says it once. At most 6 bytes a run, and 6 a kind. */
export function putMarks(out: BitsOut, length: number, sourceTime: Float64Array, value: Float64Array, status: Uint32Array): void {
  const kinds = new Map<number, number>();
  const runs: number[] = [];
  let kind = -1;
  for (let i = 0; i < length; i++) {
    const now = kindOf(status[i]!, sourceTime[i]!, value[i]!);
    if (now === kind) continue;
    kind = now;
    if (!kinds.has(kind)) kinds.set(kind, kinds.size);
    runs.push(i, kinds.get(kind)!);
  }
  putNumber(out, kinds.size - 1);
  for (const k of kinds.keys()) { put(out, Number(k === usual), 1); if (k !== usual) { put(out, k % 4, 2); put(out, Math.floor(k / 4), 32); } }
  if (kinds.size === 1) return;
  const bits = 32 - Math.clz32(kinds.size - 1);
  for (let r = 0; r < runs.length; r += 2) {
    put(out, runs[r + 1]!, bits);
    putNumber(out, (runs[r + 2] ?? length) - runs[r]! - 1);
  }
}
/** How many samples have no source time, and no value: what the other columns hold less. */
export function takeMarks(from: BitsIn, length: number): Marks {
  const status = new Uint32Array(length);
  const count = takeNumber(from) + 1;
  const kinds: number[] = [];
  for (let k = 0; k < Math.min(count, length); k++) { if (take(from, 1) === 1) kinds.push(usual); else { const there = take(from, 2); kinds.push(take(from, 32) * 4 + there); } }
  if (kinds.every((k) => k === usual)) return { status, dated: null, valued: null };
  const [dated, valued] = [new Uint8Array(length), new Uint8Array(length)];
  const bits = 32 - Math.clz32(count - 1);
  for (let i = 0; i < length;) {
    const kind = count === 1 ? kinds[0]! : kinds[take(from, bits)] ?? usual;
    const end = count === 1 ? length : Math.min(length, i + takeNumber(from) + 1);
    status.fill(Math.floor(kind / 4), i, end);
    dated.fill((kind >> 1) & 1, i, end);
    valued.fill(kind & 1, i, end);
    i = end;
  }
  return { status, dated: dated.includes(0) ? dated : null, valued: valued.includes(0) ? valued : null };
}

/** The numbers of a column that are there, one after another. */
export function gathered(column: Float64Array, length: number): Float64Array {
  let i = 0;
  while (i < length && column[i] === column[i]) i++;
  return i === length ? column.subarray(0, length) : column.subarray(0, length).filter((n) => n === n);
}
/** Back to where they were, in place; NaN where none is. */
export function spread(column: Float64Array, there: Uint8Array | null, count: number): void {
  if (there === null) return;
  let next = count;
  for (let i = there.length - 1; i >= 0; i--) column[i] = there[i] === 1 ? column[--next]! : Number.NaN;
}
export const countOf = (there: Uint8Array | null, length: number): number => { if (there === null) return length; let n = 0; for (let i = 0; i < length; i++) n += there[i]!; return n; };
