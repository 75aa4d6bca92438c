import { type Accessor, Document, Extension, NodeIO, PropertyType, type WriterContext } from '@gltf-transform/core';
import type { Mesh } from './mesh.ts';

/** What the core of the library does not know: `KHR_materials_unlit`, `KHR_mesh_quantization`, and the ids of assets as `EXT_mesh_features` with a property table of `EXT_structural_metadata`. */
class AssetIds extends Extension {
  static override readonly EXTENSION_NAME = 'EXT_structural_metadata';
  override readonly extensionName = 'EXT_structural_metadata';
  override readonly prewriteTypes = [PropertyType.BUFFER];
  ids: readonly string[] = [];
  #values: Uint8Array<ArrayBuffer> = new Uint8Array();
  #offsets: Uint8Array<ArrayBuffer> = new Uint8Array();

  override read(): this { return this; }
  override prewrite(context: WriterContext): this {
    const words = this.ids.map((id) => new TextEncoder().encode(id));
    const ends = words.reduce<number[]>((all, w) => [...all, all[all.length - 1]! + w.length], [0]);
    this.#values = padded(Buffer.concat(words));
    this.#offsets = padded(new Uint8Array(Uint32Array.from(ends).buffer));
    context.otherBufferViews.set(this.document.getRoot().listBuffers()[0]!, [this.#values, this.#offsets]);
    return this;
  }
  override write(context: WriterContext): this {
    const { json } = context.jsonDoc;
    const view = (data: Uint8Array): number | undefined => context.otherBufferViewsIndexMap.get(data);
    json.extensions = { ...json.extensions, EXT_structural_metadata: {
      schema: { id: 'watchroom', classes: { asset: { properties: { asset: { type: 'STRING', required: true } } } } },
      propertyTables: [{ class: 'asset', count: this.ids.length, properties: { asset: { values: view(this.#values), stringOffsets: view(this.#offsets), stringOffsetType: 'UINT32' } } }],
    } };
    for (const mesh of json.meshes ?? []) for (const primitive of mesh.primitives) {
      primitive.extensions = { EXT_mesh_features: { featureIds: [{ featureCount: this.ids.length, attribute: 0, propertyTable: 0 }] } };
    }
    for (const material of json.materials ?? []) material.extensions = { KHR_materials_unlit: {} };
    json.extensionsUsed = ['EXT_mesh_features', 'EXT_structural_metadata', 'KHR_materials_unlit', 'KHR_mesh_quantization'];
    json.extensionsRequired = ['KHR_mesh_quantization'];
    return this;
  }
}
/** Buffer views begin at multiples of eight (3D Metadata 1.1). */
function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(Math.ceil(bytes.length / 8) * 8);
  all.set(bytes);
  return all;
}

/** The smallest step in which places of a tile may be told, in metres: a centimetre, or what 16 bits can tell of its size. */
const stepOf = (reach: number): number => Math.max(0.01, Math.ceil((reach / 32_767) * 100) / 100);
/** A mesh as GLB, y up, around `middle` (east, north): each corner with the number of its asset in `ids`. The same mesh gives the same bytes. */
export async function glbOf(mesh: Mesh, ids: readonly string[], middle: readonly [number, number]): Promise<Uint8Array> {
  const doc = new Document();
  const extension = doc.createExtension(AssetIds);
  extension.ids = ids;
  const buffer = doc.createBuffer();
  const corners = mesh.things.length;
  const places = new Int16Array(corners * 3);
  const step = stepOf(mesh.places.reduce((most, v, i) => Math.max(most, Math.abs(v - (middle[i % 3] ?? 0))), 1));
  for (let i = 0; i < corners; i++) {
    const [x, y, z] = [mesh.places[3 * i]! - middle[0], mesh.places[3 * i + 1]! - middle[1], mesh.places[3 * i + 2]!];
    places.set([Math.round(x / step), Math.round(z / step), Math.round(-y / step)], 3 * i);
  }
  const colours = new Uint8Array(corners * 4).fill(255);
  for (let i = 0; i < corners; i++) for (let k = 0; k < 3; k++) colours[4 * i + k] = Math.round(255 * Math.min(1, linear(mesh.colours[3 * i + k]!)));
  const indices = corners > 65_535 ? Uint32Array.from(mesh.triangles) : Uint16Array.from(mesh.triangles);
  const accessor = (array: Int16Array<ArrayBuffer> | Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>, type: 'SCALAR' | 'VEC3' | 'VEC4', normalized = false): Accessor =>
    doc.createAccessor().setArray(array).setType(type).setNormalized(normalized).setBuffer(buffer);
  const primitive = doc.createPrimitive()
    .setAttribute('POSITION', accessor(places, 'VEC3'))
    .setAttribute('COLOR_0', accessor(colours, 'VEC4', true))
    .setAttribute('_FEATURE_ID_0', accessor(Uint16Array.from(mesh.things), 'SCALAR'))
    .setIndices(accessor(indices, 'SCALAR'))
    .setMaterial(doc.createMaterial().setRoughnessFactor(1).setMetallicFactor(0));
  const node = doc.createNode().setMesh(doc.createMesh().addPrimitive(primitive)).setTranslation([middle[0], 0, -middle[1]]).setScale([step, step, step]);
  doc.getRoot().setDefaultScene(doc.createScene().addChild(node));
  doc.getRoot().getAsset().generator = 'watchroom make-tiles';
  return new NodeIO().registerExtensions([AssetIds]).writeBinary(doc);
}
/** Vertex colours are linear in glTF; ours are meant as they appear. */
const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
