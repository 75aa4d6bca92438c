import fs from 'node:fs';
import Database from 'better-sqlite3';
import { indexTokens, type JournalEvent } from '#app/journal';
import type { Db } from '../journal/database.ts';

/** Its name in the data folder. It holds nothing that the journal does not, and may be deleted at any time. */
export const indexName = 'search.db';
/** Another way of making tokens is another format: then it is made anew. */
const format = 1;
/** Times are kept by the hour: which places of the journal an hour's events have. */
export const hourMs = 3_600_000;

/** A place of the journal in the order in which it was written, with the hash that it had. */
export interface IndexEnd { readonly pos: number; readonly hash: string }
export interface Placed { readonly pos: number; readonly hash: string; readonly event: JournalEvent | null }

/** The index of the words of a journal. Throws what the database throws. */
export interface WordIndex {
  /** How far it is. */
  end(): IndexEnd;
  /** Takes events in, in the order of their places, in one transaction. */
  add(rows: readonly Placed[]): void;
  /** The first and last place that can have an event of these times; null: none can. */
  span(from: number | null, until: number | null): readonly [first: number, last: number] | null;
  /** Places whose events have the tokens of a match, the last first. */
  places(match: string, first: number, last: number): IterableIterator<number>;
  close(): void;
}

function make(db: Db): void {
  db.exec(`
    CREATE TABLE state (format INTEGER NOT NULL, pos INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
    INSERT INTO state VALUES (${format}, 0, '');
    CREATE TABLE hours (hour INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
    CREATE VIRTUAL TABLE words USING fts5 (tokens, content='', columnsize=0, detail='none', tokenize='ascii', prefix='1 2');
  `);
}

/** Whether a file is an index of ours; what is damaged is not. */
function usable(db: Db): boolean {
  try {
    db.prepare("SELECT 1 FROM words, hours WHERE words MATCH 'x' LIMIT 0").get();
    return db.prepare<[], number>('SELECT format FROM state').pluck().get() === format;
  } catch { return false; }
}

function opened(file: string): Db {
  const db = new Database(file, { timeout: 2000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');                             // a cut of power may take the last of it, never make it say something wrong
    db.pragma('journal_size_limit = 16777216');
    return db;
  } catch (error) { db.close(); throw error; }
}
/** Takes an index away. */
export function discardIndex(file: string): void {
  for (const end of ['', '-wal', '-shm']) fs.rmSync(file + end, { force: true });
}

/** Opens the index beside a journal, or begins a new one: where there is none, where it is damaged or of another format, and where the journal is not the one it was made of (`hashAt`: the journal's hash at a place). */
export function openIndex(file: string, hashAt: (pos: number) => string | null): WordIndex {
  let db: Db;
  try { db = opened(file); } catch { discardIndex(file); db = opened(file); }
  const known = usable(db) ? db.prepare<[], IndexEnd>('SELECT pos, hash FROM state').get() : undefined;
  if (known === undefined || (known.pos > 0 && hashAt(known.pos) !== known.hash)) {
    db.close();
    discardIndex(file);
    db = opened(file);
    db.transaction(make)(db);
  }
  let end: IndexEnd = db.prepare<[], IndexEnd>('SELECT pos, hash FROM state').get() ?? { pos: 0, hash: '' };
  const word = db.prepare('INSERT INTO words (rowid, tokens) VALUES (?, ?)');
  const hour = db.prepare('INSERT INTO hours VALUES (?, ?, ?) ON CONFLICT (hour) DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last)');
  const reached = db.prepare('UPDATE state SET pos = ?, hash = ?');
  const within = db.prepare<[number, number], { first: number | null; last: number | null }>('SELECT min(first) AS first, max(last) AS last FROM hours WHERE hour BETWEEN ? AND ?');
  const matching = db.prepare<[string, number, number], number>('SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC').pluck();
  return {
    end: () => end,
    add(rows) {
      const last = rows.at(-1);
      if (last === undefined) return;
      db.transaction(() => {
        for (const { pos, event } of rows) {
          if (event === null) continue;                            // bytes that are no event are verification's to tell of
          word.run(pos, indexTokens(event).join(' '));
          hour.run(Math.floor(event.time / hourMs), pos, pos);
        }
        reached.run(last.pos, last.hash);
      }).immediate();
      end = { pos: last.pos, hash: last.hash };
    },
    span(from, until) {
      if (from === null && until === null) return [1, end.pos];
      const { first = null, last = null } = within.get(from === null ? -9e12 : Math.floor(from / hourMs), until === null ? 9e12 : Math.floor((until - 1) / hourMs)) ?? {};
      return first === null || last === null ? null : [first, last];
    },
    places: (match, first, last) => matching.iterate(match, first, last),
    close: () => void db.close(),
  };
}
