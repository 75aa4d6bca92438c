import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { comparePositions, positionOf, folding, type JournalEvent } from '#app/journal';
import { backupData, restoreData, verifyJournal } from '#storage';
import { handClock, realClock } from '../clock.ts';
import { draft, filledFolder, must, openedJournal, tempFolder } from './opened.ts';

const clock = realClock;
const inside = (name: string): string => path.join(tempFolder(), name);

it('STO-10 a back-up is taken while the engine writes, and is whole', async () => {
  const dir = tempFolder();
  const { journal, data } = await openedJournal(dir);
  const to = inside('copy');
  must(await journal.append(Array.from({ length: 300 }, () => draft())));
  const writing = Promise.all(Array.from({ length: 300 }, () => journal.append([draft()])));
  const backup = must(backupData(dir, to));
  expect((await writing).every((r) => r.ok)).toBe(true);
  expect(backup.report.events).toBeGreaterThanOrEqual(300);
  expect(fs.readdirSync(to).toSorted()).toEqual(['data.json', 'heads', 'journal.db']);
  expect(must(verifyJournal(to)).holds).toBe(true);
  expect(must(verifyJournal(path.join(to, 'journal.db'))).nodes.map((n) => n.head.node)).toEqual([data.node]);
});

it('STO-10 secrets go along only when asked for, closed to others', async () => {
  const dir = await filledFolder(1);
  const to = inside('copy');
  must(backupData(dir, to, { secrets: true }));
  expect(fs.readdirSync(path.join(to, 'secrets'))).toEqual(['journal-head.key']);
  if (process.platform !== 'win32') expect([fs.statSync(path.join(to, 'secrets')).mode & 0o777, fs.statSync(path.join(to, 'secrets', 'journal-head.key')).mode & 0o777]).toEqual([0o700, 0o600]);
});

it('STO-10 restored: a new node, the old one’s events as they were, both fold together, and it says so', async () => {
  const dir = tempFolder();
  const old = await openedJournal(dir);
  must(await old.journal.append([draft('a'), draft('b')]));
  must(await old.journal.snapshot({ count: 2 }));
  must(await old.journal.append([draft('c')]));
  const to = inside('copy');
  must(backupData(dir, to));
  const target = inside('restored');
  const restored = must(restoreData(to, target, { clock }));
  expect(restored.node).not.toBe(old.data.node);
  expect(restored).toMatchObject({ from: old.data.node, events: 3, restored: { kind: 'node.restored', seq: 1, node: restored.node, body: { from: old.data.node, seq: 3, hash: old.journal.head().hash } } });

  const { journal, data } = await openedJournal(target);
  expect([data.node, journal.term]).toEqual([restored.node, 3]);
  must(await journal.append([draft('d')]));
  const all: JournalEvent[] = [];
  for await (const page of journal.replay(null)) all.push(...must(page));
  expect(all.map((e) => `${e.node === data.node ? 'new' : 'old'} ${e.seq} ${e.kind === 'node.restored' ? e.kind : e.subject}`)).toEqual(['old 1 a', 'old 2 b', 'old 3 c', 'new 1 node.restored', 'new 2 d']);
  expect(all.toSorted(comparePositions)).toEqual(all);
  expect(must(await journal.read({ limit: 9 })).map((e) => e.seq)).toEqual([1, 2]);
  expect(must(await journal.read({ limit: 2, everyNode: true, newestFirst: true, subject: 'c' })).map((e) => e.node)).toEqual([old.data.node]);

  // Pages of all nodes, each behind the last event of the one before: nothing twice, nothing left out.
  const paged: JournalEvent[] = [];
  const kinds = [...new Set(all.map((e) => e.kind))];
  for (let page: readonly JournalEvent[] = all; page.length > 0;) {
    const last = paged.at(-1);
    page = must(await journal.read({ limit: 2, everyNode: true, kinds, ...(last !== undefined && { after: positionOf(last) }) }));
    paged.push(...page);
  }
  expect(paged.map((e) => e.id)).toEqual(all.map((e) => e.id));

  // Recovery from the old node's snapshot: none of our own events are in it, and the tail begins behind its own.
  const snapshot = must(await journal.lastSnapshot());
  expect(snapshot).toMatchObject({ seq: 0, state: { count: 2 } });
  const state = folding((n: number) => n + 1, { state: (snapshot?.state as { count: number } | undefined)?.count ?? 0, at: snapshot?.after ?? null });
  for await (const page of journal.replay(snapshot)) state.take(must(page));
  expect(state.state()).toBe(5);
  expect(must(verifyJournal(target))).toMatchObject({ holds: true, events: 5 });
});

