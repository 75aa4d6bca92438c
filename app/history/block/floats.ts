import { put, take, type BitsIn, type BitsOut } from './bits.ts';

/** The two halves of a float64, the high one first. */
const one = new DataView(new ArrayBuffer(8));

const leadingOf = (high: number, low: number): number => (high !== 0 ? Math.clz32(high) : 32 + Math.clz32(low));
const zerosAfter = (n: number): number => 31 - Math.clz32(n & -n);
const trailingOf = (high: number, low: number): number => (low !== 0 ? zerosAfter(low) : 32 + zerosAfter(high));
/** The low `n` bits. */
const lowest = (value: number, n: number): number => (n >= 32 ? value : value & ((1 << n) - 1));

/** Writes the `n` bits of (high, low) that begin after `lead` zeros. */
function putWindow(out: BitsOut, high: number, low: number, lead: number, n: number): void {
  const after = 64 - lead - n;
  const inHigh = Math.min(n, Math.max(0, 32 - lead));
  const inLow = n - inHigh;
  if (inHigh > 0) put(out, lowest(high >>> Math.max(0, after - 32), inHigh), inHigh);
  if (inLow > 0) put(out, lowest(low >>> after, inLow), inLow);
}

/**
 * Float64 values bit by bit, each as what differs from the one before (Pelkonen et al. 2015, 4.1.2): a zero where nothing does; a one and a zero and the bits of the window of the one before, where it holds them; else two ones, the leading
 * zeros (6 bits), the length (6 bits) and the bits that differ. The caller has made room: at most 10 bytes each.
 */
export function putFloats(out: BitsOut, column: ArrayLike<number>, length: number): void {
  let [beforeHigh, beforeLow, lead, n] = [0, 0, 64, 0];
  for (let i = 0; i < length; i++) {
    one.setFloat64(0, column[i]!);
    const [h, l] = [one.getInt32(0), one.getInt32(4)];
    const [high, low] = [h ^ beforeHigh, l ^ beforeLow];
    beforeHigh = h;
    beforeLow = l;
    if ((high | low) === 0) { put(out, 0, 1); continue; }
    const [leads, trails] = [leadingOf(high, low), trailingOf(high, low)];
    if (leads >= lead && trails >= 64 - lead - n && n <= 64 - leads - trails + 12) put(out, 2, 2);
    else { lead = leads; n = 64 - leads - trails; put(out, 3, 2); put(out, lead, 6); put(out, n - 1, 6); }
    putWindow(out, high, low, lead, n);
  }
}
/** Reads `length` values as `putFloats` wrote them. */
export function takeFloats(from: BitsIn, column: Float64Array, length: number): void {
  let [high, low, lead, n] = [0, 0, 64, 0];
  for (let i = 0; i < length; i++) {
    if (take(from, 1) === 1) {
      if (take(from, 1) === 1) { lead = take(from, 6); n = Math.min(take(from, 6) + 1, 64 - lead); }
      const inHigh = Math.min(n, Math.max(0, 32 - lead));
      const inLow = n - inHigh;
      const after = 64 - lead - n;
      if (inHigh > 0) high ^= take(from, inHigh) << Math.max(0, after - 32);
      if (inLow > 0) low ^= take(from, inLow) << after;
    }
    one.setInt32(0, high);
    one.setInt32(4, low);
    column[i] = one.getFloat64(0);
  }
}
