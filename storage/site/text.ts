import { TextDecoder } from 'node:util';
import type { Findings } from '#app/park';

/** True when every byte above ASCII is the first of a pair as GBK writes Chinese (GB 18030-2022, two-byte part). */
function looksLikeGbk(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[++i] ?? 0;
    if (lead === 0x80 || lead === 0xff || trail < 0x40 || trail === 0x7f || trail === 0xff) return false;
  }
  return true;
}

function encodingOf(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return 'UTF-16';
  return looksLikeGbk(bytes) ? 'GBK' : '?';
}

/**
 * True for a text that is GBK by all appearances although its bytes are UTF-8 too: pairs of Chinese such as 液位 then read as Cyrillic, Greek or Hebrew letters.
 * A text that means those letters says so with a byte order mark.
 */
const chanceUtf8 = (text: string, bytes: Uint8Array): boolean =>
  bytes[0] !== 0xef && /[\u0370-\u07FF]/.test(text.replace(/[Ωμ]/g, '')) && !/[\u0800-\uFFFF]/.test(text) && looksLikeGbk(bytes);

/** The line of the first byte that is no UTF-8. A line end is never part of a longer character, so line by line is enough. */
function badLine(bytes: Uint8Array, decoder: TextDecoder): number {
  let line = 1;
  for (let start = 0; start <= bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const stop = end === -1 ? bytes.length : end;
    try { decoder.decode(bytes.subarray(start, stop)); } catch { return line; }
    start = stop + 1;
  }
  return 1;
}

/** Bytes to text: UTF-8, with or without a byte order mark. Anything else is refused and named, never guessed at (PRK-04). */
export function decode(file: string, bytes: Uint8Array, found: Findings): string | null {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const refuse = (line: number, encoding: string): null => { found.error({ file, line, field: '' }, 'wrong-encoding', { encoding }); return null; };
  try {
    const text = decoder.decode(bytes);
    const zero = text.indexOf('\0'); // no text we read has one; UTF-16 without a mark does
    if (zero !== -1) return refuse(text.slice(0, zero).split('\n').length, 'UTF-16');
    return chanceUtf8(text, bytes) ? refuse(text.slice(0, text.search(/[\u0370-\u07FF]/)).split('\n').length, 'GBK') : text;
  } catch { return refuse(badLine(bytes, decoder), encodingOf(bytes)); }
}
