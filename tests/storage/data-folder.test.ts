import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { openData, readSecret } from '#storage';
import { realClock } from '../clock.ts';
import { must, tempFolder } from './opened.ts';

const open = (dir: string) => openData(dir, { clock: realClock });
const posix = process.platform !== 'win32';

it('STO-01 makes what a workstation needs, once, and keeps its node id', () => {
  const dir = path.join(tempFolder(), 'data');
  const first = must(open(dir));
  expect(fs.readdirSync(dir).toSorted()).toEqual(['data.json', 'heads', 'history', 'journal.db', 'lock.db', 'lock.pid', 'logs', 'media', 'pki', 'secrets']);
  expect(first.node).toMatch(/^n-[0-9a-f]{16}$/);
  first.close();
  first.close();
  const again = must(open(dir));
  expect(again.node).toBe(first.node);
  again.close();
  if (posix) expect(fs.statSync(path.join(dir, 'secrets')).mode & 0o777).toBe(0o700);
  expect(must(readSecret(dir, 'journal-head.key'))).toMatch(/^[0-9a-f]{64}$/);
});

it('STO-01 two in one process: the second is refused, and the first keeps its lock', () => {
  const dir = tempFolder();
  const first = must(open(dir));
  for (let i = 0; i < 3; i++) expect(open(dir)).toMatchObject({ ok: false, fault: { code: 'locked', params: { pid: process.pid, dir } } });
  first.close();
  must(open(dir)).close();
});

it('STO-01 the lock of another process is named by its pid, and dies with it', async () => {
  const dir = tempFolder();
  const holder = spawn(process.execPath, ['tests/storage/hold-child.ts', dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  expect(open(dir)).toMatchObject({ ok: false, fault: { code: 'locked', params: { pid: holder.pid } } });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  must(open(dir)).close();
});

it('STO-05 says what stands in the way', () => {
  const dir = tempFolder();
  const file = path.join(dir, 'file');
  fs.writeFileSync(file, '');
  expect(open(path.join(dir, 'no', 'such'))).toMatchObject({ ok: false, fault: { code: 'parent-missing', params: { parent: path.join(dir, 'no') } } });
  expect(open(file)).toMatchObject({ ok: false, fault: { code: 'not-a-folder' } });
  expect(open(path.join(file, 'below'))).toMatchObject({ ok: false, fault: { code: 'not-a-folder' } });
  expect(fs.existsSync(path.join(dir, 'no'))).toBe(false);
});

it.each([
  ['a newer format', (dir: string) => { fs.writeFileSync(path.join(dir, 'data.json'), '{"formatVersion":99,"node":"n-1","createdAt":1}'); }, { code: 'newer-format', params: { format: 99, known: 1 } }],
  ['half a data.json', (dir: string) => { fs.writeFileSync(path.join(dir, 'data.json'), '{"formatV'); }, { code: 'data-damaged' }],
  ['a data.json that says something else', (dir: string) => { fs.writeFileSync(path.join(dir, 'data.json'), '{"formatVersion":1,"node":"../x","createdAt":1}'); }, { code: 'data-damaged', params: { reason: 'node' } }],
  ['no data.json any more', (dir: string) => { fs.rmSync(path.join(dir, 'data.json')); }, { code: 'data-damaged', params: { reason: 'missing' } }],
  ['no journal.db any more', (dir: string) => { fs.rmSync(path.join(dir, 'journal.db')); }, { code: 'data-damaged', params: { reason: 'missing' } }],
  ['an emptied journal.db', (dir: string) => { fs.truncateSync(path.join(dir, 'journal.db')); }, { code: 'data-damaged' }],
  ['something else for a journal.db', (dir: string) => { fs.writeFileSync(path.join(dir, 'journal.db'), 'x'.repeat(10_000)); }, { code: 'data-damaged' }],
])('STO-05 %s is refused, named, and left as it is', (_, damage, fault) => {
  const dir = tempFolder();
  must(open(dir)).close();
  damage(dir);
  const before = fs.readdirSync(dir).filter((n) => !n.startsWith('lock')).map((n) => `${n} ${fs.statSync(path.join(dir, n)).size}`);
  expect(open(dir)).toMatchObject({ ok: false, fault });
  expect(fs.readdirSync(dir).filter((n) => !n.startsWith('lock')).map((n) => `${n} ${fs.statSync(path.join(dir, n)).size}`)).toEqual(before);
});
