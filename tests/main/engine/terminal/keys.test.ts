import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { sealedVersion, sharesHold } from '#storage';
import { Exit } from '../../../../main/engine/command/exit.ts';
import { withAccess } from '../../../../main/engine/terminal/folder.ts';
import { keysCommand, type KeysCommand } from '../../../../main/engine/terminal/keys.ts';
import { setUpCommand } from '../../../../main/engine/terminal/set-up.ts';
import { tempFolder } from '../../../storage/opened.ts';
import { said, typist } from './typed.ts';

const people = ['wang', '王建国', '13800000000', 'Quay-side-7x', 'Quay-side-7x', 'li', '李明', '', 'Blue-tanks-22', 'Blue-tanks-22', 'zhao', '赵静', '', 'North-gate-91', 'North-gate-91'];
async function run(dir: string, act: KeysCommand['act'], typed: readonly (string | null)[]) {
  const ears = said();
  const at = typist(typed);
  const code = await keysCommand({ name: 'keys', act, data: dir, language: 'en' }, at, ears.tell, ears.say);
  return { code, codes: ears.codes, lines: ears.lines, asked: at.asked, left: at.left(), sheets: ears.lines.filter((l) => l.includes('WR1-')).map((l) => l.slice(l.indexOf('WR1-'))) };
}
async function park(): Promise<{ readonly dir: string; readonly sheets: readonly string[] }> {
  const dir = path.join(tempFolder(), 'data');
  const { sheets } = await run(dir, 'backup', ['王建国', 'Safe 2', 'Safe 3', '', '', '', '']);
  const ears = said();
  expect(await setUpCommand({ name: 'set-up', data: dir, rescue: false, language: 'en' }, typist(people), ears)).toBe(Exit.ok);
  return { dir, sheets };
}
/** What the folder's journal has of keys, and the versions that people are sealed under now. */
async function look(dir: string) {
  let out: { changed: unknown[]; versions: (number | null)[]; names: string[] } = { changed: [], versions: [], names: [] };
  const ears = said();
  await withAccess(dir, ears.tell, ears.say, async ({ access: { parts } }) => {
    const all = [...parts.people().persons.values()];
    out = { changed: [], versions: [...new Set(all.map((p) => sealedVersion(p.name)))], names: all.map((p) => parts.open(p).name).toSorted() };
    return Exit.ok;
  });
  return out;
}

it('ACC-29 before there are accounts whoever may read the secrets makes sheets; after that two keepers do, and one does not', async () => {
  const { dir, sheets } = await park();
  expect(sheets).toHaveLength(3);
  expect(sharesHold(dir, sheets[0] ?? '', sheets[1] ?? '').ok).toBe(true);
  expect(await run(dir, 'backup', [sheets[0] ?? '', sheets[0] ?? ''])).toMatchObject({ code: Exit.refused, codes: ['share-same'], sheets: [] });
  expect(await run(dir, 'rotate', [sheets[0] ?? '', null])).toMatchObject({ code: Exit.refused, codes: ['cancelled'] });
  expect(await run(dir, 'renew', ['WR1-x', sheets[1] ?? ''])).toMatchObject({ code: Exit.refused, codes: ['share-form'], sheets: [] });
  const again = await run(dir, 'backup', [sheets[0] ?? '', sheets[2] ?? '', 'a', 'a', '', 'b', '', '', '']);
  expect(again).toMatchObject({ code: Exit.ok, codes: [], left: 0 });
  expect(again.asked.slice(0, 2).every((a) => a.startsWith('hidden'))).toBe(true);
  expect(again.lines.filter((l) => l.startsWith('each sheet goes'))).toHaveLength(2);
  expect(sharesHold(dir, again.sheets[0] ?? '', again.sheets[1] ?? '').ok).toBe(true);
  expect(fs.readFileSync(path.join(dir, 'journal.db')).includes('王建国')).toBe(false);
}, 60_000);

it('ACC-26 rotated by two keepers: everybody is sealed anew before it ends', async () => {
  const { dir, sheets } = await park();
  expect((await look(dir)).versions).toEqual([1]);
  expect(await run(dir, 'rotate', [sheets[0] ?? '', sheets[1] ?? ''])).toMatchObject({ code: Exit.ok, lines: expect.arrayContaining(['version 2 seals from now on']) as unknown });
  expect(await look(dir)).toMatchObject({ versions: [2], names: ['李明', '王建国', '赵静'] });
  const status = await run(dir, 'status', []);
  expect(status.lines.map((l) => l.replace(/\d{4}-\d\d-\d\d/, 'DAY'))).toEqual(['version 1: retired, made DAY', 'version 2: active, made DAY', 'no rotation is due; 0 people are sealed under an older key', 'sheets of the key of keys: made DAY']);
}, 60_000);

it('ACC-29 renewed by two keepers: new sheets, and the old ones open nothing', async () => {
  const { dir, sheets } = await park();
  const fresh = await run(dir, 'renew', [sheets[1] ?? '', sheets[2] ?? '', 'c', 'd', '', '', '']);
  expect(fresh).toMatchObject({ code: Exit.ok, left: 0 });
  expect([sharesHold(dir, sheets[0] ?? '', sheets[1] ?? '').ok, sharesHold(dir, fresh.sheets[0] ?? '', fresh.sheets[1] ?? '').ok]).toEqual([false, true]);
  expect(await look(dir)).toMatchObject({ versions: [2], names: ['李明', '王建国', '赵静'] });
}, 60_000);

it('ACC-29 the key of keys is lost: nothing but recovery opens, one sheet and a wrong one bring nothing back, two do', async () => {
  const { dir, sheets } = await park();
  fs.rmSync(path.join(dir, 'secrets', 'key-of-keys'));
  expect(await run(dir, 'status', [])).toMatchObject({ code: Exit.disk, codes: ['keys-locked'] });
  expect(await run(dir, 'recover', [sheets[1] ?? '', sheets[1] ?? ''])).toMatchObject({ code: Exit.refused, codes: ['share-same'] });
  expect(await run(dir, 'recover', [(sheets[1] ?? '').replace(/.$/, (c) => (c === '0' ? '1' : '0')), sheets[2] ?? ''])).toMatchObject({ code: Exit.refused, codes: ['share-check'] });
  expect(fs.existsSync(path.join(dir, 'secrets', 'key-of-keys'))).toBe(false);
  expect(await run(dir, 'recover', [sheets[1] ?? '', sheets[2] ?? ''])).toMatchObject({ code: Exit.ok, codes: [] });
  expect((await look(dir)).names).toEqual(['李明', '王建国', '赵静']);
  expect(await run(path.join(dir, 'no'), 'recover', ['a', 'b'])).toMatchObject({ code: Exit.disk, codes: ['not-a-data-folder'] });
}, 60_000);
