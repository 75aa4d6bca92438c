import { expect, it } from 'vitest';
import type { PointValue, SourceView } from '#app/acquisition';
import { ok } from '#kernel/result';
import { sourceStore, valueStore } from '../../../../renderer/features/acquisition/index.ts';
import { engineDouble, until } from '../../engine-double.ts';

const source = (id: string, link: SourceView['link'] = 'up'): SourceView =>
  ({ id, kind: 'modbus', link, since: 0, reason: null, points: 1, good: 1, uncertain: 0, bad: 0, samples: 0, lost: 0, reconnects: 0, lastSampleAt: null });
const value = (point: string, v: number, receivedTime: number): PointValue => ({ point, value: v, status: 0, quality: 'good', stale: false, sourceTime: null, receivedTime });
const ids = (s: ReturnType<typeof sourceStore>) => { const { rows } = s.state.getState(); return Array.from({ length: rows.length }, (_, i) => `${rows.at(i)?.id} ${rows.at(i)?.link}`); };

it('sources keep their places by id, hear changes, and are listed again after a gap', async () => {
  let now = [source('b'), source('a')];
  const e = engineDouble({ 'source.list': async () => ok(now) });
  const s = sourceStore(e.client);
  await s.listed;
  e.say('source.changed', source('b', 'down'), 'b');
  await until(() => s.get('b')?.link === 'down');
  expect(ids(s)).toEqual(['a up', 'b down']);
  now = [source('c')];
  e.skip('source.changed');
  await until(() => s.get('c') !== undefined);
  expect(ids(s)).toEqual(['c up']);
  e.close();
});

it('watches only when the set changed, forgets what it no longer watches, and asks again after a gap', async () => {
  const asked: string[][] = [];
  const e = engineDouble({ 'point.watch': async ({ points }) => { asked.push(points); return ok(points.map((p) => value(p, asked.length, asked.length))); } });
  const s = valueStore(e.client);
  await s.watch(['a', 'b']);
  await s.watch(['b', 'a']);
  expect([asked, s.get('a')?.value]).toEqual([[['a', 'b']], 1]);
  await s.watch(['b']);
  expect([asked.length, s.get('a'), s.get('b')?.value]).toEqual([2, null, 2]);
  e.skip('point.latest');
  await until(() => asked.length === 3);
  expect(asked[2]).toEqual(['b']);
  e.close();
});

it('an answer that is older than what was heard is not taken; who hears a point hears each value', async () => {
  const e = engineDouble({ 'point.watch': async () => ok([value('a', 1, 10)]) });
  const s = valueStore(e.client);
  const heard: (number | null)[] = [];
  const stop = s.hear('a', (v) => heard.push(v.value));
  e.say('point.latest', value('a', 2, 20), 'a');
  await until(() => heard.length === 1);
  await s.watch(['a']);
  expect([heard, s.get('a')?.value]).toEqual([[2], 2]);
  stop();
  e.say('point.latest', value('a', 3, 30), 'a');
  await until(() => s.get('a')?.value === 3);
  expect(heard).toEqual([2]);
  e.close();
});
