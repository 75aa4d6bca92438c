import { expect, it } from 'vitest';
import { shellContract } from '#app/contract';
import { windowsContract } from '#app/contract';
import { fail, ok } from '#kernel/result';
import { unidentified, nodeId } from '#kernel/session';
import { firstSettings } from '../../../main/shell/settings.ts';
import { notedWindows, settingsChange } from '../../../main/shell/noted.ts';
import type { WindowHandlers } from '../../../main/shell/window-answers.ts';

const session = unidentified('desk-1', nodeId('n'), 'live');
const self = { id: 3, kind: 'mimic' as const, show: null, mode: 'normal' as const, zoom: 1, text: 1 };
function told(refuse = false) {
  const said: unknown[][] = [];
  const all = Object.fromEntries(Object.keys(windowsContract.calls).map((name) => [name, async () => (name === 'window.self' ? ok(self) : refuse ? fail('no-such-profile') : ok({}))])) as unknown as WindowHandlers;
  return { said, answers: notedWindows(all, (...it_) => said.push(it_)) };
}

it('every command of a window to its workstation is told for the journal, and looking is not', async () => {
  const { said, answers } = told();
  await answers['window.open']({ kind: 'mimic', show: 'tanks' }, session);
  await answers['window.scale']({ what: 'zoom', to: 'larger' }, session);
  await answers['window.mode']({ mode: 'full' }, session);
  await answers['profile.recall']({ name: 'night' }, session);
  await answers['profile.save']({ name: 'day' }, session);
  await answers['profile.rename']({ from: 'day', to: 'noon' }, session);
  await answers['profile.delete']({ name: 'noon' }, session);
  await answers['profile.start']({ name: null }, session);
  await answers['window.close']({}, session);
  expect(said).toEqual([
    ['window.opened', 'mimic', { show: 'tanks' }], ['window.scaled', 'zoom', { to: 'larger' }], ['window.mode', 'full', {}], ['profile.recalled', 'night', {}], ['profile.saved', 'day', {}], ['profile.renamed', 'day', { to: 'noon' }], ['profile.deleted', 'noon', {}],
    ['profile.start-as-left', '', {}], ['window.closed', 'mimic', {}],
  ]);
  said.length = 0;
  for (const look of ['window.self', 'windows.health', 'windows.arrangement', 'profile.list'] as const) await answers[look]({}, session);
  expect(said).toEqual([]);
});
it('every call of the shell that is not a look is told of', () => {
  const looks = ['window.self', 'window.beat', 'windows.health', 'windows.arrangement', 'profile.list', 'settings.get', 'engine.process'];
  const noted = ['window.open', 'window.close', 'window.scale', 'window.mode', 'profile.recall', 'profile.save', 'profile.rename', 'profile.delete', 'profile.start', 'settings.set', 'engine.restart'];
  expect(Object.keys(shellContract.calls).toSorted()).toEqual([...looks, ...noted].toSorted());
});
it('what was refused is not told as done', async () => {
  const { said, answers } = told(true);
  await answers['profile.save']({ name: 'x' }, session);
  await answers['window.open']({ kind: 'desk' }, session);
  expect(said).toEqual([]);
});
it('a change of settings says what was and what is, of what changed alone; what the map remembers is none', () => {
  expect(settingsChange(firstSettings, { ...firstSettings, sound: false, volumes: { A: 0.2 } })).toEqual({ before: { sound: true, volumes: null }, after: { sound: false, volumes: { A: 0.2 } } });
  expect(settingsChange(firstSettings, { ...firstSettings })).toBeNull();
  expect(settingsChange({ ...firstSettings, volumes: { A: 1 } }, { ...firstSettings, volumes: { A: 1 } })).toBeNull();
  expect(settingsChange(firstSettings, { ...firstSettings, scene: {} })).toBeNull();
});
