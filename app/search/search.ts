import { nameRows, type NameColumns } from './rows.ts';
import { askedBits, bitsOf, folded, unitTable, type Readings } from './text.ts';
import { begins, whole, within, wordOf, type Word } from './word.ts';

/** Something that can be found. `names`: what it is called, in any language; `code`: its id. `weight`: what is urgent has a smaller one; 0 is usual. */
export interface Entry { readonly key: string; readonly names: readonly string[]; readonly code: string; readonly weight: number }
export interface Found<E extends Entry> { readonly entry: E; readonly score: number }

/** A word longer than this is cut: no name of a site is that long. */
const longest = 30;
/** How many words of a query count. */
const mostWords = 6;
/** SCH-03: letters and figures alone, without what stands between them. */
const bare = (text: string): string => folded(text).replaceAll(/[^\p{L}\p{N}]/gu, '');

/** An index that is filled in pieces and asked at every keystroke. */
export function searchIndex<E extends Entry>(readings: Readings) {
  const table = unitTable(readings);
  const rows = nameRows();
  const entries: E[] = [];
  const codes: string[] = [];
  const rest: number[] = [];                                      // the part of an entry's score that no query changes
  /** SCH-07: what the last query found, for a query that goes on from it. */
  let last: { readonly words: readonly string[]; readonly found: readonly number[]; readonly size: number } | null = null;

  function add(more: readonly E[]): void {
    for (const entry of more) {
      const names = entry.names.map((n) => table.rowOf(bare(n))).filter((row) => row.length > 0);
      const code = bare(entry.code);
      rows.add(names, names.reduce((b, row) => b | bitsOf(table.units, row), askedBits(code)));
      entries.push(entry);
      codes.push(code);
      const length = names.length === 0 ? code.length : Math.min(...names.map((n) => n.length));
      rest.push(entry.weight * 100 + Math.min(length, 99));
    }
  }
  function fitOf(word: Word, columns: NameColumns, at: number): number {
    if ((word.bits & ~columns.bits[at]!) !== 0) return -1;
    const code = codes[at]!;
    const place = code.indexOf(word.text);
    let best = place < 0 ? -1 : place > 0 ? within : code.length === word.text.length ? whole : begins;
    for (let name = at === 0 ? 0 : columns.last[at - 1]!; best !== whole && name < columns.last[at]!; name++) {
      const fit = word.fitOfName(columns, name === 0 ? 0 : columns.ends[name - 1]!, columns.ends[name]!);
      if (fit >= 0 && (best < 0 || fit < best)) best = fit;
    }
    return best;
  }
  /** SCH-04, SCH-06. */
  function scoreOf(words: readonly Word[], columns: NameColumns, at: number): number {
    let sum = 0;
    for (const word of words) {
      const fit = fitOf(word, columns, at);
      if (fit < 0) return Infinity;
      sum += fit;
    }
    return sum * 1000 + rest[at]!;
  }
  /** SCH-07: the entries that a query can find: those of the last one where it goes on from that, or null: all. */
  function amongOf(words: readonly string[]): readonly number[] | null {
    const goesOn = last !== null && last.size === entries.length && last.words.length <= words.length && last.words.every((w, i) => words[i]?.startsWith(w) === true);
    return goesOn ? last?.found ?? null : null;
  }
  return {
    add,
    size: (): number => entries.length,
    /** The best `most`, the best first. Nothing is asked: nothing is found. */
    find(query: string, most: number): readonly Found<E>[] {
      const words = folded(query).split(' ').map((w) => bare(w).slice(0, longest)).filter((w) => w !== '').slice(0, mostWords);
      if (words.length === 0) { last = null; return []; }
      const asked = words.map((w) => wordOf(w, table.units));
      const columns = rows.columns();
      const among = amongOf(words);
      const found: number[] = [];
      const best: { readonly at: number; readonly score: number }[] = [];
      let worst = Infinity;
      for (let i = 0, count = among?.length ?? entries.length; i < count; i++) {
        const at = among === null ? i : among[i]!;
        const score = scoreOf(asked, columns, at);
        if (score === Infinity) continue;
        found.push(at);
        if (score >= worst) continue;
        let place = best.length;
        while (place > 0 && best[place - 1]!.score > score) place--;
        best.splice(place, 0, { at, score });
        if (best.length > most) best.pop();
        if (best.length === most) worst = best.at(-1)!.score;
      }
      last = { words, found, size: entries.length };
      return best.map(({ at, score }) => ({ entry: entries[at]!, score }));
    },
  };
}
export type SearchIndex<E extends Entry> = ReturnType<typeof searchIndex<E>>;
