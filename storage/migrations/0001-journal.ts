import type { Migration } from '../migrate.ts';

/**
 * The journal. `bytes` is what the hash is of; the columns beside it are there to be searched and are checked against it. `last_seq` grows in the same
 * transaction as the events: rows cut off behind it are missed.
 */
export const journal: Migration = {
  number: 1, name: 'journal', database: 'journal.db',
  up(db) {
    db.exec(`
      CREATE TABLE nodes (node TEXT PRIMARY KEY, term INTEGER NOT NULL, last_seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE events (
        pos INTEGER PRIMARY KEY, node TEXT NOT NULL REFERENCES nodes(node), seq INTEGER NOT NULL, hlc TEXT NOT NULL,
        kind TEXT NOT NULL, subject TEXT NOT NULL, hash TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
      CREATE UNIQUE INDEX events_node_seq ON events(node, seq);
      CREATE INDEX events_order ON events(hlc, node, seq);
      CREATE INDEX events_subject ON events(subject, hlc);
      CREATE INDEX events_kind ON events(kind, hlc);
      CREATE TABLE snapshots (
        pos INTEGER PRIMARY KEY AUTOINCREMENT, node TEXT NOT NULL, seq INTEGER NOT NULL, after TEXT, taken_at INTEGER NOT NULL,
        checksum TEXT NOT NULL, state BLOB NOT NULL) STRICT;
    `);
  },
};
