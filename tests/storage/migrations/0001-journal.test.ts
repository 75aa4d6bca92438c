import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { journal } from '../../../storage/migrations/0001-journal.ts';

it('0001 makes the tables of the journal, strict, and with an index for every order it is read in', () => {
  const db = new Database(':memory:');
  journal.up(db);
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all();
  expect(names).toEqual(['events', 'events_kind', 'events_node_seq', 'events_order', 'events_subject', 'nodes', 'snapshots']);
  db.exec("INSERT INTO nodes VALUES ('a', 1, 0)");
  const insert = db.prepare('INSERT INTO events (node, seq, hlc, kind, subject, hash, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)');
  insert.run('a', 1, 'h', 'k', 's', 'x', Buffer.from('{}'));
  expect(() => insert.run('a', 1, 'h', 'k', 's', 'x', Buffer.from('{}'))).toThrow('UNIQUE');
  expect(() => insert.run('a', 2, 'h', 'k', 's', 'x', '{}')).toThrow('BLOB');
  db.close();
});
