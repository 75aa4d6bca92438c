import type { Stretch } from '#app/history';

type Quality = NonNullable<Stretch['worst'][number]>;
/** One value as it comes; `at`: epoch ms. */
export interface Reading { readonly at: number; readonly value: number | null; readonly quality: Quality }
/** What a chart draws: seconds, then the lowest, highest and last of each bucket. null: a gap, nothing is drawn across; undefined: nothing here, but no gap either. */
export type Drawn = [x: number[], low: (number | null | undefined)[], high: (number | null | undefined)[], last: (number | null | undefined)[]];
/** A stretch of time whose values are not good (epoch ms). */
export interface Shade { readonly from: number; readonly to: number; readonly quality: 'uncertain' | 'bad' }

/** `said`: a reading came; for a slow point silence is no fault. */
interface Bucket { at: number; min: number | null; max: number | null; last: number | null; worst: Quality; said: boolean }
const rank: Readonly<Record<Quality, number>> = { good: 0, uncertain: 1, bad: 2 };

/** How long a point may be silent before its line breaks: two and a half of its periods; a point that speaks only on change may be silent for ever. */
export const gapOf = (periodMs: number, bucketMs: number): number => (periodMs === 0 ? Infinity : Math.max(2.5 * periodMs, 1.5 * bucketMs));

/** The buckets of one point: what history gave, and then what comes live. Bounded by `spanMs`. */
export function columns(stretch: Stretch | null, spanMs: number) {
  const bucketMs = stretch?.bucketMs ?? 5000;
  const phase = (stretch?.at[0] ?? 0) % bucketMs;
  const buckets: Bucket[] = (stretch?.at ?? []).map((at, i) => ({
    at, min: stretch?.min[i] ?? null, max: stretch?.max[i] ?? null, last: stretch?.last[i] ?? null, worst: stretch?.worst[i] ?? 'good', said: (stretch?.worst[i] ?? null) !== null,
  }));

  /** The bucket of a time; made where it is missing. */
  function bucketAt(time: number): Bucket {
    const at = Math.floor((time - phase) / bucketMs) * bucketMs + phase;
    let i = buckets.length;
    while (i > 0 && buckets[i - 1]!.at > at) i--;
    const there = buckets[i - 1];
    if (there?.at === at) return there;
    const fresh: Bucket = { at, min: null, max: null, last: null, worst: 'good', said: false };
    buckets.splice(i, 0, fresh);
    return fresh;
  }
  function add({ at, value, quality }: Reading): void {
    const newest = buckets.at(-1)?.at ?? at;
    if (at < newest - spanMs) return;
    const b = bucketAt(at);
    b.worst = b.said && rank[b.worst] > rank[quality] ? b.worst : quality;
    b.said = true;
    if (value === null) return;
    b.min = b.min === null ? value : Math.min(b.min, value);
    b.max = b.max === null ? value : Math.max(b.max, value);
    b.last = value;
  }
  /** Drops what ended before a moment. */
  function forget(before: number): void {
    const from = buckets.findIndex((b) => b.at > before - bucketMs);
    buckets.splice(0, from === -1 ? buckets.length : from);
  }
  /** `gapMs`: as `gapOf` says. A reading that is bad and without value breaks the line however short it is. */
  function drawn(gapMs: number): Drawn {
    const out: Drawn = [[], [], [], []];
    let before: number | null = null;                        // the last bucket that had a value
    let broken = false;
    const push = (x: number, b: Bucket | null, none: null | undefined): void => {
      out[0].push(x / 1000);
      out[1].push(b?.min ?? none); out[2].push(b?.max ?? none); out[3].push(b?.last ?? none);
    };
    for (const b of buckets) {
      if (b.last === null) { broken ||= b.said && b.worst === 'bad'; continue; }
      if (before !== null && (broken || b.at - before > gapMs)) push(before + bucketMs / 2, null, null);
      push(b.at, b, null);
      before = b.at;
      broken = false;
    }
    if (before !== null && broken) push(before + bucketMs / 2, null, null);
    return out;
  }
  /** Stretches that were said to be doubtful, and silence that is longer than `gapMs`; not the time before the first word, which nobody promised. */
  function shades(gapMs: number): readonly Shade[] {
    const out: { from: number; to: number; quality: 'uncertain' | 'bad' }[] = [];
    function shade(from: number, to: number, quality: 'uncertain' | 'bad'): void {
      const open = out.at(-1);
      if (open !== undefined && open.quality === quality && from - open.to <= bucketMs / 2) open.to = to;
      else out.push({ from, to, quality });
    }
    let heard: number | null = null;                         // the last bucket in which a reading came
    for (const b of buckets) {
      if (!b.said) continue;
      if (heard !== null && b.at - heard > gapMs) shade(heard + bucketMs, b.at, 'bad');
      if (b.worst !== 'good') shade(b.at, b.at + bucketMs, b.worst);
      heard = b.at;
    }
    const end = buckets.at(-1)?.at ?? 0;
    if (heard !== null && end - heard > gapMs) shade(heard + bucketMs, end + bucketMs, 'bad');
    return out;
  }
  /** The lowest, highest and last value there is. */
  function extent(): { readonly low: number; readonly high: number; readonly last: number } | null {
    let [low, high, last] = [Infinity, -Infinity, NaN];
    for (const b of buckets) {
      if (b.min !== null) low = Math.min(low, b.min);
      if (b.max !== null) high = Math.max(high, b.max);
      if (b.last !== null) last = b.last;
    }
    return low === Infinity ? null : { low, high, last };
  }
  return { add, forget, drawn, shades, extent, bucketMs, size: (): number => buckets.length };
}
export type Columns = ReturnType<typeof columns>;
