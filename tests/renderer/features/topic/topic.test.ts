import { expect, it } from 'vitest';
import { siteView } from '#app/park';
import { readSite } from '#storage';
import { inLanguage } from '#kit/words';
import { topicStore } from '../../../../renderer/features/topic/topic-store.ts';
import { alarm } from '../../engine-double.ts';

const read = await readSite('resources/sites/whole');
if (!read.ok) throw new Error('no site');
const site = siteView(read.value.site);

it('shows the figures of the chosen topic, asks for the points they need, and follows what happens', () => {
  const alarms = [alarm('x.HH', { point: site.points.find((p) => p.category === 'gas')!.id, level: 'A' })];
  const asked: (readonly string[])[] = [];
  const live = { alarms: [] as typeof alarms, value: () => null };
  const store = topicStore({ get alarms() { return live.alarms; }, value: live.value }, (points) => asked.push(points));
  store.site(site);
  expect(store.state.getState()).toMatchObject({ chosen: null, panels: [] });
  store.choose('gas');
  expect(asked.at(-1)!.length).toBe(new Set(site.points.filter((p) => p.category === 'gas' || (p.category === 'environment' && (p.unit === 'm/s' || p.unit === '℃'))).map((p) => p.id)).size);
  const figure = () => store.state.getState().panels[0]!.figures[0]!.value;
  expect(figure()).toMatchObject({ kind: 'count', value: 0, worst: null });
  live.alarms = alarms;
  store.look();
  expect(figure()).toMatchObject({ kind: 'count', value: 1, worst: 'A' });
  store.site({ ...site, topics: site.topics!.filter((t) => t.id !== 'gas') });
  expect(store.state.getState().chosen).toBeNull();
  expect(asked.at(-1)).toEqual([]);
});

it('says what was written in both languages in one of them', () => {
  expect([inLanguage('一级 grade 1', 'zh-CN'), inLanguage('一级 grade 1', 'en')]).toEqual(['一级', 'grade 1']);
  expect(['加氢（重点监管） hydrogenation', 'E05-R1 备用泵，待检修 standby pump', '罐区 A', '压力 0.9 MPa', '氯化 氧化'].map((s) => inLanguage(s, 'en'))).toEqual(['hydrogenation', 'standby pump', '罐区 A', '压力 0.9 MPa', '氯化 氧化']);
  expect([inLanguage('环氧丙烷 propylene oxide', 'en'), inLanguage('housing', 'zh-CN'), inLanguage('液氯 氨', 'en'), inLanguage('', 'en')]).toEqual(['propylene oxide', 'housing', '液氯 氨', '']);
});
