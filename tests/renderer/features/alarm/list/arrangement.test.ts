import { expect, it } from 'vitest';
import { crowdFrom, noFilter, type AlarmView } from '#app/alarm';
import { ok } from '#kernel/result';
import { arrangement, type Placed } from '../../../../../renderer/features/alarm/list/arrangement.ts';
import { keyOfItem } from '../../../../../renderer/features/alarm/list/groups.ts';
import { alarmStore } from '../../../../../renderer/features/alarm/store.ts';
import { alarm, engineDouble, until } from '../../../engine-double.ts';

/** Alarms `u<unit>-<n>`: each in the unit of its name. */
const placed = (a: AlarmView): Placed => {
  const unit = a.id.split('-')[0] ?? '';
  return { facts: { category: 'gas', places: [unit], text: () => a.id }, group: () => ({ id: unit, order: Number(unit.slice(1)) }) };
};
async function list(alarms: AlarmView[], clock = { now: 10_000_000 }) {
  const e = engineDouble({ 'alarm.list': async () => ok(alarms) });
  const store = alarmStore(e.client);
  const ticks = new Set<() => void>();
  const arranged = arrangement(store, () => clock.now, (run) => { ticks.add(run); return () => void ticks.delete(run); });
  arranged.place(placed);
  await store.listed;
  const keys = (): readonly string[] => { const { rows } = arranged.state.getState(); return Array.from({ length: rows.length }, (_, i) => rows.at(i)).flatMap((x) => (x === undefined ? [] : [keyOfItem(x)])); };
  const say = async (a: AlarmView): Promise<void> => { e.say('alarm.changed', a); await until(() => { const now = store.get(a.id); return a.state === 'normal' ? now === undefined : now?.occurrence === a.occurrence && now.state === a.state; }); };
  return { e, store, arranged, keys, say, tick: () => { for (const t of ticks) t(); }, clock, state: arranged.state.getState, close: () => { arranged.dispose(); e.close(); } };
}
const crowd = (n: number, units: number): AlarmView[] => Array.from({ length: n }, (_, i) => alarm(`u${i % units}-${i}`, { raisedAt: i }));

it('GRP-02, GRP-03: a crowd of several units is grouped by unit, and flat again when it is over', async () => {
  const l = await list(crowd(crowdFrom, 4));
  expect([l.state().by, l.state().flooding, l.keys()]).toEqual(['unit', true, ['group u0', 'group u1', 'group u2', 'group u3']]);
  l.arranged.open('u1', true);
  expect(l.keys().slice(0, 4)).toEqual(['group u0', 'group u1', 'u1-37', 'u1-33']);
  expect([l.arranged.keyOf('u1-37'), l.arranged.keyOf('u2-2'), l.arranged.keyOf('nobody')]).toEqual(['u1-37', 'group u2', null]);
  for (let i = 0; i < crowdFrom - 10; i++) await l.say(alarm(`u${i % 4}-${i}`, { state: 'normal' }));
  expect([l.state().by, l.state().flooding, l.keys().length]).toEqual(['flat', false, 10]);
  l.close();
});

it('GRP-01: ten raises in ten minutes are a flood; a suppressed alarm is none', async () => {
  const l = await list(crowd(16, 4));
  const silent = { shelved: true, byDesign: false, outOfService: false };
  for (let i = 0; i < 12; i++) await l.say(alarm(`u${i % 4}-s${i}`, { raisedAt: l.clock.now, suppressed: silent }));
  expect(l.state().flooding).toBe(false);
  for (let i = 0; i < 10; i++) await l.say(alarm(`u${i % 4}-n${i}`, { raisedAt: l.clock.now }));
  expect([l.state().flooding, l.state().by]).toEqual([true, 'unit']);
  l.close();
});

it.each(['touched', 'held'] as const)('GRP-06: while it is %s the shape is offered and not changed', async (how) => {
  const l = await list(crowd(crowdFrom - 1, 4));
  const hand = l.arranged[how];
  hand(true);
  await l.say(alarm('u0-more'));
  expect([l.state().by, l.state().offered, l.state().rows.length]).toEqual(['flat', 'unit', crowdFrom]);
  l.arranged.accept();
  expect([l.state().by, l.state().offered]).toEqual(['unit', null]);
  l.arranged.shape('flat');                                       // the officer's own word counts at once
  expect(l.state().by).toBe('flat');
  l.arranged.shape('auto');
  expect([l.state().by, l.state().offered]).toEqual(['flat', 'unit']);
  hand(false);
  expect([l.state().by, l.state().offered]).toEqual(['unit', null]);
  hand(true);
  for (let i = 0; i < 20; i++) await l.say(alarm(`u${i % 4}-${i}`, { state: 'normal' }));
  expect([l.state().by, l.state().offered]).toEqual(['unit', 'flat']);
  hand(false);
  expect(l.state().by).toBe('flat');
  l.close();
});

it('FLT-02: what a filter hides is counted, the urgent apart, as alarms come, change and go', async () => {
  const l = await list([alarm('u0-a', { level: 'S' }), alarm('u0-b', { level: 'B' }), alarm('u1-c', { level: 'A' }), alarm('u1-d', { level: 'C' })]);
  l.arranged.filter({ ...noFilter, place: 'u1' });
  expect([l.keys(), l.state().hidden]).toEqual([['u1-c', 'u1-d'], { all: 2, urgent: 1 }]);
  await l.say(alarm('u0-e', { level: 'U' }));
  expect(l.state().hidden).toEqual({ all: 3, urgent: 2 });
  await l.say(alarm('u0-a', { level: 'S', state: 'acknowledged', occurrence: 'u0-a/1/0' }));
  await until(() => l.state().hidden.urgent === 1);
  await l.say(alarm('u0-e', { state: 'normal' }));
  expect([l.keys(), l.state().hidden]).toEqual([['u1-c', 'u1-d'], { all: 2, urgent: 0 }]);
  l.arranged.filter({ ...noFilter, states: ['acknowledged'] });
  expect([l.keys(), l.state().hidden]).toEqual([['u0-a'], { all: 3, urgent: 1 }]);
  await l.say(alarm('u1-c', { level: 'A', state: 'acknowledged', occurrence: 'u1-c/1/0' }));
  await until(() => l.keys().length === 2);
  expect(l.state().hidden).toEqual({ all: 2, urgent: 0 });
  l.arranged.filter(noFilter);
  expect([l.keys(), l.state().hidden]).toEqual([['u0-a', 'u1-c', 'u0-b', 'u1-d'], { all: 0, urgent: 0 }]);
  l.close();
});

it('a gap in which alarms ended leaves none of them in any list', async () => {
  const alarms = crowd(crowdFrom, 4);
  const l = await list(alarms);
  alarms.splice(0, alarms.length, alarm('u0-only'));
  l.e.skip('alarm.changed');
  await until(() => l.store.get('u0-only') !== undefined);
  expect([l.keys(), l.state().by]).toEqual([['u0-only'], 'flat']);
  l.close();
});
