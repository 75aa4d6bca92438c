import { qualityOf, Status, type Quality } from '#app/acquisition';
import type { Stretch } from './contract.ts';

/** `bucketMs`: 1 to 65,535. `buckets`: how many are kept for each point. */
export interface RecentShape { readonly bucketMs: number; readonly buckets: number }
/** An hour in steps of five seconds. */
const hourly: RecentShape = { bucketMs: 5000, buckets: 720 };

/** One point: bucket `n` (its start over `bucketMs`) lies at `n mod buckets`. `number` -1: never used. `lastAt`: ms inside the bucket. `worst`: 0 nothing came, else 1 + its place in `worsts`. */
interface Ring {
  readonly number: Float64Array; readonly min: Float64Array; readonly max: Float64Array; readonly last: Float64Array;
  readonly lastAt: Uint16Array; readonly worst: Uint8Array;
}
const worsts: readonly Quality[] = ['good', 'uncertain', 'bad'];
const codeOf = (status: number): number => (status >>> 30 === 0 ? 1 : qualityOf(status) === 'bad' ? 3 : 2);

/** True of a value that an instrument gave: `bad` ones are not, save those beyond its range. */
const isReading = (value: number, status: number): boolean =>
  Number.isFinite(value) && (status >>> 31 === 0 || (status & 0xffff_0000) >>> 0 === Status.outOfRange);

/**
 * The last hour of every point, thinned to what a trend can show: least, greatest and last value, and the worst quality, of each bucket. A ring is made with the
 * first sample of its point and never grows: 35 bytes a bucket, 25 kB a point, 50 MB for 2,000 points. Times are epoch ms.
 */
export function recent({ bucketMs, buckets }: RecentShape = hourly) {
  const rings: (Ring | undefined)[] = [];

  const ringOf = (handle: number): Ring => rings[handle] ??= {
    number: new Float64Array(buckets).fill(-1), min: new Float64Array(buckets), max: new Float64Array(buckets), last: new Float64Array(buckets),
    lastAt: new Uint16Array(buckets), worst: new Uint8Array(buckets),
  };
  function begin(ring: Ring, i: number, n: number): void {
    ring.number[i] = n;
    ring.min[i] = ring.max[i] = ring.last[i] = NaN;
    ring.lastAt[i] = 0;
    ring.worst[i] = 0;
  }
  return {
    /**
     * Puts a sample into the bucket of its own time, however late it comes, while that is still kept. `now`: our clock when it came: a date ahead of it counts as now,
     * and a bucket that is ahead of it (our clock was set back) gives way. `value` NaN: none.
     */
    add(handle: number, value: number, status: number, time: number, now: number): void {
      const at = time <= now ? time : now;                 // also where `time` is NaN
      const n = Math.floor(at / bucketMs);
      if (!(n >= 0)) return;
      const ring = ringOf(handle);
      const i = n % buckets;
      const held = ring.number[i]!;
      if (held > n && held * bucketMs <= now) return;      // older than all that is kept
      if (held !== n) begin(ring, i, n);
      const code = codeOf(status);
      if (code > ring.worst[i]!) ring.worst[i] = code;
      if (!isReading(value, status)) return;
      if (!(ring.min[i]! <= value)) ring.min[i] = value;
      if (!(ring.max[i]! >= value)) ring.max[i] = value;
      const inside = at - n * bucketMs;
      if (inside >= ring.lastAt[i]! || Number.isNaN(ring.last[i]!)) { ring.last[i] = value; ring.lastAt[i] = inside; }
    },
    /** The buckets that end after `now - spanMs`, oldest first, `now`'s own last. Gaps are gaps: null values, and `worst` null where nothing came at all. */
    stretch(handle: number, now: number, spanMs: number): Omit<Stretch, 'point'> {
      const ring = rings[handle];
      const to = Math.floor(now / bucketMs);
      const from = Math.max(Math.floor((now - spanMs) / bucketMs), to - buckets + 1);
      const out: Omit<Stretch, 'point'> = { bucketMs, at: [], min: [], max: [], last: [], worst: [] };
      const orNull = (n: number | undefined): number | null => (n === undefined || Number.isNaN(n) ? null : n);
      for (let n = from; n <= to; n++) {
        const i = ((n % buckets) + buckets) % buckets;
        const has = ring !== undefined && ring.number[i] === n;
        out.at.push(n * bucketMs);
        out.min.push(has ? orNull(ring.min[i]) : null);
        out.max.push(has ? orNull(ring.max[i]) : null);
        out.last.push(has ? orNull(ring.last[i]) : null);
        out.worst.push(has ? worsts[ring.worst[i]! - 1] ?? null : null);
      }
      return out;
    },
    /** After a change of the site: what was kept of handle `a` is kept of handle `b` for each pair of the map; what is not in it is let go. */
    renumber(handles: ReadonlyMap<number, number>): void {
      const old = rings.splice(0);
      for (const [was, is] of handles) if (old[was] !== undefined) rings[is] = old[was];
    },
  };
}
export type Recent = ReturnType<typeof recent>;
