import { Resource } from '@cesium/engine';

/** No tile of ground is larger than this, in bytes. */
const mostBytes = 16 * 2 ** 20;

/** A stream unpacked to its end; throws where it is no gzip, cut off, or larger than a tile may be. */
async function unpacked(bytes: ArrayBuffer): Promise<ArrayBuffer> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts).arrayBuffer();
    size += value.byteLength;
    if (size > mostBytes) throw new Error('larger than a tile may be');
    parts.push(new Uint8Array(value));
  }
}
const packed = (bytes: ArrayBuffer): boolean => { const [a, b] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength)); return a === 0x1f && b === 0x8b; };

/**
 * A folder of the site as makers of terrain write it: tiles may be packed with gzip (ctb-tile always does), which a web server unpacks for a browser and a folder does not; and CGCS2000 (EPSG:4490) is the geographic
 * grid that the library knows as EPSG:4326.
 */
export class OwnResource extends Resource {
  override clone(result?: Resource): Resource { return super.clone(result ?? new OwnResource({ url: this.url })); }
  override fetchArrayBuffer(): Promise<ArrayBuffer> | undefined {
    return super.fetchArrayBuffer()?.then(async (bytes: ArrayBuffer) => (packed(bytes) ? unpacked(bytes) : bytes));
  }
  override fetchJson(): Promise<unknown> | undefined {
    return super.fetchJson()?.then((said: unknown) => (typeof said === 'object' && said !== null && 'projection' in said && said.projection === 'EPSG:4490' ? { ...said, projection: 'EPSG:4326' } : said));
  }
}
