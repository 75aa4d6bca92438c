import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { Exit } from '../../../../main/engine/command/exit.ts';
import { withAccess } from '../../../../main/engine/terminal/folder.ts';
import { keysCommand, type KeysCommand } from '../../../../main/engine/terminal/keys.ts';
import { setUpCommand } from '../../../../main/engine/terminal/set-up.ts';
import { openedJournal, tempFolder } from '../../../storage/opened.ts';
import { said, typist } from './typed.ts';

const three = ['wang', '王建国', '13800000000', 'Quay-side-7x', 'Quay-side-7x', 'LI', '李明', '', 'Blue-tanks-22', 'Blue-tanks-22', 'zhao', '赵静', '', 'North-gate-91', 'North-gate-91'];
const setUp = (dir: string, rescue = false) => ({ name: 'set-up' as const, data: dir, rescue, language: 'en' as const });
const keys = (dir: string, act: KeysCommand['act']) => ({ name: 'keys' as const, act, data: dir, language: 'en' as const });
/** Everybody in a folder, by login, with the powers they hold; and whether they can come in by a password. */
async function inside(dir: string, logins: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const out: string[] = [];
  const ears = said();
  await withAccess(dir, ears.tell, ears.say, async ({ access }) => {
    for (const p of access.parts.people().persons.values()) out.push(`${p.login} ${access.parts.open(p).name} ${p.given.map((g) => g.role).join(' ')}`);
    for (const [login, password] of Object.entries(logins)) { const r = await access.parts.door.logIn({ login, password, second: null, workstation: 'w' }); out.push(`${login} ${r.ok ? r.value.must : r.fault.code}`); }
    return Exit.ok;
  });
  return [...out, ...ears.codes];
}

it('ACC-60 ACC-61 three people type themselves in at the machine, passwords unseen; what is wrong is said and asked for again', async () => {
  const dir = path.join(tempFolder(), 'data');
  const ears = said();
  const weak = three.map((line) => (line === 'Blue-tanks-22' ? 'blue' : line));
  const at = typist([...weak, 'wang', '王建国', '13800000000', 'Quay-side-7x', 'Quay-side-8x', ...three.slice(3)]);
  expect(await setUpCommand(setUp(dir), at, ears)).toBe(Exit.ok);
  expect([at.left(), ears.codes]).toEqual([0, []]);
  expect(ears.lines.filter((l) => l.startsWith('li: '))).toEqual(['li: password-short', 'li: password-classes', 'li: password-guessable']);
  expect(ears.lines).toContain('  they differ');
  expect(at.asked.filter((a) => a.includes('password') || a.includes('the same')).every((a) => a.startsWith('hidden'))).toBe(true);
  expect(fs.existsSync(path.join(dir, 'secrets', 'setup-token'))).toBe(false);
  expect((await inside(dir, { wang: 'Quay-side-7x' })).toSorted()).toEqual(['li 李明 security-administrator', 'wang enrol-factor', 'wang 王建国 system-administrator', 'zhao 赵静 audit-administrator']);
  expect([ears.lines.join('\n').includes('Quay-side'), ears.lines.join('\n').includes('王建国')]).toEqual([false, false]);

  const again = said();
  expect([await setUpCommand(setUp(dir), typist(three), again), again.codes]).toEqual([Exit.refused, ['set-up-already']]);
}, 60_000);

it('whoever breaks off leaves nothing behind, wherever she does', async () => {
  const dir = path.join(tempFolder(), 'data');
  for (const n of [0, 2, 3, 9]) {
    const ears = said();
    expect([await setUpCommand(setUp(dir), typist([...three.slice(0, n), null]), ears), ears.codes]).toEqual([Exit.refused, ['cancelled']]);
  }
  expect([await inside(dir), fs.existsSync(path.join(dir, 'secrets', 'setup-token'))]).toEqual([[], false]);
}, 60_000);

it('ACC-62 a rescue takes two sheets; wrong ones make nobody', async () => {
  const dir = path.join(tempFolder(), 'data');
  const first = said();
  expect(await keysCommand(keys(dir, 'backup'), typist(['Fire brigade', 'Safe 2', '', '', '']), first.tell, first.say)).toBe(Exit.ok);
  const sheets = first.lines.filter((l) => l.includes('WR1-')).map((l) => l.slice(l.indexOf('WR1-')));
  expect(sheets).toHaveLength(2);
  expect(await setUpCommand(setUp(dir), typist(three), said())).toBe(Exit.ok);
  const others = three.map((line) => (/^(wang|LI|zhao)$/.test(line) ? `${line.toLowerCase()}2` : line));
  const wrong = said();
  expect(await setUpCommand(setUp(dir, true), typist(['WR1-00000000-1-00-00000000', sheets[1] ?? '', ...others]), wrong)).toBe(Exit.refused);
  const right = said();
  expect([await setUpCommand(setUp(dir, true), typist([sheets[0] ?? '', sheets[1] ?? '', ...others]), right), right.codes]).toEqual([Exit.ok, []]);
  expect((await inside(dir)).map((l) => l.split(' ')[0] ?? '').toSorted()).toEqual(['li', 'li2', 'wang', 'wang2', 'zhao', 'zhao2']);
}, 60_000);

it('where an engine holds the folder it says where its token is, never what it is; without a token that it is held', async () => {
  const dir = tempFolder();
  const { data } = await openedJournal(dir);
  expect(data.dir).toBe(dir);
  const none = said();
  expect([await setUpCommand(setUp(dir), null, none), none.codes]).toEqual([Exit.locked, ['locked']]);
  fs.mkdirSync(path.join(dir, 'secrets'), { recursive: true });
  fs.writeFileSync(path.join(dir, 'secrets', 'setup-token'), 'abcd-ef01\n', { mode: 0o600 });
  const ears = said();
  expect([await setUpCommand(setUp(dir), null, ears), ears.codes]).toEqual([Exit.ok, []]);
  expect(ears.lines[0]).toMatch(/secrets.setup-token, for another (59|60) min$/);
  expect(ears.lines.join('')).not.toContain('abcd-ef01');
  const busy = said();
  expect([await keysCommand(keys(dir, 'status'), null, busy.tell, busy.say), busy.codes]).toEqual([Exit.locked, ['locked']]);
}, 60_000);

it('through a pipe nothing is typed and nothing is made', () => {
  const dir = path.join(tempFolder(), 'data');
  for (const args of [['set-up', '--data', dir], ['keys', 'backup', '--data', dir]]) {
    const out = spawnSync(process.execPath, ['main/engine/cli.ts', ...args], { input: three.join('\n'), encoding: 'utf8' });
    expect([out.status, out.stdout, out.stderr.includes('[terminal-wanted]')]).toEqual([Exit.refused, '', true]);
  }
  const status = spawnSync(process.execPath, ['main/engine/cli.ts', 'keys', 'status', '--data', dir], { encoding: 'utf8' });
  expect([status.status, status.stdout]).toEqual([Exit.ok, '']);
  expect(status.stderr).toContain('version 1: active');
}, 60_000);
