import { describe, expect, it } from 'vitest';
import type { PointValue } from '#app/acquisition';
import { siteView, type Figure, type SiteView } from '#app/park';
import { ownOrder, prepared, topicPark, type FigureValue } from '#app/topic';
import { readSite } from '#storage';
import { alarm } from '../../renderer/engine-double.ts';

const read = await readSite('resources/sites/whole');
if (!read.ok) throw new Error(JSON.stringify(read.faults.slice(0, 5)));
const site: SiteView = siteView(read.value.site);
const park = topicPark(site);
const name = { zh: '数', en: 'figure' };
const good = (point: string, value: number): PointValue => ({ point, value, status: 0, quality: 'good', stale: false, sourceTime: null, receivedTime: 0 });
const none = { alarms: [], value: () => null };
const now = (figure: Figure, live = none as Parameters<ReturnType<typeof prepared>['now']>[0]): FigureValue => prepared(figure, park).now(live);

describe('the figures of a topic', () => {
  it('TOP-01 count what the park is made of, by kind, by what is written, and by place', () => {
    expect(now({ kind: 'count', name, assets: { kinds: ['enterprise'] } })).toMatchObject({ value: 76 });
    expect(now({ kind: 'breakdown', name, assets: { kinds: ['hazard-source'] }, by: 'grade' })).toMatchObject({ total: 69, rows: [{ label: '一级 grade 1', count: 14 }, { label: '二级 grade 2', count: 4 }, { label: '三级 grade 3', count: 33 }, { label: '四级 grade 4', count: 18 }] });
    expect(now({ kind: 'count', name, assets: { kinds: ['hazard-source'], facts: { grade: '一级' } } })).toMatchObject({ value: 14 });
    expect(now({ kind: 'count', name, assets: { kinds: ['hazard-source'], facts: { grade: ['一级', '二级'] } } })).toMatchObject({ value: 18 });
    const under = now({ kind: 'count', name, assets: { kinds: ['hazard-source'], under: 'E05' as never } });
    expect(under.kind === 'count' && under.value > 0 && under.value < 69 && under.members.every((m) => m.id.startsWith('E05'))).toBe(true);
  });
  it('TOP-02 read good values only, and tell how many of how many', () => {
    const gas = site.points.filter((p) => p.unit === '%LEL').map((p) => p.id);
    const figure: Figure = { kind: 'reading', name, points: { unit: '%LEL' }, show: 'highest' };
    const values = new Map([[gas[0], good(gas[0]!, 12)], [gas[1], { ...good(gas[1]!, 99), quality: 'bad' as const }], [gas[2], { ...good(gas[2]!, 98), stale: true }], [gas[3], good(gas[3]!, 7)]]);
    expect(now(figure, { alarms: [], value: (p) => values.get(p) ?? null })).toMatchObject({ kind: 'reading', value: 12, unit: '%LEL', good: 2, of: gas.length, members: [{ kind: 'point', id: gas[0] }, { id: gas[3] }] });
    expect(now({ ...figure, show: 'mean' }, { alarms: [], value: (p) => values.get(p) ?? null })).toMatchObject({ value: 9.5 });
    expect(now(figure)).toMatchObject({ value: null, good: 0 });
    expect(prepared(figure, park).points).toEqual(gas);
  });
  it('TOP-03 say so when there is nothing of it in this park, and never 0 of 0', () => {
    expect(now({ kind: 'reading', name, points: { unit: 'furlong' }, show: 'mean' })).toEqual({ kind: 'nothing' });
    expect(now({ kind: 'quality', name, points: { of: { kinds: ['river'] } } })).toEqual({ kind: 'nothing' });
    expect(now({ kind: 'sum', name, assets: { kinds: ['enterprise'] }, fact: 'beds', unit: '' })).toEqual({ kind: 'nothing' });
  });
  it('TOP-04 wait for what nobody measures yet', () => expect(now({ kind: 'awaits', name, what: 'permits' })).toEqual({ kind: 'awaits', what: 'permits' }));
  it('TOP-05 know the alarms behind them, and the most urgent', () => {
    const [a, b] = site.points.filter((p) => p.category === 'gas');
    const alarms = [alarm(`${a!.id}.H`, { point: a!.id, level: 'B' }), alarm(`${b!.id}.HH`, { point: b!.id, level: 'A' }), alarm('elsewhere.HH', { point: 'elsewhere', level: 'S' })];
    expect(now({ kind: 'alarms', name, points: { categories: ['gas'] } }, { alarms, value: () => null })).toMatchObject({ value: 2, worst: 'A', members: [{ kind: 'alarm' }, { kind: 'alarm' }] });
  });
});

describe('TOP-06 rows of a figure', () => {
  const sorted = (labels: readonly string[]): readonly string[] | null => { const order = ownOrder(labels); return order === null ? null : labels.toSorted((a, b) => order.get(a)! - order.get(b)!); };
  it('stand in the order that their labels have: grades, classes, colours of risk, numbers; what is not said comes last', () => {
    expect(sorted(['三级 grade 3', '', '一级 grade 1', '四级', '二级'])).toEqual(['一级 grade 1', '二级', '三级 grade 3', '四级', '']);
    expect(sorted(['丙类', '甲A', '乙类'])).toEqual(['甲A', '乙类', '丙类']);
    expect(sorted(['蓝色', '红色', '黄色', '橙色'])).toEqual(['红色', '橙色', '黄色', '蓝色']);
    expect(sorted(['一般风险', '重大风险', '低风险', '较大风险'])).toEqual(['重大风险', '较大风险', '一般风险', '低风险']);
    expect(sorted(['10', '9', '100'])).toEqual(['9', '10', '100']);
    expect(sorted(['grade 2', 'grade 1'])).toEqual(['grade 1', 'grade 2']);
  });
  it('otherwise the most come first, even where a name begins like a grade', () => {
    for (const labels of [['液氯', '甲醇'], ['甲醇', '乙烯'], ['高点瞭望', '管廊'], ['一楼', '二楼'], [''], []]) expect(sorted(labels)).toBeNull();
    expect(now({ kind: 'breakdown', name, assets: { kinds: ['enterprise'] }, by: 'state' })).toMatchObject({ rows: [{ count: 63 }, { count: 11 }, { count: 2 }] });
  });
});

describe('the topics that ship with the whole park', () => {
  it('are the nine that the customer asks for, and every figure of theirs finds something or says what it waits for', () => {
    expect(site.topics?.map((t) => t.id)).toEqual(['safety-base', 'major-hazards', 'gas', 'gallery', 'utilities', 'closed-park', 'special-work', 'emergency-peace', 'emergency-war']);
    const empty = site.topics!.flatMap((t) => t.panels.flatMap((p) => p.figures.filter((f) => now(f as Figure).kind === 'nothing').map((f) => `${t.id}: ${p.name.en}: ${f.name.en}`)));
    expect(empty).toEqual([]);
  });
});
