import type { Findings, Place } from '../fault.ts';
import type { PointDefinition } from '../site.ts';

type At = (column: string) => Place;
type Judged = Pick<PointDefinition, 'range' | 'limits' | 'deadband'>;
const order = ['LL', 'L', 'H', 'HH'] as const;
const high = (kind: (typeof order)[number]): boolean => kind === 'H' || kind === 'HH';

/** The limits of an analog point: ordered LL < L < H < HH, and each inside the range, or the alarm could never come or never go (PRK-12). */
function checkLimits({ range, limits }: Judged, at: At, found: Findings): void {
  let last: { kind: string; value: number } | null = null;
  for (const kind of order) {
    const value = limits[kind];
    if (value === null) continue;
    const inside = high(kind) ? value > range.low && value <= range.high : value >= range.low && value < range.high;
    if (!inside) found.error(at(kind.toLowerCase()), 'limit-outside-range', { limit: kind, value, low: range.low, high: range.high });
    if (last !== null && value <= last.value) found.error(at(kind.toLowerCase()), 'limits-out-of-order', { limit: kind, value, below: last.kind, belowValue: last.value });
    last = { kind, value };
  }
}

/** A deadband narrower than the range and than every step between limits, and such that each alarm can clear again inside the range (PRK-13). */
function checkDeadband({ range, limits, deadband }: Judged, at: At, found: Findings): void {
  if (deadband >= range.high - range.low) { found.error(at('deadband'), 'deadband-too-large', { deadband, room: range.high - range.low }); return; }
  const set = order.flatMap((kind) => (limits[kind] === null ? [] : [{ kind, value: limits[kind] }]));
  const room = Math.min(...set.slice(1).map((s, i) => s.value - (set[i]?.value ?? -Infinity)).filter((d) => d > 0));
  if (deadband > 0 && deadband >= room) { found.error(at('deadband'), 'deadband-too-large', { deadband, room }); return; }
  const stuck = set.find(({ kind, value }) => (high(kind) ? value > range.low && value - deadband <= range.low : value < range.high && value + deadband >= range.high));
  if (stuck !== undefined) found.error(at('deadband'), 'deadband-never-clears', { deadband, limit: stuck.kind, value: stuck.value });
}

/** Judges range, limits and deadband of one analog point together; faults name the column of `points.csv`. */
export function judgeLimits(point: Judged, at: At, found: Findings): void {
  const { low, high: top } = point.range;
  if (low >= top) { found.error(at('high'), 'range-empty', { low, high: top }); return; }
  checkLimits(point, at, found);
  checkDeadband(point, at, found);
}
