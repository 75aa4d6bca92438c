import { folded, peek, put, take, unfolded, type BitsIn, type BitsOut } from './bits.ts';

/** How many bits a number from 0 to 2^54 has. */
function bitsOf(u: number): number { return u >= 2 ** 32 ? 64 - Math.clz32(Math.floor(u / 2 ** 32)) : 32 - Math.clz32(u); }
function putLong(out: BitsOut, u: number, n: number): void {
  if (n > 32) { put(out, Math.floor(u / 2 ** 32) & ((2 ** (n - 32)) - 1), n - 32); put(out, u >>> 0, 32); } else put(out, n === 32 ? u >>> 0 : u & ((1 << n) - 1), n);
}
const takeLong = (from: BitsIn, n: number): number => (n > 32 ? take(from, n - 32) * 2 ** 32 + take(from, 32) : take(from, n));

/** Integers that are far from each other (magnitude below 2^50): what the line through the two before leaves, as how many bits it has against the one before (in ones and a zero), and these. Few columns are such. */
export function putWide(out: BitsOut, integers: ArrayLike<number>, length: number): void {
  let [before, on, bits] = [0, 0, 32];
  for (let i = 0; i < length; i++) {
    const n = integers[i]!;
    const u = folded(n - before - on);
    const has = bitsOf(u);
    const change = folded(has - bits);
    if (change < 16) put(out, ((1 << change) - 1) * 2, change + 1); else { put(out, 0xffff, 16); put(out, has, 6); }
    putLong(out, u % 2 ** Math.max(0, has - 1), Math.max(0, has - 1));
    on = i === 0 ? 0 : n - before;
    before = n;
    bits = has;
  }
}
/** Reads what `putWide` wrote. */
export function takeWide(from: BitsIn, integers: Float64Array, length: number): void {
  let [before, on, bits] = [0, 0, 32];
  for (let i = 0; i < length; i++) {
    const change = Math.clz32(~peek(from));
    if (change < 16) { from.at += change + 1; bits = Math.min(54, Math.max(0, bits + unfolded(change))); } else { from.at += 16; bits = Math.min(54, take(from, 6)); }
    const u = bits === 0 ? 0 : 2 ** (bits - 1) + takeLong(from, bits - 1);
    const n = before + on + unfolded(u);
    integers[i] = n;
    on = i === 0 ? 0 : n - before;
    before = n;
  }
}
