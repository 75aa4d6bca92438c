import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Relief } from '#app/map';
import type { Corner } from '#app/park';

/** No tile of ground is larger than this, in bytes. */
const mostBytes = 16 * 2 ** 20;
const unzigzag = (n: number): number => (n >> 1) ^ -(n & 1);
interface Mesh { readonly across: Int32Array; readonly along: Int32Array; readonly up: Float64Array; readonly triangles: Uint32Array }

/** One tile of quantized mesh 1.0: its corners 0 to 32767 from the west and the south, and their heights in metres. Throws where it ends too early. */
export function meshIn(bytes: Uint8Array): Mesh {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [low, high] = [view.getFloat32(24, true), view.getFloat32(28, true)];
  const n = view.getUint32(88, true);
  if (n > bytes.length) throw new RangeError('more corners than bytes');
  const column = (c: number): Int32Array => { const out = new Int32Array(n); for (let i = 0, v = 0; i < n; i++) { v += unzigzag(view.getUint16(92 + 2 * (c * n + i), true)); out[i] = v; } return out; };
  const [across, along, heights] = [column(0), column(1), column(2)];
  const wide = n > 65_536 ? 4 : 2;
  let at = 92 + 6 * n;
  if (at % wide !== 0) at += wide - (at % wide);
  const count = 3 * view.getUint32(at, true);
  if (count > bytes.length) throw new RangeError('more triangles than bytes');
  const triangles = new Uint32Array(count);
  for (let i = 0, highest = 0; i < count; i++) {
    const code = wide === 4 ? view.getUint32(at + 4 + 4 * i, true) : view.getUint16(at + 4 + 2 * i, true);
    triangles[i] = highest - code;
    if (code === 0) highest++;
  }
  return { across, along, up: Float64Array.from(heights, (h) => low + ((high - low) * h) / 32_767), triangles };
}
/** How high a mesh is at a place of its tile, 0 to 32767 from the west and the south; null where no triangle is. */
export function heightIn({ across, along, up, triangles }: Mesh, u: number, v: number): number | null {
  for (let t = 0; t + 2 < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!];
    const [ax, ay, bx, by, cx, cy] = [across[a]!, along[a]!, across[b]!, along[b]!, across[c]!, along[c]!];
    const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    if (area === 0) continue;
    const p = ((bx - u) * (cy - v) - (cx - u) * (by - v)) / area;
    const q = ((cx - u) * (ay - v) - (ax - u) * (cy - v)) / area;
    if (p >= -1e-6 && q >= -1e-6 && p + q <= 1 + 1e-6) return p * up[a]! + q * up[b]! + (1 - p - q) * up[c]!;
  }
  return null;
}

/** How high the terrain of a site folder is, by its finest tiles in the geographic grid (quantized mesh, packed or not); null where the site has none or it is in another form. */
export async function reliefOf(folder: string): Promise<Relief | null> {
  const said = await readFile(path.join(folder, 'terrain/layer.json'), 'utf8').catch(() => null);
  if (said === null) return null;
  const layer = JSON.parse(said) as { readonly format?: string; readonly projection?: string; readonly scheme?: string; readonly available?: readonly unknown[] };
  if (layer.format?.startsWith('quantized-mesh-1.') !== true || layer.projection === 'EPSG:3857' || layer.scheme === 'slippyMap') throw new Error('terrain/layer.json: only quantized mesh of the geographic grid in TMS order can be stood on');
  const finest = (layer.available?.length ?? 1) - 1;
  const meshes = new Map<string, Mesh | null>();
  function meshAt(name: string): Mesh | null {
    const known = meshes.get(name);
    if (known !== undefined) return known;
    let mesh: Mesh | null = null;
    try { const bytes = readFileSync(path.join(folder, 'terrain', name)); mesh = meshIn(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: mostBytes }) : bytes); } catch { mesh = null; }
    meshes.set(name, mesh);
    return mesh;
  }
  return ({ lon, lat }: Corner): number | null => {
    for (let z = finest; z >= 0; z--) {
      const side = 180 / 2 ** z;
      const [x, y] = [Math.floor((lon + 180) / side), Math.floor((lat + 90) / side)];
      const mesh = meshAt(`${z}/${x}/${y}.terrain`);
      const height = mesh === null ? null : heightIn(mesh, (((lon + 180) / side) - x) * 32_767, (((lat + 90) / side) - y) * 32_767);
      if (height !== null) return height;
    }
    return null;
  };
}
