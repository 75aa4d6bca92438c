import { expect, it } from 'vitest';
import type { PointValue } from '#app/acquisition';
import type { AlarmView } from '#app/alarm';
import { sortedRows } from '#kit/rows';
import { lookAt, marksOf } from '../../../../renderer/windows/mimic/looking.ts';
import { alarm } from '../../engine-double.ts';

const value = (more: Partial<PointValue> = {}): PointValue => ({ point: 'p', value: 5, status: 0, quality: 'good', stale: false, sourceTime: 1, receivedTime: 1, ...more });

it('the worst alarm of a point marks it: by level, then what nobody acknowledged; only of the points asked for', () => {
  const rows = sortedRows<AlarmView>((a) => a.id, (a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
  for (const a of [alarm('1', { point: 'p', level: 'C' }), alarm('2', { point: 'p', level: 'A', state: 'acknowledged' }), alarm('3', { point: 'p', level: 'A' }), alarm('4', { point: 'q', level: 'S' }), alarm('5', { point: null, level: 'S' })]) rows.put(a);
  expect([...marksOf(rows.view(), new Set(['p']))]).toEqual([['p', { level: 'A', look: 'waiting' }]]);
});

it('what is not to be trusted says so; without an engine everything is what was', () => {
  const look = (v: PointValue | null, current = true) => lookAt(null, () => v, new Map(), current)('p').flaw;
  expect([look(value()), look(value({ quality: 'uncertain' })), look(value({ stale: true })), look(value({ quality: 'bad' })), look(null)]).toEqual([null, 'uncertain', 'stale', 'bad', 'unheard']);
  expect([look(value(), false), look(value({ quality: 'bad' }), false), look(null, false)]).toEqual(['stale', 'bad', 'unheard']);
});
