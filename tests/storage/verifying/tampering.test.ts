import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventText, SignedHead, signHead, type Hash, type JournalEvent } from '#app/journal';
import { nodeId } from '#kernel/session';
import { backupData, openData, openJournal, openVerifier, ownHead, sm2Signer, sm3, verifyJournal, type StorageNote, type Verified } from '#storage';
import { realClock } from '../../clock.ts';
import { draft, must, openedJournal, tempFolder } from '../opened.ts';

/** A journal of 700 events: more than a start looks at; with a copy of its head outside. */
const made = { dir: '', outside: '' };
const events = 700;
const journalFile = (dir: string): string => path.join(dir, 'journal.db');
function edit(dir: string, run: (db: Database.Database) => void): void {
  const db = new Database(journalFile(dir));
  try { run(db); db.pragma('wal_checkpoint(TRUNCATE)'); } finally { db.close(); }
}
const keep: string[] = [];
beforeAll(async () => {
  const [dir, outside] = [fs.mkdtempSync(path.join(os.tmpdir(), 'watchroom-')), fs.mkdtempSync(path.join(os.tmpdir(), 'watchroom-'))];
  Object.assign(made, { dir, outside });
  keep.push(dir, outside);
  const { journal, close } = await openedForAll(dir, outside);
  must(await journal.append(Array.from({ length: events }, (_, i) => draft(`P-${i}`, { body: { value: i, text: '储罐液位' } }))));
  await close();
});
afterAll(() => { for (const dir of keep) fs.rmSync(dir, { recursive: true, force: true }); });
/** Outlives a test. */
async function openedForAll(dir: string, outside: string) {
  const data = must(openData(dir, { clock: realClock }));
  const journal = must(await openJournal(data, { clock: realClock, note: () => undefined, reserveBytes: 0, headCopies: [outside] }));
  return { journal, close: async () => { await journal.close(); data.close(); } };
}
function copied(): { readonly dir: string; readonly outside: string } {
  const [dir, outside] = [tempFolder(), tempFolder()];
  fs.cpSync(made.dir, dir, { recursive: true });
  fs.cpSync(made.outside, outside, { recursive: true });
  return { dir, outside };
}
/** As a running engine verifies: in a thread of its own. */
async function verified(dir: string, outside: readonly string[]): Promise<Verified> {
  const verifier = openVerifier({ dir, node: nodeId(ownHead(dir)?.node ?? '') }, { note: () => {}, headCopies: outside });
  const report = must(await verifier.verify({ gentle: false }));
  await verifier.close();
  return report;
}
const found = async (dir: string, outside: readonly string[]): Promise<string[]> => [...new Set((await verified(dir, outside)).report.findings.map((f) => `${f.seq} ${f.reason}`))];
/** What a start says, before anybody asks; or the fault with which it refuses. */
async function started(dir: string, outside: readonly string[]): Promise<readonly string[]> {
  const notes: StorageNote[] = [];
  try {
    const { close, notes: told } = await openedJournal(dir, { headCopies: outside });
    notes.push(...told);
    await close();
  } catch (error) { return [String(error)]; }
  return [...new Set(notes.filter((n) => n.name === 'journal-behind-head').map((n) => `${n.params['seq']} ${n.params['reason']}`))];
}
/** Changes one event and makes every hash behind it anew, as a thorough forger does. */
function rechained(dir: string, from: number): { readonly seq: number; readonly hash: Hash } {
  let prev: Hash | null = null;
  edit(dir, (db) => {
    const rows = db.prepare<[number], { seq: number; bytes: Buffer }>('SELECT seq, bytes FROM events WHERE seq >= ? ORDER BY seq').all(from);
    for (const row of rows) {
      const event = JSON.parse(row.bytes.toString()) as JournalEvent;
      const text = must(eventText({ ...event, ...(row.seq === from ? { body: 'forged' } : {}), ...(prev === null ? {} : { prev }) }));
      prev = sm3(text);
      db.prepare('UPDATE events SET bytes = ?, hash = ? WHERE seq = ?').run(Buffer.from(text), prev, row.seq);
    }
  });
  return { seq: events, hash: prev! };
}
const headsOf = (dir: string, outside: string): readonly string[] => [path.join(dir, 'heads'), outside];
const headFile = (dir: string, folder: string): string => path.join(folder, `${ownHead(dir)?.node}.json`);

