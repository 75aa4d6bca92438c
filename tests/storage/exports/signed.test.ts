import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { checkExport, exportFolder, openExport, ownHead, sm3 } from '#storage';
import { filledFolder, must, tempFolder } from '../opened.ts';

const about = { events: 2, search: { words: [], kinds: [], actors: [], subjects: [], from: null, until: null }, firstTime: 1, lastTime: 2, head: { node: 'n', seq: 2, hash: 'a'.repeat(64) }, by: 'person-1', workstation: 'desk-1', at: 3 };

it('STO-18 an export has its name when it is whole, and what is beside it proves it', async () => {
  const dir = await filledFolder(1);
  const file = must(await openExport(dir, 'audit-1', 'jsonl'));
  must(await file.take('{"a":1}\n'));
  must(await file.take('储罐\n'));
  expect(fs.readdirSync(exportFolder(dir))).toEqual(['audit-1.jsonl.part']);
  const done = must(await file.end(about));
  expect(fs.readdirSync(exportFolder(dir)).toSorted()).toEqual(['audit-1.jsonl', 'audit-1.manifest.json']);
  expect([done.bytes, done.sm3]).toEqual([15, sm3('{"a":1}\n储罐\n')]);
  expect(must(await checkExport(done.manifest))).toMatchObject({ publicKey: ownHead(dir)?.publicKey, manifest: { file: 'audit-1.jsonl', ...about } });
  fs.appendFileSync(done.file, 'x');
  expect(await checkExport(done.manifest)).toMatchObject({ ok: false, fault: { code: 'export-differs' } });
  fs.rmSync(done.file);
  expect(await checkExport(done.manifest)).toMatchObject({ ok: false, fault: { code: 'export-unreadable' } });
});
it('STO-18 a manifest leads to no file but the one beside it', async () => {
  const dir = await filledFolder(1);
  const file = must(await openExport(dir, 'audit-1', 'csv'));
  const { manifest } = must(await file.end(about));
  const says = JSON.parse(fs.readFileSync(manifest, 'utf8')) as object;
  fs.writeFileSync(manifest, JSON.stringify({ ...says, file: '../data.json' }));
  expect((await checkExport(manifest)).ok).toBe(false);
});
it('STO-18 one that is dropped leaves nothing, one of the same name is not written over, and one that nobody could sign is not begun', async () => {
  const dir = await filledFolder(1);
  const file = must(await openExport(dir, 'audit-1', 'jsonl'));
  expect(await openExport(dir, 'audit-1', 'jsonl')).toMatchObject({ ok: false });
  await file.drop();
  expect(fs.readdirSync(exportFolder(dir))).toEqual([]);
  fs.rmSync(path.join(dir, 'secrets', 'journal-head.key'));
  expect(await openExport(dir, 'audit-2', 'jsonl')).toMatchObject({ ok: false, fault: { code: 'export-not-signed' } });
  expect(await openExport(path.join(tempFolder(), 'none'), 'audit-3', 'jsonl')).toMatchObject({ ok: false });
});
