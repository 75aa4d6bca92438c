import type { Findings, Place } from '../fault.ts';
import type { Asset, Site } from '../site.ts';
import type { Corner } from './geometry.ts';

type At = (...path: readonly (string | number)[]) => Place;

/** Which side of the way from `a` to `b` a corner lies on: positive left, negative right, 0 on it. */
const side = (a: Corner, b: Corner, c: Corner): number => (b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon);
const between = (a: Corner, b: Corner, c: Corner): boolean =>
  Math.min(a.lon, b.lon) <= c.lon && c.lon <= Math.max(a.lon, b.lon) && Math.min(a.lat, b.lat) <= c.lat && c.lat <= Math.max(a.lat, b.lat);
function meet(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  const [abc, abd, cda, cdb] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (abc * abd < 0 && cda * cdb < 0) return true;
  return (abc === 0 && between(a, b, c)) || (abd === 0 && between(a, b, d)) || (cda === 0 && between(c, d, a)) || (cdb === 0 && between(c, d, b));
}

/** The first corner whose way on meets another way of the ring that is no neighbour of it; -1 where none does. */
export function crossing(ring: readonly Corner[]): number {
  const n = ring.length;
  for (let i = 0; i < n; i++) for (let j = i + 2; j < n; j++) {
    if (i === 0 && j === n - 1) continue;
    const [a, b, c, d] = [ring[i], ring[(i + 1) % n], ring[j], ring[(j + 1) % n]];
    if (a !== undefined && b !== undefined && c !== undefined && d !== undefined && meet(a, b, c, d)) return i;
  }
  return -1;
}

/** A park is small: more than a degree away is a slip of the pen, most often longitude and latitude exchanged. */
function checkFar({ id, position, outline = [], route = [] }: Asset, at: At, origin: Corner, found: Findings): void {
  for (const [field, list] of [['position', position === null ? [] : [position]], ['outline', outline], ['route', route]] as const) {
    const p = list.find(({ lon, lat }) => Math.max(Math.abs(lon - origin.lon), Math.abs(lat - origin.lat)) > 1);
    if (p !== undefined) found.warn(at(field), 'far-from-origin', { id, lon: p.lon, lat: p.lat });
  }
}

/** PRK-27: a solid and a view stand somewhere, and an outline encloses one piece of ground. PRK-10's slip of the pen is told for corners too. */
export function checkGeometry({ value, at }: { readonly value: Asset | null; readonly at: At }, origin: Site['frame']['origin'] | undefined, found: Findings): void {
  if (value === null) return;
  if (value.position === null) for (const field of ['shape', 'view'] as const) if (value[field] !== undefined) found.error(at(field), 'needs-position', { field });
  const { outline } = value;
  const corner = outline === undefined ? -1 : crossing(outline);
  if (corner >= 0) found.error(at('outline', corner), 'outline-crosses-itself', { corner: corner + 1 });
  if (origin !== undefined) checkFar(value, at, origin, found);
}
