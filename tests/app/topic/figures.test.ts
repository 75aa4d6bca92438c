import { describe, expect, it } from 'vitest';
import type { PointValue } from '#app/acquisition';
import { siteView, type Figure, type SiteView } from '#app/park';
import { prepared, topicPark, type FigureValue } from '#app/topic';
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
    expect(now({ kind: 'breakdown', name, assets: { kinds: ['hazard-source'] }, by: 'grade' })).toMatchObject({ total: 69, rows: [{ count: 33 }, { count: 18 }, { count: 14 }, { count: 4 }] });
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

describe('the topics that ship with the whole park', () => {
  it('are the nine that the customer asks for, and every figure of theirs finds something or says what it waits for', () => {
    expect(site.topics?.map((t) => t.id)).toEqual(['safety-base', 'major-hazards', 'gas', 'gallery', 'utilities', 'closed-park', 'special-work', 'emergency-peace', 'emergency-war']);
    const empty = site.topics!.flatMap((t) => t.panels.flatMap((p) => p.figures.filter((f) => now(f as Figure).kind === 'nothing').map((f) => `${t.id}: ${p.name.en}: ${f.name.en}`)));
    expect(empty).toEqual([]);
  });
});
