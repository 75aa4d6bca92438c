import { expect, it } from 'vitest';
import { mostInBatch, type AlarmView, type BatchOutcome } from '#app/alarm';
import { fail, ok, type Result } from '#kernel/result';
import { pickingStore } from '../../../../../renderer/features/alarm/batch/picking.ts';
import { alarmStore } from '../../../../../renderer/features/alarm/store.ts';
import { alarm, engineDouble, until } from '../../../engine-double.ts';

async function picking(alarms: AlarmView[], answer: (occurrences: readonly string[]) => Result<BatchOutcome[]>) {
  const asked: (readonly string[])[] = [];
  const e = engineDouble({ 'alarm.list': async () => ok(alarms), 'alarm.acknowledge-batch': async ({ occurrences }) => { asked.push(occurrences); return answer(occurrences); } });
  const store = alarmStore(e.client);
  await store.listed;
  const p = pickingStore(store);
  const say = async (a: AlarmView): Promise<void> => { e.say('alarm.changed', a); await until(() => store.get(a.id)?.state === a.state && store.get(a.id)?.occurrence === a.occurrence); };
  return { p, asked, say, state: p.state.getState, picked: () => [...p.state.getState().picked.keys()], close: () => { p.dispose(); e.close(); } };
}
const done = (occurrences: readonly string[]): Result<BatchOutcome[]> => ok(occurrences.map((occurrence) => ({ occurrence, fault: null })));

it('BAT-01: picks only what can be acknowledged, and lets go of what changed since', async () => {
  const t = await picking([alarm('a'), alarm('b'), alarm('c'), alarm('known', { state: 'acknowledged' }), alarm('dot', { may: { acknowledge: false, confirm: false } })], done);
  t.p.add(['a', 'b', 'c', 'known', 'dot', 'nobody']);
  expect(t.picked()).toEqual(['a', 'b', 'c']);
  t.p.toggle('b');
  expect(t.picked()).toEqual(['a', 'c']);
  await t.say(alarm('a', { occurrence: 'a/1/1' }));                 // raised anew: it is not what was picked
  expect(t.picked()).toEqual(['c']);
  t.p.confirm(true);
  expect(t.state().confirming).toBe(true);
  await t.say(alarm('c', { state: 'acknowledged' }));              // somebody else was first
  expect([t.picked(), t.state().confirming]).toEqual([[], false]);
  t.p.confirm(true);
  await t.p.acknowledge();
  expect([t.state().confirming, t.asked]).toEqual([false, []]);
  t.close();
});

it('BAT-02: one call names the occurrences, and each outcome is told', async () => {
  const t = await picking([alarm('a'), alarm('b'), alarm('c')], (occurrences) => ok(occurrences.map((occurrence) => ({ occurrence, fault: occurrence.startsWith('b/') ? { code: 'occurrence-over', params: { id: 'b' } } : null }))));
  t.p.add(['a', 'b', 'c']);
  t.p.confirm(true);
  const first = t.p.acknowledge();
  void t.p.acknowledge();                                          // a second press asks nothing
  await first;
  expect(t.asked).toEqual([['a/1/0', 'b/1/0', 'c/1/0']]);
  expect(t.state()).toMatchObject({ confirming: false, asking: false, result: { done: 2, refused: [{ id: 'b', fault: { code: 'occurrence-over' } }] } });
  t.p.toggle('c');
  expect(t.state().result).toBeNull();
  t.close();
});

it('BAT-02: no more than one batch takes, and it says so', async () => {
  const many = Array.from({ length: mostInBatch + 5 }, (_, i) => alarm(`x${i}`));
  const t = await picking(many, done);
  t.p.add(many.map((a) => a.id));
  expect([t.picked().length, t.state().full]).toEqual([mostInBatch, true]);
  await t.p.acknowledge();
  expect([t.asked[0]?.length, t.state().result?.done]).toEqual([mostInBatch, mostInBatch]);
  t.close();
});

it('a call that fails keeps what was picked, and says why', async () => {
  const t = await picking([alarm('a')], () => fail('forbidden', { needs: 'alarm.acknowledge' }));
  t.p.add(['a']);
  t.p.confirm(true);
  await t.p.acknowledge();
  expect([t.picked(), t.state().confirming, t.state().fault?.code]).toEqual([['a'], true, 'forbidden']);
  t.close();
});
