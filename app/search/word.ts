import type { NameColumns } from './rows.ts';
import { askedBits, lengthsOf, type Unit } from './text.ts';

/** SCH-06: how well a word fits, the smaller the better; -1 where it does not. */
export const [whole, begins, within] = [0, 1, 2];

/** One word of a query, ready to be looked for among the names. `bits`: the signs that it asks for. */
export interface Word { readonly text: string; readonly bits: number; fitOfName(columns: NameColumns, from: number, to: number): number }

/** `units`: the characters that there are. What each can stand for is asked once, at each letter of the word, when it is first met. */
export function wordOf(text: string, units: readonly Unit[]): Word {
  const size = text.length;
  const end = 1 << size;
  const first = Int32Array.from(units, (u) => lengthsOf(u, text, 0));
  const lengths = new Int32Array(units.length * size).fill(-1);
  function lengthAt(unit: number, at: number): number {
    const place = unit * size + at;
    const kept = lengths[place]!;
    if (kept >= 0) return kept;
    return (lengths[place] = lengthsOf(units[unit]!, text, at));
  }
  /** SCH-01: where the word ends if it goes through the signs from `start` on, or -1. The letters that are reached are bits of a number. */
  function through(signs: Uint16Array, start: number, to: number): number {
    let reached = first[signs[start]!]!;
    if ((reached & end) !== 0) return start + 1;
    for (let i = start + 1; i < to; i++) {
      const unit = signs[i]!;
      let next = 0;
      for (let at = 1; at < size; at++) if ((reached & (1 << at)) !== 0) next |= lengthAt(unit, at) << at;
      if ((next & end) !== 0) return i + 1;
      if (next === 0) return -1;
      reached = next;
    }
    return -1;
  }
  return {
    text, bits: askedBits(text),
    fitOfName({ signs }, from, to) {
      for (let start = from; start < to; start++) {
        if (first[signs[start]!]! === 0) continue;
        const stop = through(signs, start, to);
        if (stop >= 0) return start > from ? within : stop === to ? whole : begins;
      }
      return -1;
    },
  };
}
