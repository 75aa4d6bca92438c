import type { MonoMs } from '#kernel/time';
import type { Batch } from '../batch.ts';
import { qualityOf } from '../status.ts';

/** `offsetMs`: the clock of the source against ours, positive where it is ahead; null while it is not known. */
export interface ClockSays { readonly offsetMs: number | null; readonly wrong: boolean }

const bucketMs = 5000;
/** So long is looked back, in ms; of a source that reports less often than that, at as many buckets as are needed. */
const keptMs = 60_000;
/** How many are needed before anything is said. */
const fewest = 6;
/** A wrong clock is right again below this share of the tolerance, so that one at its edge does not flicker. */
const back = 0.8;
/** How far the offsets may lie apart, in ms: a back-fill runs through the past faster than time, and a date that stands still falls behind as fast as time goes. Neither is a clock. */
const spreadMs = 10_000;

/**
 * ACQ-15, 16: the clock of a source against ours. Of every five seconds the freshest date counts, so that what comes late does not; of a minute of those, six at least, the median. Beyond `toleranceMs` it is
 * wrong, and every value is kept. Readings of 1970 are a clock that was never set, and count. Keeps twelve numbers.
 */
export function sourceClock(toleranceMs: number) {
  let offsets: { readonly at: number; readonly offset: number }[] = [];
  let best = -Infinity;
  let began: number = NaN;
  let says: ClockSays = { offsetMs: null, wrong: false };

  function judge(): ClockSays {
    const sorted = offsets.map((o) => o.offset).toSorted((a, b) => a - b);
    if (sorted.length < fewest || sorted.at(-1)! - sorted[0]! > spreadMs) return says;
    const offsetMs = sorted[sorted.length >> 1]!;
    return { offsetMs, wrong: Math.abs(offsetMs) > (says.wrong ? toleranceMs * back : toleranceMs) };
  }
  return {
    /** Takes the dates of one batch; readings without a date, or that deny their value, say nothing. */
    hear(batch: Batch, mono: MonoMs): ClockSays {
      for (let i = 0; i < batch.length; i++) {
        const offset = batch.sourceTime[i]! - batch.receivedTime[i]!;
        if (offset > best && qualityOf(batch.status[i]!) !== 'bad') best = offset;
      }
      if (Number.isNaN(began)) began = mono;
      if (mono - began < bucketMs) return says;
      began = mono;
      if (best > -Infinity) {
        offsets.push({ at: mono, offset: best });
        while (offsets.length > fewest && mono - offsets[0]!.at >= keptMs) offsets.shift();
        says = judge();
      }
      best = -Infinity;
      return says;
    },
    says: (): ClockSays => says,
    /** Our own clock was set: what was measured against it is forgotten. */
    forget(): void { offsets = []; best = -Infinity; began = NaN; },
  };
}
export type SourceClock = ReturnType<typeof sourceClock>;
