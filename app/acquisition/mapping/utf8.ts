import type { Read } from './read.ts';

// Every platform has this one, node and window alike; app/ is compiled without the types of either. Its own pure function, and a hundred times as fast as ours could be.
declare const TextDecoder: new (label: 'utf-8', options: { readonly fatal: true }) => { decode(bytes: Uint8Array): string };

const strict = new TextDecoder('utf-8', { fatal: true });
/** The least code point that so many following bytes may say. */
const LEAST = [0, 0x80, 0x800, 0x1_0000] as const;

/** How many bytes follow a first byte; -1 when it begins nothing. */
function following(first: number): number {
  if (first < 0x80) return 0;
  if (first < 0xc2 || first > 0xf4) return -1;
  return first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
}
/** Whether a code point of so many following bytes begins at `from`: not cut off, not longer than it need be, no half of a pair, not beyond the last. */
function isPointAt(bytes: Uint8Array, from: number, more: number): boolean {
  let point = bytes[from]! & (0x3f >> more);
  for (let i = 1; i <= more; i++) {
    const byte = bytes[from + i];
    if (byte === undefined || (byte & 0xc0) !== 0x80) return false;
    point = (point << 6) | (byte & 0x3f);
  }
  return point >= LEAST[more]! && point <= 0x10_ffff && (point & 0xffff_f800) !== 0xd800;
}
/** The offset of the first byte that is no UTF-8 (RFC 3629); the length when there is none. */
function faultAt(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length;) {
    const more = following(bytes[i]!);
    if (more < 0 || (more > 0 && !isPointAt(bytes, i, more))) return i;
    i += more + 1;
  }
  return bytes.length;
}

/** The words of bytes in UTF-8, null when they are none; a byte order mark at their beginning is left out. */
export function wordsOf(bytes: Uint8Array): string | null {
  try { return strict.decode(bytes); } catch { return null; }
}

/** The same; `syntax` with the offset of the first byte that is none. */
export function readUtf8(bytes: Uint8Array): Read<string> {
  const text = wordsOf(bytes);
  return text === null ? { ok: false, bad: 'syntax', at: faultAt(bytes) } : { ok: true, value: text };
}
