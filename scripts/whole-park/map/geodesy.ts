import type { Position } from '../../demo-site/geometry.ts';

/** Metres from the origin, east and north, in its tangent plane. */
export type XY = readonly [x: number, y: number];

/** CGCS2000 (GB 22021-2008): half axis in metres, and the square of its eccentricity. */
const A = 6_378_137;
const E2 = (2 - 1 / 298.257222101) / 298.257222101;
const rad = Math.PI / 180;

function ecef({ lon, lat, height }: Position): readonly [number, number, number] {
  const [s, c] = [Math.sin(lat * rad), Math.cos(lat * rad)];
  const n = A / Math.sqrt(1 - E2 * s * s);
  return [(n + height) * c * Math.cos(lon * rad), (n + height) * c * Math.sin(lon * rad), (n * (1 - E2) + height) * s];
}

/** A place as metres east and north of `origin`, in its tangent plane. */
export function localOf(origin: Position, place: Position): XY {
  const [o, p] = [ecef(origin), ecef(place)];
  const [dx, dy, dz] = [p[0] - o[0], p[1] - o[1], p[2] - o[2]];
  const [sl, cl, sp, cp] = [Math.sin(origin.lon * rad), Math.cos(origin.lon * rad), Math.sin(origin.lat * rad), Math.cos(origin.lat * rad)];
  return [-sl * dx + cl * dy, -sp * cl * dx - sp * sl * dy + cp * dz];
}

/** The place at `height` above the ellipsoid that lies `xy` east and north of `origin`; to seven digits, a centimetre. */
export function placeOf(origin: Position, [x, y]: XY, height: number): Position {
  let [lon, lat] = [origin.lon, origin.lat];
  const s = Math.sin(origin.lat * rad);
  const n = A / Math.sqrt(1 - E2 * s * s);
  const m = (A * (1 - E2)) / (1 - E2 * s * s) ** 1.5;
  for (let i = 0; i < 6; i++) {
    const [e, north] = localOf(origin, { lon, lat, height });
    lon += (x - e) / (n * Math.cos(lat * rad) * rad);
    lat += (y - north) / (m * rad);
  }
  return { lon: Number(lon.toFixed(7)), lat: Number(lat.toFixed(7)), height };
}
