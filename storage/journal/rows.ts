import { chainStart, linkBreak, tipOf, type ChainBreak, type Hash, type Hlc, type JournalEvent, type Position, type Sealed, type Tip } from '#app/journal';
import type { NodeId } from '#kernel/session';
import { sm3 } from '../sm3.ts';
import type { Db } from './database.ts';

/** One stored line with the columns that are beside its bytes. */
export interface EventRow { readonly node: string; readonly seq: number; readonly hlc: string; readonly kind: string; readonly subject: string; readonly hash: string; readonly bytes: Buffer }

/** What a line says, or null when its bytes are no JSON. */
export function parseRow(row: Pick<EventRow, 'bytes' | 'hash'>): JournalEvent | null {
  try { return { ...(JSON.parse(row.bytes.toString('utf8')) as JournalEvent), hash: row.hash as Hash }; } catch { return null; }
}

/** How a stored line fails to follow `tip`, or the tip after it. The hash is of the stored bytes themselves, and the columns must say what the bytes say. */
export function follow(row: EventRow, tip: Tip, hash: (bytes: Uint8Array) => string = sm3): Tip | ChainBreak {
  const broken = (reason: ChainBreak['reason']): ChainBreak => ({ seq: tip.seq + 1, reason });
  if (row.seq !== tip.seq + 1) return broken('gap');
  if (hash(row.bytes) !== row.hash) return broken('hash-mismatch');
  const event = parseRow(row);
  if (event === null) return broken('unreadable');
  if (event.node !== row.node || event.seq !== row.seq || event.hlc !== row.hlc || event.kind !== row.kind || event.subject !== row.subject) return broken('column-mismatch');
  return linkBreak(event, tip) ?? tipOf(event);
}

/** The prepared statements of the chain's end: how it grows, and how far it is. */
export interface ChainWrites { insert(sealed: Sealed): void; counted(tip: Tip): void }
export function chainWrites(db: Db): ChainWrites {
  const insert = db.prepare('INSERT INTO events (node, seq, hlc, kind, subject, hash, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const count = db.prepare('UPDATE nodes SET last_seq = ? WHERE node = ?');
  return {
    insert({ event, text }) { insert.run(event.node, event.seq, event.hlc, event.kind, event.subject, event.hash, Buffer.from(text, 'utf8')); },
    counted(tip) { count.run(tip.seq, tip.node); },
  };
}

export interface ChainEnd { readonly tip: Tip; readonly time: number; readonly broken: ChainBreak | null }
/** How many of the last events are checked at every opening. */
const tailChecked = 500;

/** The end of a node's chain with its last events checked; `broken` when they do not hold, or when rows behind them are gone. */
export function chainEnd(db: Db, node: NodeId): ChainEnd {
  const rows = db.prepare<[string, number], EventRow>('SELECT node, seq, hlc, kind, subject, hash, bytes FROM events WHERE node = ? ORDER BY seq DESC LIMIT ?').all(node, tailChecked).toReversed();
  const counted = db.prepare<[string], number>('SELECT last_seq FROM nodes WHERE node = ?').pluck().get(node) ?? 0;
  const [first, last] = [rows[0], rows.at(-1)];
  let tip = chainStart(node);
  if (first !== undefined && first.seq > 1) tip = { node, seq: first.seq - 1, hash: parseRow(first)?.prev ?? tip.hash, hlc: null };
  for (const row of rows) {
    const next = follow(row, tip);
    if ('reason' in next) return { tip, time: 0, broken: next };
    tip = next;
  }
  return { tip, time: last === undefined ? 0 : parseRow(last)?.time ?? 0, broken: tip.seq < counted ? { seq: tip.seq + 1, reason: 'tail-cut' } : null };
}

/** The latest place any node of the folder has reached; null while there is none. */
export const latest = (db: Db): Position | null =>
  db.prepare<[], { hlc: Hlc; node: NodeId; seq: number }>('SELECT hlc, node, seq FROM events ORDER BY hlc DESC, node DESC, seq DESC LIMIT 1').get() ?? null;

