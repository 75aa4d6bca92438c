import { fail, ok, type Result } from '#kernel/result';
import type { Batch } from '../batch.ts';

const version = 1;
const head = 12;
const rowBytes = 4 + 4 + 8 + 8 + 8;

/** A batch as bytes, little endian: version, rows, length of the words; handles, status, values, source times, received times; words as JSON. */
export function bytesOf(b: Batch): Uint8Array {
  const words = new Uint8Array(b.text === undefined || b.text.size === 0 ? [] : encode(JSON.stringify([...b.text])));
  const out = new Uint8Array(head + b.length * rowBytes + words.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, version, true);
  view.setUint32(4, b.length, true);
  view.setUint32(8, words.length, true);
  let at = head;
  for (const column of [b.handle, b.status]) for (let i = 0; i < b.length; i++, at += 4) view.setUint32(at, column[i]!, true);
  for (const column of [b.value, b.sourceTime, b.receivedTime]) for (let i = 0; i < b.length; i++, at += 8) view.setFloat64(at, column[i]!, true);
  out.set(words, at);
  return out;
}
/** UTF-8, without the platform's encoder: app/ has none. */
function encode(text: string): number[] {
  return [...unescapeUtf8(encodeURIComponent(text.toWellFormed()))];
}
function* unescapeUtf8(escaped: string): Generator<number> {
  for (let i = 0; i < escaped.length; i++) {
    if (escaped[i] === '%') { yield Number.parseInt(escaped.slice(i + 1, i + 3), 16); i += 2; } else yield escaped.charCodeAt(i);
  }
}
function decode(bytes: Uint8Array): string {
  return decodeURIComponent(Array.from(bytes, (b) => `%${b.toString(16).padStart(2, '0')}`).join(''));
}
const isWords = (v: unknown): v is [number, string][] => Array.isArray(v) && v.every((e) => Array.isArray(e) && e.length === 2 && typeof e[0] === 'number' && typeof e[1] === 'string');

/** The batch that bytes are of; `buffer-error` where they are of none. */
export function batchFrom(bytes: Uint8Array): Result<Batch> {
  const wrong = fail('buffer-error', { reason: 'value' });
  if (bytes.length < head) return wrong;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [length, words] = [view.getUint32(4, true), view.getUint32(8, true)];
  if (view.getUint32(0, true) !== version || bytes.length !== head + length * rowBytes + words) return wrong;
  let at = head;
  const ints = (): Uint32Array => Uint32Array.from({ length }, () => { at += 4; return view.getUint32(at - 4, true); });
  const floats = (): Float64Array => Float64Array.from({ length }, () => { at += 8; return view.getFloat64(at - 8, true); });
  const columns = { handle: ints(), status: ints(), value: floats(), sourceTime: floats(), receivedTime: floats(), length };
  if (words === 0) return ok(columns);
  try {
    const text: unknown = JSON.parse(decode(bytes.subarray(at)));
    return isWords(text) ? ok({ ...columns, text: new Map(text) }) : wrong;
  } catch { return wrong; }
}
