import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openData, openKeys, readSecret, readSourceSecret, setupToken } from '#storage';
import { webToken } from '../../../main/engine/web/token.ts';
import { realClock } from '../../clock.ts';
import { must, tempFolder } from '../opened.ts';

function folder(): string {
  const dir = tempFolder();
  fs.mkdirSync(path.join(dir, 'secrets'), { mode: 0o700 });
  return dir;
}

it('STO-12 a secret is its text without the last line end, or null', () => {
  const dir = folder();
  fs.writeFileSync(path.join(dir, 'secrets', 'plc-7'), 'p ass\n', { mode: 0o600 });
  expect(must(readSecret(dir, 'plc-7'))).toBe('p ass');
  expect(must(readSecret(dir, 'plc-8'))).toBe(null);
});

it.each(['', '..', '../data.json', 'a/b', '.hidden', 'x'.repeat(200), 'a\0b'])('STO-12 the name %j is none', (name) => {
  expect(readSecret(folder(), name)).toMatchObject({ ok: false, fault: { code: 'secret-name' } });
});

it.skipIf(process.platform === 'win32')('STO-12 one that others may read, a link and a folder are refused', () => {
  const dir = folder();
  const at = (name: string) => path.join(dir, 'secrets', name);
  fs.writeFileSync(at('open'), 'x');
  fs.chmodSync(at('open'), 0o640);
  fs.symlinkSync('/etc/hostname', at('link'));
  fs.mkdirSync(at('folder'));
  fs.writeFileSync(at('long'), 'x'.repeat(70_000), { mode: 0o600 });
  expect(readSecret(dir, 'open')).toMatchObject({ ok: false, fault: { code: 'secret-exposed', params: { name: 'open' } } });
  for (const name of ['link', 'folder', 'long']) expect(readSecret(dir, name)).toMatchObject({ ok: false, fault: { code: 'secret-unreadable' } });
});

it('STO-12 none of the engine\'s own is given to a source, by whatever name the file system would take for it', () => {
  const dir = path.join(tempFolder(), 'data');
  const data = must(openData(dir, { clock: realClock }));
  must(openKeys(dir, { first: true, at: realClock.now() }));
  must(webToken(dir));
  setupToken(dir, realClock);
  fs.writeFileSync(path.join(dir, 'secrets', 'dcs'), 'p ass\n', { mode: 0o600 });
  const own = fs.readdirSync(path.join(dir, 'secrets')).filter((name) => name !== 'dcs');
  expect(own.length).toBeGreaterThanOrEqual(5);
  for (const name of own.flatMap((n) => [n, n.toUpperCase(), `${n}.`, `${n}.tmp`])) expect(readSourceSecret(dir, name)).toMatchObject({ ok: false, fault: { code: 'secret-name' } });
  expect(must(readSourceSecret(dir, 'dcs'))).toBe('p ass');
  data.close();
});
