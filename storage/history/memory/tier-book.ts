import { type IntakeRows, type TierRows, type TierStep, tiersOf, type TaggedRows, tierSteps, mergeTiers } from '#app/history';
import type { SeriesBook } from './series-book.ts';


/** Rows [a, b), as views. */
const cut = ({ start, samples, readings, min, max, first, last, firstAt, lastAt, sum, m2, knownMs, area, worst }: TierRows, a: number, b: number): TierRows => ({
  length: b - a, start: start.subarray(a, b), samples: samples.subarray(a, b), readings: readings.subarray(a, b), min: min.subarray(a, b), max: max.subarray(a, b), first: first.subarray(a, b), last: last.subarray(a, b),
  firstAt: firstAt.subarray(a, b), lastAt: lastAt.subarray(a, b), sum: sum.subarray(a, b), m2: m2.subarray(a, b), knownMs: knownMs.subarray(a, b), area: area.subarray(a, b), worst: worst.subarray(a, b),
});
/** The first place from which on slots are not below this. */
function placeOf(slots: Uint32Array, length: number, slot: number): number {
  let [low, high] = [0, length];
  while (low < high) { const mid = (low + high) >>> 1; if (slots[mid]! < slot) low = mid + 1; else high = mid; }
  return low;
}

/** Rows that ended and are in no file yet, by step, as they were taken. */
export type TakenRows = Record<TierStep, TaggedRows[]>;
export const noneTaken = (): TakenRows => ({ minute: [], hour: [], day: [] });

/** The rows of one series of those that were taken. */
export function takenOf(taken: readonly TaggedRows[], slot: number): TierRows | null {
  let out: TierRows | null = null;
  for (const rows of taken) {
    const a = placeOf(rows.slot, rows.length, slot);
    const b = placeOf(rows.slot, rows.length, slot + 1);
    if (b > a) { const own = cut(rows, a, b); out = out === null ? own : mergeTiers(out, own); }
  }
  return out;
}

/** The accumulators of all series: each sample is given to them once, in time or late. */
export function tierBook(book: SeriesBook) {
  const tiers = tiersOf();
  let defined = 0;
  return {
    /** All series anew, after a change of what is followed. */
    define(): void {
      for (let n = book.count() - 1; n >= 0; n--) if (book.row(n) !== undefined) tiers.define(n, { stepped: book.stepped(n), holdMs: book.holdMs(n) });
      defined = book.count();
    },
    feed({ length, time, value, status }: IntakeRows, series: number): void {
      if (series >= defined) return;
      for (let i = 0; i < length; i++) tiers.add(series, time[i]!, value[i]!, status[i]!);
    },
    advance: (upTo: number): void => { tiers.advance(upTo); },
    take(into: TakenRows): void { for (const step of tierSteps) { const rows = tiers.take(step); if (rows.length > 0) into[step].push(rows); } },
    open: (series: number, step: TierStep): TierRows | null => (series < defined ? tiers.open(series, step) : null),
    save: (): Float64Array => tiers.save(),
    load: (saved: Float64Array): void => { if (saved.length > 0) tiers.load(saved); },
  };
}
export type TierBook = ReturnType<typeof tierBook>;
