import { expect, it } from 'vitest';
import type { AlarmView } from '#app/alarm';
import { sortedRows } from '#kit/rows';
import { byLevelThenAge } from '../../../../../renderer/features/alarm/order.ts';
import { followed, lapseMs, neighbour, type Choice } from '../../../../../renderer/windows/desk/selecting/follow.ts';
import { alarm } from '../../../engine-double.ts';

const none: Choice = { what: null, row: null, by: 'follow', touchedAt: 0 };
const on = (id: string): Choice => ({ ...none, what: { kind: 'alarm', id } });
const hand = (id: string, touchedAt = 0): Choice => ({ ...on(id), by: 'hand', touchedAt });
const [a, s, b] = [alarm('a'), alarm('s', { level: 'S' }), alarm('b', { level: 'B' })];
const done = alarm('done', { state: 'acknowledged' });

it('G1, UIX-01: a new alarm is shown by itself', () => expect(followed(none, null, a, 1)).toEqual(on('a')));
it('what waits for its acknowledgement stays; only a more urgent level takes its place', () => {
  expect(followed(on('a'), a, alarm('newer'), 1)).toEqual(on('a'));
  expect(followed(on('b'), b, s, 1)).toEqual(on('s'));
});
it('once acknowledged, the next that waits is shown; when none waits it stays', () => {
  expect(followed(on('done'), done, b, 1)).toEqual(on('b'));
  expect(followed(on('done'), done, null, 1)).toEqual(on('done'));
});
it('one that left the list goes, and nothing is shown when nothing waits', () => {
  expect(followed(on('a'), null, null, 1)).toEqual(none);
  expect(followed(on('a'), null, b, 1)).toEqual(on('b'));
});
it('a choice by hand holds against anything, until its alarm ended and another waits, or the hand was still for long', () => {
  expect(followed(hand('done'), done, s, lapseMs - 1)).toEqual(hand('done'));
  expect(followed(hand('done'), null, null, 1)).toEqual(hand('done'));
  expect(followed(hand('done'), null, s, 1)).toEqual(on('s'));
  expect(followed(hand('done'), done, s, lapseMs)).toEqual(on('s'));
});
it('a point or an asset chosen by hand holds the same way, though no alarm is shown', () => {
  const tank: Choice = { what: { kind: 'asset', id: 'T-1' }, row: 'group T-1', by: 'hand', touchedAt: 0 };
  expect(followed(tank, null, s, lapseMs - 1)).toBe(tank);
  expect(followed(tank, null, null, lapseMs)).toBe(tank);
  expect(followed(tank, null, s, lapseMs)).toEqual(on('s'));
});
it('nothing new gives the same choice, so that nobody draws again', () => { const c = on('a'); expect(followed(c, a, a, 5)).toBe(c); });

it('the keys go down and up the list and stop at its ends', () => {
  const rows = sortedRows((x: AlarmView) => x.id, byLevelThenAge);
  for (const x of [a, s, b]) rows.put(x);
  const { length, at, indexOf } = rows.view();
  const view = { length, indexOf, at: (i: number) => { const x = at(i); return x === undefined ? undefined : { kind: 'alarm' as const, alarm: x, inGroup: false }; } };
  const to = (key: string | null, by: number): string | undefined => { const item = neighbour(view, key, by); return item?.kind === 'alarm' ? item.alarm.id : undefined; };
  expect([to(null, 1), to('s', 1), to('s', -1), to('b', 1), to('b', -Infinity), to(null, Infinity), to('gone', 1)]).toEqual(['s', 'a', 's', 'b', 's', 'b', 's']);
});
