import type { Corner } from '#app/park';

/** True if a corner lies inside a ring (even-odd rule); on its edge either may come. */
export function inside({ lon, lat }: Corner, ring: readonly Corner[]): boolean {
  let within = false;
  for (const [i, p] of ring.entries()) {
    const q = ring[i === 0 ? ring.length - 1 : i - 1] ?? p;
    if (p.lat > lat !== q.lat > lat && lon < ((q.lon - p.lon) * (lat - p.lat)) / (q.lat - p.lat) + p.lon) within = !within;
  }
  return within;
}

/** The smallest and largest longitude and latitude of some corners; null of none. */
export function boundsOf(corners: Iterable<Corner>): { readonly west: number; readonly south: number; readonly east: number; readonly north: number } | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { lon, lat } of corners) {
    west = Math.min(west, lon); east = Math.max(east, lon);
    south = Math.min(south, lat); north = Math.max(north, lat);
  }
  return west > east ? null : { west, south, east, north };
}
