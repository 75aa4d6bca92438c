import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Position } from '#app/journal';
import type { NodeId } from '#kernel/session';
import type { EpochMs } from '#kernel/time';
import type { Note } from '../note.ts';
import { sm3 } from '../sm3.ts';
import type { Db } from './database.ts';
import type { KeptSnapshot } from './protocol.ts';
import { reasonOf } from '../disk/reason.ts';

const keep = 3;
/** A state that unpacks to more is damaged. */
const maxStateBytes = 268_435_456;

export interface SnapshotWrites { add(snapshot: { readonly node: NodeId; readonly seq: number; readonly after: Position | null; readonly takenAt: EpochMs; readonly state: string }): void }
export interface SnapshotReads { last(node: NodeId): KeptSnapshot | null }

const checksum = (node: string, seq: number, after: string | null, state: Uint8Array): string => sm3(Buffer.concat([Buffer.from(`${node} ${seq} ${after ?? ''} `), state]));

/** Packed, checksummed, and only the last three are kept (STO-07). */
export function snapshotWrites(db: Db): SnapshotWrites {
  const insert = db.prepare('INSERT INTO snapshots (node, seq, after, taken_at, checksum, state) VALUES (?, ?, ?, ?, ?, ?)');
  const prune = db.prepare(`DELETE FROM snapshots WHERE pos NOT IN (SELECT pos FROM snapshots ORDER BY pos DESC LIMIT ${keep})`);
  return {
    add({ node, seq, after, takenAt, state }) {
      const packed = deflateRawSync(state, { level: 1 });
      const place = after === null ? null : JSON.stringify(after);
      insert.run(node, seq, place, Math.trunc(takenAt), checksum(node, seq, place, packed), packed);
      prune.run();
    },
  };
}

interface Row { readonly node: string; readonly seq: number; readonly after: string | null; readonly taken_at: number; readonly checksum: string; readonly state: Buffer }

/** The newest that is whole; a damaged one is told of and the one before it taken. One that another node took has none of our events in it. */
export function snapshotReads(db: Db, note: Note): SnapshotReads {
  const rows = db.prepare<[], Row>('SELECT node, seq, after, taken_at, checksum, state FROM snapshots ORDER BY pos DESC');
  return {
    last(node) {
      for (const row of rows.all()) {
        try {
          if (checksum(row.node, row.seq, row.after, row.state) !== row.checksum) throw new Error('checksum');
          const text = inflateRawSync(row.state, { maxOutputLength: maxStateBytes }).toString('utf8');
          const after = row.after === null ? {} : { after: JSON.parse(row.after) as Position };
          return { seq: row.node === node ? row.seq : 0, takenAt: row.taken_at, text, ...after };
        } catch (error) {
          note({ name: 'snapshot-damaged', params: { node: row.node, seq: row.seq, reason: reasonOf(error) } });
        }
      }
      return null;
    },
  };
}
