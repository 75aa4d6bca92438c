import { z } from 'zod';
import type { MonoMs } from '#kernel/time';

/** One window, in ms, and how many make the reference: a day, so that day and night are both in it. */
const windowMs = 600_000;
const learning = 144;
/** How many steps of the sum are told: with a whole `limit` away, eight windows, which is an hour and twenty minutes. */
const threshold = 4;

/** What a drift has learnt, as it is kept (ACQ-18): the means of a first day that is not over, or its reference (null before that), and both sums. The window that runs is not kept. */
export const LearntDrift = z.object({ first: z.array(z.number()).max(learning), reference: z.number().nullable(), up: z.number(), down: z.number(), suspected: z.boolean() });
export type LearntDrift = z.infer<typeof LearntDrift>;

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};

/**
 * ACQ-12 to 14: a slow shift away from where the point stood on its first day here: Page's two-sided CUSUM (Biometrika 41, 1954) over means of ten minutes, with the median of the first 144 as
 * reference and half of `limit` as slack. Every step is cut to `limit`, so that an hour of something true (a leak, a filling) is no drift. Keeps a day of means, then three numbers. `learnt`: what was kept of an earlier life.
 */
export function drift(limit: number, learnt: LearntDrift | null = null) {
  const first: number[] = [...learnt?.first ?? []];
  let reference = learnt?.reference ?? NaN;
  let [up, down] = [learnt?.up ?? 0, learnt?.down ?? 0];
  let [sum, n, began] = [0, 0, NaN];
  let suspected = learnt?.suspected ?? false;

  function close(mean: number): void {
    if (Number.isNaN(reference)) {
      first.push(mean);
      if (first.length === learning) { reference = median(first); first.length = 0; }
      return;
    }
    const away = Math.min(Math.max((mean - reference) / limit, -1), 1);
    up = Math.min(Math.max(0, up + away - 0.5), threshold);
    down = Math.min(Math.max(0, down - away - 0.5), threshold);
    if (up >= threshold || down >= threshold) suspected = true;
    if (up === 0 && down === 0) suspected = false;
  }
  return {
    /** `trusted` null: there is none. True while it is suspected; over when the sum is back at nothing. */
    hear(trusted: number | null, mono: MonoMs): boolean {
      if (Number.isNaN(began)) began = mono;
      if (mono - began >= windowMs) {
        if (n > 0) close(sum / n);
        [sum, n, began] = [0, 0, mono];
      }
      if (trusted !== null) { sum += trusted; n++; }
      return suspected;
    },
    suspected: (): boolean => suspected,
    /** What to keep of it; null before the first window is over. */
    learnt: (): LearntDrift | null => (first.length === 0 && Number.isNaN(reference) ? null : { first: [...first], reference: Number.isNaN(reference) ? null : reference, up, down, suspected }),
    /** What it stood at; NaN while it is being learnt. */
    reference: (): number => reference,
  };
}
export type Drift = ReturnType<typeof drift>;
