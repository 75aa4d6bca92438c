import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PointValue } from '#app/acquisition';
import type { PointView } from '#app/park';
import { ok } from '#kernel/result';
import { alarmStore } from '../../../../../renderer/features/alarm/store.ts';
import { placeIndex } from '../../../../../renderer/features/alarm/list/place-index.ts';
import { valueStore } from '../../../../../renderer/features/acquisition/value-store.ts';
import { assetsUnder, parkOf, pointsUnder } from '../../../../../renderer/features/park/store.ts';
import { aroundOf, byAbnormality, mostAround } from '../../../../../renderer/windows/desk/middle/around.ts';
import { nearStore, settleMs } from '../../../../../renderer/windows/desk/middle/near-store.ts';
import { allTabs, tabsOf, tabsStore } from '../../../../../renderer/windows/desk/middle/tabs.ts';
import { standsAt } from '../../../../../renderer/windows/desk/placing.ts';
import { alarm, engineDouble, until } from '../../../engine-double.ts';
import { gallerySite } from '../../../gallery/park.ts';

const park = parkOf(gallerySite);
const ids = (points: readonly PointView[]): string[] => points.map((p) => p.id);
const value = (point: string, v: number | null, more: Partial<PointValue> = {}): PointValue => ({ point, value: v, status: 0, quality: v === null ? 'bad' : 'good', stale: false, sourceTime: 0, receivedTime: 0, ...more });

it('UIX-05: around a point stand those of its own asset first, then those of its unit; never itself', () => {
  const around = aroundOf(park, { kind: 'point', id: 'LI-101' }, null);
  expect([around.point?.id, around.asset?.id, around.place?.id]).toEqual(['LI-101', 'tank-1', 'farm-1']);
  expect(ids(around.points).slice(0, 2)).toEqual(['TI-101', 'PI-101']);
  expect(around.points.some((p) => p.id === 'LI-101')).toBe(false);
  expect(ids(around.points)).toContain('LI-112');
  expect(around.cameras.map((c) => c.id)).toEqual(['cam-1']);
});
it('an alarm stands where its point does; that of a whole source among the points of the source; an asset among its own', () => {
  expect(aroundOf(park, { kind: 'alarm', id: 'a' }, alarm('a', { point: 'LI-101' })).place?.id).toBe('farm-1');
  expect(aroundOf(park, { kind: 'alarm', id: 'a' }, alarm('a', { point: null, source: 'modbus-1' })).points.every((p) => p.source === 'modbus-1')).toBe(true);
  expect(aroundOf(park, { kind: 'asset', id: 'tank-3' }, null)).toMatchObject({ point: null, place: { id: 'tank-3' } });
  expect(ids(aroundOf(park, { kind: 'asset', id: 'tank-3' }, null).points)).toEqual(['LI-103', 'TI-103', 'PI-103']);
  for (const what of [{ kind: 'point', id: 'nobody' }, { kind: 'asset', id: 'nobody' }, { kind: 'place', id: 'x' }, null] as const) expect(aroundOf(park, what, null).points).toEqual([]);
});
it('an asset and everything in it, however the data is tangled', () => {
  fc.assert(fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 10 }), (parents) => {
    const base = gallerySite.assets[0]!;
    const tangled = parkOf({ ...gallerySite, points: [], assets: parents.map((p, i) => ({ ...base, id: `a${i}`, parent: p === i ? null : `a${p}` })) });
    const under = assetsUnder(tangled, 'a0').map((a) => a.id);
    expect(new Set(under).size).toBe(under.length);
    expect(under[0]).toBe('a0');
  }), { seed: 61 });
  expect([pointsUnder(park, 'park', 5).length, pointsUnder(park, 'park').length, pointsUnder(park, 'nobody')]).toEqual([5, gallerySite.points.length, []]);
});

it('UIX-05: in alarm first, by level; then the nearest to a limit; without a value in the middle; equal ones keep their order', () => {
  const p = (id: string): PointView => ({ ...park.points.get('LI-101')!, id, range: { low: 0, high: 100 }, limits: { HH: null, H: 80, L: 20, LL: null } });
  const near = [
    { point: p('calm'), alarm: null, value: value('calm', 50) }, { point: p('silent'), alarm: null, value: value('silent', null) }, { point: p('near'), alarm: null, value: value('near', 78) },
    { point: p('B'), alarm: alarm('B', { level: 'B' }), value: value('B', 50) }, { point: p('unheard'), alarm: null, value: null }, { point: p('S'), alarm: alarm('S', { level: 'S' }), value: null }, { point: p('also'), alarm: null, value: value('also', 50) },
  ];
  expect(byAbnormality(near).map((n) => n.point.id)).toEqual(['S', 'B', 'near', 'silent', 'calm', 'also', 'unheard']);
});

it('UIX-05: the order settles: made with the first values, then every five seconds, never under a pointer; more than are listed are cut where nothing is wrong', async () => {
  const e = engineDouble({ 'alarm.list': async () => ok([alarm('worst', { point: 'FI-1299', level: 'S' })]), 'point.watch': async ({ points }) => ok(points.map((id) => value(id, (park.points.get(id)?.range.high ?? 0) / 2))) });
  const alarms = alarmStore(e.client);
  await alarms.listed;
  const places = placeIndex(alarms);
  places.place(standsAt(park));
  const values = valueStore(e.client);
  let now = 0;
  const ticks: (() => void)[] = [];
  const near = nearStore(places, values, () => now, (run) => { ticks.push(run); return () => {}; });
  const order = () => ids(near.state.getState().order);
  const listed = near.look(aroundOf(park, { kind: 'source', id: 'opcua-1' }, null));
  expect([listed.length, order()[0]]).toEqual([mostAround, 'FI-1299']);
  const second = order()[5]!;
  await values.watch(ids(listed));
  await until(() => values.get(second) !== null);
  e.say('point.latest', value(second, park.points.get(second)!.range.high, { receivedTime: 1 }), second);
  await until(() => values.get(second)?.receivedTime === 1);
  const before = order();
  near.touched(true);
  now = settleMs;
  for (const t of ticks) t();
  expect(order()).toEqual(before);
  near.touched(false);
  for (const t of ticks) t();
  expect(order()[1]).toBe(second);
  near.stop();
  e.close();
});

it('a tab stays from one alarm to the next while that has it, and its number is its place', () => {
  const tabs = tabsStore();
  const on = aroundOf(park, { kind: 'point', id: 'LI-101' }, null);
  tabs.offer(tabsOf({ kind: 'alarm', id: 'a' }, on));
  expect(tabs.state.getState().tabs).toEqual(allTabs);
  tabs.showNth(2);
  expect(tabs.state.getState().shown).toBe('guidance');
  tabs.offer(tabsOf({ kind: 'point', id: 'LI-101' }, on));
  expect([tabs.state.getState().tabs, tabs.state.getState().shown]).toEqual([['related', 'neighbours', 'facts', 'cameras'], 'related']);
  tabs.showNth(9);
  tabs.offer(tabsOf({ kind: 'alarm', id: 'b' }, on));
  expect(tabs.state.getState().shown).toBe('guidance');
  expect(tabsOf({ kind: 'source', id: 'x' }, aroundOf(park, { kind: 'source', id: 'opcua-1' }, null))).toEqual(['related']);
});
