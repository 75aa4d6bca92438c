import { expect, it } from 'vitest';
import { ok } from '#kernel/result';
import { horn, repeatMs } from '../../../../renderer/features/alarm/horn.ts';
import { alarmStore } from '../../../../renderer/features/alarm/store.ts';
import { handClock } from '../../../clock.ts';
import { alarm, engineDouble, until } from '../../engine-double.ts';

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
