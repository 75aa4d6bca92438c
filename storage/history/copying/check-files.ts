import fs from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { Entry } from '../segment/index.ts';
import { openSegment, type SegmentFault } from '../segment/index.ts';

/** Something in a file that does not hold. `from`, `to`: what is missing because of it (epoch ms); null: not known. */
export interface FileFinding { readonly file: string; readonly reason: string; readonly from: number | null; readonly to: number | null }

const chunkBytes = 1 << 20;
const reasonIn = (fault: SegmentFault): string => String(fault.params['reason'] ?? fault.code);

/** Reads every block of a file by its checksum, and says each that does not hold. Bounded memory; `each` hears how many bytes were read. */
export function checkSegment(folder: string, file: string, each: (bytes: number) => void = () => {}): readonly FileFinding[] {
  const opened = openSegment(folder, file);
  if (!opened.ok) return [{ file, reason: reasonIn(opened.fault), from: null, to: null }];
  const reader = opened.value;
  const out: FileFinding[] = [];
  function check(entries: readonly Entry[]): void {
    if (reader.readAll(entries).ok) return;
    for (const entry of entries) { const one = reader.read(entry); if (!one.ok) out.push({ file, reason: reasonIn(one.fault), from: entry.from, to: entry.to }); }
  }
  try {
    let [some, bytes]: [Entry[], number] = [[], 0];
    for (const page of reader.entries()) {
      if (!page.ok) { out.push({ file, reason: reasonIn(page.fault), from: reader.row.from, to: reader.row.to }); break; }
      for (const entry of page.value) {
        some.push(entry);
        bytes += entry.bytes;
        if (bytes < chunkBytes) continue;
        check(some);
        each(bytes);
        [some, bytes] = [[], 0];
      }
    }
    check(some);
    each(bytes);
    return out;
  } finally { reader.close(); }
}

/** How far the records of a file of the log hold. `torn`: bytes behind the last of them, as a cut leaves them; `damaged`: records before it that do not hold. */
export function checkLog(file: string): { readonly records: number; readonly torn: number; readonly damaged: number } {
  const handle = fs.openSync(file, 'r');
  try {
    const size = fs.fstatSync(handle).size;
    const head = Buffer.alloc(8);
    let body = Buffer.alloc(0);
    let [at, records, damaged, doubtful, doubtfulAt] = [0, 0, 0, 0, 0];
    while (at + head.length <= size) {
      fs.readSync(handle, head, 0, head.length, at);
      const length = head.readUInt32LE(0);
      const end = at + head.length + length;
      if (length < 4 || end > size) break;
      if (body.length < length) body = Buffer.allocUnsafe(length * 2);
      fs.readSync(handle, body, 0, length, at + head.length);
      const holds = crc32(body.subarray(0, length)) === head.readUInt32LE(4);
      if (holds) { records++; damaged += doubtful; doubtful = 0; } else if (doubtful++ === 0) doubtfulAt = at;
      at = end;
    }
    return { records, torn: size - (doubtful > 0 ? doubtfulAt : at), damaged };
  } finally { fs.closeSync(handle); }
}
/** What of a file of the log does not hold; a torn end is what a moment leaves, and no finding. */
export function logFindings(folder: string, file: string): readonly FileFinding[] {
  const { damaged } = checkLog(path.join(folder, file));
  return damaged === 0 ? [] : [{ file, reason: `${damaged} records`, from: null, to: null }];
}
