import type { SegmentRow } from '../segment/index.ts';

/** Files that are looked into together. */
const together = 16;

/** A span in stretches with the files of each, so that a year of files is opened bit by bit and not all at once. `files` ascend by `from`. */
export function* windows(files: readonly SegmentRow[], from: number, to: number): Generator<{ readonly from: number; readonly to: number; readonly files: readonly SegmentRow[] }, void, void> {
  const over = files.filter((f) => f.to >= from && f.from < to);
  for (let begin = from; begin < to;) {
    let [of, end] = [over.filter((f) => f.to >= begin), to];
    const next = of.slice(together).find((f) => f.from > begin);
    if (next !== undefined) { end = next.from; of = of.filter((f) => f.from < end); }
    yield { from: begin, to: end, files: of };
    begin = end;
  }
}
