import type { BitReader, BitWriter } from './bits.ts';

/** A float64 as its two halves; one buffer for a whole column. */
function halves() {
  const view = new DataView(new ArrayBuffer(8));
  return {
    split: (value: number): readonly [number, number] => { view.setFloat64(0, value); return [view.getUint32(0), view.getUint32(4)]; },
    join: (high: number, low: number): number => { view.setUint32(0, high); view.setUint32(4, low); return view.getFloat64(0); },
  };
}
const leadingOf = (high: number, low: number): number => (high !== 0 ? Math.clz32(high) : 32 + Math.clz32(low));
const zerosBehind = (n: number): number => (n === 0 ? 32 : 31 - Math.clz32(n & -n));
const trailingOf = (high: number, low: number): number => (low !== 0 ? zerosBehind(low) : 32 + zerosBehind(high));

/** The bits [from, from + n) of a 64-bit word, the highest first, in pieces of at most 32. */
function putWindow(out: BitWriter, high: number, low: number, lead: number, n: number): void {
  const end = lead + n;
  if (lead < 32) { const upTo = Math.min(end, 32); out.put(high >>> (32 - upTo), upTo - lead); }
  if (end > 32) { const since = Math.max(lead, 32); out.put(low >>> (64 - end), end - since); }
}
function takeWindow(from: BitReader, lead: number, n: number): readonly [number, number] {
  const end = lead + n;
  let [high, low] = [0, 0];
  if (lead < 32) { const upTo = Math.min(end, 32); high = (from.take(upTo - lead) * 2 ** (32 - upTo)) >>> 0; }
  if (end > 32) { const since = Math.max(lead, 32); low = (from.take(end - since) * 2 ** (64 - end)) >>> 0; }
  return [high, low];
}

/** Float64 values bit by bit, each as what differs from the one before (Pelkonen et al. 2015, 4.1.2): a zero where nothing does; else a one, the leading zeros (6 bits), the length (6 bits) and the bits that differ. */
export function writeFloats(out: BitWriter, column: ArrayLike<number>): void {
  const { split } = halves();
  let [beforeHigh, beforeLow] = [0, 0];
  for (let i = 0; i < column.length; i++) {
    const [h, l] = split(column[i]!);
    const [high, low] = [(h ^ beforeHigh) >>> 0, (l ^ beforeLow) >>> 0];
    [beforeHigh, beforeLow] = [h, l];
    if (high === 0 && low === 0) { out.put(0, 1); continue; }
    const lead = leadingOf(high, low);
    const n = 64 - lead - trailingOf(high, low);
    out.put(1, 1);
    out.put(lead, 6);
    out.put(n - 1, 6);
    putWindow(out, high, low, lead, n);
  }
}
/** Reads `length` values as `writeFloats` wrote them. */
export function readFloats(from: BitReader, length: number): Float64Array {
  const { join } = halves();
  const column = new Float64Array(length);
  let [high, low] = [0, 0];
  for (let i = 0; i < length; i++) {
    if (from.take(1) === 1) {
      const lead = from.take(6);
      const [h, l] = takeWindow(from, lead, Math.min(from.take(6) + 1, 64 - lead));
      [high, low] = [(high ^ h) >>> 0, (low ^ l) >>> 0];
    }
    column[i] = join(high, low);
  }
  return column;
}
