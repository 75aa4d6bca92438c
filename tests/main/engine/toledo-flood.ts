import fc from 'fast-check';

/** One change of one point. `t`: ms since the beginning. */
export interface FloodRow { readonly t: number; readonly handle: number; readonly value: number }

/**
 * A flood of the size of BP-Husky Toledo, 2022 (CSB): 3,712 alarms in 12 hours, in bursts around two upsets, many points again and again, some for one
 * sample only. Seeded: the same rows in the same order for ever. `points` points, beyond limit = 90, otherwise 10; handles from 1.
 */
export function toledoFlood(points = 400, alarms = 3712, seed = 20220920): readonly FloodRow[] {
  const hours = 12 * 3_600_000;
  const upset = (centre: number, width: number) => fc.integer({ min: 0, max: 1000 }).map((u) => Math.round(centre + (u / 1000 - 0.5) * width));
  const when = fc.oneof({ weight: 2, arbitrary: fc.integer({ min: 0, max: hours - 60_000 }) }, { weight: 3, arbitrary: upset(hours * 0.4, 3_600_000) }, { weight: 5, arbitrary: upset(hours * 0.8, 1_200_000) });
  const shape = fc.tuple(fc.integer({ min: 1, max: points }), when, fc.constantFrom(0, 0, 200, 3000, 20_000, 600_000));
  const raises = fc.sample(shape, { seed, numRuns: alarms * 2 });
  const busyUntil = new Map<number, number>();
  const rows: FloodRow[] = [];
  let n = 0;
  for (const [handle, t, lasts] of raises.toSorted((a, b) => a[1] - b[1])) {
    if (n === alarms) break;
    if (t <= (busyUntil.get(handle) ?? -1)) continue;      // it is still beyond its limit: no raise of its own
    busyUntil.set(handle, t + lasts);
    rows.push({ t, handle, value: 90 }, { t: t + lasts, handle, value: 10 });
    n++;
  }
  return rows.map((row, i) => ({ row, i })).toSorted((a, b) => a.row.t - b.row.t || a.i - b.i).map(({ row }) => row);
}
