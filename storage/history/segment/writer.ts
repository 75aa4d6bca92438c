import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { syncFolder } from '../disk.ts';
import { checksum, entryBytes, keyBytes, mark, pageOf, putEntry, putKey, trailerBytes, viewOf, type Footer, type Key, type SegmentKind } from './layout.ts';

/** A file as the catalogue knows it. `from`, `to`: of its first and last sample, both included (epoch ms). `epoch`: of the head that it was made of; null: merged of several. */
export interface SegmentRow { readonly file: string; readonly kind: SegmentKind; readonly level: number; readonly epoch: number | null; readonly from: number; readonly to: number; readonly bytes: number; readonly blocks: number; readonly samples: number }
/** `level` 0: as it was checkpointed; 1, 2: merged by the hour, by the day. `replaces`: the names of those that it is made of, all of them: where the catalogue is lost, they are not taken beside it. */
export interface SegmentShape { readonly kind: SegmentKind; readonly level: number; readonly epoch?: number; readonly replaces?: readonly string[] }

/** Writes one file. Everything but `finish` is at once; it throws what the file system throws, and is abandoned then. */
export interface SegmentWriter {
  /** Blocks come in ascending order of series, then of `from`; blocks of one series may overlap. `from`, `to`: of the first and the last sample. */
  add(series: number, from: number, to: number, samples: number, block: Uint8Array): void;
  readonly blocks: number;
  bytes(): number;
  /** Directory and footer, then sync, name, and sync of the folder, without holding up the thread. `section`: `seriesSection` of at least the series in it. The row is for the catalogue: before it is in there the file is nobody's. */
  finish(section: Uint8Array): Promise<SegmentRow>;
  abandon(): void;
}

const bufferBytes = 1 << 20;
/** A name that was never given: what it is, and when it began. */
const nameFor = ({ kind, level }: SegmentShape): string => `${kind}-${level}-${randomBytes(8).toString('hex')}.seg`;
export const isSegmentName = (name: string): boolean => /^(raw|minute|hour|day)-\d+-[0-9a-f]{16}\.seg$/.test(name);
export const isDraftName = (name: string): boolean => name.endsWith('.seg.tmp');

export function segmentWriter(dir: string, shape: SegmentShape): SegmentWriter {
  const name = nameFor(shape);
  const [file, draft] = [path.join(dir, name), path.join(dir, `${name}.tmp`)];
  const handle = fs.openSync(draft, 'wx');
  const buffer = Buffer.allocUnsafe(bufferBytes);
  let [held, written, open] = [0, 0, true];
  let entries: Uint8Array = new Uint8Array(entryBytes * 1024);
  let view = viewOf(entries);
  let [blocks, samples, from, to, lastSeries, lastFrom] = [0, 0, Infinity, -Infinity, -1, -Infinity];

  function whole(bytes: Uint8Array): void { for (let at = 0; at < bytes.length;) at += fs.writeSync(handle, bytes, at); }
  function flush(): void {
    if (held === 0) return;
    whole(buffer.subarray(0, held));
    written += held;
    held = 0;
  }
  function put(bytes: Uint8Array): void {
    if (held + bytes.length > bufferBytes) flush();
    if (bytes.length > bufferBytes) { whole(bytes); written += bytes.length; return; }
    buffer.set(bytes, held);
    held += bytes.length;
  }
  /** Writes a level of the directory, and gives the keys of its pages. */
  function putLevel(level: number, records: Uint8Array): { readonly keys: Uint8Array; readonly place: Footer['levels'][number] } {
    const { width, most } = pageOf(level);
    const at = written + held;
    const pages = Math.ceil(records.length / (width * most));
    const keys = new Uint8Array(pages * keyBytes);
    const [of, into] = [viewOf(records), viewOf(keys)];
    for (let p = 0; p < pages; p++) {
      const begin = p * width * most;
      const page = records.subarray(begin, Math.min(records.length, begin + width * most));
      const key: Key = { series: of.getUint32(begin, true), crc: checksum(page), from: of.getFloat64(begin + 8, true), at: at + begin };
      putKey(into, p * keyBytes, key);
    }
    put(records);
    return { keys, place: { at, count: records.length / width } };
  }
  function putDirectory(section: Uint8Array): void {
    const series = { at: written + held, bytes: section.length, crc: checksum(section) };
    put(section);
    const levels: Footer['levels'][number][] = [];
    let records: Uint8Array = entries.subarray(0, blocks * entryBytes);
    for (let level = 0; ; level++) {
      const { keys, place } = putLevel(level, records);
      levels.push(place);
      if (level > 0 && place.count <= pageOf(level).most) break;
      records = keys;
    }
    const some = blocks > 0;
    const footer: Footer = { version: 1, kind: shape.kind, level: shape.level, epoch: shape.epoch ?? null, replaces: shape.replaces ?? [], from: some ? from : null, to: some ? to : null, blocks, samples, levels, root: checksum(records), series };
    const text = Buffer.from(JSON.stringify(footer));
    const trailer = Buffer.alloc(trailerBytes);
    trailer.writeUInt32LE(text.length, 0);
    trailer.writeUInt32LE(checksum(text), 4);
    trailer.write(mark, 8, 'latin1');
    put(text);
    put(trailer);
    flush();
  }
  function shut(): void { if (open) fs.closeSync(handle); open = false; }

  return {
    add(series, first, last, count, block) {
      if (series < lastSeries || (series === lastSeries && first < lastFrom)) throw new Error(`blocks out of order: ${series} ${first} behind ${lastSeries} ${lastFrom}`);
      [lastSeries, lastFrom] = [series, first];
      if ((blocks + 1) * entryBytes > entries.length) {
        const more = new Uint8Array(entries.length * 2);
        more.set(entries);
        [entries, view] = [more, viewOf(more)];
      }
      putEntry(view, blocks * entryBytes, { series, samples: count, from: first, to: last, at: written + held, bytes: block.length, crc: checksum(block) });
      put(block);
      blocks++;
      samples += count;
      if (first < from) from = first;
      if (last > to) to = last;
    },
    get blocks() { return blocks; },
    bytes: () => written + held,
    async finish(section) {
      putDirectory(section);
      await new Promise<void>((resolve, reject) => { fs.fsync(handle, (error) => { if (error === null) resolve(); else reject(error); }); });
      shut();
      fs.renameSync(draft, file);
      syncFolder(dir);
      return { file: name, kind: shape.kind, level: shape.level, epoch: shape.epoch ?? null, from: blocks > 0 ? from : 0, to: blocks > 0 ? to : 0, bytes: written, blocks, samples };
    },
    abandon() {
      shut();
      fs.rmSync(draft, { force: true });
    },
  };
}
