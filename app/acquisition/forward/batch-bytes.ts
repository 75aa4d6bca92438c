import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Batch } from '../batch.ts';
import { wordsOf } from '../mapping/utf8.ts';

// Every platform has this one, as it has the decoder of mapping/utf8.ts; app/ is compiled without their types.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
const utf8 = new TextEncoder();

const version = 1;
const head = 16;
const rowBytes = 4 + 4 + 8 + 8 + 8;
/** What the flags say, by their number. */
const lates = [undefined, true, 'past'] as const;
/** No batch is longer as bytes. */
export const mostRows = 65_536;

/** Bytes that are no batch: `what` is `short`, `version`, `flags`, `rows`, `length` or `words`; `at`: the offset of what is wrong. */
export type BatchFault = Fault<'bad-batch'>;

/** A batch as bytes, little endian (FWD-01): version, rows, length of the words, flags (1: back-fill, 2: of which nothing is how things stand); handles, status, values, source times, received times; words as JSON in UTF-8. At most 65,536 rows. */
export function bytesOf(b: Batch): Uint8Array {
  const words = b.text === undefined || b.text.size === 0 ? new Uint8Array() : utf8.encode(JSON.stringify([...b.text]));
  const out = new Uint8Array(head + b.length * rowBytes + words.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, version, true);
  view.setUint32(4, b.length, true);
  view.setUint32(8, words.length, true);
  view.setUint32(12, Math.max(0, lates.indexOf(b.late)), true);
  let at = head;
  for (const column of [b.handle, b.status]) for (let i = 0; i < b.length; i++, at += 4) view.setUint32(at, column[i]!, true);
  for (const column of [b.value, b.sourceTime, b.receivedTime]) for (let i = 0; i < b.length; i++, at += 8) view.setFloat64(at, column[i]!, true);
  out.set(words, at);
  return out;
}
const isWords = (v: unknown, rows: number): v is [number, string][] => Array.isArray(v) && v.every((e) => Array.isArray(e) && e.length === 2 && Number.isInteger(e[0]) && e[0] >= 0 && e[0] < rows && typeof e[1] === 'string');

function textFrom(bytes: Uint8Array, rows: number): ReadonlyMap<number, string> | null {
  const words = wordsOf(bytes);
  if (words === null) return null;
  try {
    const text: unknown = JSON.parse(words);
    return isWords(text, rows) ? new Map(text) : null;
  } catch { return null; }
}

/** How many rows the bytes of a batch say they have. */
export const rowsIn = (bytes: Uint8Array): number => (bytes.length < head ? 0 : new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(4, true));

/** The batch that bytes are of, checked to its last byte; `bad-batch` names what is wrong with them and where. */
export function batchFrom(bytes: Uint8Array): Result<Batch, BatchFault> {
  const wrong = (what: string, at: number): Result<never, BatchFault> => fail('bad-batch', { what, at });
  if (bytes.length < head) return wrong('short', bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [length, words, flags] = [view.getUint32(4, true), view.getUint32(8, true), view.getUint32(12, true)];
  if (view.getUint32(0, true) !== version) return wrong('version', 0);
  if (length > mostRows) return wrong('rows', 4);
  if (bytes.length !== head + length * rowBytes + words) return wrong('length', 8);
  const late = lates[flags];
  if (flags >= lates.length) return wrong('flags', 12);
  let at = head;
  const ints = (): Uint32Array => { const out = new Uint32Array(length); for (let i = 0; i < length; i++, at += 4) out[i] = view.getUint32(at, true); return out; };
  const floats = (): Float64Array => { const out = new Float64Array(length); for (let i = 0; i < length; i++, at += 8) out[i] = view.getFloat64(at, true); return out; };
  const columns = { handle: ints(), status: ints(), value: floats(), sourceTime: floats(), receivedTime: floats(), length, ...(late !== undefined && { late }) };
  if (words === 0) return ok(columns);
  const text = textFrom(bytes.subarray(at), length);
  return text === null ? wrong('words', at) : ok({ ...columns, text });
}
