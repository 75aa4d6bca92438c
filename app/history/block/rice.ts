import type { BitReader, BitWriter } from './bits.ts';

/** A quotient this long is no number of this distribution: it is written whole. */
const longest = 20;
/** After so many numbers the older half of the past counts half (as JPEG-LS does, ITU-T T.87 A.6.1). */
const memory = 32;

/** The parameter of a Rice code that follows what came: 2^k is about the mean. Both ends keep one and tell it every number. */
function following(first: number) {
  let [sum, count, k] = [2 ** first, 1, first];
  return {
    k: (): number => k,
    saw(u: number): void {
      sum += u;
      if (++count > memory) { sum /= 2; count = Math.ceil(count / 2); }
      while (k < 40 && count * 2 ** k < sum) k++;
      while (k > 0 && count * 2 ** (k - 1) >= sum) k--;
    },
  };
}

/** Zigzag: 0, -1, 1, -2, ... as 0, 1, 2, 3, ...; integers of magnitude below 2^52. */
export const folded = (n: number): number => (n >= 0 ? 2 * n : -2 * n - 1);
export const unfolded = (u: number): number => (u % 2 === 0 ? u / 2 : -(u + 1) / 2);

function putWide(out: BitWriter, u: number, n: number): void {
  if (n > 32) { out.put(Math.floor(u / 2 ** 32), n - 32); out.put(u % 2 ** 32, 32); } else out.put(u, n);
}
const takeWide = (from: BitReader, n: number): number => (n > 32 ? from.take(n - 32) * 2 ** 32 + from.take(32) : from.take(n));

/** An adaptive Golomb-Rice code (Rice 1979) of integers from 0 to 2^53 - 1 into `out`. */
export function riceWriter(out: BitWriter, first = 3): (u: number) => void {
  const follow = following(first);
  return (u) => {
    const k = follow.k();
    const quotient = Math.floor(u / 2 ** k);
    if (quotient < longest) { out.unary(quotient); putWide(out, u % 2 ** k, k); } else { out.put(2 ** longest - 1, longest); putWide(out, u, 53); }
    follow.saw(u);
  };
}
/** Reads what `riceWriter` wrote, one after another. */
export function riceReader(from: BitReader, first = 3): () => number {
  const follow = following(first);
  return () => {
    const k = follow.k();
    const quotient = from.unary(longest);
    const u = quotient < longest ? quotient * 2 ** k + takeWide(from, k) : takeWide(from, 53);
    follow.saw(u);
    return u;
  };
}
