import proj4 from 'proj4';
import type { Corner } from '#app/park';

/** A place on a CGCS2000 / 3-degree Gauss-Krueger grid: metres north of the equator, and east with 500 km added on the zone's meridian (`lon0`, degrees). `zone` is that meridian divided by three. */
export interface GridPlace { readonly zone: number; readonly lon0: number; readonly east: number; readonly north: number }

/** The zone whose meridian is nearest (GB/T 17278-2009: 3-degree zones of China are 25 to 45). */
export const zoneOf = (lon: number): number => Math.round(lon / 3);
const definition = (lon0: number): string => `+proj=tmerc +lat_0=0 +lon_0=${lon0} +k=1 +x_0=500000 +y_0=0 +a=6378137 +rf=298.257222101 +units=m +no_defs`;
const geodetic = '+proj=longlat +a=6378137 +rf=298.257222101 +no_defs';

/** To the grid of `zone`, by default the nearest one. As EPSG 4534 to 4554; maps that write the zone before the easting (EPSG 4513 to 4533) have `zone` x 1,000,000 more. */
export function toGrid({ lon, lat }: Corner, zone: number = zoneOf(lon)): GridPlace {
  const [east, north] = proj4(geodetic, definition(zone * 3), [lon, lat]);
  return { zone, lon0: zone * 3, east, north };
}
/** From the grid; an easting that begins with its zone is read as such. */
export function fromGrid({ zone, east, north }: Pick<GridPlace, 'zone' | 'east' | 'north'>): Corner {
  const plain = Math.floor(east / 1e6) === zone ? east - zone * 1e6 : east;
  const [lon, lat] = proj4(definition(zone * 3), geodetic, [plain, north]);
  return { lon, lat };
}
/** Square metres inside a ring, on a Gauss-Krueger plane whose meridian runs through the ring: within ten kilometres of it a millionth too large at most. */
export function planeArea(ring: readonly Corner[]): number {
  const first = ring[0];
  if (first === undefined) return 0;
  const plane = proj4(geodetic, definition(first.lon));
  const at = ring.map(({ lon, lat }) => { const [x = 0, y = 0] = plane.forward([lon, lat]); return { x: x - 5e5, y }; });
  return Math.abs(at.reduce((sum, p, i) => { const q = at[(i + 1) % at.length] ?? p; return sum + p.x * q.y - q.x * p.y; }, 0)) / 2;
}
