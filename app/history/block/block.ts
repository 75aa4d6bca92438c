import { fail, ok, type Fault, type Result } from '#kernel/result';
import { align, bitsIn, bitsOut, isOver, makeRoom, partsOf, take, takeSize, type BitsIn } from './bits.ts';
import type { Grid } from './grid.ts';
import { headed } from './headed.ts';
import { countOf, gathered, putMarks, spread, takeMarks, type Marks } from './marks.ts';
import { putText, takeText } from './text.ts';
import { putNumbers, putReceived, takeNumbers, takeReceived } from './times.ts';
import { putValues, takeValues } from './values.ts';

/** Samples of one point in columns, in the order in which they are to be kept. Times are epoch ms; `sourceTime` and `value` NaN: none. `text`: row -> words. */
export interface Samples {
  readonly length: number; readonly sourceTime: Float64Array; readonly receivedTime: Float64Array; readonly value: Float64Array; readonly status: Uint32Array; readonly text?: ReadonlyMap<number, string>;
}
export type BlockFault = Fault<'block-form'>;

/** The first four bits of every block. */
const form = 2;
export const mostInBlock = 65_535;
/** Columns to be read, as a set of bits; `received` needs `source`. Status is always there. */
export const wants = { source: 1, received: 2, value: 4, text: 8 } as const;
export const wholeBlock = 15;

/** What is worked in: one block is written at a time. */
const out = bitsOut(65_536);
let work = new Float64Array(4096);
const none = new Float64Array(0);

/**
 * One block: every sample as it was, bit by bit, quality and both times included. `grids`: what the values may stand on beside decimals (`converterGrids` of the point's range). At most 65,535 samples, at least one. NaN of
 * whatever payload comes back as NaN; -0 as it was. Its columns stand one after another, each from a whole byte on, and its head says how long the first ones are, so that some can be read alone.
 */
export function writeBlock({ length, sourceTime, receivedTime, value, status, text }: Samples, grids: readonly Grid[] = []): Uint8Array {
  if (length < 1 || length > mostInBlock) throw new Error(`a block of ${length} samples`);
  if (work.length < length) work = new Float64Array(length * 2);
  out.at = 0;
  out.held = 0;
  out.free = 32;
  const parts: (() => void)[] = [
    () => { putMarks(out, length, sourceTime, value, status); },
    () => { const dated = gathered(sourceTime, length); putNumbers(out, dated, dated.length); },
    () => { putReceived(out, sourceTime, receivedTime, length, work); },
    () => { const there = gathered(value, length); if (there.length > 0) putValues(out, there, there.length, grids, work); },
    ...(text !== undefined && text.size > 0 ? [() => { putText(out, text, length, work); }] : []),
  ];
  const sizes = parts.map((part) => { const before = out.at; makeRoom(out, length * 12 + 256); part(); align(out); return out.at - before; });
  return headed(out, form, parts.length - 1, length, sizes);
}

/** The head of a block: how many samples, and at which bits its columns begin, and the end. Null: it is none of ours. */
function headOf(from: BitsIn): { readonly length: number; readonly at: readonly number[] } | null {
  const version = take(from, 4);
  const parts = take(from, 4) + 1;
  const length = takeSize(from);
  if (version !== form || length < 1 || length > mostInBlock || (parts !== 4 && parts !== 5)) return null;
  const at = partsOf(from, parts);
  return at === null ? null : { length, at };
}

/**
 * The samples of a block, or of its columns that are `wanted`; the others are empty. `block-form` where it is none of ours, or is cut. Takes time by the number of samples it says, at most 65,535, whatever the bytes are.
 */
export function readBlock(bytes: Uint8Array, wanted: number = wholeBlock): Result<Samples, BlockFault> {
  const from = bitsIn(bytes);
  const head = headOf(from);
  if (head === null) return fail('block-form', { bytes: bytes.length });
  const { length, at } = head;
  const room = (columns: number): Float64Array => ((wanted & columns) === 0 ? none : new Float64Array(length));
  const [sourceTime, receivedTime, value] = [room(wants.source | wants.received), room(wants.received), room(wants.value)];
  let over = false;
  /** Reads one of the columns, where it begins and no further than it goes. */
  const read = (part: number, column: () => void): void => { from.at = at[part]!; from.end = at[part + 1]!; column(); over ||= isOver(from); };
  let marks: Marks = { status: new Uint32Array(0), dated: null, valued: null };
  let text: ReadonlyMap<number, string> | null = null;
  read(0, () => { marks = takeMarks(from, length); });
  const { status, dated, valued } = marks;
  if (sourceTime !== none) read(1, () => { const count = countOf(dated, length); takeNumbers(from, sourceTime, count); spread(sourceTime, dated, count); });
  if (receivedTime !== none) read(2, () => { takeReceived(from, sourceTime, receivedTime, length); });
  if (value !== none) read(3, () => { const count = countOf(valued, length); if (count > 0) takeValues(from, value, count); spread(value, valued, count); });
  const hasText = at.length > 5 && (wanted & wants.text) !== 0;
  if (hasText) read(4, () => { text = takeText(from, length); });
  if (over || (hasText && text === null)) return fail('block-form', { bytes: bytes.length });
  return ok({ length, sourceTime, receivedTime, value, status, ...(text !== null && { text }) });
}
