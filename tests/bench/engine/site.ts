import type { PointDefinition, Site } from '#app/park';
import { point, smallSite, source } from '../../small-site.ts';
import { SEED } from '../history/generator.ts';
import { benchPoint, POINTS_OF_SOURCE } from '../history/points.ts';

/** A park of `count` of the generator's points: every analog one with HH and H near the end of its range, every digital one with its state, all with `noValue` and `stale`. A source for each five hundred. */
export function benchSite(count: number): Site {
  const sources = Array.from({ length: Math.ceil(count / POINTS_OF_SOURCE) }, (_, s) => source(`s${s}`, 'memory'));
  const points = Array.from({ length: count }, (_, n): PointDefinition => {
    const { type, range } = benchPoint(n, SEED);
    const at = (share: number): number => range.low + (range.high - range.low) * share;
    const limits = type === 'analog' ? { HH: at(0.995), H: at(0.98), L: null, LL: null } : { HH: null, H: null, L: null, LL: null };
    return point(`P${n}`, `s${Math.floor(n / POINTS_OF_SOURCE)}`, String(n), { type, range, limits, unit: '%', deadband: (range.high - range.low) / 100, periodMs: 1000, category: 'process', onDelayMs: 1000, offDelayMs: 1000 });
  });
  return smallSite(sources, points);
}
