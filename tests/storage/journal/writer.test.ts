import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { Draft } from '#app/journal';
import { nodeId } from '#kernel/session';
import { epochMs } from '#kernel/time';
import { openData, verifyJournal, type StorageNote } from '#storage';
import { openForWriting, type Db } from '../../../storage/journal/database.ts';
import { diskReserve } from '../../../storage/journal/reserve.ts';
import { journalWriter } from '../../../storage/journal/writer.ts';
import { realClock } from '../../clock.ts';
import { draft, must, tempFolder } from '../opened.ts';

/** A writer on the calling thread; `connections` are those it opened, the last one being in use. */
function writerOn(reserveBytes = 65_536, open = openForWriting) {
  const dir = tempFolder();
  const data = must(openData(dir, { clock: realClock }));
  const file = path.join(dir, 'journal.db');
  const connections: Db[] = [];
  const notes: StorageNote[] = [];
  const note = (n: StorageNote): void => { notes.push(n); };
  const reserve = diskReserve(path.join(dir, 'reserve.bin'), reserveBytes, note);
  const writer = journalWriter({ open: () => { const db = open(file); connections.push(db); return db; }, file, node: nodeId(data.node), realm: null, reserve, note });
  must(writer.start(null, 0));
  onTestFinished(() => { writer.close(); data.close(); });
  const names = (): readonly string[] => notes.map((n) => n.name);
  let id = 0;
  const append = (...drafts: Draft[]) => { const r = writer.write([{ t: 'append', id: ++id, now: epochMs(Date.now()), drafts }])[0]?.result; return r?.ok === true ? 'kept' : r?.fault.code; };
  return { dir, file, connections, names, writer, append, reserve, use: () => connections.at(-1) as Db };
}
const pages = (db: Db, max: number): void => { db.pragma(`max_page_count = ${max}`); };
const big = draft('P', { body: 'x'.repeat(50_000) });

it('STO-06 full: the reserve is given up, then it is said; with room again it records again and the reserve is back', () => {
  const { dir, append, writer, use, reserve, names } = writerOn();
  expect([append(draft()), writer.status().state, reserve.present()]).toEqual(['kept', 'recording', true]);
  pages(use(), Number(use().pragma('page_count', { simple: true })));
  expect([append(big), writer.status().state, writer.status().fault?.code, reserve.present()]).toEqual(['disk-full', 'not-recording', 'disk-full', false]);
  expect(append(big)).toBe('disk-full');
  pages(use(), 1_000_000);
  expect([append(big), writer.status().state, writer.status().fault, reserve.present()]).toEqual(['kept', 'recording', null, true]);
  expect(names()).toEqual(['reserve-given-up', 'reserve-back']);
  const report = must(verifyJournal(dir));
  expect([report.holds, report.events]).toEqual([true, 2]);
});

it('STO-06 full: small events go on where a snapshot no longer fits', () => {
  const { writer, use } = writerOn(0);
  const ask = (id: number, state: string) => writer.write([{ t: 'append', id, now: epochMs(1), drafts: [draft()] }, { t: 'snapshot', id: id + 1, now: epochMs(1), state }]).map((a) => (a.result.ok ? 'kept' : a.result.fault.code));
  expect(ask(1, '"small"')).toEqual(['kept', 'kept']);
  pages(use(), Number(use().pragma('page_count', { simple: true })) + 3);
  const noise = JSON.stringify(Array.from({ length: 20_000 }, (_, i) => Math.sin(i)));
  expect(ask(3, noise)).toEqual(['kept', 'disk-full']);
});

it('STO-06 a group that failed leaves nothing behind, and the next one has its seq', () => {
  const { append, writer, use, file } = writerOn(0);
  expect(append(draft())).toBe('kept');
  pages(use(), Number(use().pragma('page_count', { simple: true })) + 2);
  expect(append(draft(), draft(), big)).toBe('disk-full');
  expect(writer.status().head.seq).toBe(1);
  pages(use(), 1_000_000);
  expect([append(draft()), writer.status().head.seq]).toEqual(['kept', 2]);
  expect(must(verifyJournal(file)).holds).toBe(true);
});

it('STO-06 a connection that fails is opened anew, and recording resumes', () => {
  const { append, connections, writer } = writerOn();
  expect(append(draft())).toBe('kept');
  connections.at(-1)?.close();
  expect([append(draft()), writer.status().state]).toEqual(['journal-error', 'not-recording']);
  expect([append(draft()), writer.status().state, writer.status().head.seq]).toEqual(['kept', 'recording', 2]);
  expect(connections).toHaveLength(2);
});

it('STO-06 what cannot be written any more says read-only, and resumes when it can', () => {
  let readOnly = false;
  const { append, connections } = writerOn(0, (file) => (readOnly ? new Database(file, { readonly: true }) : openForWriting(file)));
  expect(append(draft())).toBe('kept');
  readOnly = true;
  connections.at(-1)?.close();
  append(draft());
  expect(append(draft())).toBe('read-only');
  readOnly = false;
  expect(append(draft())).toBe('read-only');   // the connection it has is still the old one; it is dropped now
  expect(append(draft())).toBe('kept');
});

it('STO-06 the disk is asked before it is said that a commit failed', () => {
  // Committed, and then the connection breaks before anybody hears of it.
  const { append, writer, file } = writerOn(0, (name) => {
    const db = openForWriting(name);
    const real = db.transaction.bind(db);
    let broken = false;
    Object.assign(db, { transaction: (run: () => void) => ({ immediate() { real(run).immediate(); if (!broken) { broken = true; throw new Error('cable'); } } }) });
    return db;
  });
  expect([append(draft()), writer.status().state, writer.status().head.seq]).toEqual(['kept', 'recording', 1]);
  expect(must(verifyJournal(file)).events).toBe(1);
});

it('STO-06 the reserve is really taken, and made only where there is room', () => {
  const file = path.join(tempFolder(), 'reserve.bin');
  const notes: StorageNote[] = [];
  const reserve = diskReserve(file, 3_000_000, (n) => notes.push(n));
  expect([reserve.present(), reserve.spend(), reserve.make(), reserve.present(), fs.statSync(file).size]).toEqual([false, false, true, true, 3_000_000]);
  if (process.platform !== 'win32') expect(fs.statSync(file).blocks * 512).toBeGreaterThanOrEqual(3_000_000);
  expect([reserve.spend(), reserve.present()]).toEqual([true, false]);
  expect(diskReserve(file, Number.MAX_SAFE_INTEGER, (n) => notes.push(n)).make()).toBe(false);
});
