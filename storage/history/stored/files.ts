import type { Catalogue } from '../catalogue/index.ts';
import type { Note } from '../note.ts';
import { openSegment, type Entry, type SegmentFault, type SegmentReader, type SegmentRow } from '../segment/index.ts';

/** A file that a question was reading is not there any more: the question begins anew on what is there now. */
export class GoneFile extends Error {}

/** `now`: epoch ms. `mostOpen`: so many files are open at a time at most. */
export interface FileParts { readonly folder: string; readonly catalogue: Catalogue; readonly note: Note; readonly now: () => number; readonly mostOpen: number }

/**
 * The files of history as they are read. What does not hold is named in the catalogue, once, and given as null: the caller leaves a gap (HIS-91). Throws `GoneFile`, and what the system refuses (no handle left): that says nothing of the file.
 */
export function segmentFiles({ folder, catalogue, note, now, mostOpen }: FileParts) {
  const open = new Map<string, SegmentReader>();           // in the order of the last use
  const told = new Set<string>();
  /** Files that do not even open. */
  const broken = new Set<string>();

  function tell(file: string, at: number | null, why: string, from: number, to: number, rest: 'read' | 'unread'): void {
    const key = `${file}:${at ?? ''}`;
    if (told.has(key)) return;
    told.add(key);
    note({ name: 'history-damaged', params: { file, reason: why, from, to } });
    const done = catalogue.quarantine({ file, why, from, to }, now(), rest);
    if (!done.ok) note({ name: 'history-not-quarantined', params: { file, reason: done.fault.code } });
  }
  const listed = (file: string): boolean => catalogue.segments().some((s) => s.file === file);
  /** Null where the file itself is what is wrong. */
  function judged(row: SegmentRow, fault: SegmentFault, at: number | null, from: number, to: number, rest: 'read' | 'unread'): null {
    const reason = String(fault.params['reason'] ?? fault.code);
    if (fault.code === 'segment-unread') throw new Error(`${row.file}: ${reason}`);
    if (fault.code === 'segment-gone' && !listed(row.file)) throw new GoneFile(row.file);
    tell(row.file, at, fault.code === 'segment-gone' ? 'missing' : reason, from, to, fault.code === 'segment-gone' ? 'unread' : rest);
    return null;
  }
  function opened(row: SegmentRow): SegmentReader | null {
    const held = open.get(row.file);
    if (held !== undefined) { open.delete(row.file); open.set(row.file, held); return held; }
    if (broken.has(row.file)) return null;
    const reader = openSegment(folder, row.file);
    if (!reader.ok) { judged(row, reader.fault, null, row.from, row.to, 'unread'); broken.add(row.file); return null; }
    for (const [file, oldest] of open) { if (open.size < mostOpen) break; open.delete(file); oldest.close(); }
    open.set(row.file, reader.value);
    return reader.value;
  }
  /** Runs one reading; a file that was shut to make room is opened again. */
  function attempt<T>(row: SegmentRow, damaged: { readonly at: number | null; readonly from: number; readonly to: number }, run: (reader: SegmentReader) => { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: SegmentFault }): T | null {
    const reader = opened(row);
    if (reader === null) return null;
    const r = run(reader);
    return r.ok ? r.value : judged(row, r.fault, damaged.at, damaged.from, damaged.to, 'read');
  }
  return {
    /** Blocks of a series that have something in `from` <= time <= `to`, ascending by `from`. Null: the directory does not hold. */
    find: (row: SegmentRow, series: number, from: number, to: number): readonly Entry[] | null => attempt(row, { at: null, from: row.from, to: row.to }, (r) => r.find(series, from, to)),
    /** The bytes of one block. */
    read: (row: SegmentRow, entry: Entry): Uint8Array | null => attempt(row, entry, (r) => r.read(entry)),
    /** The bytes of blocks that lie side by side, in one read; null: one of them does not hold, and none is told. */
    readRun(row: SegmentRow, entries: readonly Entry[]): readonly Uint8Array[] | null {
      const run = opened(row)?.readAll(entries);
      return run?.ok === true ? run.value : null;
    },
    /** Its bytes hold, but they are no block. */
    unreadable(row: SegmentRow, entry: Entry): void { tell(row.file, entry.at, 'block form', entry.from, entry.to, 'read'); },
    /** How many are open. */
    handles: (): number => open.size,
    held: (): number => [...open.values()].reduce((n, r) => n + r.held(), 0),
    /** Shuts files that are in the catalogue no more. */
    keepOnly(files: ReadonlySet<string>): void { for (const [file, reader] of open) if (!files.has(file)) { open.delete(file); reader.close(); } },
    close(): void { for (const reader of open.values()) reader.close(); open.clear(); },
  };
}
export type SegmentFiles = ReturnType<typeof segmentFiles>;
