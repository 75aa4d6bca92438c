import { qualityOf, Status, type Quality } from '#app/acquisition';
import type { Stretch } from './contract.ts';
import { slabs, type Slab } from './slabs.ts';

/** `bucketMs`: 1 to 65,535. `buckets`: how many are kept for each point. */
export interface RecentShape { readonly bucketMs: number; readonly buckets: number }
/** An hour in steps of five seconds. */
const hourly: RecentShape = { bucketMs: 5000, buckets: 720 };

const worsts: readonly Quality[] = ['good', 'uncertain', 'bad'];
const codeOf = (status: number): number => (status >>> 30 === 0 ? 1 : qualityOf(status) === 'bad' ? 3 : 2);

/** True of a value that an instrument gave: `bad` ones are not, save those beyond its range. */
const isReading = (value: number, status: number): boolean =>
  Number.isFinite(value) && (status >>> 31 === 0 || (status & 0xffff_0000) >>> 0 === Status.outOfRange);

/**
 * The last hour of every point, thinned to what a trend can show: least, greatest and last value, and the worst quality, of each bucket. Memory is taken as time
 * goes on and not more than an hour's: 35 bytes a bucket, 25 kB a point, 50 MB for 2,000 points. Times are epoch ms.
 */
export function recent({ bucketMs, buckets }: RecentShape = hourly) {
  /** Bucket `n` (its start over `bucketMs`) of a point lies at `n mod buckets`. */
  const rings = slabs(buckets);

  function begin(of: Slab, place: number, n: number): void {
    of.number[place] = n;
    of.min[place] = of.max[place] = of.last[place] = NaN;
    of.lastAt[place] = 0;
    of.worst[place] = 0;
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
      const { in: ring, place: i } = rings.at(handle, n % buckets, true)!;
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
      const to = Math.floor(now / bucketMs);
      const from = Math.max(Math.floor((now - spanMs) / bucketMs), to - buckets + 1);
      const out: Omit<Stretch, 'point'> = { bucketMs, at: [], min: [], max: [], last: [], worst: [] };
      const orNull = (n: number | undefined): number | null => (n === undefined || Number.isNaN(n) ? null : n);
      for (let n = from; n <= to; n++) {
        const kept = rings.at(handle, ((n % buckets) + buckets) % buckets, false);
        const of = kept !== null && kept.in.number[kept.place] === n ? kept : null;
        out.at.push(n * bucketMs);
        out.min.push(orNull(of?.in.min[of.place]));
        out.max.push(orNull(of?.in.max[of.place]));
        out.last.push(orNull(of?.in.last[of.place]));
        out.worst.push(of === null ? null : worsts[of.in.worst[of.place]! - 1] ?? null);
      }
      return out;
    },
    /** After a change of the site: what was kept of handle `a` is kept of handle `b` for each pair of the map; what is not in it is let go. */
    renumber: (handles: ReadonlyMap<number, number>): void => rings.renumber(handles),
    bytes: (): number => rings.bytes(),
  };
}
export type Recent = ReturnType<typeof recent>;
