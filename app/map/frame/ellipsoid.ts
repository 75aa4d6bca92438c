import type { Place3 } from '#app/park';

/** Metres from the middle of the earth: x to longitude 0 on the equator, z to the north pole. */
export interface Geocentric { readonly x: number; readonly y: number; readonly z: number }

/** CGCS2000 (GB 22021-2008): semi-major axis in metres and flattening. The flattening is GRS80's; against WGS84 the semi-minor axis differs by a tenth of a millimetre. */
export const cgcs2000 = { a: 6_378_137, f: 1 / 298.257_222_101 } as const;
const { a, f } = cgcs2000;
const b = a * (1 - f);
/** First and second eccentricity, squared. */
export const e2 = f * (2 - f);
const ep2 = e2 / (1 - e2);

export const radians = (degrees: number): number => (degrees * Math.PI) / 180;
export const degrees = (rad: number): number => (rad * 180) / Math.PI;

/** Degrees and metres to geocentric metres (EPSG guidance note 7-2, method 9602). */
export function toGeocentric({ lon, lat, height }: Place3): Geocentric {
  const [sinLat, cosLat] = [Math.sin(radians(lat)), Math.cos(radians(lat))];
  const n = a / Math.sqrt(1 - e2 * sinLat * sinLat);
  return { x: (n + height) * cosLat * Math.cos(radians(lon)), y: (n + height) * cosLat * Math.sin(radians(lon)), z: (n * (1 - e2) + height) * sinLat };
}

/** Back again, after Bowring (Survey Review 28, 1985); below a nanodegree anywhere a park can lie. */
export function toGeodetic({ x, y, z }: Geocentric): Place3 {
  const p = Math.hypot(x, y);
  const r = Math.hypot(p, z);
  const u = Math.atan2(b * z * (1 + (ep2 * b) / r), a * p);
  const lat = Math.atan2(z + ep2 * b * Math.sin(u) ** 3, p - e2 * a * Math.cos(u) ** 3);
  const [sinLat, cosLat] = [Math.sin(lat), Math.cos(lat)];
  return { lon: degrees(Math.atan2(y, x)), lat: degrees(lat), height: p * cosLat + z * sinLat - a * Math.sqrt(1 - e2 * sinLat * sinLat) };
}
