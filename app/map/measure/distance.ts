import type { Corner, Place3 } from '#app/park';
import { planeArea } from '../frame/grid.ts';
import { cgcs2000, degrees, e2, radians } from '../frame/ellipsoid.ts';

const { a, f } = cgcs2000;
const b = a * (1 - f);

/** How far, in metres along the ellipsoid, and in which direction one leaves: degrees clockwise from true north, 0 to 360. */
export interface Way { readonly metres: number; readonly bearing: number }

/** The geodesic between two places, by Vincenty's inverse formula (Survey Review 23, 1975), within half a millimetre. Null where they lie almost opposite on the earth and it does not converge. */
export function wayBetween(from: Corner, to: Corner): Way | null {
  const L = radians(to.lon - from.lon);
  const [u1, u2] = [Math.atan((1 - f) * Math.tan(radians(from.lat))), Math.atan((1 - f) * Math.tan(radians(to.lat)))];
  const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = L;
  for (let turn = 0; turn < 100; turn++) {
    const [sl, cl] = [Math.sin(lambda), Math.cos(lambda)];
    const sinS = Math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl);
    if (sinS === 0) return { metres: 0, bearing: 0 };
    const cosS = s1 * s2 + c1 * c2 * cl;
    const sigma = Math.atan2(sinS, cosS);
    const sinA = (c1 * c2 * sl) / sinS;
    const cos2A = 1 - sinA * sinA;
    const mid = cos2A === 0 ? 0 : cosS - (2 * s1 * s2) / cos2A;
    const C = (f / 16) * cos2A * (4 + f * (4 - 3 * cos2A));
    const before = lambda;
    lambda = L + (1 - C) * f * sinA * (sigma + C * sinS * (mid + C * cosS * (2 * mid * mid - 1)));
    if (Math.abs(lambda - before) > 1e-12) continue;
    const uu = (cos2A * (a * a - b * b)) / (b * b);
    const A = 1 + (uu / 16_384) * (4096 + uu * (uu * (320 - 175 * uu) - 768));
    const B = (uu / 1024) * (256 + uu * (uu * (74 - 47 * uu) - 128));
    const d = B * sinS * (mid + (B / 4) * (cosS * (2 * mid * mid - 1) - (B / 6) * mid * (4 * sinS * sinS - 3) * (4 * mid * mid - 3)));
    return { metres: b * A * (sigma - d), bearing: (degrees(Math.atan2(c2 * sl, c1 * s2 - s1 * c2 * cl)) + 360) % 360 };
  }
  return null;
}

/** A line on the ground, in metres; its steps that cannot be told count nothing. */
export const lengthOf = (line: readonly Corner[]): number => line.slice(1).reduce((sum, p, i) => sum + (wayBetween(line[i] ?? p, p)?.metres ?? 0), 0);
/** Square metres inside a ring. Two corners and fewer enclose nothing. */
export const areaOf = (ring: readonly Corner[]): number => (ring.length < 3 ? 0 : planeArea(ring));
/** Metres that `to` lies above `from`. */
export const riseOf = (from: Place3, to: Place3): number => to.height - from.height;

/** The place that lies `metres` away in direction `bearing` (degrees clockwise from true north), by radii of curvature at the start: a millimetre at 2 km, enough for fields of view and arrows. */
export function placeTowards({ lon, lat }: Corner, bearing: number, metres: number): Corner {
  const w = 1 - e2 * Math.sin(radians(lat)) ** 2;
  const [meridian, prime] = [(a * (1 - e2)) / w ** 1.5, a / Math.sqrt(w)];
  const [north, east] = [metres * Math.cos(radians(bearing)), metres * Math.sin(radians(bearing))];
  const mid = radians(lat) + north / meridian / 2;
  return { lon: lon + degrees(east / (prime * Math.cos(mid))), lat: lat + degrees(north / meridian) };
}
