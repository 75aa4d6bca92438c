import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { ProfilesFile, anywhere, type Display } from '../../../../main/shell/arrange/profile.ts';
import { plan } from '../../../../main/shell/arrange/plan.ts';
import { profilesOf, wantedAt } from '../../../../main/shell/arrange/profiles.ts';
import { stateFile } from '../../../../main/shell/state-file.ts';

const folders: string[] = [];
const folder = (): string => { const f = fs.mkdtempSync(path.join(os.tmpdir(), 'profiles-')); folders.push(f); return path.join(f, 'profiles.json'); };
afterEach(() => { for (const f of folders.splice(0)) fs.rmSync(f, { recursive: true, force: true }); });
function at(file: string) {
  const said: string[] = [];
  return { said, profiles: profilesOf(stateFile(file, ProfilesFile), (fault) => said.push(fault.code)) };
}
const windows = [anywhere('desk'), anywhere('mimic', 'tank-farm-a')];
const codeOf = (r: { ok: boolean; fault?: { code: string } }) => (r.ok ? 'ok' : r.fault?.code);

it('WIN-11 saves under a name with the lowest free key, keeps the key when saved again, and lasts', () => {
  const file = folder();
  const { profiles } = at(file);
  expect([codeOf(profiles.save('夜班', windows)), codeOf(profiles.save('演示', [anywhere('desk')])), codeOf(profiles.save('夜班', [anywhere('desk')]))]).toEqual(['ok', 'ok', 'ok']);
  expect(profiles.start('夜班').ok).toBe(true);
  expect(at(file).profiles.list().map((p) => [p.name, p.key, p.designed, p.start, p.windows.length])).toEqual([
    ['desk', 1, true, false, 1], ['desk-alarms', 2, true, false, 2], ['desk-alarms-scene', 3, true, false, 3], ['夜班', 4, false, true, 1], ['演示', 5, false, false, 1]]);
  expect(fs.readdirSync(path.dirname(file))).toEqual(['profiles.json']);
  profiles.delete('夜班');
  profiles.save('早班', windows);
  expect([profiles.byKey(4), profiles.byKey(9), at(file).profiles.atStart()]).toEqual(['早班', null, null]);
});
it('WIN-11 the designed ones stay, and nothing takes the name of another', () => {
  const { profiles } = at(folder());
  profiles.save('a', windows);
  profiles.save('b', windows);
  profiles.start('a');
  expect([profiles.save('desk', windows), profiles.rename('desk', 'x'), profiles.delete('desk-alarms'), profiles.rename('a', 'b'), profiles.rename('a', 'desk'), profiles.rename('nobody', 'x'), profiles.delete('nobody'), profiles.start('nobody'), profiles.find('nobody')].map(codeOf))
    .toEqual(['profile-designed', 'profile-designed', 'profile-designed', 'profile-name-taken', 'profile-name-taken', 'no-such-profile', 'no-such-profile', 'no-such-profile', 'no-such-profile']);
  expect(codeOf(profiles.rename('a', 'c'))).toBe('ok');
  expect(profiles.atStart()?.name).toBe('c');
  for (let i = 0; i < 48; i++) profiles.save(`p${i}`, windows);
  expect(codeOf(profiles.save('one too many', windows))).toBe('too-many-profiles');
});
it.each(['{"profiles":', '[]', '{"format":"watchroom-profiles","version":2,"start":null,"profiles":[]}', '{"format":"watchroom-profiles","version":1,"start":null,"profiles":[{"name":"x","key":4,"windows":[{"kind":"desk","show":null,"display":null,"bounds":{"x":0,"y":0,"width":-1,"height":5},"mode":"normal","zoom":1,"text":1}]}]}'])('WIN-14 %j is told, set aside, and the designed profiles remain', (text) => {
  const file = folder();
  fs.writeFileSync(file, text);
  const { said, profiles } = at(file);
  expect([said, profiles.list().map((p) => p.name), fs.readFileSync(`${file}.bad`, 'utf8')]).toEqual([['state-unreadable'], ['desk', 'desk-alarms', 'desk-alarms-scene'], text]);
});
it('a disk that takes nothing: the profile is kept for this run, and who saved it is told', () => {
  const file = folder();
  fs.mkdirSync(`${file}.new`);
  const { profiles } = at(file);
  expect(codeOf(profiles.save('夜班', windows))).toBe('state-unwritable');
  expect(profiles.find('夜班').ok).toBe(true);
});
it('a window is kept from the corner of its display, and stands there again when the display has moved', () => {
  const d: Display = { id: 7, label: 'a', bounds: { x: 1920, y: 0, width: 1920, height: 1080 }, workArea: { x: 1920, y: 0, width: 1920, height: 1040 }, primary: false };
  const self = { kind: 'mimic', show: null, mode: 'normal', zoom: 1.25, text: 1 } as const;
  const wanted = wantedAt(self, { x: 2020, y: 60, width: 800, height: 600 }, d);
  expect(wanted.bounds).toEqual({ x: 100, y: 60, width: 800, height: 600 });
  const shifted: Display = { ...d, bounds: { ...d.bounds, x: -1920 }, workArea: { ...d.workArea, x: -1920 } };
  expect(plan([wanted], [shifted])[0]?.bounds).toEqual({ x: -1820, y: 60, width: 800, height: 600 });
  expect(wantedAt(self, { ...d.workArea }, d).bounds).toBeNull();
});
