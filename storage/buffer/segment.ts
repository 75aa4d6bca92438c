import fs from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

/** One record: length of its bytes, checksum over number and bytes, number; then the bytes. Little endian. */
const head = 4 + 4 + 8;
/** No batch is larger; a length beyond it is damage. */
export const mostBytes = 64 * 1024 * 1024;

/** One file of a buffer. `first`: the number in its name. `end`: how far its records are whole. */
export interface Segment { readonly file: string; readonly first: number; last: number; end: number; batches: number }

const nameOf = (first: number): string => `${String(first).padStart(16, '0')}.seg`;
/** The number in the name of a segment; null for any other file. */
export const firstOf = (name: string): number | null => { const [, digits] = /^(\d{16})\.seg$/.exec(name) ?? []; return digits === undefined ? null : Number(digits); };
export const freshSegment = (dir: string, first: number): Segment => ({ file: path.join(dir, nameOf(first)), first, last: first - 1, end: 0, batches: 0 });

/** The bytes of one record. */
export function recordOf(seq: number, bytes: Uint8Array): Buffer {
  const out = Buffer.alloc(head + bytes.length);
  out.writeUInt32LE(bytes.length, 0);
  out.writeBigUInt64LE(BigInt(seq), 8);
  out.set(bytes, head);
  out.writeUInt32LE(crc32(out.subarray(8)), 4);
  return out;
}

/** The records of a segment up to the first that is not whole, each with where it ends (FWD-03). */
export function* recordsOf(file: string, first: number): Generator<{ readonly seq: number; readonly bytes: Uint8Array; readonly end: number }> {
  const all = fs.readFileSync(file);
  let expected = first;
  for (let at = 0; at + head <= all.length;) {
    const length = all.readUInt32LE(at);
    const end = at + head + length;
    if (length > mostBytes || end > all.length || crc32(all.subarray(at + 8, end)) !== all.readUInt32LE(at + 4) || Number(all.readBigUInt64LE(at + 8)) !== expected) return;
    yield { seq: expected, bytes: all.subarray(at + head, end), end };
    expected++;
    at = end;
  }
}

/** A segment as it is found on the disk: what is whole of it. */
export function found(dir: string, first: number): Segment {
  const segment = freshSegment(dir, first);
  for (const { seq, end } of recordsOf(segment.file, first)) { segment.last = seq; segment.end = end; segment.batches++; }
  return segment;
}
/** How many numbers may have stood behind the whole records of a segment: none where only the last record was being written, else as many as fit. A number that the other end may know is never given again. */
export function lostBehind({ file, end }: Segment): number {
  const rest = fs.readFileSync(file).subarray(end);
  const torn = rest.length < head || rest.readUInt32LE(0) + head > rest.length;
  return torn ? 0 : Math.ceil(rest.length / head);
}
