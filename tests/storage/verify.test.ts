import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventText, type Hash, type JournalEvent } from '#app/journal';
import { backupData, openData, openJournal, sm2Signer, sm3, verifyJournal, type Finding, type VerifyReport } from '#storage';
import { realClock } from '../clock.ts';
import { draft, filledFolder, must, openedJournal, tempFolder } from './opened.ts';

const edit = (dir: string, run: (db: Database.Database) => void): void => { const db = new Database(path.join(dir, 'journal.db')); try { run(db); } finally { db.close(); } };
const found = (r: VerifyReport): readonly Pick<Finding, 'seq' | 'reason'>[] => r.findings.map(({ seq, reason }) => ({ seq, reason }));
const check = (dir: string, heads: readonly string[] = []) => found(must(verifyJournal(dir, { heads })));
const made = { dir: '', elsewhere: '' };
beforeAll(async () => {
  for (const name of ['dir', 'elsewhere'] as const) made[name] = fs.mkdtempSync(path.join(os.tmpdir(), 'watchroom-'));
  const data = must(openData(made.dir, { clock: realClock }));
  const journal = must(await openJournal(data, { clock: realClock, note: () => undefined, reserveBytes: 0, headCopies: [made.elsewhere] }));
  must(await journal.append(Array.from({ length: 60 }, (_, i) => draft(`P-${i}`))));
  await journal.close();
  data.close();
});
afterAll(() => { for (const dir of Object.values(made)) fs.rmSync(dir, { recursive: true, force: true }); });

/** A folder with 60 events, whose head was also copied elsewhere. */
function copied(): { readonly dir: string; readonly elsewhere: string } {
  const [dir, elsewhere] = [tempFolder(), tempFolder()];
  fs.cpSync(made.dir, dir, { recursive: true });
  fs.cpSync(made.elsewhere, elsewhere, { recursive: true });
  return { dir, elsewhere };
}
/** What a thorough forger does: changes one event and makes every hash behind it anew. */
function recompute(dir: string, from: number): void {
  edit(dir, (db) => {
    let prev: string | null = null;
    for (const row of db.prepare<[number], { seq: number; bytes: Buffer; hash: string }>('SELECT seq, bytes, hash FROM events WHERE seq >= ? ORDER BY seq').all(from)) {
      const event = JSON.parse(row.bytes.toString()) as JournalEvent;
      const text = must(eventText({ ...event, ...(row.seq === from ? { body: 'forged' } : {}), ...(prev === null ? {} : { prev: prev as Hash }) }));
      prev = sm3(text);
      db.prepare('UPDATE events SET bytes = ?, hash = ? WHERE seq = ?').run(Buffer.from(text), prev, row.seq);
    }
  });
}

it('STO-08 a whole journal holds, its head copies too, and nothing is changed by looking', () => {
  const { dir, elsewhere } = copied();
  const before = fs.readFileSync(path.join(dir, 'journal.db'));
  const report = must(verifyJournal(dir, { heads: [elsewhere] }));
  expect(report).toMatchObject({ holds: true, findings: [], events: 60, heads: 2, nodes: [{ events: 60, head: { seq: 60 } }] });
  expect(fs.readFileSync(path.join(dir, 'journal.db')).equals(before)).toBe(true);
  expect(must(verifyJournal(path.join(dir, 'journal.db'))).holds).toBe(true);
  expect(verifyJournal(dir, { heads: [path.join(elsewhere, 'unplugged')] })).toMatchObject({ ok: false, fault: { code: 'not-found' } });
  expect(verifyJournal(path.join(dir, 'none'))).toMatchObject({ ok: false, fault: { code: 'not-found' } });
});

it('STO-08 any byte of any stored event or hash that is changed is found, and its event named', async () => {
  const dir = await filledFolder(25);
  const rows = 25;
  fc.assert(fc.property(fc.integer({ min: 1, max: rows }), fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean(), (seq, place, flip, inBytes) => {
    let before: { bytes: Buffer; hash: string } | undefined;
    edit(dir, (db) => {
      before = db.prepare<[number], { bytes: Buffer; hash: string }>('SELECT bytes, hash FROM events WHERE seq = ?').get(seq);
      if (before === undefined) throw new Error('no row');
      const bytes = Buffer.from(before.bytes);
      const at = place % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      const digit = place % 64;
      const hash = before.hash.slice(0, digit) + (before.hash[digit] === 'a' ? 'b' : 'a') + before.hash.slice(digit + 1);
      db.prepare('UPDATE events SET bytes = ?, hash = ? WHERE seq = ?').run(inBytes ? bytes : before.bytes, inBytes ? before.hash : hash, seq);
    });
    try { expect(check(dir)).toEqual([{ seq, reason: 'hash-mismatch' }]); } finally {
      edit(dir, (db) => db.prepare('UPDATE events SET bytes = ?, hash = ? WHERE seq = ?').run(before?.bytes, before?.hash, seq));
    }
  }), { seed: 8, numRuns: 100 });
  expect(check(dir)).toEqual([]);
}, 30_000);

