import fs from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

/** One record: length of its bytes, checksum over number and bytes, number; then the bytes. Little endian. */
const head = 4 + 4 + 8;
/** No batch is larger; a length beyond it is damage. */
export const mostBytes = 64 * 1024 * 1024;

/** One file of a buffer. `first`: the number in its name. `end`: how far its records are whole. */
export interface Segment { readonly file: string; readonly first: number; last: number; end: number; batches: number }
/** A record of a segment, and where it ends there. */
export interface Recorded { readonly seq: number; readonly bytes: Uint8Array; readonly end: number }

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

/** The whole records of these bytes from their beginning, of which the first has this number (FWD-03); `at`: where the bytes stand in their file. */
function* recordsIn(all: Buffer, first: number, at: number): Generator<Recorded> {
  let expected = first;
  for (let from = 0; from + head <= all.length;) {
    const length = all.readUInt32LE(from);
    const end = from + head + length;
    if (length > mostBytes || end > all.length || crc32(all.subarray(from + 8, end)) !== all.readUInt32LE(from + 4) || Number(all.readBigUInt64LE(from + 8)) !== expected) return;
    yield { seq: expected, bytes: all.subarray(from + head, end), end: at + end };
    expected++;
    from = end;
  }
}
/** A piece of a file, shorter where the file ends. */
function piece(file: string, at: number, length: number): Buffer {
  const handle = fs.openSync(file, 'r');
  try {
    const out = Buffer.allocUnsafe(length);
    let got = 0;
    for (let n = 1; n > 0 && got < length; got += n) n = fs.readSync(handle, out, got, length - got, at + got);
    return out.subarray(0, got);
  } finally { fs.closeSync(handle); }
}

/** Whole records of a segment from one that begins at `at` with this number: about `most` bytes of them, at least one where there is one. */
export function recordsAt({ file, end }: Segment, at: number, seq: number, most: number): readonly Recorded[] {
  const out = [...recordsIn(piece(file, at, Math.min(most, end - at)), seq, at)];
  if (out.length > 0 || at + head > end) return out;
  const length = piece(file, at, 4).readUInt32LE(0);
  return length > mostBytes ? [] : [...recordsIn(piece(file, at, head + length), seq, at)];
}

/** A segment as it is found on the disk: what is whole of it. */
export function found(dir: string, first: number): Segment {
  const segment = freshSegment(dir, first);
  for (const { seq, end } of recordsIn(fs.readFileSync(segment.file), first, 0)) { segment.last = seq; segment.end = end; segment.batches++; }
  return segment;
}
/** How many numbers may have stood behind the whole records of a segment: none where only the last record was being written, else as many as fit. A number that the other end may know is never given again. */
export function lostBehind({ file, end }: Segment): number {
  const rest = fs.readFileSync(file).subarray(end);
  const torn = rest.length < head || rest.readUInt32LE(0) + head > rest.length;
  return torn ? 0 : Math.ceil(rest.length / head);
}
