import type { Part, Piece, TierRows } from '#app/history';
import type { Result } from '#kernel/result';
import type { Entry, SegmentRow } from '../segment/index.ts';
import type { BytesCache } from './cache.ts';
import type { SegmentFiles } from './files.ts';

/** What a block holds. */
export type Rows = Piece | TierRows;
/** What the blocks of a kind of file are. `lost`: what stands for a block between two times that does not hold. */
export interface BlockForm<T extends Rows> { decode(bytes: Uint8Array): Result<T>; lost(from: number, to: number): T }

/** A run of neighbours is read at once: at first so many bytes, then twice as many each time, so that a short look costs little and a long one few reads. */
const [firstRun, longestRun] = [1 << 17, 1 << 20];

/** What is asked of files. */
export type BlockFiles = Pick<SegmentFiles, 'find' | 'read' | 'readRun' | 'unreadable'>;

const [bytesOfEntry, bytesOfList] = [96, 120];
/** What the entries of one series in one file take in memory. */
export const entriesBytes = (entries: readonly Entry[]): number => bytesOfList + entries.length * bytesOfEntry;

/** Where the blocks of one series in one file lie, and how each is had. `cache`: of decoded blocks; `directories`: of what a file has of a series, which never changes. */
export function blockReads(files: BlockFiles, cache: BytesCache<string, Rows>, directories: BytesCache<string, readonly Entry[]>) {
  /** Blocks of a series that have something in `from` <= time <= `to`, ascending by `from`; null: the directory does not hold. */
  function entriesIn(row: SegmentRow, series: number, from: number, to: number): readonly Entry[] | null {
    const key = `${row.file}:${series}`;
    let all = directories.get(key);
    if (all === undefined) {
      const found = files.find(row, series, -Infinity, Infinity);
      if (found === null) return null;
      directories.put(key, found);
      all = found;
    }
    return from <= row.from && to >= row.to ? all : all.filter((e) => e.to >= from && e.from <= to);
  }
  function decoded<T extends Rows>(row: SegmentRow, entry: Entry, bytes: Uint8Array | null, form: BlockForm<T>): T {
    if (bytes === null) return form.lost(entry.from, entry.to);
    const rows = form.decode(bytes);
    if (!rows.ok) { files.unreadable(row, entry); return form.lost(entry.from, entry.to); }
    cache.put(keyOf(row, entry), rows.value);
    return rows.value;
  }
  const keyOf = (row: SegmentRow, entry: Entry): string => `${row.file}:${entry.at}`;
  const kept = <T extends Rows>(row: SegmentRow, entry: Entry): T | undefined => cache.get(keyOf(row, entry)) as T | undefined;   // a file is of one kind

  /** One block, alone. */
  function block<T extends Rows>(row: SegmentRow, entry: Entry, form: BlockForm<T>): T {
    return kept<T>(row, entry) ?? decoded(row, entry, files.read(row, entry), form);
  }
  function partsOf<T extends Rows>(row: SegmentRow, entries: readonly Entry[], form: BlockForm<T>): readonly Part<T>[] {
    const ahead = new Map<Entry, Uint8Array>();
    let room = firstRun;
    function readFrom(i: number): void {
      let j = i + 1;
      for (; j < entries.length; j++) {
        const [last, entry] = [entries[j - 1]!, entries[j]!];
        if (entry.at !== last.at + last.bytes || entry.at + entry.bytes - entries[i]!.at > room || kept(row, entry) !== undefined) break;
      }
      room = Math.min(room * 2, longestRun);
      if (j === i + 1) return;
      const run = entries.slice(i, j);
      files.readRun(row, run)?.forEach((bytes, k) => ahead.set(run[k]!, bytes));
    }
    return entries.map((entry, i) => ({
      from: entry.from, to: entry.to,
      read() {
        const known = kept<T>(row, entry);
        if (known !== undefined) return known;
        if (!ahead.has(entry)) readFrom(i);
        const bytes = ahead.get(entry) ?? files.read(row, entry);
        ahead.delete(entry);
        return decoded(row, entry, bytes, form);
      },
    }));
  }
  return {
    block,
    /** What a file has of a series in `from` <= time < `to`. */
    parts<T extends Rows>(row: SegmentRow, series: number, from: number, to: number, form: BlockForm<T>): readonly Part<T>[] {
      const entries = entriesIn(row, series, from, to);
      return entries === null ? [{ from: row.from, to: row.to, read: () => form.lost(row.from, row.to) }] : partsOf(row, entries, form);
    },
    /** The blocks themselves, for a look at one of them. */
    entries: entriesIn,
  };
}
export type BlockReads = ReturnType<typeof blockReads>;
