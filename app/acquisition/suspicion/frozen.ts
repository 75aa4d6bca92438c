import type { Range } from '#app/park';
import type { MonoMs } from '#kernel/time';

/** How many readings must have said the same before anybody wonders. */
const fewest = 5;

/**
 * ACQ-10, 11: a value that its point always moves a little, and that has been the same to the last bit for longer than `afterMs` although readings go on coming. Silence is not frozen
 * (that is stale), nor is a value at an end of the range, where an instrument rests; a reading without a trusted value begins anew. Keeps four numbers.
 */
export function frozen(afterMs: number, { low, high }: Range) {
  let value = NaN;
  let since: number = NaN;
  let last: number = NaN;
  let times = 0;
  let suspected = false;
  const rests = (v: number): boolean => v <= low || v >= high;
  return {
    /** `trusted` null: there is none, or the device itself doubts it. True while it is suspected. */
    hear(trusted: number | null, mono: MonoMs): boolean {
      if (trusted === null || rests(trusted) || !Object.is(trusted, value)) {
        value = trusted ?? NaN;
        since = mono;
        times = 0;
      } else if (mono - last > afterMs) since = mono;             // nothing came meanwhile: it proves nothing
      last = mono;
      times++;
      suspected = times >= fewest && mono - since > afterMs;
      return suspected;
    },
    suspected: (): boolean => suspected,
    /** How long it has been the same, in ms. */
    forMs: (): number => (Number.isNaN(since) ? 0 : last - since),
  };
}
export type Frozen = ReturnType<typeof frozen>;