it('STO-17 what nobody touched holds, also beside an engine that writes, and says how far it is', async () => {
  const { dir, outside } = copied();
  expect(await found(dir, [outside])).toEqual([]);
  const { journal, close } = await openedJournal(dir, { headCopies: [outside] });
  const steps: number[] = [];
  const verifier = openVerifier({ dir, node: journal.node }, { note: () => {}, headCopies: [outside] });
  const asked = verifier.verify({ gentle: true, progress: (checked, of) => { steps.push(checked); expect(of).toBeGreaterThanOrEqual(events); } });
  must(await journal.append([draft('meanwhile')]));
  expect(must(await asked).report.holds).toBe(true);
  expect(steps.length).toBeGreaterThan(0);
  await verifier.close();
  await close();
}, 30_000);
it('STO-17 nobody waits for one that nobody wants any more', async () => {
  const { dir } = copied();
  const verifier = openVerifier({ dir, node: nodeId('n') }, { note: () => {} });
  const stop = new AbortController();
  const asked = verifier.verify({ gentle: true }, stop.signal);
  stop.abort();
  expect(await asked).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
  await verifier.close();
  expect(await verifier.verify({ gentle: false })).toMatchObject({ ok: false, fault: { code: 'journal-closed' } });
});
it('STO-08 any byte of any stored event that is changed is found, by node and seq, in the file itself', async () => {
  const { dir } = copied();
  const file = journalFile(dir);
  edit(dir, () => {});
  const whole = fs.readFileSync(file);
  const node = ownHead(dir)?.node;
  const places: { readonly seq: number; readonly at: readonly number[]; readonly length: number }[] = [];   // where the bytes of each event lie in the file: once, and where a page was split a second time in what is free now
  const every = (bytes: Buffer): number[] => { const at: number[] = []; for (let i = whole.indexOf(bytes); i >= 0; i = whole.indexOf(bytes, i + 1)) at.push(i); return at; };
  edit(dir, (db) => { for (const { seq, bytes } of db.prepare<[], { seq: number; bytes: Buffer }>('SELECT seq, bytes FROM events').all()) places.push({ seq, at: every(bytes), length: bytes.length }); });
  const inFile = places.filter((p) => p.at.length > 0);
  expect(inFile.length).toBe(events);
  fc.assert(fc.property(fc.nat({ max: inFile.length - 1 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (which, offset, flip) => {
    const place = inFile[which]!;
    const bytes = Buffer.from(whole);
    for (const at of place.at) bytes[at + offset % place.length]! ^= flip;
    for (const rest of ['-wal', '-shm']) fs.rmSync(file + rest, { force: true });
    fs.writeFileSync(file, bytes);
    const report = must(verifyJournal(dir));
    expect(report.findings[0]).toMatchObject({ node, seq: place.seq, reason: 'hash-mismatch' });
  }), { seed: 20_261_120, numRuns: 40 });
  fs.writeFileSync(file, whole);
  expect(await found(dir, [])).toEqual([]);
}, 60_000);
it.each<[string, (dir: string, outside: string) => void, readonly string[], readonly string[]]>([
  ['an event in the middle is taken out', (dir) => edit(dir, (db) => db.exec('DELETE FROM events WHERE seq = 60')), ['60 gap'], []],
  ['an event among the last is taken out', (dir) => edit(dir, (db) => db.exec('DELETE FROM events WHERE seq = 690')), ['690 gap'], ['Error: corrupt {"seq":690,"reason":"gap"}']],
  ['the tail is cut', (dir) => edit(dir, (db) => db.exec('DELETE FROM events WHERE seq > 600')), ['601 tail-cut'], ['Error: corrupt {"seq":601,"reason":"tail-cut"}']],
  ['the tail is cut, and its count with it', (dir) => edit(dir, (db) => db.exec('DELETE FROM events WHERE seq > 600; UPDATE nodes SET last_seq = 600')), ['601 older-file'], ['601 older-file']],
  ['the tail is cut, its count with it, and the copy in the folder taken away', (dir) => { edit(dir, (db) => db.exec('DELETE FROM events WHERE seq > 600; UPDATE nodes SET last_seq = 600')); fs.rmSync(path.join(dir, 'heads'), { recursive: true }); fs.mkdirSync(path.join(dir, 'heads')); }, ['601 older-file', '0 head-missing'], ['601 older-file']],
  ['the chain is made anew from the middle', (dir) => void rechained(dir, 30), ['700 head-differs'], ['700 head-differs']],
  ['the chain is made anew, and every copy of the head with another key', (dir, outside) => {
    const end = rechained(dir, 30);
    const forger = sm2Signer('7'.padStart(64, '0'));
    for (const folder of headsOf(dir, outside)) fs.writeFileSync(headFile(dir, folder), JSON.stringify(signHead({ ...SignedHead.parse(JSON.parse(fs.readFileSync(headFile(dir, folder), 'utf8'))), ...end } as never, 1, forger)));
  }, ['700 head-key-differs'], ['700 head-key-differs']],
  ['the chain is made anew, and the hash in every copy without a key', (dir, outside) => {
    const end = rechained(dir, 30);
    for (const folder of headsOf(dir, outside)) fs.writeFileSync(headFile(dir, folder), JSON.stringify({ ...JSON.parse(fs.readFileSync(headFile(dir, folder), 'utf8')) as object, ...end }));
  }, ['700 head-signature'], ['700 head-signature']],
  ['a copy of the head is made unreadable', (dir, outside) => fs.writeFileSync(headFile(dir, outside), '{'), ['0 head-unreadable'], ['0 head-unreadable']],
  ['the copies outside are taken away', (dir, outside) => fs.rmSync(headFile(dir, outside)), ['0 head-missing'], []],
])('STO-09, STO-17 %s: found by verification, and told by a start where it can see it', async (_, tamper, byVerify, byStart) => {
  const { dir, outside } = copied();
  tamper(dir, outside);
  expect(await found(dir, [outside])).toEqual(byVerify);
  expect(await started(dir, [outside])).toEqual(byStart);
  if (byStart.length > 0 && byStart.every((s) => !s.startsWith('Error'))) expect((await verified(dir, [outside])).report.holds).toBe(false);   // what a start found is kept, and found again
}, 30_000);
it('STO-09 the whole folder, heads and key with it, put back to an older day is found by the copy outside, and by nothing else', async () => {
  const { dir, outside } = copied();
  const old = path.join(tempFolder(), 'old');
  fs.cpSync(dir, old, { recursive: true });
  const { journal, close } = await openedJournal(dir, { headCopies: [outside] });
  must(await journal.append([draft('of today')]));
  await close();
  fs.rmSync(dir, { recursive: true });
  fs.cpSync(old, dir, { recursive: true });
  expect(await found(dir, [])).toEqual([]);
  expect(await found(dir, [outside])).toEqual(['701 older-file']);
  expect(await started(dir, [outside])).toEqual(['701 older-file']);
}, 30_000);
it('STO-17 a back-up of the file put in its place is found against both copies', async () => {
  const { dir, outside } = copied();
  const old = path.join(tempFolder(), 'old');
  must(backupData(dir, old));
  const { journal, close } = await openedJournal(dir, { headCopies: [outside] });
  must(await journal.append([draft('of today')]));
  await close();
  for (const rest of ['', '-wal', '-shm']) fs.rmSync(journalFile(dir) + rest, { force: true });
  fs.copyFileSync(path.join(old, 'journal.db'), journalFile(dir));
  expect(await found(dir, [outside])).toEqual(['701 older-file']);
}, 30_000);
