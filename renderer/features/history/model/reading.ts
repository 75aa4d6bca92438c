import { rowAt, type Trace } from './traced.ts';

/** What a line says at a moment. `low`, `high`: of its column, where that holds several values. `between`: on the line between two. */
export interface ReadingAt { readonly value: number; readonly low: number; readonly high: number; readonly doubtful: boolean; readonly between: boolean }

function inColumn(t: Trace, i: number): ReadingAt {
  return { value: t.last[i]!, low: t.min[i]!, high: t.max[i]!, doubtful: t.doubtful[i] === 1, between: false };
}
const flat = (value: number, doubtful: boolean): ReadingAt => ({ value, low: value, high: value, doubtful, between: true });

/** The value under a cursor: of the column that it is in, of the line between two, or what stood; null: a gap (TRD-03). */
export function readingAt(t: Trace, time: number): ReadingAt | null {
  const i = rowAt(t, time);
  if (i < t.length && time >= t.from[i]!) return inColumn(t, i);
  const before = i - 1;
  if (before < 0) return null;
  if (i === t.length) return time <= t.until ? flat(t.last[before]!, t.doubtful[before] === 1) : null;
  if (t.joined[i] === 0) return null;
  if (t.stepped) return flat(t.last[before]!, t.doubtful[before] === 1);
  const [a, b] = [t.to[before]!, t.from[i]!];
  const share = b === a ? 0 : (time - a) / (b - a);
  return flat(t.last[before]! + share * (t.first[i]! - t.last[before]!), t.doubtful[before] === 1 || t.doubtful[i] === 1);
}
