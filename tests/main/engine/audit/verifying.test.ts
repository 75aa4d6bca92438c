import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, vi } from 'vitest';
import { actor } from '#kernel/session';
import { draft, tempFolder } from '../../../storage/opened.ts';
import { auditOf, verified, type Audit } from './auditing.ts';

const many = (n: number) => Array.from({ length: n }, (_, i) => draft(`P-${i}`));
const edit = (dir: string, sql: string): void => { const db = new Database(path.join(dir, 'journal.db')); try { db.exec(sql); } finally { db.close(); } };
const kinds = async (it_: Audit): Promise<string[]> => (await it_.events()).map((e) => e.kind).filter((k) => k.startsWith('audit.'));
const minute = 60_000;
const soon = (run: () => unknown): Promise<unknown> => vi.waitFor(run, { timeout: 15_000, interval: 20 });

it('AUD-12, AUD-10 asked for, it tells how far it is, and what came of it is journalled with who asked', async () => {
  const it_ = await auditOf();
  await it_.append(many(9000));
  await soon(() => expect(fs.existsSync(path.join(it_.dir, 'heads', `${it_.journal.node}.json`))).toBe(true));   // it is copied once a second
  const window = it_.window();
  const heard: boolean[] = [];
  window.listen('audit.verifying', { value: (v) => heard.push(v.running) });
  expect(it_.audit.trust()).toBe('unknown');
  expect(await window.call('audit.verify', {})).toMatchObject({ ok: true, value: { running: true, how: 'asked', of: 9000 } });
  expect(await window.call('audit.verify', {})).toMatchObject({ ok: true, value: { running: true } });   // the same one
  await verified(it_);
  await soon(() => expect(heard.at(-1)).toBe(false));
  await soon(async () => expect(await kinds(it_)).toEqual(['audit.verified']));
  expect((await it_.events()).at(-1)).toMatchObject({ actor: 'person-auditor', body: { how: 'asked', found: 0, events: 9000, heads: 1, nodes: [{ node: it_.journal.node, seq: 9000 }] } });
  expect(it_.audit.trust()).toBe('ok');
  expect(await window.call('audit.state', {})).toMatchObject({ ok: true, value: {
    trust: 'ok', own: it_.journal.node, last: { found: 0, by: 'person-auditor' }, verifying: null, since: [],
    folders: [{ outside: false, fault: null, copies: [{ node: it_.journal.node, holds: true, ownKey: true }] }],
  } });
}, 30_000);
it('AUD-12 what is found is loud: a second event, and the health of the engine', async () => {
  const it_ = await auditOf();
  await it_.append(many(700));                    // what is broken further back than a start looks
  edit(it_.dir, "UPDATE events SET bytes = CAST(replace(CAST(bytes AS TEXT), '31.5', '13.5') AS BLOB) WHERE seq = 7");
  await it_.window().call('audit.verify', {});
  await verified(it_);
  await soon(async () => expect(await kinds(it_)).toEqual(['audit.verified', 'audit.broken']));
  expect((await it_.events()).at(-1)).toMatchObject({ actor: 'engine', kind: 'audit.broken', body: { found: 1, node: it_.journal.node, seq: 7, finding: 'hash-mismatch' } });
  expect(it_.audit.trust()).toBe('broken');
  await it_.close();
  const again = await auditOf({ dir: it_.dir });   // a restart forgets nothing
  expect(again.audit.trust()).toBe('broken');
}, 30_000);
it('AUD-11 the night is kept by the site\'s clock, and made up after a start', async () => {
  const it_ = await auditOf();                    // 2023-11-15 06:13:20 in Shanghai: the night of today is missing
  await it_.append(many(5));
  it_.hand.pass(30_000);
  expect(it_.notes).toEqual([]);                  // a start is left alone for a minute
  it_.hand.pass(31_000);
  await verified(it_);
  await soon(async () => expect(await kinds(it_)).toEqual(['audit.verified']));
  for (let m = 0; m < 21 * 60 - 20; m += 10) it_.hand.pass(10 * minute);   // until 02:5x
  expect(it_.notes.filter((n) => n.startsWith('audit verified'))).toHaveLength(1);
  for (let m = 0; m < 40; m += 1) it_.hand.pass(minute);                   // over 03:10
  await verified(it_, 2);
  await soon(async () => expect((await it_.events()).filter((e) => e.kind === 'audit.verified').map((e) => (e.body as { how: string }).how)).toEqual(['nightly', 'nightly']));
  expect((await it_.events()).filter((e) => e.kind === 'audit.verified').every((e) => e.actor === 'engine')).toBe(true);
}, 30_000);
it('AUD-12 nobody ends the night\'s, and what somebody asked for can be ended and tells nothing', async () => {
  const it_ = await auditOf();
  await it_.append(many(9000));
  const window = it_.window();
  await window.call('audit.verify', {});
  await window.call('audit.cancel', { what: 'verify' });
  await soon(async () => expect(await window.call('audit.state', {})).toMatchObject({ ok: true, value: { verifying: null, last: null } }));
  expect(await kinds(it_)).toEqual([]);
  it_.hand.pass(61_000);
  it_.hand.pass(30_000);
  expect(await window.call('audit.cancel', { what: 'verify' })).toMatchObject({ ok: true });
  await verified(it_);
}, 30_000);
it('AUD-12 what a start found against the journal is said at once, and until a verification finds nothing', async () => {
  const it_ = await auditOf({ atStart: [{ node: 'n-1', seq: 4, reason: 'older-file', file: 'heads/n-1.json' }] });
  expect(it_.audit.trust()).toBe('broken');
  expect((await it_.events()).at(-1)).toMatchObject({ kind: 'audit.broken', actor: 'engine', body: { how: 'start', seq: 4, finding: 'older-file' } });
  await it_.close();
  const again = await auditOf({ dir: it_.dir });
  expect(again.audit.trust()).toBe('broken');
  again.audit.committed();
  await again.window().call('audit.verify', {});
  await verified(again);
  expect(again.audit.trust()).toBe('ok');
}, 30_000);
it('AUD-12 a folder of copies that is unplugged is told and is no finding; one that somebody emptied is', async () => {
  const [there, gone] = [tempFolder(), path.join(tempFolder(), 'unplugged')];
  const it_ = await auditOf({ heads: [there, gone] });
  await it_.append(many(3));
  const window = it_.window();
  fs.rmSync(gone, { recursive: true, force: true });
  fs.writeFileSync(gone, '');                     // what can be no folder: nothing is copied there
  await soon(() => expect(fs.readdirSync(there).length).toBe(1));
  await window.call('audit.verify', {});
  await verified(it_);
  expect(it_.audit.trust()).toBe('ok');
  expect(await window.call('audit.state', {})).toMatchObject({ ok: true, value: { folders: [{ outside: false }, { folder: there, outside: true, fault: null, copies: [{ holds: true, ownKey: true }] }, { folder: gone, fault: 'not-there', copies: [] }] } });
}, 30_000);
it('AUD-12 looking holds up no commit and no answer', async () => {
  const it_ = await auditOf();
  await it_.append(many(9000));
  await it_.window().call('audit.verify', {});
  const written = await it_.append([draft('while it runs', { actor: actor('engine') })]);
  expect(written).toHaveLength(1);
  await verified(it_);
  expect(it_.audit.trust()).toBe('ok');
}, 30_000);
