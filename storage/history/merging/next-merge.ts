import { segmentKinds, type SegmentKind, type SegmentRow } from '../segment/index.ts';
import { beginOf, endOf, ladder, topLevel } from './periods.ts';

/** A file of the catalogue. `made`: when it was written. */
export interface KeptFile extends SegmentRow { readonly made: number }
/** Files of one kind and level that become fewer. */
export interface Merge { readonly kind: SegmentKind; readonly level: number; readonly files: readonly KeptFile[] }

/** How long after the end of a period its last samples may still be on their way into a file: a checkpoint, and those behind it. */
const settleMs = 150_000;
/** A checkpoint holds what came in the minute before it was made: the hour of its middle is its hour. */
const middleMs = 30_000;
/** More checkpoints than these do not wait for the hour. */
const mostWaiting = 64;
/** More files than these are not open at once. */
const mostAtOnce = 128;
/** So many files of one period at the last level are made one. */
const mostOfOnePeriod = 8;

const oldestFirst = (a: KeptFile, b: KeptFile): number => a.made - b.made || (a.file < b.file ? -1 : 1);

/** Checkpoints whose hour is over. A sample of any time may be in them, so it counts when they were made. */
function checkpoints(kind: SegmentKind, files: readonly KeptFile[], now: number): Merge | null {
  const waiting = files.filter((f) => f.kind === kind && f.level === 0).toSorted(oldestFirst);
  const over = (f: KeptFile): number => endOf('hour', beginOf('hour', f.made - middleMs)) + settleMs;
  const due = waiting.length > mostWaiting ? waiting : waiting.filter((f) => over(f) <= now);
  return due.length === 0 ? null : { kind, level: 0, files: due.slice(0, mostAtOnce) };
}

/** Files by the period of the next level that they are in, oldest period first. */
function byPeriod(kind: SegmentKind, level: number, files: readonly KeptFile[]): readonly (readonly [number, readonly KeptFile[]])[] {
  const period = ladder[kind][Math.min(level + 1, topLevel(kind)) - 1]!;
  const groups = Map.groupBy(files.filter((f) => f.kind === kind && f.level === level), (f) => beginOf(period, f.from));
  return [...groups].toSorted(([a], [b]) => a - b);
}

function closed(kind: SegmentKind, level: number, files: readonly KeptFile[], now: number): Merge | null {
  const period = ladder[kind][level]!;
  for (const [begin, group] of byPeriod(kind, level, files)) if (endOf(period, begin) + 2 * settleMs <= now) return { kind, level, files: group.slice(0, mostAtOnce) };
  return null;
}

/** Late files beside the great one of their period: the small ones first become one, so that the great one is written seldom. */
function crowded(kind: SegmentKind, files: readonly KeptFile[]): Merge | null {
  const level = topLevel(kind);
  for (const [, group] of byPeriod(kind, level, files)) {
    if (group.length <= mostOfOnePeriod) continue;
    const most = group.reduce((n, f) => Math.max(n, f.bytes), 0);
    const small = group.filter((f) => f.bytes * 4 <= most);
    return { kind, level, files: (small.length > 1 ? small : group).toSorted(oldestFirst).slice(0, mostAtOnce) };
  }
  return null;
}

/** What is merged next; null: nothing is due (HIS-61). Checkpoints go before hours, hours before days; `now` Infinity: everything is due. Files that were found damaged are not among `files`: they stay as they are. */
export function nextMerge(files: readonly KeptFile[], now: number): Merge | null {
  for (const kind of segmentKinds) { const merge = checkpoints(kind, files, now); if (merge !== null) return merge; }
  for (const kind of segmentKinds) for (let level = 1; level < topLevel(kind); level++) { const merge = closed(kind, level, files, now); if (merge !== null) return merge; }
  for (const kind of segmentKinds) { const merge = crowded(kind, files); if (merge !== null) return merge; }
  return null;
}
