import { fail, ok, type Result } from '#kernel/result';
import type { AskedFault } from '../query/asked.ts';
import type { Series, SeriesSource } from '../kept/series.ts';
import { walk, type Visit } from '../query/walk.ts';
import { isReading } from '../kept/reading.ts';

/** How many readings a percentile is reckoned of at most: a month of one a second. */
export const mostInPercentile = 2_678_400;
const numbers = () => {
  let held = new Float64Array(1024);
  let n = 0;
  return { add(v: number): void { if (n === held.length) { const more = new Float64Array(2 * n); more.set(held); held = more; } held[n++] = v; }, get length(): number { return n; }, get all(): Float64Array { return held.subarray(0, n); } };
};

/** Brings the k-th least to place k and all that are less before it (Hoare 1961); yields on the way, since a month of readings is more than one slice. */
function* select(a: Float64Array, k: number): Generator<void, number, void> {
  let [low, high, swaps] = [0, a.length - 1, 0];
  while (low < high) {
    const [x, y, z] = [a[low]!, a[(low + high) >>> 1]!, a[high]!];
    const pivot = Math.max(Math.min(x, y), Math.min(Math.max(x, y), z));
    let [i, j] = [low, high];
    while (i <= j) {
      while (a[i]! < pivot) i++;
      while (a[j]! > pivot) j--;
      if (i <= j) { const swap = a[i]!; a[i] = a[j]!; a[j] = swap; i++; j--; }
      if ((++swaps & 0x1_ffff) === 0) yield;
    }
    if (k <= j) high = j; else if (k >= i) low = i; else break;
    yield;
  }
  return a[k]!;
}
/** The p-th percentile, 0 to 100, of values, by R-7 (Hyndman & Fan 1996, definition 7): on the line between the two that are nearest to place (n - 1) p. Changes their order. NaN of none. */
export function* percentileOf(a: Float64Array, p: number): Generator<void, number, void> {
  if (a.length === 0) return NaN;
  const place = ((a.length - 1) * p) / 100;
  const k = Math.floor(place);
  const below = yield* select(a, k);
  if (k === place) return below;
  let above = Infinity;
  for (let i = k + 1; i < a.length; i++) if (a[i]! < above) above = a[i]!;
  return below + (place - k) * (above - below);
}

/** The least value that the lines were at or below for p % of their time. `low`, `high`, `ms`: of each. NaN of none. */
export function* percentileOfLines(low: Float64Array, high: Float64Array, ms: Float64Array, p: number): Generator<void, number, void> {
  let [a, b, all] = [Infinity, -Infinity, 0];
  for (let i = 0; i < low.length; i++) { a = Math.min(a, low[i]!); b = Math.max(b, high[i]!); all += ms[i]!; }
  if (low.length === 0) return NaN;
  const wanted = (all * p) / 100;
  for (let pass = 0; pass < 60 && a < b; pass++) {
    const x = (a + b) / 2;
    if (x === a || x === b) break;
    let under = 0;
    for (let i = 0; i < low.length; i++) {
      under += x >= high[i]! ? ms[i]! : x <= low[i]! ? 0 : (ms[i]! * (x - low[i]!)) / (high[i]! - low[i]!);
      if ((i & 0x7_ffff) === 0x7_ffff) yield;
    }
    if (under < wanted) a = x; else b = x;
    yield;
  }
  return b;
}

/** The p-th percentile of one stretch of samples (HIS-49): of the readings; of a series with a door, over time. Fault: `too-much`. */
export function* percentileIn(source: SeriesSource, series: Series, from: number, to: number, p: number): Generator<void, Result<number, AskedFault>, void> {
  const tooMuch = (n: number) => fail('too-much', { needs: n, most: mostInPercentile });
  if (series.deviation > 0) {
    const [low, high, ms] = [numbers(), numbers(), numbers()];
    const visit: Visit = (t0, v0, t1, v1) => { if (Number.isNaN(v0) || ms.length > mostInPercentile) return; low.add(Math.min(v0, v1)); high.add(Math.max(v0, v1)); ms.add(t1 - t0); };
    for (const step of walk(source, series, from, to, visit)) { if (ms.length > mostInPercentile) return tooMuch(ms.length); yield step; }
    return ok(yield* percentileOfLines(low.all, high.all, ms.all, p));
  }
  const values = numbers();
  for (const { length, value, status } of source.raw(series, from, to)) {
    for (let i = 0; i < length; i++) if (isReading(value[i]!, status[i]!)) values.add(value[i]!);
    if (values.length > mostInPercentile) return tooMuch(values.length);
    yield;
  }
  return ok(yield* percentileOf(values.all, p));
}
