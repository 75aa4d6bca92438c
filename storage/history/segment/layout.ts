import { crc32 } from 'node:zlib';

/** What the blocks of a file are: samples, or rows of a tier. */
export const segmentKinds = ['raw', 'minute', 'hour', 'day'] as const;
export type SegmentKind = (typeof segmentKinds)[number];

/** One block as the directory of its file says it. `from`, `to`: of its first and last sample, both included (epoch ms). `at`: where its bytes begin. */
export interface Entry { readonly series: number; readonly samples: number; readonly from: number; readonly to: number; readonly at: number; readonly bytes: number; readonly crc: number }
/** A page of the directory as the page above it says it: the first key in it, where it begins, and its checksum. */
export interface Key { readonly series: number; readonly crc: number; readonly from: number; readonly at: number }

/** Widths in bytes; pages are small, so that one series is found by two short reads. */
export const entryBytes = 40;
export const keyBytes = 24;
export const entriesInPage = 64;
export const keysInPage = 128;
/** The last bytes of a file: length and checksum of what it says of itself, and the mark. */
export const trailerBytes = 16;
export const mark = 'WRHSEG01';

/** What a file says of itself. `levels`: pages of entries first, then of keys, the last of which is the root, with the checksum `root`; `series`: what its numbers mean. `to` is the last time in it; both null where it is empty. `replaces`: the files that it was made of. */
export interface Footer {
  readonly version: 1; readonly kind: SegmentKind; readonly level: number; readonly epoch: number | null; readonly replaces: readonly string[]; readonly from: number | null; readonly to: number | null; readonly blocks: number; readonly samples: number;
  readonly levels: readonly { readonly at: number; readonly count: number }[]; readonly root: number; readonly series: { readonly at: number; readonly bytes: number; readonly crc: number };
}

/** Little endian in columns of its own: the machines that this runs on are. */
export function putEntry(into: DataView, at: number, e: Entry): void {
  into.setUint32(at, e.series, true);
  into.setUint32(at + 4, e.samples, true);
  into.setFloat64(at + 8, e.from, true);
  into.setFloat64(at + 16, e.to, true);
  into.setFloat64(at + 24, e.at, true);
  into.setUint32(at + 32, e.bytes, true);
  into.setUint32(at + 36, e.crc, true);
}
export const entryAt = (of: DataView, at: number): Entry => ({
  series: of.getUint32(at, true), samples: of.getUint32(at + 4, true), from: of.getFloat64(at + 8, true), to: of.getFloat64(at + 16, true), at: of.getFloat64(at + 24, true), bytes: of.getUint32(at + 32, true), crc: of.getUint32(at + 36, true),
});
export function putKey(into: DataView, at: number, k: Key): void {
  into.setUint32(at, k.series, true);
  into.setUint32(at + 4, k.crc, true);
  into.setFloat64(at + 8, k.from, true);
  into.setFloat64(at + 16, k.at, true);
}
export const keyAt = (of: DataView, at: number): Key => ({ series: of.getUint32(at, true), crc: of.getUint32(at + 4, true), from: of.getFloat64(at + 8, true), at: of.getFloat64(at + 16, true) });

/** How wide and how many the records of a page are, by its level. */
export const pageOf = (level: number): { readonly width: number; readonly most: number } => (level === 0 ? { width: entryBytes, most: entriesInPage } : { width: keyBytes, most: keysInPage });
export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
export const checksum = (bytes: Uint8Array): number => crc32(bytes);
