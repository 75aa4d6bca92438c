import type { PointView } from '#app/park';

/** The two points of a weather station that say the wind. */
export interface WindPoints { readonly asset: string; readonly speed: string; readonly from: string }
/** A wind as a map shows it: it changes only when the arrow would. `towards`: degrees clockwise from north, in steps of ten; `force`: Beaufort. */
export interface Wind { readonly towards: number; readonly force: number }

/** The least speed in m/s of each Beaufort number (GB/T 28591-2012). */
const beaufort = [0, 0.3, 1.6, 3.4, 5.5, 8, 10.8, 13.9, 17.2, 20.8, 24.5, 28.5, 32.7] as const;

/** Stations that have both: a point in m/s and one in degrees, of the environment, at the same asset. */
export function windPoints(points: readonly Pick<PointView, 'id' | 'unit' | 'category' | 'asset'>[]): readonly WindPoints[] {
  const [speeds, directions] = ['m/s', '°'].map((unit) => new Map(points.filter((p) => p.category === 'environment' && p.unit === unit).map((p) => [p.asset, p.id]))) as [Map<string, string>, Map<string, string>];
  return [...speeds].flatMap(([asset, speed]) => { const from = directions.get(asset); return from === undefined ? [] : [{ asset, speed, from }]; });
}
/** The arrow of a wind that blows from `from` degrees with `speed` m/s; null where either is not known (MAP-08). */
export function windOf(speed: number | null, from: number | null): Wind | null {
  if (speed === null || from === null) return null;
  return { towards: (Math.round((from + 180) / 10) * 10) % 360, force: Math.max(0, beaufort.findLastIndex((least) => speed >= least)) };
}
