import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { Logger, NodeIO } from '@gltf-transform/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { frameAt, toGeodetic } from '#app/map';
import type { Site } from '#app/park';
import { readSite } from '#storage';
import { tileSetOf, type TileSet } from '../../../scripts/make-tiles/tileset.ts';

interface Tile { readonly boundingVolume: { readonly box: readonly number[] }; readonly geometricError: number; readonly content?: { readonly uri: string }; readonly children?: readonly Tile[] }
interface Json { readonly extensionsUsed: readonly string[]; readonly extensionsRequired: readonly string[]; readonly bufferViews: readonly { readonly byteOffset?: number; readonly byteLength: number }[];
  readonly extensions: { readonly EXT_structural_metadata: { readonly propertyTables: readonly { readonly count: number; readonly properties: { readonly asset: { readonly values: number; readonly stringOffsets: number } } }[] } };
  readonly meshes: readonly { readonly primitives: readonly { readonly extensions: { readonly EXT_mesh_features: { readonly featureIds: readonly { readonly featureCount: number; readonly attribute: number; readonly propertyTable: number }[] } }; readonly attributes: Record<string, number> }[] }[];
  readonly nodes: readonly { readonly translation: readonly [number, number, number]; readonly scale: readonly [number, number, number] }[];
  readonly accessors: readonly { readonly min?: readonly number[]; readonly max?: readonly number[]; readonly count: number }[] }

/** The two chunks of a GLB (glTF 2.0, 4.4). */
function chunks(bytes: Uint8Array): { readonly json: Json; readonly bin: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  expect([view.getUint32(0, true), view.getUint32(4, true), view.getUint32(8, true)]).toEqual([0x46546C67, 2, bytes.length]);
  const length = view.getUint32(12, true);
  return { json: JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length))) as Json, bin: bytes.subarray(28 + length) };
}
/** The asset ids of a tile, out of its property table. */
function idsOf(bytes: Uint8Array): readonly string[] {
  const { json, bin } = chunks(bytes);
  const table = json.extensions.EXT_structural_metadata.propertyTables[0]!;
  const part = (i: number): Uint8Array => { const v = json.bufferViews[i]!; return bin.subarray(v.byteOffset ?? 0, (v.byteOffset ?? 0) + v.byteLength); };
  const offsets = part(table.properties.asset.stringOffsets);
  const at = new DataView(offsets.buffer, offsets.byteOffset, offsets.byteLength);
  const values = part(table.properties.asset.values);
  return Array.from({ length: table.count }, (_, i) => new TextDecoder().decode(values.subarray(at.getUint32(4 * i, true), at.getUint32(4 * i + 4, true))));
}
const sum = (set: TileSet): string => { const hash = createHash('sha256'); for (const [name, bytes] of [...set.files].toSorted(([a], [b]) => (a < b ? -1 : 1))) hash.update(name).update(bytes); return hash.digest('hex'); };

