import { expect, it } from 'vitest';
import { ok } from '#kernel/result';
import { selections } from '../../../../../main/engine/serve/selections.ts';
import { alarmStore } from '../../../../../renderer/features/alarm/store.ts';
import { selectionStore } from '../../../../../renderer/windows/desk/selecting/selection.ts';
import { share } from '../../../../../renderer/windows/desk/selecting/sharing.ts';
import { selectedStore } from '../../../../../renderer/windows/open/selected.ts';
import { alarm, engineDouble, until } from '../../../engine-double.ts';

/** A desk and another window of the same workstation, with the engine's own selections between them. */
async function workstation(clock = { now: 0 }) {
  const trail = selections((_place, s) => e.say('selection.changed', s));
  const e = engineDouble({ ...trail, 'alarm.list': async () => ok([]) });
  const alarms = alarmStore(e.client);
  await alarms.listed;
  const [desk, scene] = [selectedStore(e.client, 'desk'), selectedStore(e.client, 'scene')];
  await Promise.all([desk.read, scene.read]);
  const ticks = new Set<() => void>();
  const selection = selectionStore(alarms, () => clock.now, (run) => { ticks.add(run); return () => void ticks.delete(run); });
  const { follow, goTo, stop } = share(selection, desk);
  const all = () => scene.state.getState().selection.what?.id ?? null;
  const here = () => selection.state.getState().choice.what?.id ?? null;
  const raise = async (id: string, level: 'S' | 'A' | 'B'): Promise<void> => { e.say('alarm.changed', alarm(id, { level })); await until(() => alarms.get(id) !== undefined); };
  return { e, follow, goTo, desk, scene, selection, all, here, raise, clock, tick: () => { for (const t of ticks) t(); }, close: () => { stop(); selection.stop(); e.close(); } };
}

it('UIX-02: what is chosen at the desk is chosen in all windows, and what is chosen elsewhere is shown at the desk', async () => {
  const w = await workstation();
  w.selection.choose({ kind: 'alarm', id: 'x' });
  await until(() => w.all() === 'x');
  w.scene.choose({ kind: 'asset', id: 'tank-7' });
  await until(() => w.here() === 'tank-7');
  expect(w.selection.state.getState().choice.by).toBe('hand');
  w.scene.step('back');
  await until(() => w.here() === 'x');
  w.close();
});

it('UIX-03: what the desk follows is the choice of all while nobody chose anything, and goes on', async () => {
  const w = await workstation();
  await w.raise('a', 'A');
  await until(() => w.all() === 'a');
  await w.raise('s', 'S');
  await until(() => w.all() === 's');
  w.close();
});

it('UIX-03: it never takes what the officer chose in another window, and Esc at the desk gives its own back to all', async () => {
  const w = await workstation();
  w.scene.choose({ kind: 'asset', id: 'tank-7' });
  await until(() => w.here() === 'tank-7');
  await w.raise('s', 'S');
  w.clock.now = 200_000;                                          // the hand was still for long: the desk goes on by itself
  w.tick();
  expect(w.here()).toBe('s');
  await new Promise((resolve) => setImmediate(resolve));
  expect(w.all()).toBe('tank-7');
  w.follow();
  await until(() => w.all() === 's');
  await w.raise('t', 'S');
  w.e.say('alarm.changed', alarm('s', { level: 'S', state: 'acknowledged' }));
  await until(() => w.all() === 't');
  w.scene.choose({ kind: 'asset', id: 'tank-8' });
  await until(() => w.here() === 'tank-8');
  w.selection.choose({ kind: 'alarm', id: 't' });                 // the same that it had shown by itself: now by hand
  await until(() => w.all() === 't');
  w.close();
});

it('quick choices one after another are not undone by their own echo', async () => {
  const w = await workstation();
  for (const id of ['a', 'b', 'c', 'd']) w.selection.choose({ kind: 'point', id });
  const shown: (string | null)[] = [];
  w.selection.state.subscribe(() => shown.push(w.here()));
  await until(() => w.all() === 'd');
  expect([w.here(), shown]).toEqual(['d', []]);
  w.close();
});

it('a pinned desk stays with what it shows', async () => {
  const w = await workstation();
  w.selection.choose({ kind: 'point', id: 'mine' });
  await until(() => w.all() === 'mine');
  w.desk.pin(true);
  w.scene.choose({ kind: 'point', id: 'theirs' });
  await until(() => w.desk.state.getState().selection.what?.id === 'theirs');
  expect(w.here()).toBe('mine');
  w.close();
});

it('SEL-08: who asks at the desk to see it where it stands takes the other windows there, though it is chosen already', async () => {
  const w = await workstation();
  w.selection.choose({ kind: 'asset', id: 'tank-7' });
  await until(() => w.all() === 'tank-7');
  const before = w.scene.state.getState().selection;
  w.goTo({ kind: 'asset', id: 'tank-7' });
  await until(() => w.scene.state.getState().selection.looked !== before.looked);
  expect(w.scene.state.getState().selection).toMatchObject({ what: { id: 'tank-7' }, back: before.back });
  expect(w.selection.state.getState().choice).toMatchObject({ by: 'hand', what: { id: 'tank-7' } });
  w.close();
});
