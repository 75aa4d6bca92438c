import type { Hash, JournalQuery, Position } from '#app/journal';
import type { NodeId } from '#kernel/session';
import { timed, type Note } from '../note.ts';
import type { Db } from './database.ts';
import type { Kept, KeptSnapshot } from './protocol.ts';
import { snapshotReads } from './snapshots.ts';

/** The most events one query gives. */
export const maxPage = 10_000;

/** What can be read beside the writer; nothing here changes anything. Throws what the database throws. */
export interface JournalReads {
  read(query: JournalQuery): readonly Kept[];
  /** Of all nodes and in their one order. */
  replay(after: Position | null, limit: number): readonly Kept[];
  lastSnapshot(): KeptSnapshot | null;
  close(): void;
}

interface Row { readonly bytes: Buffer; readonly hash: Hash }
const kept = (rows: readonly Row[]): readonly Kept[] => rows.map(({ bytes, hash }) => ({ text: bytes.toString('utf8'), hash }));
const page = (limit: number): number => Math.max(0, Math.min(Math.trunc(limit), maxPage));

export function journalReader(db: Db, node: NodeId, note: Note): JournalReads {
  const snapshots = snapshotReads(db, note);
  const statements = new Map<string, ReturnType<typeof db.prepare<unknown[], Row>>>();
  /** One prepared statement for each form a query can take, which are few. */
  function statement(where: readonly string[], order: string): ReturnType<typeof db.prepare<unknown[], Row>> {
    const sql = `SELECT bytes, hash FROM events${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''} ORDER BY ${order} LIMIT ?`;
    const known = statements.get(sql) ?? db.prepare<unknown[], Row>(sql);
    statements.set(sql, known);
    return known;
  }
  return {
    read({ afterSeq, beforeSeq, subject, kinds, newestFirst, everyNode, limit }) {
      const filters: (readonly [string, unknown])[] = [];
      if (everyNode !== true) filters.push(['node = ?', node]);
      if (afterSeq !== undefined) filters.push(['seq > ?', afterSeq]);
      if (beforeSeq !== undefined) filters.push(['seq < ?', beforeSeq]);
      if (subject !== undefined) filters.push(['subject = ?', subject]);
      if (kinds !== undefined) filters.push(['kind IN (SELECT value FROM json_each(?))', JSON.stringify(kinds)]);
      const down = newestFirst === true ? ' DESC' : '';
      // Within a node both orders are one. `hlc` has an index with subject and with kind, `seq` one with node.
      const bySeq = everyNode !== true && subject === undefined && kinds === undefined;
      const order = bySeq ? `seq${down}` : `hlc${down}, node${down}, seq${down}`;
      return timed('journal.read', note, () => kept(statement(filters.map(([sql]) => sql), order).all(...filters.map(([, value]) => value), page(limit))));
    },
    replay(after, limit) {
      return timed('journal.replay', note, () => kept(after === null
        ? statement([], 'hlc, node, seq').all(page(limit))
        : statement(['(hlc, node, seq) > (?, ?, ?)'], 'hlc, node, seq').all(after.hlc, after.node, after.seq, page(limit))));
    },
    lastSnapshot: () => timed('journal.lastSnapshot', note, () => snapshots.last(node)),
    close: () => void db.close(),
  };
}
