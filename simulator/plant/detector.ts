import { chance, wander } from './chance.ts';
import type { DetectorDescription } from './description.ts';

/** How far beyond its full scale a detector still counts. */
export const OVER_RANGE = 1.2;

/** A gas detector: zero, drift, noise, a first-order lag (rise and fall), and an end. `truth` in its own unit. */
export function detectorOf(d: DetectorDescription, seed: number) {
  const noise = wander(chance(seed, `detector.${d.id}`), d.noise, 8);
  let seen = 0;
  return (dtS: number, truth: number): number => {
    seen = truth + (seen - truth) * Math.exp(-dtS / d.tauS);
    return Math.min(d.fullScale * OVER_RANGE, Math.max(0, seen + d.zero + noise(dtS)));
  };
}
