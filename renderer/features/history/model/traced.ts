import type { Columns } from '#app/history';

/** What stood at the two ends of a page where no reading of it lies: on the line between its neighbours, or what was said last. `at`: the moment of the end (epoch ms); a page that has grown since has another. */
export interface Anchors { readonly start: number | null; readonly end: number | null; readonly at: number }
/** A stretch of time (epoch ms). */
export interface Span { readonly from: number; readonly to: number }
/**
 * The columns that have a reading, as they are drawn: from each first to its last by way of its least and greatest (TRD-02), and on to the next where `joined` says so. `joined[i]`: a line leads to column i from the one before. `doubtful[i]`: not all
 * that came was good. `until`: how far what stood last still stands; NaN: not at all.
 */
export interface Trace {
  readonly length: number; readonly stepped: boolean; readonly until: number;
  readonly from: Float64Array; readonly to: Float64Array; readonly first: Float64Array; readonly min: Float64Array; readonly max: Float64Array; readonly last: Float64Array;
  readonly joined: Uint8Array; readonly doubtful: Uint8Array;
  /** Where it was bad, and nothing is drawn; and where what is drawn is not sure. */
  readonly gaps: readonly Span[];
  readonly doubts: readonly Span[];
  /** The greatest width of a column, ms. */
  readonly widthMs: number;
}

/** TRD-03: how long a point may be silent before its line breaks, where the answer does not say it, by how often it speaks. Raw samples of a thinned point may be far apart, and one that speaks on change may be silent for ever: of both only a bad sample breaks the line. */
export function silenceOf(c: Pick<Columns, 'tier' | 'edges'> & { readonly silenceMs?: number | null }, periodMs: number): number {
  if (c.silenceMs !== undefined) return c.silenceMs ?? Infinity;
  return c.tier === 'raw' || periodMs <= 0 ? Infinity : Math.max(2.5 * periodMs, 1.5 * ((c.edges[1] ?? 0) - (c.edges[0] ?? 0)));
}

interface Row { from: number; to: number; first: number; min: number; max: number; last: number; joined: number; doubtful: number }
interface Building { readonly rows: Row[]; readonly gaps: Span[]; broken: boolean; gapFrom: number }

/** A column without a reading: one that is bad begins a gap, any other goes on with what was. */
function silent(b: Building, from: number, worst: Columns['worst'][number] | undefined): void {
  if (worst === 'bad' && !b.broken) { b.broken = true; b.gapFrom = from; }
}
/** The value before a column may have ended inside it: bad came in it, and then nothing. */
function endedIn(c: Columns, i: number): boolean { return c.worst[i] === 'bad' && i + 1 < c.last.length && c.last[i + 1] === null; }

function reading(b: Building, c: Columns, i: number, silenceMs: number): void {
  const [from, to, last] = [c.edges[i]!, c.edges[i + 1]!, c.last[i]!];
  const before = b.rows.at(-1);
  const far = before !== undefined && from - before.to > silenceMs;
  if (far && !b.broken) b.gapFrom = before.to;
  if (b.broken || far) b.gaps.push({ from: b.gapFrom, to: from });
  const of = (list: Columns['min']): number => list[i] ?? last;
  b.rows.push({ from, to, first: of(c.first), min: of(c.min), max: of(c.max), last, joined: before === undefined || b.broken || far ? 0 : 1, doubtful: c.worst[i] === 'good' ? 0 : 1 });
  b.broken = endedIn(c, i);
  b.gapFrom = to;
}

/** What stood before the first reading: at the left edge, as a column of no width. */
function begin(b: Building, c: Columns, anchors: Anchors): void {
  const from = c.edges[0] ?? 0;
  const stood = c.stepped ? c.carried : anchors.start;
  if (stood !== null && c.last[0] == null) b.rows.push({ from, to: from, first: stood, min: stood, max: stood, last: stood, joined: 0, doubtful: 0 });
}
function end(b: Building, c: Columns, anchors: Anchors, silenceMs: number): number {
  const to = c.edges.at(-1) ?? 0;
  const last = b.rows.at(-1);
  if (last === undefined) return Number.NaN;
  if (b.broken || to - last.to > silenceMs) { b.gaps.push({ from: b.broken ? b.gapFrom : last.to, to }); return Number.NaN; }
  if (c.last.at(-1) != null || c.stepped || anchors.end === null || anchors.at !== to) return to;
  b.rows.push({ from: to, to, first: anchors.end, min: anchors.end, max: anchors.end, last: anchors.end, joined: 1, doubtful: 0 });
  return to;
}

/** Stretches of columns that are doubtful, those that follow each other as one. */
function doubtsOf(rows: readonly Row[]): readonly Span[] {
  const all: { from: number; to: number }[] = [];
  for (const [i, r] of rows.entries()) {
    if (r.doubtful === 0) continue;
    const open = all.at(-1);
    if (open !== undefined && rows[i - 1]?.doubtful === 1 && r.joined === 1) open.to = r.to; else all.push({ from: r.from, to: r.to });
  }
  return all;
}
/** TRD-02, TRD-03: the columns of one point as a line. `silenceMs`: as `silenceOf` says. */
export function traced(c: Columns, silenceMs: number, anchors: Anchors = { start: null, end: null, at: Number.NaN }): Trace {
  const b: Building = { rows: [], gaps: [], broken: false, gapFrom: c.edges[0] ?? 0 };
  begin(b, c, anchors);
  let widthMs = 0;
  for (let i = 0; i < c.last.length; i++) {
    widthMs = Math.max(widthMs, c.edges[i + 1]! - c.edges[i]!);
    if (c.last[i] == null) silent(b, c.edges[i]!, c.worst[i]); else reading(b, c, i, silenceMs);
  }
  const until = end(b, c, anchors, silenceMs);
  const { rows } = b;
  const column = (of: (r: Row) => number): Float64Array => Float64Array.from(rows, of);
  return {
    length: rows.length, stepped: c.stepped, until, from: column((r) => r.from), to: column((r) => r.to), first: column((r) => r.first), min: column((r) => r.min), max: column((r) => r.max), last: column((r) => r.last),
    joined: Uint8Array.from(rows, (r) => r.joined), doubtful: Uint8Array.from(rows, (r) => r.doubtful), gaps: b.gaps, doubts: doubtsOf(rows), widthMs,
  };
}

/** The first row that ends at or after a time; `length` where none does. */
export function rowAt({ to, length }: Pick<Trace, 'to' | 'length'>, time: number): number {
  let low = 0;
  for (let high = length; low < high;) {
    const middle = (low + high) >> 1;
    if (to[middle]! < time) low = middle + 1; else high = middle;
  }
  return low;
}
/** The least and greatest value between two times, with what stands at the left edge; null: none. */
export function extentOf(trace: Trace, from: number, to: number): readonly [low: number, high: number] | null {
  let [low, high] = [Infinity, -Infinity];
  const first = rowAt(trace, from);
  for (let i = trace.joined[first] === 1 || (trace.stepped && first > 0 && first === trace.length) ? Math.max(0, first - 1) : first; i < trace.length && trace.from[i]! <= to; i++) {
    low = Math.min(low, trace.min[i]!);
    high = Math.max(high, trace.max[i]!);
  }
  return low === Infinity ? null : [low, high];
}