describe('the tile set of the whole park', () => {
  let site: Site;
  let set: TileSet;
  let root: Tile & { readonly transform: readonly number[] };
  beforeAll(async () => {
    const read = await readSite('resources/sites/whole');
    if (!read.ok) throw new Error('the site does not read');
    site = read.value.site;
    set = await tileSetOf(site);
    root = (JSON.parse(new TextDecoder().decode(set.files.get('tileset.json'))) as { root: typeof root }).root;
  });
  const all = (t: Tile): readonly Tile[] => [t, ...(t.children ?? []).flatMap(all)];

  it('is the same bytes for the same site', async () => {
    expect(sum(await tileSetOf(structuredClone(site)))).toBe(sum(set));
  });
  it('is what is kept in the site: run `npm run tiles` after a change of its assets', () => {
    for (const [name, bytes] of set.files) expect(Buffer.compare(fs.readFileSync(`resources/sites/whole/tiles/solids/${name}`), bytes), name).toBe(0);
    expect(fs.readdirSync('resources/sites/whole/tiles/solids').toSorted()).toEqual([...set.files.keys()].toSorted());
  });
  it('has each asset with a solid in exactly one detailed tile, told by its property table', () => {
    const drawn = site.assets.filter((a) => (a.shape !== undefined && a.position !== null) || (a.kind === 'gallery' && a.route !== undefined && !site.assets.some((b) => b.parent === a.id && b.kind === 'gallery' && b.route !== undefined))).map((a) => a.id as string).toSorted();
    expect([...set.leaves.values()].flat().toSorted()).toEqual(drawn);
    for (const [name, assets] of set.leaves) expect(idsOf(set.files.get(name)!)).toEqual(assets);
  });
  it('names files that are there, and no other', () => {
    const named = all(root).flatMap((t) => (t.content === undefined ? [] : [t.content.uri]));
    expect(new Set(named).size).toBe(named.length);
    expect([...named, 'tileset.json'].toSorted()).toEqual([...set.files.keys()].toSorted());
  });
  it('grows finer from the root down, and each volume holds those below it', () => {
    const walk = (t: Tile): void => {
      const b = t.boundingVolume.box;
      for (const c of t.children ?? []) {
        const k = c.boundingVolume.box;
        expect(c.geometricError).toBeLessThan(t.geometricError);
        for (const i of [0, 1, 2]) expect(Math.abs(k[i]! - b[i]!) + k[3 + 4 * i]!).toBeLessThanOrEqual(b[3 + 4 * i]! + 0.02);
        walk(c);
      }
    };
    walk(root);
  });
  it('stands at the site, and its corners lie within its volumes', () => {
    const origin = toGeodetic({ x: root.transform[12]!, y: root.transform[13]!, z: root.transform[14]! });
    expect(origin.lon).toBeCloseTo(site.frame.origin.lon, 9);
    expect(root.transform).toEqual(frameAt(site.frame.origin).matrix);
    for (const t of all(root)) {
      if (t.content === undefined) continue;
      const { json } = chunks(set.files.get(t.content.uri)!);
      const { translation, scale } = json.nodes[0]!;
      const { min, max } = json.accessors[json.meshes[0]!.primitives[0]!.attributes['POSITION']!]!;
      const b = t.boundingVolume.box;
      // y up in the file, z up in the tile set: x, -z, y
      const low = [translation[0] + min![0]! * scale[0], -(translation[2] + max![2]! * scale[2]), translation[1] + min![1]! * scale[1]];
      const high = [translation[0] + max![0]! * scale[0], -(translation[2] + min![2]! * scale[2]), translation[1] + max![1]! * scale[1]];
      for (const i of [0, 1, 2]) { expect(low[i]!).toBeGreaterThanOrEqual(b[i]! - b[3 + 4 * i]! - 0.05); expect(high[i]!).toBeLessThanOrEqual(b[i]! + b[3 + 4 * i]! + 0.05); }
    }
  });
  it('is glTF that a library reads, with numbers of assets that are in its table', async () => {
    const io = new NodeIO().setLogger(new Logger(Logger.Verbosity.SILENT));
    for (const [name, bytes] of set.files) {
      if (!name.endsWith('.glb')) continue;
      const { json } = chunks(bytes);
      expect(json.extensionsUsed).toEqual(['EXT_mesh_features', 'EXT_structural_metadata', 'KHR_materials_unlit', 'KHR_mesh_quantization']);
      const features = json.meshes[0]!.primitives[0]!.extensions.EXT_mesh_features.featureIds[0]!;
      const doc = await io.readBinary(withoutDemands(bytes));
      const primitive = doc.getRoot().listMeshes()[0]!.listPrimitives()[0]!;
      const ids = primitive.getAttribute('_FEATURE_ID_0')!.getArray()!;
      const indices = primitive.getIndices()!.getArray()!;
      expect(Math.max(...ids)).toBe(features.featureCount - 1);
      expect(new Set(ids).size).toBe(features.featureCount);
      expect(indices.length % 3).toBe(0);
      expect(Array.from(indices).reduce((m, i) => Math.max(m, i), 0)).toBeLessThan(primitive.getAttribute('POSITION')!.getCount());
    }
  });
  it('is small: below three megabytes and a bit, no file above half of one', () => {
    const sizes = [...set.files.values()].map((b) => b.length);
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(3.2e6);
    expect(Math.max(...sizes)).toBeLessThan(0.5e6);
  });
});

/** The same file without the one extension that the library's core would refuse to read; it changes no layout. */
function withoutDemands(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes);
  const at = text.indexOf('"extensionsRequired":["KHR_mesh_quantization"]');
  expect(at).toBeGreaterThan(0);
  const copy = bytes.slice();
  copy.set(new TextEncoder().encode('"extensionsUnneeded"'), at);
  return copy;
}
