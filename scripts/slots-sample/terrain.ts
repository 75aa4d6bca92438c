import { gzipSync } from 'node:zlib';
import { cgcs2000, toGeocentric, type Geocentric } from '#app/map';
import type { Corner, Place3 } from '#app/park';
import { awayFrom, cornerOf, rangeOf, tilesOf, type Extent, type Tile } from './extent.ts';

const [levels, cells] = [13, 32];
/** A round hill of 60 m about `top`, 700 m wide at half its height, on a plain of `origin.height`. Metres above the ellipsoid. */
export function hillHeight(origin: Place3, top: Corner, at: Corner): number {
  const [e, n] = awayFrom(top, at);
  return origin.height + 60 * Math.exp(-(e * e + n * n) / (2 * 595 ** 2));
}

/** The point that is hidden behind the earth only where all of a tile is, in a space where the earth is a ball of radius one (Ring and Cozzi, Horizon Culling, 2013). */
function hidden(middle: Geocentric, places: readonly Geocentric[]): readonly [number, number, number] {
  const [a, b] = [cgcs2000.a, cgcs2000.a * (1 - cgcs2000.f)];
  const scaled = ({ x, y, z }: Geocentric): readonly [number, number, number] => [x / a, y / a, z / b];
  const way = scaled(middle);
  const length = Math.hypot(...way) || 1;
  const [dx, dy, dz] = [way[0] / length, way[1] / length, way[2] / length];
  let far = 1;
  for (const place of places) {
    const [x, y, z] = scaled(place);
    const size = Math.max(1, Math.hypot(x, y, z));
    const cos = (x * dx + y * dy + z * dz) / Math.hypot(x, y, z);
    const below = cos / size - (Math.sqrt(Math.max(0, 1 - cos * cos)) * Math.sqrt(size * size - 1)) / size;
    far = Math.max(far, below > 1e-3 ? 1 / below : 1000);
  }
  return [dx * far, dy * far, dz * far];
}
const zigzag = (n: number): number => (n << 1) ^ (n >> 31);
/** Quantized mesh 1.0: 16 bits across, along and up; deltas zigzag; triangles by high-water mark. */
function meshOf(tile: Tile, height: (at: Corner) => number): Buffer {
  const { west, south, side } = cornerOf(tile);
  const n = cells + 1;
  const places: Place3[] = [];
  for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) { const at = { lon: west + (i / cells) * side, lat: south + (j / cells) * side }; places.push({ ...at, height: height(at) }); }
  const [low, high] = places.reduce(([a, b], p) => [Math.min(a, p.height), Math.max(b, p.height)], [Infinity, -Infinity]);
  const geocentric = places.map(toGeocentric);
  const middle = toGeocentric({ lon: west + side / 2, lat: south + side / 2, height: (low + high) / 2 });
  const reach = Math.max(...geocentric.map((g) => Math.hypot(g.x - middle.x, g.y - middle.y, g.z - middle.z)));
  const head = Buffer.alloc(88);
  [middle.x, middle.y, middle.z].forEach((v, i) => head.writeDoubleLE(v, 8 * i));
  head.writeFloatLE(low, 24);
  head.writeFloatLE(high, 28);
  [middle.x, middle.y, middle.z, reach].forEach((v, i) => head.writeDoubleLE(v, 32 + 8 * i));
  hidden(middle, geocentric).forEach((v, i) => head.writeDoubleLE(v, 64 + 8 * i));
  const q = (part: number): number => Math.round(32_767 * Math.min(1, Math.max(0, part)));
  const columns = [places.map((_, k) => q((k % n) / cells)), places.map((_, k) => q(Math.floor(k / n) / cells)), places.map((p) => q(high > low ? (p.height - low) / (high - low) : 0))];
  const vertices = Buffer.alloc(4 + 6 * n * n);
  vertices.writeUInt32LE(n * n, 0);
  const triangles: number[] = [];
  for (let j = 0; j < cells; j++) for (let i = 0; i < cells; i++) { const k = j * n + i; triangles.push(k, k + 1, k + n, k + 1, k + n + 1, k + n); }
  // the high-water mark wants each corner told first in its order
  const order = new Map<number, number>();
  for (const k of triangles) if (!order.has(k)) order.set(k, order.size);
  const again = (column: readonly number[]): number[] => { const out: number[] = []; for (const [k, at] of order) out[at] = column[k] ?? 0; return out; };
  columns.map(again).forEach((column, c) => { let last = 0; column.forEach((v, k) => { vertices.writeUInt16LE(zigzag(v - last) & 0xffff, 4 + 2 * (c * n * n + k)); last = v; }); });
  const indices = Buffer.alloc(4 + 2 * triangles.length);
  indices.writeUInt32LE(triangles.length / 3, 0);
  let highest = 0;
  triangles.forEach((k, i) => { const at = order.get(k) ?? 0; indices.writeUInt16LE(highest - at, 4 + 2 * i); if (at === highest) highest++; });
  const edge = (of: (k: number) => boolean): Buffer => {
    const list = places.map((_, k) => k).filter(of).map((k) => order.get(k) ?? 0);
    const out = Buffer.alloc(4 + 2 * list.length);
    out.writeUInt32LE(list.length, 0);
    list.forEach((k, i) => out.writeUInt16LE(k, 4 + 2 * i));
    return out;
  };
  return Buffer.concat([head, vertices, indices, edge((k) => k % n === 0), edge((k) => k < n), edge((k) => k % n === cells), edge((k) => k >= cells * n)]);
}

/** A terrain as quantized mesh, packed as ctb-tile writes it, in the geographic grid: its files by name. */
export function terrainFiles(extent: Extent, height: (at: Corner) => number): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const available: object[][] = [];
  for (let z = 0; z <= levels; z++) {
    const tiles = z === 0 ? [{ z, x: 0, y: 0 }, { z, x: 1, y: 0 }] : tilesOf(extent, z);
    available.push([z === 0 ? { startX: 0, startY: 0, endX: 1, endY: 0 } : rangeOf(extent, z)]);
    for (const tile of tiles) files.set(`${z}/${tile.x}/${tile.y}.terrain`, gzipSync(meshOf(tile, height)));
  }
  const layer = { tilejson: '2.1.0', name: 'sample', version: '1.1.0', format: 'quantized-mesh-1.0', scheme: 'tms', projection: 'EPSG:4490', tiles: ['{z}/{x}/{y}.terrain?v={version}'], bounds: [extent.west, extent.south, extent.east, extent.north], minzoom: 0, maxzoom: levels, available };
  return files.set('layer.json', Buffer.from(`${JSON.stringify(layer)}\n`));
}
