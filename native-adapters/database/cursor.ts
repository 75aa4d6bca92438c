import type { DatabaseOptions } from './options.ts';
import type { Wanted } from './sql.ts';
import { words } from './values.ts';
import { boundOf, type Shape, type Time } from './zone.ts';

/** What rows are ordered by: a key, which may pass 2^53, or ms. */
export type Order = bigint | number;
/** How far a table was read: the greatest key as text, or the latest time in ms; null when nothing was seen. */
export interface Reached { readonly key: string | null; readonly ms: number | null }

/** How many rows of the overlap are remembered at most; beyond it the oldest are forgotten and may be told twice. */
const MOST_SEEN = 500_000;
const second = (ms: number): number => Math.floor(ms / 1000);
const KEY = /^-?\d{1,19}$/;

/** Reads a key; null when it is no whole number of 64 bits. */
export const keyOrder = (raw: unknown): bigint | null => { const text = words(raw); return KEY.test(text) ? BigInt(text) : null; };

/** One way through a table, page by page, from a beginning to its end. */
function sweepOf(batch: number, write: (at: Order) => string | number | null) {
  let at: Order | null = null;
  let skip = 0;
  let active = false;
  const moves = (to: Order): boolean => at === null || (typeof to === 'number' ? second(to) > second(Number(at)) : to > at);
  return {
    active: (): boolean => active,
    /** Begins at `from`; null: with the first row there is. */
    start(from: Order | null): void { [active, at, skip] = [true, from, 0]; },
    stop(): void { active = false; },
    wanted: (): Omit<Wanted, 'keys'> => ({ from: at === null ? null : write(at), limit: batch, skip }),
    /** Takes note of a page of so many rows, the last at `last`; true when that was the end. Where its rows all stand in one second, they are passed over by number. */
    paged(rows: number, last: Order | null): boolean {
      if (rows < batch) { active = false; return true; }
      if (last !== null && moves(last)) [at, skip] = [last, 0]; else skip += rows;
      return false;
    },
  };
}
export type Sweep = ReturnType<typeof sweepOf>;

/**
 * Where the next page begins, and which rows were heard. `front` goes on from the furthest row; by key it goes back the overlap first, for rows that two writers brought out of order. `late`, by time, goes over the overlap once more,
 * for rows that came late; a furthest row that stands in the future moves its beginning no further than our own time. What was heard is not told again.
 */
export function cursorOf(o: Pick<DatabaseOptions, 'by' | 'batch' | 'dialect' | 'overlapMs' | 'overlapKeys'>, ahead: (ms: number) => number, now: () => number) {
  const offset = o.dialect === 'postgres' || o.dialect === 'mssql';   // SQLite and MySQL compare what was written, which is shorter without it
  let high: Order | null = null;
  let base: number | null = null;                                     // how far the time was when the last late sweep began
  let shape: Shape | null = null;
  let told: number | null = null;                                     // the latest time that a row had
  let empty = false;                                                  // no row when it was first looked at: whatever comes is news
  const seen = new Map<string, Order | null>();
  const write = (at: Order): string | number | null => (typeof at === 'bigint' ? String(at) : shape === null ? null : boundOf(at, shape, ahead, offset));
  const front = sweepOf(o.batch, write);
  const late = sweepOf(o.batch, write);

  function forget(before: Order): void { for (const [id, order] of seen) if (order !== null && order < before) seen.delete(id); }
  return {
    front, late,
    /** Whether the beginning is known. */
    begun: (): boolean => high !== null || empty,
    /** There is no row yet: the beginning is that of the table, however much it is filled with at once. */
    fromStart(): void { empty = true; },
    /** A time as this database writes its times; null before one was seen. */
    bound: (ms: number): string | number | null => (shape === null ? null : boundOf(ms, shape, ahead, offset)),
    /** The latest time that a row had, ms; null where none could be read. */
    told: (): number | null => told,
    reached: (): Reached => ({ key: typeof high === 'bigint' ? String(high) : null, ms: typeof high === 'number' ? high : null }),
    /** Takes note of a row; a `time` also says how times are written here. */
    reach(order: Order | null, time: Time | null): void {
      if (time !== null) { shape = time.shape; told = Math.max(told ?? time.ms, time.ms); }
      if (order !== null && (high === null || order > high)) high = order;
    },
    /** Begins the front anew, unless it is not yet through. */
    forward(): void {
      if (front.active()) return;
      const from = typeof high === 'bigint' ? high - BigInt(o.overlapKeys) : high;
      front.start(from);
      if (typeof from === 'bigint') forget(from + 1n);
    },
    /** Begins the overlap anew, unless it is not yet through. */
    back(): void {
      if (late.active()) return;
      const to = typeof high === 'number' ? Math.min(high, now()) : null;
      const from = to === null ? null : Math.min(base ?? to, to) - o.overlapMs;
      base = to;
      late.start(from);
      if (from !== null) forget(second(from) * 1000);
    },
    /** Both begin again. */
    again(): void { front.stop(); late.stop(); },
    /** True for a row that was not heard before; from now on it was. */
    fresh(id: string, order: Order | null): boolean {
      if (seen.has(id)) return false;
      seen.set(id, order);
      if (seen.size > MOST_SEEN) for (const oldest of seen.keys()) { seen.delete(oldest); break; }
      return true;
    },
    /** True when the greatest key is now less than it was: the table began anew. */
    fellBack: (order: Order | null): boolean => order !== null && typeof high === 'bigint' && order < high,
    /** Forgets all. */
    anew(): void { [high, base, told, empty] = [null, null, null, false]; front.stop(); late.stop(); seen.clear(); },
    seen: (): number => seen.size,
  };
}
export type Cursor = ReturnType<typeof cursorOf>;
