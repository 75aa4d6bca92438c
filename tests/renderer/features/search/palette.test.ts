import { expect, it } from 'vitest';
import { paletteStore, type PaletteEntry } from '../../../../renderer/features/search/palette-store.ts';
import { pinyinReadings } from '../../../../renderer/features/search/readings.ts';
import { until } from '../../engine-double.ts';

const entry = (kind: PaletteEntry['kind'], id: string, zh: string, weight = 0): PaletteEntry => ({ kind, id, key: `${kind} ${id}`, names: [zh], code: id, weight, title: { zh, en: zh }, where: { zh: '', en: '' }, level: null });
function palette() {
  const later: (() => void)[] = [];
  const store = paletteStore(pinyinReadings, (_ms, run) => { later.push(run); return () => {}; });
  const found = (): string[] => store.state.getState().found.map((f) => f.id);
  return { store, later, found, state: store.state.getState };
}

it('finds by Chinese, initials, pinyin with any reading, and code, what is alive before what only stands', async () => {
  const { store, found } = palette();
  await store.fill([entry('point', 'GD-201', '重油装置可燃气体'), entry('asset', 'e-1', '长江路卡口'), entry('point', 'LI-7', '绿地液位')]);
  await store.open([entry('alarm', 'GD-201.HH', '重油装置可燃气体 高高报', -8)], []);
  for (const [query, ids] of [['zhongyou', ['GD-201.HH', 'GD-201']], ['chongyou', ['GD-201.HH', 'GD-201']], ['cjl', ['e-1']], ['zhangjiang', ['e-1']], ['卡口', ['e-1']], ['li7', ['LI-7']], ['lvdi', ['LI-7']], ['gd201', ['GD-201', 'GD-201.HH']]] as const) {
    store.ask(query);
    expect([query, found()]).toEqual([query, ids]);
  }
});

it('SCH-08: makes its index in pieces between other work, and a new site ends the old one', async () => {
  const { store, later, found, state } = palette();
  const many = Array.from({ length: 1000 }, (_, i) => entry('point', `P-${i}`, `甲醇储罐 ${i}`));
  await store.fill(many);
  expect(state().indexed < state().all && later.length === 1).toBe(true);
  await store.open([], []);
  store.ask('p999');
  expect(found()).toEqual([]);
  while (later.length > 0) later.shift()?.();
  expect([state().indexed, state().all, found()]).toEqual([1000, 1000, ['P-999']]);
  const first = store.fill(many);
  await store.fill([entry('point', 'Q-1', '新罐')]);
  await first;
  while (later.length > 0) later.shift()?.();
  store.ask('p9');
  expect([state().all, found()]).toEqual([1, []]);
  store.ask('xg');
  expect(found()).toEqual(['Q-1']);
});

it('opens with what waits and what can be done; the arrows go round; closing forgets', async () => {
  const { store, found, state } = palette();
  const shown = [entry('alarm', 'a', '甲'), entry('action', 'acknowledge', '确认')];
  await store.open(shown, shown);
  expect([state().open, found(), store.chosen()?.id]).toEqual([true, ['a', 'acknowledge'], 'a']);
  store.move(-1);
  expect(store.chosen()?.id).toBe('acknowledge');
  store.move(1);
  expect(store.chosen()?.id).toBe('a');
  store.ask('qr');
  await until(() => found().length === 1);
  expect(store.chosen()?.id).toBe('acknowledge');
  store.close();
  expect([state().open, state().query, found()]).toEqual([false, '', []]);
});
