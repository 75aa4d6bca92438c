import { expect, it } from 'vitest';
import { ok } from '#kernel/result';
import { horn, repeatMs } from '../../../../../renderer/features/alarm/sound/horn.ts';
import { alarmStore } from '../../../../../renderer/features/alarm/store.ts';
import { handClock } from '../../../../clock.ts';
import { alarm, engineDouble, until } from '../../../engine-double.ts';

it('sounds one tone for the most urgent, again and again until acknowledged or silenced, and leaves no timer', async () => {
  const e = engineDouble({ 'alarm.list': async () => ok([]) });
  const store = alarmStore(e.client);
  await store.listed;
  const hand = handClock();
  const played: string[] = [];
  let on = true;
  const stop = horn(store, (level) => played.push(level), () => on, hand.clock.after);
  for (const id of ['a', 'b', 'c']) e.say('alarm.changed', alarm(id, { level: 'B' }));
  await until(() => store.get('c') !== undefined);
  expect(played).toEqual(['B', 'B', 'B']);                        // each that comes sounds at once
  hand.pass(repeatMs.B ?? 0);
  expect(played.length).toBe(4);                                  // and then one tone for all
  e.say('alarm.changed', alarm('s', { level: 'S' }));
  await until(() => store.get('s') !== undefined);
  expect(played.at(-1)).toBe('S');
  hand.pass(repeatMs.S ?? 0);
  expect(played.length).toBe(6);
  on = false;
  hand.pass(repeatMs.S ?? 0);
  expect(played.length).toBe(6);
  on = true;
  store.silence();
  hand.pass(60_000);
  expect([played.length, hand.timers()]).toEqual([6, 0]);
  e.say('alarm.changed', alarm('d', { level: 'D' }));
  await until(() => store.get('d') !== undefined);
  expect([played.at(-1), hand.timers()]).toEqual(['D', 0]);       // the calmest sounds once
  stop();
  e.close();
});

it('SND-02: above three they sound as one; a more urgent level sounds at once, always', async () => {
  const e = engineDouble({ 'alarm.list': async () => ok([]) });
  const store = alarmStore(e.client);
  await store.listed;
  const hand = handClock();
  const played: string[] = [];
  const stop = horn(store, (level) => played.push(level), () => true, hand.clock.after);
  const raise = async (id: string, level: 'S' | 'A' | 'B'): Promise<void> => { e.say('alarm.changed', alarm(id, { level })); await until(() => store.get(id) !== undefined); };
  for (const id of ['a', 'b', 'c', 'd', 'e']) await raise(id, 'B');
  expect(played).toEqual(['B', 'B', 'B']);                        // the fourth and the fifth wait for the repeat
  await raise('f', 'A');
  expect(played.slice(3)).toEqual(['A']);
  await raise('g', 'A');
  expect(played.slice(3)).toEqual(['A']);
  await raise('h', 'S');
  expect(played.slice(3)).toEqual(['A', 'S']);
  e.say('alarm.changed', alarm('h', { level: 'S', state: 'acknowledged' }));
  await until(() => store.get('h')?.state === 'acknowledged');
  expect(played.slice(3)).toEqual(['A', 'S']);                    // the worst was heard; what is left goes on in its own time
  hand.pass(repeatMs.A ?? 0);
  expect(played.slice(3)).toEqual(['A', 'S', 'A']);
  stop();
  expect(hand.timers()).toBe(0);
  e.close();
});

it('SND-03: what was silenced sounds again when its time for handling is over, once silenced anew for good', async () => {
  const e = engineDouble({ 'alarm.list': async () => ok([alarm('late', { level: 'A', handleBy: 1000 }), alarm('free', { level: 'B', handleBy: null })]) });
  const store = alarmStore(e.client);
  await store.listed;
  store.silence(0);
  const sounds = () => store.state.getState().horn;
  store.resound(999);
  expect(sounds()).toBeNull();
  store.resound(1000);
  expect(sounds()).toEqual({ level: 'A', count: 1 });
  store.silence(1500);
  store.resound(5000);
  expect(sounds()).toBeNull();
  e.say('alarm.changed', alarm('late', { level: 'A', handleBy: 9000, occurrence: 'late/1/1' }));
  await until(() => sounds() !== null);
  store.silence(6000);
  e.say('alarm.changed', alarm('late', { level: 'A', handleBy: 9000, occurrence: 'late/1/1', state: 'acknowledged' }));
  await until(() => store.get('late')?.state === 'acknowledged');
  store.resound(9000);
  expect(sounds()).toBeNull();                                    // acknowledged in the meantime
  e.close();
});
