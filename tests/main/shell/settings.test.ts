import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { shellContract } from '#app/contract';
import { firstSettings, settingsOf } from '../../../main/shell/settings.ts';
import { stateFile } from '../../../main/shell/state-file.ts';

const folders: string[] = [];
const folder = (): string => { const f = fs.mkdtempSync(path.join(os.tmpdir(), 'settings-')); folders.push(f); return f; };
afterEach(() => { for (const f of folders.splice(0)) fs.rmSync(f, { recursive: true, force: true }); });
const schema = shellContract.calls['settings.get'].out;

function at(file: string, forced = {}) {
  const said: string[] = [];
  return { said, settings: settingsOf(stateFile(file, schema), forced, (fault) => said.push(`${fault.code} ${fault.params['reason']}`)) };
}

it('a new workstation is Chinese, dark and has sound; a change lasts', () => {
  const file = path.join(folder(), 'deep', 'settings.json');
  const first = at(file);
  expect(first.settings.get()).toEqual(firstSettings);
  first.settings.set({ theme: 'light', language: undefined });
  expect(at(file).settings.get()).toEqual({ ...firstSettings, theme: 'light' });
  expect(fs.readdirSync(path.dirname(file))).toEqual(['settings.json']);   // nothing half written is left
});

it.each(['{"theme":', '{"theme":"pink","language":"en","sound":true}', '', '[]'])('a file that holds %j gives the first settings, is said, and is set aside', (text) => {
  const file = path.join(folder(), 'settings.json');
  fs.writeFileSync(file, text);
  const { said, settings } = at(file);
  expect(settings.get()).toEqual(firstSettings);
  expect(said).toEqual(['state-unreadable not understood']);
  expect(fs.readFileSync(`${file}.bad`, 'utf8')).toBe(text);
  settings.set({ sound: false });
  expect(at(file)).toMatchObject({ said: [] });
});

it('a disk that takes nothing: the desk goes on with what was set, and says so', () => {
  const file = path.join(folder(), 'settings.json');
  fs.mkdirSync(`${file}.new`);
  const { said, settings } = at(file);
  const heard: string[] = [];
  settings.hear((s) => heard.push(s.language));
  expect(settings.set({ language: 'en' }).language).toBe('en');
  expect(settings.get().language).toBe('en');
  expect(said).toEqual(['state-unwritable EISDIR']);
  expect(heard).toEqual(['en']);
});

it('the command line\'s language counts for this run', () => {
  expect(at(path.join(folder(), 'settings.json'), { language: 'en' }).settings.get().language).toBe('en');
});
