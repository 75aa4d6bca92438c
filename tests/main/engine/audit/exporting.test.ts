import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { eventText, type Hash, type JournalEvent } from '#app/journal';
import { checkExport, ownHead, sm3 } from '#storage';
import { exportCheck } from '../../../../main/engine/command/data-commands.ts';
import { draft, until } from '../../../storage/opened.ts';
import { asked, auditOf, type Audit } from './auditing.ts';

const story = [draft('LEL-201.HH', { body: { name: '一号罐区' } }), draft('T-7', { body: { name: '=1+1' } }), draft('LEL-202.HH', { body: { name: '一号罐区' } })];
async function exported(it_: Audit, text: string, format: 'jsonl' | 'csv' = 'jsonl') {
  const done = await it_.window().call('audit.export', { search: asked(text), format });
  return done.ok ? done.value : expect.fail(done.fault.code);
}

it('AUD-13 what is exported is what is stored, to the byte, and the manifest proves it without us', async () => {
  const it_ = await auditOf();
  await it_.append(story);
  const { file, manifest, events } = await exported(it_, '罐区');
  expect([events, path.dirname(file), path.dirname(manifest)]).toEqual([2, path.join(it_.dir, 'exports'), path.join(it_.dir, 'exports')]);
  const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as JournalEvent);
  for (const event of lines) { const text = eventText(event); expect(text.ok && sm3(text.value)).toBe(event.hash); }
  expect(lines.map((e) => e.seq)).toEqual([3, 1]);
  const checked = await checkExport(manifest);
  expect(checked).toMatchObject({ ok: true, value: { publicKey: ownHead(it_.dir)?.publicKey, manifest: { events: 2, by: 'person-auditor', workstation: 'desk-1', firstTime: 1_700_000_000_000, lastTime: 1_700_000_000_000, head: { node: it_.journal.node } } } });
  expect(process.platform === 'win32' || (fs.statSync(file).mode & 0o077) === 0).toBe(true);
  // before its first byte, and again when it is over
  expect((await it_.events()).slice(-2)).toMatchObject([{ kind: 'audit.exported', actor: 'person-auditor', body: { words: '罐区', file: path.basename(file) } }, { kind: 'audit.export.ended', body: { outcome: 'written', events: 2, sm3: sm3(fs.readFileSync(file)) } }]);
});
it('AUD-13, STO-18 a file or a manifest that was changed is told apart', async () => {
  const it_ = await auditOf();
  await it_.append(story);
  const { file, manifest } = await exported(it_, '');
  const whole = fs.readFileSync(file);
  const bytes = Buffer.from(whole);
  bytes[20]! ^= 1;
  fs.writeFileSync(file, bytes);
  expect(await checkExport(manifest)).toMatchObject({ ok: false, fault: { code: 'export-differs' } });
  fs.writeFileSync(file, whole);
  expect((await checkExport(manifest)).ok).toBe(true);
  const says = JSON.parse(fs.readFileSync(manifest, 'utf8')) as { events: number; sm3: Hash };
  fs.writeFileSync(manifest, JSON.stringify({ ...says, events: 2 }));
  expect(await checkExport(manifest)).toMatchObject({ ok: false, fault: { code: 'export-signature' } });
  fs.writeFileSync(manifest, '{');
  expect(await checkExport(manifest)).toMatchObject({ ok: false, fault: { code: 'export-unreadable' } });
  const said: string[] = [];
  expect(await exportCheck({ name: 'check-export', manifest, language: 'en' }, (line) => said.push(line), ({ fault }) => { said.push(fault.code); return 1; })).toBe(6);
  fs.writeFileSync(manifest, JSON.stringify(says));
  expect(await exportCheck({ name: 'check-export', manifest, language: 'en' }, (line) => said.push(line), () => 1)).toBe(0);
  expect([said[0], said.at(-1)]).toEqual(['export-unreadable', `signed with ${ownHead(it_.dir)?.publicKey}`]);
});
it('AUD-13 one at a time, and one that is cancelled leaves nothing', async () => {
  const it_ = await auditOf();
  await it_.append(Array.from({ length: 20_000 }, (_, i) => draft(`P-${i}`)));
  const window = it_.window();
  const first = window.call('audit.export', { search: asked(''), format: 'jsonl' });
  expect(await window.call('audit.export', { search: asked(''), format: 'jsonl' })).toMatchObject({ ok: false, fault: { code: 'export-running' } });
  const drafts = (): string[] => (fs.existsSync(path.join(it_.dir, 'exports')) ? fs.readdirSync(path.join(it_.dir, 'exports')).filter((f) => f.endsWith('.part') && fs.statSync(path.join(it_.dir, 'exports', f)).size > 0) : []);
  await until('something of it is written', () => drafts().length > 0, 30_000);
  await window.call('audit.cancel', { what: 'export' });
  expect(await first).toMatchObject({ ok: false, fault: { code: 'cancelled' } });
  expect(fs.existsSync(path.join(it_.dir, 'exports')) ? fs.readdirSync(path.join(it_.dir, 'exports')) : []).toEqual([]);
  expect(await it_.journal.read({ limit: 1, newestFirst: true })).toMatchObject({ ok: true, value: [{ kind: 'audit.export.ended', body: { outcome: 'cancelled' } }] });
  expect((await exported(it_, 'p-19999')).events).toBe(1);
}, 60_000);
it('AUD-13 more pages than one, and everything that is committed', async () => {
  const it_ = await auditOf();
  await it_.append(Array.from({ length: 1700 }, (_, i) => draft(`P-${i}`)));
  const { file, events, bytes, sm3: hash } = await exported(it_, '');
  expect([events, bytes, hash]).toEqual([1700, fs.statSync(file).size, sm3(fs.readFileSync(file))]);
});
it('AUD-14 as CSV a text that begins as a formula does not begin as one', async () => {
  const it_ = await auditOf();
  await it_.append([...story, draft('=HYPERLINK("x")')]);
  const { file } = await exported(it_, '', 'csv');
  const rows = fs.readFileSync(file, 'utf8').split('\r\n');
  expect(rows[0]).toBe('node,seq,time,actor,kind,v,subject,body,hash');
  expect(rows.filter((row) => /(^|,)"?[=+@]/.test(row))).toEqual([]);
  expect(rows.some((row) => row.includes(`"'=HYPERLINK(""x"")"`))).toBe(true);
});
