import { expect, it } from 'vitest';
import { keyName } from '../../../renderer/windows/finding/key-name.ts';
import { actionEntries, alarmEntries, entriesOf } from '../../../renderer/windows/finding/entries.ts';
import { parkOf } from '../../../renderer/features/park/store.ts';
import { wordsOf } from '#kit/words';
import { alarm } from '../engine-double.ts';
import { gallerySite } from '../gallery/park.ts';

const words = wordsOf('zh-CN', { desk: { 'key-down': '下一条' }, alarm: { 'kind-HH': '高高报' } });

it('a key is named as it stands on the keyboard', () =>
  expect(['a', ' ', 'ArrowLeft', 'Ctrl+k', 'Alt+ArrowRight', 'Ctrl++', 'Ctrl+Shift+1', '？', 'F1', '?'].map(keyName)).toEqual(['A', 'Space', '←', 'Ctrl+K', 'Alt+→', 'Ctrl++', 'Ctrl+Shift+1', '', 'F1', '?']));

it('UIX-06: what may not be done now is not offered', () => {
  const of = (id: string, allowed: boolean) => ({ id, title: 'desk:key-down' as const, keys: ['j'], allowed: () => allowed, run: () => {} });
  expect(actionEntries([of('down', true), of('up', false), of('window-scene', true)], words).map((e) => [e.kind, e.id, e.names, e.where.zh])).toEqual([['action', 'down', ['下一条'], 'J'], ['window', 'window-scene', ['下一条'], 'J']]);
});

it('everything of the park has an entry of its own, with what it lies in; alarms are found by name and kind, the urgent first', () => {
  const entries = entriesOf(parkOf(gallerySite));
  expect(entries.length).toBe(gallerySite.assets.length + gallerySite.points.length + gallerySite.sources.length);
  expect(new Set(entries.map((e) => e.key)).size).toBe(entries.length);
  expect(entries.find((e) => e.id === 'LI-101')).toMatchObject({ kind: 'point', where: { zh: 'T-101 甲醇储罐 · 一号罐区 · 恒远石化有限公司' } });
  const about = () => ({ point: null, places: [], contact: null, source: '气体主机', level: null });
  const found = alarmEntries([alarm('s', { level: 'S' }), alarm('c', { level: 'C' })], about, words);
  expect(found[0]?.names).toContain('气体主机 高高报 ≥ 25');
  expect(found[0]!.weight).toBeLessThan(found[1]!.weight);
});

it('a source says its wire as people call it, in both languages, never as the configuration writes it', () => {
  const sources = ['opcua', 'modbus', 'hj212', 'mqtt', 'database', 'http-poll', 'http-push', 'collector'].map((kind, i) => ({ ...gallerySite.sources[0]!, id: `s${i}`, kind }));
  const entries = entriesOf(parkOf({ ...gallerySite, assets: [], points: [], sources }));
  expect(entries.map((e) => e.where.zh)).toEqual(['OPC UA', 'Modbus TCP', 'HJ 212', 'MQTT', '数据库', 'HTTP 定时读取', 'HTTP 推送', '采集主机']);
  expect(entries.map((e) => e.where.en)).toEqual(['OPC UA', 'Modbus TCP', 'HJ 212', 'MQTT', 'Database', 'HTTP polled', 'HTTP pushed', 'Collector']);
});
