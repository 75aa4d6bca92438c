import { Document, NodeIO } from '@gltf-transform/core';
import { frameAt } from '#app/map';
import type { Place3 } from '#app/park';
import { pngOf } from './png.ts';

const [cells, side, tall] = [24, 260, 24];
/** A skin over a yard with one large hall, `side` metres each way, photographed in red and white: metres east, north and up of its middle. */
const skin = (east: number, north: number): number => (Math.abs(east) < side * 0.3 && Math.abs(north) < side * 0.3 ? tall : 0.4);

async function glbOf(): Promise<Uint8Array> {
  const doc = new Document();
  const buffer = doc.createBuffer();
  const n = cells + 1;
  const [places, ways, indices] = [new Float32Array(3 * n * n), new Float32Array(2 * n * n), new Uint16Array(6 * cells * cells)];
  for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) {
    const [e, north] = [(i / cells - 0.5) * side, (j / cells - 0.5) * side];
    places.set([e, skin(e, north), -north], 3 * (j * n + i));
    ways.set([i / cells, 1 - j / cells], 2 * (j * n + i));
  }
  for (let j = 0; j < cells; j++) for (let i = 0; i < cells; i++) { const k = j * n + i; indices.set([k, k + 1, k + n, k + 1, k + n + 1, k + n], 6 * (j * cells + i)); }
  const picture = pngOf(128, (x, y) => ((x >> 4) + (y >> 4)) % 2 === 0 ? [206, 40, 46] : [240, 236, 228]);
  const texture = doc.createTexture('photo').setImage(new Uint8Array(picture)).setMimeType('image/png');
  const material = doc.createMaterial().setBaseColorTexture(texture).setRoughnessFactor(1).setMetallicFactor(0);
  const accessor = (array: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>, type: 'SCALAR' | 'VEC2' | 'VEC3') => doc.createAccessor().setArray(array).setType(type).setBuffer(buffer);
  const primitive = doc.createPrimitive().setAttribute('POSITION', accessor(places, 'VEC3')).setAttribute('TEXCOORD_0', accessor(ways, 'VEC2')).setIndices(accessor(indices, 'SCALAR')).setMaterial(material);
  doc.getRoot().setDefaultScene(doc.createScene().addChild(doc.createNode().setMesh(doc.createMesh().addPrimitive(primitive))));
  return new NodeIO().writeBinary(doc);
}

/** Tilted photography that is none, as 3D Tiles 1.1 with a picture on it, its middle at `at`: its files by name. */
export async function photographyFiles(at: Place3): Promise<ReadonlyMap<string, Uint8Array>> {
  const box = [0, 0, tall / 2, side / 2, 0, 0, 0, side / 2, 0, 0, 0, tall / 2 + 1];
  const json = {
    asset: { version: '1.1', generator: 'watchroom slots-sample' }, geometricError: 200,
    root: { transform: frameAt(at).matrix, boundingVolume: { box }, geometricError: 0, refine: 'REPLACE', content: { uri: 'yard.glb' } },
  };
  return new Map([['tileset.json', Buffer.from(`${JSON.stringify(json, null, 1)}\n`)], ['yard.glb', await glbOf()]]);
}
