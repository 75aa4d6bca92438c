import { comparePositions, type Hash, type JournalQuery, type Position } from '#app/journal';
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

interface Row extends Position { readonly bytes: Buffer; readonly hash: Hash }
type Filter = readonly [sql: string, ...values: readonly unknown[]];
/** The index each form of query walks: the planner knows too little of what is in the table to be left alone with it. */
type Index = 'events_node_seq' | 'events_order' | 'events_subject' | 'events_kind';
const kept = (rows: readonly Row[]): readonly Kept[] => rows.map(({ bytes, hash }) => ({ text: bytes.toString('utf8'), hash }));
const page = (limit: number): number => Math.max(0, Math.min(Math.trunc(limit) || 0, maxPage));
const maxKinds = 100;

export function journalReader(db: Db, node: NodeId, note: Note): JournalReads {
  const snapshots = snapshotReads(db, note);
  const statements = new Map<string, ReturnType<typeof db.prepare<unknown[], Row>>>();
  /** One prepared statement for each form a query can take, which are few. */
  function select(index: Index, filters: readonly Filter[], order: string, limit: number): readonly Row[] {
    const where = filters.map(([sql]) => sql).join(' AND ');
    const sql = `SELECT bytes, hash, hlc, node, seq FROM events INDEXED BY ${index}${where === '' ? '' : ` WHERE ${where}`} ORDER BY ${order} LIMIT ?`;
    const known = statements.get(sql) ?? db.prepare<unknown[], Row>(sql);
    statements.set(sql, known);
    return known.all(...filters.flatMap(([, ...values]) => values), limit);
  }
  function filtersOf({ afterSeq, beforeSeq, subject, everyNode, after, node: of = node }: JournalQuery): readonly Filter[] {
    const filters: Filter[] = [];
    if (everyNode !== true) filters.push(['node = ?', of]);
    if (afterSeq !== undefined) filters.push(['seq > ?', afterSeq]);
    if (beforeSeq !== undefined) filters.push(['seq < ?', beforeSeq]);
    if (after !== undefined) filters.push(['(hlc, node, seq) > (?, ?, ?)', after.hlc, after.node, after.seq]);
    if (subject !== undefined) filters.push(['subject = ?', subject]);
    return filters;
  }
  function find(query: JournalQuery): readonly Row[] {
    const { subject, kinds, newestFirst, everyNode, limit } = query;
    const filters = filtersOf(query);
    const down = newestFirst === true ? ' DESC' : '';
    const order = `hlc${down}, node${down}, seq${down}`;   // within a node it is the order of seq
    if (kinds === undefined && subject === undefined) return everyNode === true ? select('events_order', filters, order, page(limit)) : select('events_node_seq', filters, `seq${down}`, page(limit));
    if (kinds === undefined) return select('events_subject', filters, order, page(limit));
    const index = subject === undefined ? 'events_kind' : 'events_subject';
    const found = [...new Set(kinds)].slice(0, maxKinds).flatMap((kind) => select(index, [...filters, ['kind = ?', kind]], order, page(limit)));
    const sign = newestFirst === true ? -1 : 1;
    return found.toSorted((x, y) => sign * comparePositions(x, y)).slice(0, page(limit));
  }
  return {
    read: (query) => timed('journal.read', note, () => kept(find(query))),
    replay(after, limit) {
      return timed('journal.replay', note, () => kept(
        select('events_order', after === null ? [] : [['(hlc, node, seq) > (?, ?, ?)', after.hlc, after.node, after.seq]], 'hlc, node, seq', page(limit))));
    },
    lastSnapshot: () => timed('journal.lastSnapshot', note, () => snapshots.last(node)),
    close: () => void db.close(),
  };
}
