import { frameAt, standingHeight, type Enu, type Frame, type Relief } from '#app/map';
import type { Asset, Place3, Site } from '#app/park';
import { drawBlock, drawGallery, drawWhole } from './forms.ts';
import { glbOf } from './glb.ts';
import { Brush, emptyMesh, type Mesh, type V } from './mesh.ts';

/** Metres of a side of the square ground that one detailed tile covers, and one coarse tile: four of them. A renderer fetches all details of a coarse tile when it needs one of them. */
const [CELL, FIELD] = [900, 1800];
/** The coarse tile is replaced where its blocks would be wrong by more than the renderer's error: metres. */
const COARSE_ERROR = 26;

/** What is smaller than this in every direction, in metres, is left out of the coarse tile: from there it is less than a pixel. */
const SEEN_FROM_AFAR = 10;

/** One solid of the park, placed in its frame. `size`: its largest measure. */
interface Placed { readonly id: string; readonly at: V; readonly size: number; readonly draw: (mesh: Mesh, thing: number, whole: boolean) => void }

const vector = ({ east, north, up }: Enu): V => [east, north, up];

/** A place on the terrain of the site (MAP-15). */
const stood = (at: Place3, { origin }: Frame, relief: Relief | null): Place3 => ({ ...at, height: standingHeight(at.height, origin.height, relief?.(at) ?? null) });

function standing(asset: Asset, frame: Frame, relief: Relief | null): Placed | null {
  const { id, shape, position } = asset;
  if (shape === undefined || position === null) return null;
  const at = vector(frame.toEnu(stood(position, frame, relief)));
  return {
    id, at, size: Math.max(shape.length, shape.width, shape.form === 'mast' ? 0 : shape.height),
    draw(mesh, thing, whole) { const brush = new Brush(mesh, thing, at, shape.heading); if (whole) drawWhole(brush, shape); else drawBlock(brush, shape); },
  };
}
/** A gallery's part, drawn along its route. A gallery that has parts with routes of their own is drawn by them. */
function gallery(asset: Asset, frame: Frame, all: readonly Asset[], relief: Relief | null): Placed | null {
  const { id, kind, route, facts } = asset;
  if (kind !== 'gallery' || route === undefined || all.some((a) => a.parent === id && a.kind === 'gallery' && a.route !== undefined)) return null;
  const line = route.map((p) => frame.toEnu(stood(p, frame, relief)));
  const [width, height] = [Number(facts['widthM'] ?? 6), Number(facts['heightM'] ?? 8.5)];
  const middle = line[Math.floor(line.length / 2)] ?? { east: 0, north: 0, up: 0 };
  return {
    id, at: vector(middle), size: Infinity,
    draw(mesh, thing, whole) {
      for (const [i, to] of line.entries()) {
        const from = line[i - 1];
        if (from === undefined) continue;
        const [e, n] = [to.east - from.east, to.north - from.north];
        drawGallery(new Brush(mesh, thing, vector(from), (Math.atan2(e, n) * 180) / Math.PI), Math.hypot(e, n), width, height, whole);
      }
    },
  };
}

interface Tile { readonly name: string; readonly bytes: Uint8Array; readonly box: readonly number[]; readonly assets: readonly string[] }
async function tileOf(name: string, solids: readonly Placed[], whole: boolean): Promise<Tile> {
  const mesh = emptyMesh();
  for (const [i, s] of solids.entries()) s.draw(mesh, i, whole);
  const [low, high] = [[Infinity, Infinity, Infinity], [-Infinity, -Infinity, -Infinity]];
  mesh.places.forEach((v, i) => { low[i % 3] = Math.min(low[i % 3]!, v); high[i % 3] = Math.max(high[i % 3]!, v); });
  const middle = [0, 1, 2].map((k) => (low[k]! + high[k]!) / 2);
  const half = [0, 1, 2].map((k) => (high[k]! - low[k]!) / 2 + 0.2);
  const box = [...middle, half[0]!, 0, 0, 0, half[1]!, 0, 0, 0, half[2]!].map((n) => Math.round(n * 100) / 100);
  return { name, bytes: await glbOf(mesh, solids.map((s) => s.id), [Math.round(middle[0]!), Math.round(middle[1]!)]), box, assets: solids.map((s) => s.id) };
}
/** Everything of a tile set: its files by name, and which assets each detailed tile holds. */
export interface TileSet { readonly files: ReadonlyMap<string, Uint8Array>; readonly leaves: ReadonlyMap<string, readonly string[]> }

