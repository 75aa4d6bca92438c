import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { engineContract, shellContract, type ShellContract } from '#app/contract';
import { mapPages, siteView } from '#app/park';
import { serve } from '#kernel/serve';
import type { Handlers } from '#kernel/contract';
import { fail, ok } from '#kernel/result';
import { readSite } from '#storage';
import { settingsOf } from '../../../../main/shell/settings.ts';
import { stateFile } from '../../../../main/shell/state-file.ts';
import type { EndingWire } from '../../../../renderer/kit/wire.ts';
import { sceneActions } from '../../../../renderer/windows/scene/actions.ts';
import { sceneStores, type SceneStores } from '../../../../renderer/windows/scene/stores.ts';
import { realClock } from '../../../clock.ts';
import { scratch } from '../../../main/engine/living.ts';
import { channel } from '../../../wire.ts';
import { handlers, session, until } from '../../engine-double.ts';

const read = await readSite('resources/sites/whole');
if (!read.ok) throw new Error('no site');
const site = siteView(read.value.site);
const ends: (() => void)[] = [];
afterEach(() => { for (const end of ends.splice(0).toReversed()) end(); });

/** What the shell keeps for a workstation, as it is on disk now. */
const openSettings = (folder: string) => settingsOf(stateFile(path.join(folder, 'settings.json'), shellContract.calls['settings.get'].out), {}, (fault) => { throw new Error(fault.code); });
const ending = (window: ReturnType<typeof channel>['window']): EndingWire => ({ ...window, closed: () => () => undefined, end: () => undefined });
const crashed = (call: string, error: unknown): never => { throw new Error(call, { cause: error }); };

/** The scene's own stores in a window of their own, with the real settings of the shell in `folder`. */
function opened(folder: string): SceneStores {
  const scene = sceneStores({ now: () => realClock.now(), after: (ms, run) => realClock.after(ms, run), every: () => () => undefined, afterDraw: (run) => void setImmediate(run), audio: () => { throw new Error('silent'); } });
  const settings = openSettings(folder);
  const [engine, shell] = [channel(), channel()];
  const pages = mapPages(read.ok ? read.value.site : null!, '1');
  const s = serve(engineContract, handlers({ 'site.get': async () => ok(site), 'park.map': async ({ after, most }) => ok(pages(after, most)), 'alarm.list': async () => ok([]), 'source.list': async () => ok([]), 'point.watch': async () => ok([]) }), { wire: engine.engine, clock: realClock, session, crashed });
  const rest = Object.fromEntries(Object.keys(shellContract.calls).map((name) => [name, async () => fail('not-here')])) as unknown as Handlers<ShellContract>;
  const h = serve(shellContract, { ...rest, 'settings.get': async () => ok(settings.get()), 'settings.set': async (part) => ok(settings.set(part)) }, { wire: shell.engine, clock: realClock, session, crashed });
  scene.connect({ take: (name, run) => { run(ending((name === 'engine-port' ? engine : shell).window)); return () => undefined; } });
  ends.push(() => { s.stop(); h.stop(); engine.close(); shell.close(); });
  return scene;
}
const topic = (scene: SceneStores): string | null => scene.topics.state.getState().chosen?.id ?? null;
function press(scene: SceneStores, key: string): void {
  const none = (): void => undefined;
  const action = sceneActions(scene, () => null, { home: none, go: none, picture: none, find: none, help: none, drop: none }).find((a) => a.keys.includes(key));
  if (action?.allowed() === true) action.run();
}

it('a digit chooses the topic of that place, with its layers; the same digit ends it and brings back what the officer had', async () => {
  const { dir, remove } = scratch();
  ends.push(remove);
  const scene = opened(dir);
  await until(() => scene.topics.state.getState().topics.length === 9);
  scene.layer('roads', false);
  const own = [...scene.state.getState().on];
  press(scene, '3');
  expect(topic(scene)).toBe('gas');
  expect([...scene.state.getState().on].filter((id) => id !== 'imagery' && id !== 'photography').toSorted()).toEqual([...site.topics![2]!.layers].toSorted());
  press(scene, '9');
  expect(topic(scene)).toBe('emergency-war');
  press(scene, '9');
  expect(topic(scene)).toBeNull();
  expect([...scene.state.getState().on].toSorted()).toEqual(own.toSorted());
});

it('the topic of last time is there after a restart, and so is none', async () => {
  const { dir, remove } = scratch();
  ends.push(remove);
  const first = opened(dir);
  await until(() => first.topics.state.getState().topics.length === 9);
  press(first, '2');
  await until(() => openSettings(dir).get().scene?.topic === 'major-hazards');
  const second = opened(dir);
  await until(() => topic(second) === 'major-hazards');
  expect(second.state.getState().on.has('hazards')).toBe(true);
  press(second, '2');
  await until(() => openSettings(dir).get().scene?.topic === null);
  const third = opened(dir);
  await until(() => third.settings.state.getState().scene?.topic === null && third.topics.state.getState().topics.length === 9);
  expect(topic(third)).toBeNull();
});

it('MAP-16 a photograph that the officer switched off stays off under every topic', async () => {
  const { dir, remove } = scratch();
  ends.push(remove);
  const scene = opened(dir);
  await until(() => scene.topics.state.getState().topics.length === 9);
  scene.layer('photography', false);
  press(scene, '1');
  expect(['imagery', 'photography'].map((id) => scene.state.getState().on.has(id as 'imagery'))).toEqual([true, false]);
  press(scene, '1');
  expect(['imagery', 'photography'].map((id) => scene.state.getState().on.has(id as 'imagery'))).toEqual([true, false]);
});