it('STO-10 JRN-05 restored on a machine whose clock is behind: everything new comes after everything old', async () => {
  const to = inside('copy');
  must(backupData(await filledFolder(3), to));
  const target = inside('restored');
  const hand = handClock();   // 2023
  must(restoreData(to, target, { clock: hand.clock }));
  const { journal } = await openedJournal(target, { clock: hand.clock });
  must(await journal.append([draft('new')]));
  const all: string[] = [];
  for await (const page of journal.replay(null)) all.push(...must(page).map((e) => e.kind === 'node.restored' ? e.kind : e.subject));
  expect(all).toEqual(['P-0', 'P-1', 'P-2', 'node.restored', 'new']);
});

it('STO-10 the old node goes on as it was', async () => {
  const dir = await filledFolder(3);
  const to = inside('copy');
  must(backupData(dir, to));
  must(restoreData(to, inside('restored'), { clock }));
  const { journal } = await openedJournal(dir);
  expect(must(await journal.append([draft()]))[0]?.seq).toBe(4);
});

it('STO-10 refuses a folder that has something in it, on both ways', async () => {
  const dir = await filledFolder(3);
  const full = tempFolder();
  fs.writeFileSync(path.join(full, 'something'), '');
  expect(backupData(dir, full)).toMatchObject({ ok: false, fault: { code: 'not-empty', params: { dir: full } } });
  const to = inside('copy');
  must(backupData(dir, to));
  expect(restoreData(to, full, { clock })).toMatchObject({ ok: false, fault: { code: 'not-empty', params: { dir: full } } });
  expect(fs.readdirSync(full)).toEqual(['something']);
  expect(backupData(full, inside('none'))).toMatchObject({ ok: false, fault: { code: 'not-a-data-folder' } });
  expect(restoreData(full, inside('none'), { clock })).toMatchObject({ ok: false, fault: { code: 'not-a-data-folder' } });
});

it.each([
  ['an event was changed', (db: Database.Database) => db.exec("UPDATE events SET subject = 'x' WHERE seq = 2"), { code: 'backup-damaged', params: { seq: 2, reason: 'column-mismatch' } }],
  ['its tail was cut', (db: Database.Database) => db.exec('DELETE FROM events WHERE seq = 3'), { code: 'backup-damaged', params: { seq: 3, reason: 'tail-cut' } }],
])('STO-10 a back-up is proved before anything is made of it: %s', async (_, damage, fault) => {
  const to = inside('copy');
  must(backupData(await filledFolder(3), to));
  const db = new Database(path.join(to, 'journal.db'));
  damage(db);
  db.close();
  const target = inside('restored');
  expect(restoreData(to, target, { clock })).toMatchObject({ ok: false, fault });
  expect(fs.existsSync(target)).toBe(false);
});

it('STO-10 a newer back-up is refused', async () => {
  const to = inside('copy');
  must(backupData(await filledFolder(1), to));
  const file = path.join(to, 'data.json');
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/"formatVersion": \d+/, '"formatVersion": 99'));
  expect(restoreData(to, inside('restored'), { clock })).toMatchObject({ ok: false, fault: { code: 'newer-format', params: { format: 99 } } });
});
