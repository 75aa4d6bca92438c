import { isFound, type EventSearch, type JournalEvent } from '#app/journal';
import type { Db } from '../journal/database.ts';
import { parseRow } from '../journal/rows.ts';
import { openIndex, type WordIndex } from './index-database.ts';
import { matchOf } from './match.ts';
import type { Hit, SearchPage } from './protocol.ts';

/** How many events one step of making the index takes: some 50 ms, in which a question waits. */
const step = 1000;
/** The most one page gives. */
export const mostHits = 500;
/** So many events that an index found and that are not it are looked at between two looks at whether anybody still wants to know. */
const lookEvery = 64;

interface Row { readonly pos: number; readonly hash: string; readonly bytes: Buffer }

/** A journal with the index of its words beside it. Throws what the databases throw. */
export interface Finder {
  /** Takes more of the journal into the index; how many events are still to come. */
  catchUp(): number;
  /** The newest first (JRN-18, STO-16). `before`: the place of the last page's last, null: from the end. Stops early once `unwanted`, or after `budgetMs`. */
  find(search: EventSearch, options: { readonly before: number | null; readonly limit: number; readonly budgetMs: number; readonly unwanted: () => boolean }): SearchPage;
  close(): void;
}

export function eventFinder(journal: Db, indexFile: string): Finder {
  const hash = journal.prepare<[number], string>('SELECT hash FROM events WHERE pos = ?').pluck();
  const index: WordIndex = openIndex(indexFile, (pos) => hash.get(pos) ?? null);
  const behind = journal.prepare<[number, number], Row>('SELECT pos, hash, bytes FROM events WHERE pos > ? ORDER BY pos LIMIT ?');
  const one = journal.prepare<[number], Row>('SELECT pos, hash, bytes FROM events WHERE pos = ?');
  const backwards = journal.prepare<[number, number], number>('SELECT pos FROM events WHERE pos BETWEEN ? AND ? ORDER BY pos DESC').pluck();
  const last = journal.prepare<[], number | null>('SELECT max(pos) FROM events').pluck();

  const left = (): number => Math.max(0, (last.get() ?? 0) - index.end().pos);
  function look(pos: number, search: EventSearch): Hit | null {
    const row = one.get(pos);
    const event: JournalEvent | null = row === undefined ? null : parseRow(row);
    return row !== undefined && event !== null && isFound(event, search) ? { pos, text: row.bytes.toString('utf8'), hash: event.hash } : null;
  }
  /** Where to look, the last place first: what the index has, or every place of the times asked. */
  function placesOf(search: EventSearch, before: number | null): Iterable<number> {
    const span = index.span(search.from, search.until);
    if (span === null) return [];
    const end = before === null ? span[1] : Math.min(span[1], before - 1);
    const match = matchOf(search);
    return match === null ? backwards.iterate(span[0], end) : index.places(match, span[0], end);
  }
  return {
    catchUp() {
      const rows = behind.all(index.end().pos, step);
      index.add(rows.map((row) => ({ pos: row.pos, hash: row.hash, event: parseRow(row) })));
      return rows.length < step ? 0 : left();
    },
    find(search, { before, limit, budgetMs, unwanted }) {
      const until = performance.now() + budgetMs;
      const hits: Hit[] = [];
      let [looked, next] = [0, null as number | null];
      const enough = (): boolean => hits.length === limit || (looked > 0 && looked % lookEvery === 0 && (performance.now() > until || unwanted()));
      for (const pos of placesOf(search, before)) {
        if (enough()) { next = pos + 1; break; }
        looked++;
        const hit = look(pos, search);
        if (hit !== null) hits.push(hit);
      }
      return { hits, next, behind: left() };
    },
    close() { index.close(); journal.close(); },
  };
}
