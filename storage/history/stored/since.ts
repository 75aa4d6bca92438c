import type { SegmentRow } from '../segment/index.ts';
import type { BlockReads } from './blocks.ts';

/** When a series begins in files. A file never changes, so each is looked into once. */
export function beginnings(blocks: Pick<BlockReads, 'entries'>) {
  const known = new Map<string, Map<number, number>>();
  function inFile(row: SegmentRow, series: number): number {
    const of = known.get(row.file) ?? new Map<number, number>();
    known.set(row.file, of);
    let from = of.get(series);
    if (from === undefined) {
      const entries = blocks.entries(row, series, -Infinity, Infinity);
      if (entries === null) return row.from;                // its directory does not hold: what was lost began somewhere in it
      from = entries[0]?.from ?? Infinity;
      of.set(series, from);
    }
    return from;
  }
  return {
    /** Infinity: none of the files has anything of it. `files` ascend by `from`. */
    of(files: readonly SegmentRow[], series: number): number {
      let first = Infinity;
      for (const row of files) {
        if (row.from >= first) break;
        first = Math.min(first, inFile(row, series));
      }
      return first;
    },
    keepOnly(files: ReadonlySet<string>): void { for (const file of known.keys()) if (!files.has(file)) known.delete(file); },
  };
}
export type Beginnings = ReturnType<typeof beginnings>;