/**
 * The solids of a site as 3D Tiles 1.1: a coarse tile of blocks for each 1,800 m square, replaced by detailed tiles of 900 m squares. Each asset with a shape, and each part of a gallery with a route, stands in exactly
 * one detailed tile. `relief`: the site's terrain, on which they stand. The same site gives the same bytes.
 */
export async function tileSetOf(site: Pick<Site, 'assets' | 'frame'>, relief: Relief | null = null): Promise<TileSet> {
  const frame = frameAt(site.frame.origin);
  const solids = site.assets.flatMap((a) => [standing(a, frame, relief) ?? gallery(a, frame, site.assets, relief) ?? []].flat());
  const fields = grouped(solids, FIELD);
  const made: { readonly coarse: Tile; readonly leaves: readonly Tile[] }[] = [];
  for (const [field, list] of fields) {
    const large = list.filter((s) => s.size >= SEEN_FROM_AFAR);
    const leaves = await Promise.all([...grouped(list, CELL)].map(([cell, few]) => tileOf(`leaf_${cell}.glb`, few, true)));
    made.push({ coarse: await tileOf(`coarse_${field}.glb`, large.length === 0 ? list : large, false), leaves });
  }
  const json = {
    asset: { version: '1.1', generator: 'watchroom make-tiles' }, geometricError: 2000,
    root: {
      transform: frame.matrix, boundingVolume: { box: around(made.flatMap((m) => [m.coarse, ...m.leaves])) }, geometricError: 2000, refine: 'REPLACE',
      children: made.map(({ coarse, leaves }) => ({
        boundingVolume: { box: around([coarse, ...leaves]) }, geometricError: COARSE_ERROR, content: { uri: coarse.name },
        children: leaves.map((t) => ({ boundingVolume: { box: t.box }, geometricError: 0, content: { uri: t.name } })),
      })),
    },
  };
  const files = new Map<string, Uint8Array>([['tileset.json', new TextEncoder().encode(`${JSON.stringify(json, null, 1)}\n`)]]);
  for (const t of made.flatMap((m) => [m.coarse, ...m.leaves])) files.set(t.name, t.bytes);
  return { files, leaves: new Map(made.flatMap((m) => m.leaves).map((t) => [t.name, t.assets])) };
}
/** Solids by the square of `side` metres that their place lies in, in the order of the squares' names. */
function grouped(solids: readonly Placed[], side: number): readonly (readonly [string, readonly Placed[]])[] {
  const name = (n: number): string => { const k = Math.floor(n / side); return k < 0 ? `m${-k}` : String(k); };
  const cells = new Map<string, Placed[]>();
  for (const s of solids) {
    const cell = `${name(s.at[0])}_${name(s.at[1])}`;
    cells.set(cell, [...(cells.get(cell) ?? []), s]);
  }
  return [...cells].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
/** The smallest upright box around some. */
function around(tiles: readonly Tile[]): readonly number[] {
  const low = [0, 1, 2].map((k) => Math.min(...tiles.map((t) => t.box[k]! - t.box[3 + 4 * k]!)));
  const high = [0, 1, 2].map((k) => Math.max(...tiles.map((t) => t.box[k]! + t.box[3 + 4 * k]!)));
  const [c, h] = [low.map((l, k) => (l + high[k]!) / 2), low.map((l, k) => (high[k]! - l) / 2)];
  return [...c, h[0]!, 0, 0, 0, h[1]!, 0, 0, 0, h[2]!];
}
