import { usualOf, type Detector } from './detector.ts';

/** Yields so often. */
const pieceOf = 4096;
/** How many steps on each side of a step it is compared with. */
const around = 12;

/**
 * Hampel identifier (Davies & Gather 1993, The identification of multiple outliers; for process data Pearson 2002, Outliers in process modeling and identification): a step that is further than the threshold from the median of its neighbours, in their own robust spread.
 * Finds spikes, and lets slow movement pass. `usual.spread` is the least spread that counts: a signal that stands still has none.
 */
const hampel: Detector = {
  threshold: 3,
  *judge(means, { spread }, threshold) {
    const scores = new Float64Array(means.length).fill(NaN);
    for (let i = 0; i < means.length; i++) {
      const usual = Number.isNaN(means[i]!) ? null : usualOf(means.subarray(Math.max(0, i - around), i + around + 1), spread);
      if (usual !== null) scores[i] = Math.abs(means[i]! - usual.centre) / (threshold * usual.spread);
      if (i % pieceOf === pieceOf - 1) yield;
    }
    return scores;
  },
};

/** Roberts 1959; by Lucas & Saccucci 1990 this weight and about 3 spreads find a shift of one spread soonest. */
const weight = 0.2;
/** EWMA chart: a mean that forgets, and its own limits. Finds small shifts that stay. Begins anew after a gap. */
const ewma: Detector = {
  threshold: 3,
  *judge(means, { centre, spread }, threshold) {
    const scores = new Float64Array(means.length).fill(NaN);
    let [z, left] = [centre, 1];
    for (let i = 0; i < means.length; i++) {
      if (i % pieceOf === pieceOf - 1) yield;
      if (Number.isNaN(means[i]!)) { [z, left] = [centre, 1]; continue; }
      z = weight * means[i]! + (1 - weight) * z;
      left *= (1 - weight) ** 2;
      scores[i] = Math.abs(z - centre) / (threshold * spread * Math.sqrt((weight / (2 - weight)) * (1 - left)));
    }
    return scores;
  },
};

/** Page 1954; half a spread is let go at each step, so that a shift of one spread is found soonest (Montgomery, Introduction to Statistical Quality Control, tabular CUSUM). */
const allowance = 0.5;
/** Tabular CUSUM: what has added up on either side of the centre. Finds slow drifts. Begins anew after a gap. */
const cusum: Detector = {
  threshold: 5,
  *judge(means, { centre, spread }, threshold) {
    const scores = new Float64Array(means.length).fill(NaN);
    let [high, low] = [0, 0];
    for (let i = 0; i < means.length; i++) {
      if (i % pieceOf === pieceOf - 1) yield;
      if (Number.isNaN(means[i]!)) { [high, low] = [0, 0]; continue; }
      const apart = (means[i]! - centre) / spread;
      high = Math.max(0, high + apart - allowance);
      low = Math.max(0, low - apart - allowance);
      scores[i] = Math.max(high, low) / threshold;
    }
    return scores;
  },
};

/** Every detector there is, by the name that a question has for it. */
export const detectorNames = ['hampel', 'ewma', 'cusum'] as const;
export type DetectorName = (typeof detectorNames)[number];
export const detectors: Readonly<Record<DetectorName, Detector>> = { hampel, ewma, cusum };
