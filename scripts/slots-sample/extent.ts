import type { Corner } from '#app/park';

/** A rectangle of degrees. */
export interface Extent { readonly west: number; readonly south: number; readonly east: number; readonly north: number }
/** A tile of the geographic grid that TMS and quantized mesh share: two at level 0, rows from the south. */
export interface Tile { readonly z: number; readonly x: number; readonly y: number }

/** Degrees of a side of a tile. */
export const sideOf = (z: number): number => 180 / 2 ** z;
export const cornerOf = ({ z, x, y }: Tile): { readonly west: number; readonly south: number; readonly side: number } => ({ west: x * sideOf(z) - 180, south: y * sideOf(z) - 90, side: sideOf(z) });
/** The first and last column and row that an extent touches. */
export function rangeOf({ west, south, east, north }: Extent, z: number): { readonly startX: number; readonly startY: number; readonly endX: number; readonly endY: number } {
  const at = (degrees: number, from: number): number => Math.floor((degrees - from) / sideOf(z));
  return { startX: at(west, -180), startY: at(south, -90), endX: at(east, -180), endY: at(north, -90) };
}
export function tilesOf(extent: Extent, z: number): readonly Tile[] {
  const { startX, startY, endX, endY } = rangeOf(extent, z);
  const out: Tile[] = [];
  for (let x = startX; x <= endX; x++) for (let y = startY; y <= endY; y++) out.push({ z, x, y });
  return out;
}
/** Metres east and north of a middle, near enough for a picture. */
export const awayFrom = (middle: Corner, at: Corner): readonly [east: number, north: number] => [(at.lon - middle.lon) * 111_320 * Math.cos((middle.lat * Math.PI) / 180), (at.lat - middle.lat) * 110_950];
