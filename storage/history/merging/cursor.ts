import type { Entry, SegmentFault, SegmentReader } from '../segment/index.ts';

/** A block as it stands in a file. */
export interface Stored { readonly entry: Entry; readonly bytes: Uint8Array }
/** A file does not hold, or is not there. */
export class NotRead extends Error {
  readonly file: string;
  readonly fault: SegmentFault;
  readonly entry: Entry | null;
  constructor(file: string, fault: SegmentFault, entry: Entry | null) { super(`${file}: ${fault.code}`); [this.file, this.fault, this.entry] = [file, fault, entry]; }
}

/** How much is read at a time, in bytes. */
const chunkBytes = 256 * 1024;

/** Goes through a file series by series, each byte of it read once. */
export interface Cursor {
  readonly file: string;
  /** The series whose turn it is; Infinity: there is none any more. */
  series(): number;
  /** The blocks of that series; the next one has its turn then. Throws `NotRead`. */
  take(): readonly Stored[];
}

export function cursorOf(reader: SegmentReader): Cursor {
  const file = reader.row.file;
  const pages = reader.entries();
  let entries: readonly Entry[] = [];
  let stored: readonly Uint8Array[] = [];
  let next = 0;

  /** The one block of some that does not hold. */
  function guilty(some: readonly Entry[], fault: SegmentFault): never {
    for (const entry of some) { const alone = reader.read(entry); if (!alone.ok) throw new NotRead(file, alone.fault, entry); }
    throw new NotRead(file, fault, null);
  }
  function more(): void {
    const chunk: Entry[] = [];
    for (let bytes = 0; bytes < chunkBytes;) {
      const page = pages.next();
      if (page.done === true) break;
      if (!page.value.ok) throw new NotRead(file, page.value.fault, null);
      chunk.push(...page.value.value);
      for (const { bytes: n } of page.value.value) bytes += n;
    }
    const read = reader.readAll(chunk);
    [entries, stored, next] = [chunk, read.ok ? read.value : guilty(chunk, read.fault), 0];
  }
  more();
  return {
    file,
    series: () => entries[next]?.series ?? Infinity,
    take() {
      const series = entries[next]?.series;
      const out: Stored[] = [];
      while (series !== undefined && entries[next]?.series === series) {
        out.push({ entry: entries[next]!, bytes: stored[next]! });
        next++;
        if (next === entries.length) more();
      }
      return out;
    },
  };
}
