import fs from 'node:fs';
import path from 'node:path';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { reasonOf } from '../disk.ts';
import { checksum, entryAt, entryBytes, keyAt, keyBytes, mark, pageOf, segmentKinds, trailerBytes, viewOf, type Entry, type Footer } from './layout.ts';
import { readSection, type SeriesRow } from './series-section.ts';
import type { SegmentRow } from './writer.ts';

/** `damaged`: checksum or form do not hold, or the disk cannot read it; `unread`: the system would not (no handle left, no right), which says nothing of the file; `gone`: it is not there (the keeper let it go: look into the catalogue again). `reason`: what is wrong, in English, for the log. */
export type SegmentFault = Fault<'segment-damaged' | 'segment-unread' | 'segment-gone'>;

/** A file that is open for reading. It may be read from while its name is removed. Every answer was checked against its checksum. */
export interface SegmentReader {
  readonly row: SegmentRow;
  /** The names of the files that it was made of. */
  readonly replaces: readonly string[];
  /** The blocks of a series that have something in `from` <= time <= `to`, ascending by their `from`. Two short reads where nothing is cached. */
  find(series: number, from: number, to: number): Result<readonly Entry[], SegmentFault>;
  /** All blocks in the order of the file, in pages. */
  entries(): Generator<Result<readonly Entry[], SegmentFault>, void>;
  read(entry: Entry): Result<Uint8Array, SegmentFault>;
  /** The bytes of neighbours in the file, in one read: for whoever goes through the whole of it. */
  readAll(entries: readonly Entry[]): Result<readonly Uint8Array[], SegmentFault>;
  /** What its numbers mean. */
  series(): Result<readonly SeriesRow[], SegmentFault>;
  /** How many bytes of its directory are held. */
  held(): number;
  close(): void;
}

/** What is read when a file is opened: of most files it holds the whole directory, and it stays while the file is open. */
const tailBytes = 32_768;
const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
const before = (a: { readonly series: number; readonly from: number }, series: number, from: number): boolean => a.series < series || (a.series === series && a.from < from);

class Damage extends Error {}
function bytesAt(handle: number, at: number, length: number): Buffer {
  const out = Buffer.allocUnsafeSlow(length);
  let got = 0;
  for (let n = 1; n > 0 && got < length; got += n) n = fs.readSync(handle, out, got, length - got, at + got);
  if (got < length) throw new Damage(`ends at ${at + got}`);
  return out;
}

/** What the end of a file says of it. Throws `Damage`. */
function footerOf(handle: number, size: number): { readonly footer: Footer; readonly tail: Buffer; readonly tailAt: number } {
  const tailAt = Math.max(0, size - tailBytes);
  const tail = bytesAt(handle, tailAt, size - tailAt);
  if (tail.length < trailerBytes || tail.toString('latin1', tail.length - 8) !== mark) throw new Damage('no end mark');
  const [length, crc] = [tail.readUInt32LE(tail.length - 16), tail.readUInt32LE(tail.length - 12)];
  if (length + trailerBytes > size) throw new Damage('footer length');
  const text = length + trailerBytes <= tail.length ? tail.subarray(tail.length - trailerBytes - length, tail.length - trailerBytes) : bytesAt(handle, size - trailerBytes - length, length);
  if (checksum(text) !== crc) throw new Damage('footer checksum');
  const footer = JSON.parse(text.toString('utf8')) as Footer;
  if (footer.version !== 1 || !segmentKinds.includes(footer.kind)) throw new Damage('footer version');
  return { footer, tail, tailAt };
}

/** Opens a file of `dir`: one read of its end. */
export function openSegment(dir: string, name: string): Result<SegmentReader, SegmentFault> {
  let handle: number | null = null;
  try {
    handle = fs.openSync(path.join(dir, name), 'r');
    return ok(readerOf(name, handle, fs.fstatSync(handle).size));
  } catch (error) {
    if (handle !== null) fs.closeSync(handle);
    return failure(name, error);
  }
}
function failure(file: string, error: unknown): { readonly ok: false; readonly fault: SegmentFault } {
  const code = codeOf(error);
  if (code === 'ENOENT') return fail('segment-gone', { file });
  return fail(code === '' || code === 'EIO' ? 'segment-damaged' : 'segment-unread', { file, reason: reasonOf(error) });
}

