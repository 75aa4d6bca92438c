import { expect, it } from 'vitest';
import { ok, type Result } from '#kernel/result';
import type { AlarmView } from '#app/alarm';
import { alarmStore } from '../../../../../renderer/features/alarm/store.ts';
import { selectionStore } from '../../../../../renderer/windows/desk/selecting/selection.ts';
import { alarm, engineDouble, until } from '../../../engine-double.ts';

it('G1 and G2: a new alarm is shown without a hand; acknowledging it goes on to the next that waits', async () => {
  const e = engineDouble({
    'alarm.list': async () => ok([]),
    'alarm.acknowledge': async ({ occurrence }): Promise<Result<AlarmView>> => {
      const a = alarm(occurrence.split('/')[0] ?? '', { state: 'acknowledged' });
      e.say('alarm.changed', a);
      return ok(a);
    },
  });
  const store = alarmStore(e.client);
  await store.listed;
  const s = selectionStore(store, () => 0, () => () => {});
  const shown = () => s.state.getState().alarm?.id ?? null;
  const say = async (a: AlarmView): Promise<void> => { e.say('alarm.changed', a); await until(() => store.get(a.id) !== undefined); };
  expect(shown()).toBeNull();
  await say(alarm('a', { raisedAt: 1 }));
  expect(shown()).toBe('a');
  await say(alarm('b', { raisedAt: 2 }));
  expect(shown()).toBe('a');                                      // it waits: nothing slides under the finger
  await store.acknowledge('a');
  await until(() => store.get('a')?.state === 'acknowledged');
  expect(shown()).toBe('b');
  s.choose({ kind: 'alarm', id: 'a' });
  await say(alarm('worst', { level: 'S' }));
  expect(shown()).toBe('a');                                      // by hand: it stays
  s.follow();
  expect(shown()).toBe('worst');
  s.choose({ kind: 'alarm', id: 'a' });
  e.say('alarm.changed', alarm('worst', { level: 'S', state: 'normal' }));
  e.say('alarm.changed', alarm('b', { state: 'normal' }));
  await until(() => store.get('b') === undefined);
  e.say('alarm.changed', alarm('a', { state: 'normal', value: 3 }));
  await until(() => store.get('a') === undefined);
  expect([shown(), s.state.getState().ended]).toEqual(['a', true]); // what was chosen is still shown, and said to be over
  await say(alarm('next'));
  expect([shown(), s.state.getState().ended]).toEqual(['next', false]);
  s.stop();
  e.close();
});