it.each([
  ['a column that says something else', "UPDATE events SET kind = 'other' WHERE seq = 7", { seq: 7, reason: 'column-mismatch' }],
  ['a time column that says something else', "UPDATE events SET hlc = '0' WHERE seq = 7", { seq: 7, reason: 'column-mismatch' }],
  ['an event that is gone', 'DELETE FROM events WHERE seq = 7', { seq: 7, reason: 'gap' }],
  ['the first one gone', 'DELETE FROM events WHERE seq = 1', { seq: 1, reason: 'gap' }],
  ['rows cut off behind the end', 'DELETE FROM events WHERE seq > 55', { seq: 56, reason: 'tail-cut' }],
  ['all rows cut off', 'DELETE FROM events', { seq: 1, reason: 'tail-cut' }],
  ['rows cut off, and their count with them', 'DELETE FROM events WHERE seq > 55; UPDATE nodes SET last_seq = 55', { seq: 56, reason: 'older-file' }],
])('STO-08 %s', (_, sql, expected) => {
  const { dir, elsewhere } = copied();
  edit(dir, (db) => db.exec(sql));
  const findings = check(dir, [elsewhere]);
  expect(findings[0]).toEqual(expected);
  expect(new Set(findings.map((f) => f.reason)).size).toBe(1);
});

it('STO-09 a chain that was made anew from some event holds in itself, and not against a copy of the head', () => {
  const { dir, elsewhere } = copied();
  recompute(dir, 30);
  expect(check(path.join(dir, 'journal.db'))).toEqual([]);
  expect(check(dir)).toEqual([{ seq: 60, reason: 'head-differs' }]);
  fs.rmSync(path.join(dir, 'heads'), { recursive: true });   // the forger takes away what is in the folder
  expect(check(dir)).toEqual([]);
  expect(check(dir, [elsewhere])).toEqual([{ seq: 60, reason: 'head-differs' }]);
});

it('STO-09 an older file put in its place holds in itself, and not against a copy of the head', async () => {
  const [dir, elsewhere, old] = [tempFolder(), tempFolder(), path.join(tempFolder(), 'old')];
  for (const subject of ['a', 'b']) {
    const { journal, close } = await openedJournal(dir, { headCopies: [elsewhere] });
    must(await journal.append([draft(subject), draft(subject)]));
    await close();
    if (subject === 'a') must(backupData(dir, old));
  }
  for (const rest of ['journal.db', 'journal.db-wal', 'journal.db-shm']) fs.rmSync(path.join(dir, rest), { force: true });
  fs.copyFileSync(path.join(old, 'journal.db'), path.join(dir, 'journal.db'));
  expect(check(dir, [elsewhere])).toEqual([{ seq: 3, reason: 'older-file' }, { seq: 3, reason: 'older-file' }]);
  // Opened all the same, it is told, the copies are kept as evidence, and the term is not given twice.
  const { journal, notes, close } = await openedJournal(dir, { headCopies: [elsewhere] });
  expect(journal.term).toBe(3);
  expect(notes.map((n) => n.name)).toEqual(['journal-behind-head', 'journal-behind-head']);
  must(await journal.append(Array.from({ length: 5 }, () => draft('c'))));
  await close();
  expect(new Set(check(dir, [elsewhere]).map((f) => `${f.seq} ${f.reason}`))).toEqual(new Set(['4 head-differs']));
});

it('STO-09 a copy that was changed, damaged, or signed by somebody else is named', () => {
  const { dir, elsewhere } = copied();
  const file = path.join(elsewhere, fs.readdirSync(elsewhere)[0] ?? '');
  const head = JSON.parse(fs.readFileSync(file, 'utf8')) as object;
  fs.writeFileSync(file, JSON.stringify({ ...head, seq: 59 }));
  expect(check(dir, [elsewhere])).toEqual([{ seq: 59, reason: 'head-signature' }]);
  fs.writeFileSync(file, JSON.stringify({ ...head, publicKey: sm2Signer('1'.padStart(64, '0')).publicKey }));
  expect(check(dir, [elsewhere])).toEqual([{ seq: 60, reason: 'head-signature' }, { seq: 60, reason: 'head-key-differs' }]);
  fs.writeFileSync(file, '{');
  expect(check(dir, [elsewhere])).toEqual([{ seq: 0, reason: 'head-unreadable' }]);
});

it('STO-08 looks while an engine writes', async () => {
  const dir = tempFolder();
  const { journal } = await openedJournal(dir);
  for (let round = 0; round < 5; round++) {
    const writing = Promise.all(Array.from({ length: 200 }, () => journal.append([draft()])));
    expect(check(dir)).toEqual([]);
    expect((await writing).every((r) => r.ok)).toBe(true);
  }
});