function readerOf(name: string, handle: number, size: number): SegmentReader {
  const { footer, tail, tailAt } = footerOf(handle, size);
  const root = footer.levels.length - 1;
  const rootAt = footer.levels[root]!.at;
  const rootBytes = footer.levels[root]!.count * keyBytes;
  const directoryAt = (at: number, length: number): Uint8Array => (at >= tailAt ? tail.subarray(at - tailAt, at - tailAt + length) : bytesAt(handle, at, length));
  const rootPage = directoryAt(rootAt, rootBytes);
  if (checksum(rootPage) !== footer.root) throw new Damage('checksum of the root of the directory');
  /** The last page of each level below the root: neighbours are asked one after another. */
  const last: { at: number; page: Uint8Array }[] = footer.levels.map(() => ({ at: -1, page: new Uint8Array(0) }));
  let open = true;

  function attempt<T>(run: () => T): Result<T, SegmentFault> {
    try { return open ? ok(run()) : fail('segment-gone', { file: name }); } catch (error) { return failure(name, error); }
  }
  function checked(at: number, length: number, crc: number, what: string): Uint8Array {
    const bytes = bytesAt(handle, at, length);
    if (checksum(bytes) !== crc) throw new Damage(`checksum of ${what} at ${at}`);
    return bytes;
  }
  function page(level: number, at: number, crc: number): Uint8Array {
    if (last[level]!.at === at) return last[level]!.page;
    const { width, most } = pageOf(level);
    const { at: begin, count } = footer.levels[level]!;
    const bytes = directoryAt(at, Math.min(width * most, begin + count * width - at));
    if (checksum(bytes) !== crc) throw new Damage(`checksum of a directory page at ${at}`);
    last[level] = { at, page: bytes };
    return bytes;
  }
  /** The number of records of a page whose key is before (series, from). */
  function countBefore(bytes: Uint8Array, width: number, series: number, from: number): number {
    const view = viewOf(bytes);
    let [low, high] = [0, bytes.length / width];
    while (low < high) {
      const mid = (low + high) >>> 1;
      if (before({ series: view.getUint32(mid * width, true), from: view.getFloat64(mid * width + 8, true) }, series, from)) low = mid + 1; else high = mid;
    }
    return low;
  }
  /** Pages of entries from the one on in which (series, from) may stand. */
  function* pagesFrom(series: number, from: number, level = root, bytes: Uint8Array = rootPage): Generator<Uint8Array, void> {
    const view = viewOf(bytes);
    for (let i = Math.max(0, countBefore(bytes, keyBytes, series, from) - 1); i < bytes.length / keyBytes; i++) {
      const key = keyAt(view, i * keyBytes);
      const below = page(level - 1, key.at, key.crc);
      if (level === 1) yield below; else yield* pagesFrom(series, from, level - 1, below);
    }
  }
  function* entriesOf(bytes: Uint8Array): Generator<Entry, void> {
    const view = viewOf(bytes);
    for (let at = 0; at < bytes.length; at += entryBytes) yield entryAt(view, at);
  }
  function found(series: number, from: number, to: number): readonly Entry[] {
    const out: Entry[] = [];
    for (const bytes of pagesFrom(series, -Infinity)) {
      for (const entry of entriesOf(bytes)) {
        if (entry.series > series || (entry.series === series && entry.from > to)) return out;
        if (entry.series === series && entry.to >= from) out.push(entry);
      }
    }
    return out;
  }
  const rowFrom = footer.from ?? 0;
  return {
    row: { file: name, kind: footer.kind, level: footer.level, epoch: footer.epoch, from: rowFrom, to: footer.to ?? 0, bytes: size, blocks: footer.blocks, samples: footer.samples },
    replaces: footer.replaces,
    find: (series, from, to) => attempt(() => found(series, from, to)),
    *entries() {
      const pages = pagesFrom(0, -Infinity);
      for (;;) {
        const some = attempt(() => { const next = pages.next(); return next.done === true ? null : [...entriesOf(next.value)]; });
        if (some.ok && some.value === null) return;
        yield some as Result<readonly Entry[], SegmentFault>;
        if (!some.ok) return;
      }
    },
    read: (entry) => attempt(() => checked(entry.at, entry.bytes, entry.crc, 'a block')),
    readAll: (entries) => attempt(() => {
      if (entries.length === 0) return [];
      const begin = entries.reduce((n, e) => Math.min(n, e.at), Infinity);
      const bytes = bytesAt(handle, begin, entries.reduce((n, e) => Math.max(n, e.at + e.bytes), 0) - begin);
      return entries.map((e) => {
        const block = bytes.subarray(e.at - begin, e.at - begin + e.bytes);
        if (checksum(block) !== e.crc) throw new Damage(`checksum of a block at ${e.at}`);
        return block;
      });
    }),
    series: () => attempt(() => readSection(checked(footer.series.at, footer.series.bytes, footer.series.crc, 'the names'))),
    held: () => tail.length + last.reduce((n, l) => n + l.page.length, 0),
    close() { if (open) fs.closeSync(handle); open = false; },
  };
}
