import type { TierRows } from '../kept/tier-rows.ts';
import { begin, columnNames, columnsFor, join, rowWidth } from './row.ts';

/** Rows of many series: `slot` says whose each is. */
export interface TaggedRows extends TierRows { readonly slot: Uint32Array }

/** The rows at these places as columns, those of one start and slot joined (in `rows` itself). They stand by slot and start. */
function columnsAt(rows: Float64Array, slots: Int32Array, places: Int32Array): TaggedRows {
  let n = 0;
  for (const place of places) {
    const before = n > 0 ? places[n - 1]! : -1;
    if (before >= 0 && slots[before] === slots[place] && rows[before * rowWidth] === rows[place * rowWidth]) join(rows, before * rowWidth, rows, place * rowWidth); else places[n++] = place;
  }
  const columns = columnsFor(n);
  columnNames.forEach((name, c) => { const column = columns[name]; for (let r = 0; r < n; r++) column[r] = rows[places[r]! * rowWidth + c]!; });
  const slot = new Uint32Array(n);
  for (let r = 0; r < n; r++) slot[r] = slots[places[r]!]!;
  return { ...columns, slot };
}

/** More places than these are sorted, and not moved one by one. */
const few = 64;
/** Rows of one step that wait to be taken, in the order in which they came; those of a slot hang together. */
export function shelf() {
  let rows = new Float64Array(64 * rowWidth);
  let slots = new Int32Array(64);
  /** The row of the same slot that was put before; -1: none. */
  let before = new Int32Array(64);
  let newest = new Int32Array(0);
  let length = 0;

  function grow(): void {
    const wider = <T extends Float64Array | Int32Array>(old: T, next: T): T => { next.set(old); return next; };
    rows = wider(rows, new Float64Array(rows.length * 2));
    slots = wider(slots, new Int32Array(slots.length * 2));
    before = wider(before, new Int32Array(before.length * 2));
  }
  function add(slot: number): number {
    if (length === slots.length) grow();
    slots[length] = slot;
    before[length] = newest[slot]!;
    newest[slot] = length;
    return length++ * rowWidth;
  }
  /** Moves the places of one slot, from `from` to `to`, into the order of their starts; those of one start stay as they came. A few are nearly in order; many that came newest first are not. */
  function order(places: Int32Array, from: number, to: number): void {
    if (to - from > few) { places.subarray(from, to).sort((a, b) => rows[a * rowWidth]! - rows[b * rowWidth]! || a - b); return; }
    for (let p = from + 1; p < to; p++) {
      const place = places[p]!;
      const start = rows[place * rowWidth]!;
      let q = p;
      for (; q > from && rows[places[q - 1]! * rowWidth]! > start; q--) places[q] = places[q - 1]!;
      places[q] = place;
    }
  }
  return {
    slots(count: number): void { const old = newest; newest = new Int32Array(count).fill(-1); newest.set(old); },
    /** A row that ended, as it is. */
    put(slot: number, from: Float64Array, i: number): void { const place = add(slot); for (let c = 0; c < rowWidth; c++) rows[place + c] = from[i + c]!; },
    /** What came late of a step: into its row, where that is among the last few that wait, else as a row of its own. */
    late(slot: number, start: number, from: Float64Array, i: number): void {
      let [row, seen] = [newest[slot]!, 0];
      while (row >= 0 && rows[row * rowWidth] !== start && seen++ < 8) row = before[row]!;
      if (row < 0 || rows[row * rowWidth] !== start) { const place = add(slot); begin(rows, place, start); join(rows, place, from, i); } else join(rows, row * rowWidth, from, i);
    },
    /** Those of one slot, oldest first; they go on waiting. */
    of(slot: number): TierRows {
      const places: number[] = [];
      for (let row = newest[slot] ?? -1; row >= 0; row = before[row]!) places.push(row);
      const all = Int32Array.from(places.toReversed());
      order(all, 0, all.length);
      const copy = new Float64Array(all.length * rowWidth);
      all.forEach((place, p) => { copy.set(rows.subarray(place * rowWidth, (place + 1) * rowWidth), p * rowWidth); });
      return columnsAt(copy, new Int32Array(all.length).fill(slot), Int32Array.from(all.keys()));
    },
    /** All, by slot and start; none is left. */
    take(): TaggedRows {
      const begins = new Int32Array(newest.length + 1);
      for (let r = 0; r < length; r++) begins[slots[r]! + 1]!++;
      for (let s = 1; s < begins.length; s++) begins[s]! += begins[s - 1]!;
      const places = new Int32Array(length);
      const next = begins.slice();
      for (let r = 0; r < length; r++) places[next[slots[r]!]!++] = r;
      for (let s = 0; s < newest.length; s++) if (begins[s + 1]! - begins[s]! > 1) order(places, begins[s]!, begins[s + 1]!);
      const taken = columnsAt(rows, slots, places);
      length = 0;
      newest.fill(-1);
      return taken;
    },
    waiting: (): number => length,
  };
}
export type Shelf = ReturnType<typeof shelf>;
