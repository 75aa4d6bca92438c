import { align, alignIn, isOver, makeRoom, put, putNumber, takeNumber, type BitsIn, type BitsOut } from './bits.ts';
import { putIntegers, takeIntegers } from './integers.ts';

// Every platform has these, node and window alike; app/ is compiled without the types of either.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (label: 'utf-8') => { decode(bytes: Uint8Array): string };

/** The words of the rows that have some: each word once, in UTF-8 (half a surrogate pair becomes U+FFFD), and which of them (from 1; 0: none) a row has. */
export function putText(out: BitsOut, text: ReadonlyMap<number, string>, length: number, work: Float64Array): void {
  const words = new Map<string, number>();
  work.fill(0, 0, length);
  for (const [row, word] of text) {
    if (!words.has(word)) words.set(word, words.size + 1);
    work[row] = words.get(word)!;
  }
  putNumber(out, words.size);
  const encoder = new TextEncoder();
  for (const word of words.keys()) {
    const bytes = encoder.encode(word);
    makeRoom(out, bytes.length + 16);
    putNumber(out, bytes.length);
    align(out);
    for (const byte of bytes) put(out, byte, 8);
  }
  makeRoom(out, length * 12 + 64);
  putIntegers(out, work, length);
}
/** Reads what `putText` wrote; null where there are more words or bytes than it can hold. */
export function takeText(from: BitsIn, length: number): ReadonlyMap<number, string> | null {
  const count = takeNumber(from);
  if (count > length) return null;
  const decoder = new TextDecoder('utf-8');
  const words: string[] = [];
  for (let w = 0; w < count; w++) {
    const size = takeNumber(from);
    alignIn(from);
    if (size * 8 > from.end - from.at) return null;
    words.push(decoder.decode(from.bytes.subarray(from.at / 8, from.at / 8 + size)));
    from.at += size * 8;
  }
  const which = new Float64Array(length);
  takeIntegers(from, which, length);
  if (isOver(from)) return null;
  const text = new Map<number, string>();
  for (let row = 0; row < length; row++) { const word = words[which[row]! - 1]; if (word !== undefined) text.set(row, word); }
  return text;
}
