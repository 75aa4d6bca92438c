import type { Corner, Place3 } from '#app/park';
import { radians, toGeocentric, toGeodetic } from './ellipsoid.ts';

/** Metres east, north and up of a frame's origin. */
export interface Enu { readonly east: number; readonly north: number; readonly up: number }

/** A right-angled frame that touches the ellipsoid at `origin`; within a park it is the ground, 20 km away the ground is 31 m below it. */
export interface Frame {
  readonly origin: Place3;
  toEnu(place: Place3): Enu;
  toPlace(enu: Enu): Place3;
  /** A corner on the ground, at `height` metres above the ellipsoid (the origin's where it is not said). */
  corner(corner: Corner, height?: number): Enu;
  /** From frame to geocentric, column by column: what a renderer takes as its model matrix. */
  readonly matrix: readonly number[];
}

/** The frame at `origin` (EPSG guidance note 7-2, method 9836). */
export function frameAt(origin: Place3): Frame {
  const o = toGeocentric(origin);
  const [sl, cl, sp, cp] = [Math.sin(radians(origin.lon)), Math.cos(radians(origin.lon)), Math.sin(radians(origin.lat)), Math.cos(radians(origin.lat))];
  function toEnu(place: Place3): Enu {
    const g = toGeocentric(place);
    const [x, y, z] = [g.x - o.x, g.y - o.y, g.z - o.z];
    return { east: -sl * x + cl * y, north: -sp * cl * x - sp * sl * y + cp * z, up: cp * cl * x + cp * sl * y + sp * z };
  }
  return {
    origin, toEnu,
    toPlace: ({ east: e, north: n, up: u }) => toGeodetic({ x: o.x - sl * e - sp * cl * n + cp * cl * u, y: o.y + cl * e - sp * sl * n + cp * sl * u, z: o.z + cp * n + sp * u }),
    corner: ({ lon, lat }, height = origin.height) => toEnu({ lon, lat, height }),
    matrix: [-sl, cl, 0, 0, -sp * cl, -sp * sl, cp, 0, cp * cl, cp * sl, sp, 0, o.x, o.y, o.z, 1],
  };
}
