/** Where bits are written to, the most significant first. `held`: those of the open 32 bits, of which `free` are still to be written. */
export interface BitsOut { bytes: Uint8Array; at: number; held: number; free: number }
export const bitsOut = (room = 4096): BitsOut => ({ bytes: new Uint8Array(room), at: 0, held: 0, free: 32 });

/** Makes room for so many bytes more: nothing below looks whether there is any. */
export function makeRoom(out: BitsOut, bytes: number): void {
  if (out.at + bytes + 8 <= out.bytes.length) return;
  const more = new Uint8Array(Math.max(out.bytes.length * 2, out.at + bytes + 8));
  more.set(out.bytes.subarray(0, out.at));
  out.bytes = more;
}
/** Writes the low `n` (0 to 32) bits of `value`, which has no others. */
export function put(out: BitsOut, value: number, n: number): void {
  const left = out.free - n;
  if (left > 0) { out.held |= value << left; out.free = left; return; }
  const whole = out.held | (left === 0 ? value : value >>> -left);
  const { bytes, at } = out;
  bytes[at] = whole >>> 24;
  bytes[at + 1] = whole >>> 16;
  bytes[at + 2] = whole >>> 8;
  bytes[at + 3] = whole;
  out.at = at + 4;
  out.held = left === 0 ? 0 : value << (32 + left);
  out.free = 32 + left;
}
/** Fills the last byte with zeros: what follows begins at a whole one. */
export function align(out: BitsOut): void {
  for (let { free } = out; free < 32; free += 8) { out.bytes[out.at++] = out.held >>> 24; out.held <<= 8; }
  out.held = 0;
  out.free = 32;
}
/** A number from 0 to 2^53 - 1: 6 bits say how many bits it has, those below its first follow. */
export function putNumber(out: BitsOut, value: number): void {
  const [high, low] = [Math.floor(value / 2 ** 32), value >>> 0];
  const n = high > 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(low);
  put(out, n, 6);
  if (n > 33) put(out, high & ~(1 << (n - 33)), n - 33);
  if (n > 32) put(out, low, 32); else if (n > 1) put(out, low & ~(1 << (n - 1)), n - 1);
}
/** An integer of a magnitude below 2^52. */
export const putSigned = (out: BitsOut, value: number): void => putNumber(out, folded(value));

/** Zigzag: 0, -1, 1, -2, ... as 0, 1, 2, 3, ...; integers of magnitude below 2^52. */
export const folded = (n: number): number => (n >= 0 ? 2 * n : -2 * n - 1);
export const unfolded = (u: number): number => (u % 2 === 0 ? u / 2 : -(u + 1) / 2);

/** Where bits are read from: from bit `at` to bit `end`. After `end` there are zeros, and at least 8 bytes of them. */
export interface BitsIn { readonly bytes: Uint8Array; readonly view: DataView; at: number; end: number }
const spare = 16;
export function bitsIn(bytes: Uint8Array): BitsIn {
  const padded = new Uint8Array(bytes.length + spare);
  padded.set(bytes);
  return { bytes: padded, view: new DataView(padded.buffer), at: 0, end: bytes.length * 8 };
}
/** The next 32 bits, unread; zeros where nothing is any more. */
export function peek({ bytes, view, at, end }: BitsIn): number {
  if (at > end) return 0;
  const byte = at >>> 3;
  const over = at & 7;
  return (view.getUint32(byte) << over) | (bytes[byte + 4]! >>> (8 - over));
}
/** Reads `n` (0 to 32) bits. */
export function take(from: BitsIn, n: number): number {
  if (n === 0) return 0;
  const value = peek(from) >>> (32 - n);
  from.at += n;
  return value;
}
/** What `putNumber` wrote. */
export function takeNumber(from: BitsIn): number {
  const n = Math.min(53, take(from, 6));
  if (n < 2) return n;
  if (n <= 32) return ((1 << (n - 1)) | take(from, n - 1)) >>> 0;
  const high = n === 33 ? 1 : 2 ** (n - 33) + take(from, n - 33);
  return high * 2 ** 32 + take(from, 32);
}
export const takeSigned = (from: BitsIn): number => unfolded(takeNumber(from));
/** Goes on at a whole byte. */
export const alignIn = (from: BitsIn): void => { from.at = (from.at + 7) & ~7; };
/** True where more was read than there was. */
export const isOver = (from: BitsIn): boolean => from.at > from.end;

/** A size from 0 to 2^28 - 1: 7 bits a byte, the least first, as many bytes as are wanted. */
export function putSize(out: BitsOut, n: number): void {
  let left = n;
  for (; left >= 128; left >>>= 7) put(out, 128 | (left & 127), 8);
  put(out, left, 8);
}
export function takeSize(from: BitsIn): number {
  let n = 0;
  for (let shift = 0; shift < 28; shift += 7) { const byte = take(from, 8); n |= (byte & 127) << shift; if (byte < 128) break; }
  return n;
}

/** Where the parts of a block begin and end, in bits, when the head of `from` says how long each but the last is; null: it ends before they do. */
export function partsOf(from: BitsIn, count: number): readonly number[] | null {
  const sizes = Array.from({ length: count - 1 }, () => takeSize(from));
  const at = [from.at];
  for (const size of sizes) at.push(at.at(-1)! + size * 8);
  return at.at(-1)! > from.end ? null : [...at, from.end];
}
