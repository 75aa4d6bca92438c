import { readFile, readdir } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { apart, areaKm2, boundary, fromLine, inside, lengthOf, origin, roads, route, type XY } from '../../../scripts/whole-park/ground.ts';
import { localOf } from '../../../scripts/whole-park/map/geodesy.ts';
import { gateways, segments } from '../../../scripts/whole-park/gallery.ts';
import { readPoints, wholeSite, type Cells } from '../site-alarms.ts';

interface Asset { readonly id: string; readonly kind: string; readonly name: { readonly zh: string }; readonly parent: string | null; readonly position: { readonly lon: number; readonly lat: number; readonly height: number } | null; readonly facts: Readonly<Record<string, string | number>> }
let assets: readonly Asset[];
let points: readonly Cells[];
beforeAll(async () => {
  const names = await readdir(new URL('assets/', wholeSite));
  assets = (await Promise.all(names.map(async (n) => JSON.parse(await readFile(new URL(`assets/${n}`, wholeSite), 'utf8')) as Asset[]))).flat();
  points = await readPoints(wholeSite);
});
const of = (kind: string): readonly Asset[] => assets.filter((a) => a.kind === kind);
const count = (list: readonly Asset[], fact: string): Record<string, number> => Object.fromEntries(Object.entries(Object.groupBy(list, (a) => String(a.facts[fact]))).map(([k, v]) => [k, v!.length]));
const local = (a: Asset): XY => localOf(origin, a.position!);

// The numbers are those of the specification: park-platform-1.md section 2, park-platform-3.md 14 to 17.
describe('enterprises', () => {
  it('are 76 in three states, under names of their own', () => {
    expect(count(of('enterprise'), 'state')).toEqual({ '正常生产 in production': 63, '即将试生产 before trial production': 2, '长期停产 long shut down': 11 });
    expect(new Set(of('enterprise').map((e) => e.name.zh)).size).toBe(76);
  });
  it('have major hazard sources: 22 enterprises, by their worst 6, 1, 13 and 2', () => expect(count(of('enterprise'), 'mhsGrade')).toEqual({ 0: 54, 1: 6, 2: 1, 3: 13, 4: 2 }));
  it('have supervised processes (38), supervised substances (53) and licences', () => {
    expect(of('enterprise').filter((e) => e.facts['keyProcesses'] !== '不涉及 none').length).toBe(38);
    expect(of('enterprise').filter((e) => e.facts['keySubstances'] !== '不涉及 none').length).toBe(53);
    const running = of('enterprise').filter((e) => e.id.startsWith('E'));
    expect(count(running, 'licence')).toEqual({ production: 33, use: 7, none: 21, pending: 2 });
    expect(running.filter((e) => /氯化(?! *none)/.test(String(e.facts['keyProcesses']))).length).toBe(16);
  });
  it('stand inside the boundary, off the roads, none on another', () => {
    const spots = of('enterprise').map(local);
    expect(spots.filter((p) => !inside(p))).toEqual([]);
    expect(Math.min(...spots.flatMap((p, i) => spots.slice(i + 1).map((q) => apart(p, q))))).toBeGreaterThan(290);
    expect(spots.filter((p) => roads.some((r) => fromLine(p, r.line) < 70))).toEqual([]);
  });
});

describe('major hazard sources', () => {
  it('are 69: 14 of grade 1, 4 of grade 2, 33 of grade 3, 18 of grade 4', () =>
    expect(count(of('hazard-source'), 'grade')).toEqual({ '一级 grade 1': 14, '二级 grade 2': 4, '三级 grade 3': 33, '四级 grade 4': 18 }));
  it('have an R of their grade (GB 18218-2018)', () => {
    const grade = (r: number): string => (r >= 100 ? '一' : r >= 50 ? '二' : r >= 10 ? '三' : '四');
    expect(of('hazard-source').filter((h) => !String(h.facts['grade']).startsWith(grade(Number(h.facts['R']))))).toEqual([]);
  });
  it('belong to enterprises whose grade is that of their worst', () => {
    const worst = new Map<string, number>();
    for (const h of of('hazard-source')) worst.set(h.parent!, Math.min(worst.get(h.parent!) ?? 9, '一二三四'.indexOf(String(h.facts['grade'])[0]!) + 1));
    expect(Object.fromEntries(worst)).toEqual(Object.fromEntries(of('enterprise').filter((e) => e.facts['mhsGrade'] !== 0).map((e) => [e.id, e.facts['mhsGrade']])));
    expect(worst.size).toBe(22);
  });
  it('have tanks, each with level, temperature, pressure and flow', () => {
    expect(of('tank').length).toBe(of('hazard-source').reduce((n, h) => n + Number(h.facts['tanks']), 0));
    for (const t of of('tank')) for (const what of ['LEVEL', 'TEMP', 'PRESS', 'FLOW']) expect(points.some((p) => p['point'] === `${t.id}.${what}`), `${t.id}.${what}`).toBe(true);
  });
});

describe('the ground', () => {
  it('has a boundary of 24.58 km2', () => {
    expect(areaKm2(boundary)).toBeCloseTo(24.58, 1);
  });
  it('has a road grid with the lengths that fix it', () => {
    const long = (id: string): number => lengthOf(roads.find((r) => r.id === id)!.line);
    expect([long('road-w1'), long('road-c1'), long('road-n2'), long('road-n3'), long('road-e2')].map(Math.round)).toEqual([2180, 5110, 2190, 1560, 2190]);
    expect(of('road').length).toBe(roads.length);
  });
  it('has 25 receptors outside: 59,616 people at home, 9,910 at school, 382 hospital beds', () => {
    const sum = (kind: string, what: string): number => of('receptor').filter((r) => r.facts['kind'] === kind).reduce((n, r) => n + Number(r.facts[what]), 0);
    expect([of('receptor').length, sum('housing', 'people'), sum('school', 'people'), sum('hospital', 'beds')]).toEqual([25, 59_616, 9910, 382]);
    expect(of('receptor').filter((r) => inside(local(r)))).toEqual([]);
    // no housing, school or hospital within 500 m
    expect(Math.min(...of('receptor').map((r) => fromLine(local(r), [...boundary, boundary[0]!])))).toBeGreaterThan(500);
  });
  it('has 10 gates, 8 ordinary and 2 for hazardous goods, with 32 lanes', () => {
    expect(count(of('gate'), 'kind')).toEqual({ '普卡 ordinary': 8, '危卡 hazardous goods': 2 });
    expect(Object.fromEntries(of('gate').map((g) => [g.id, [g.facts['lanesIn'], g.facts['lanesOut']]]))).toMatchObject({ 'gate-1': [2, 2], 'gate-5': [1, 1], 'hazmat-gate-1': [2, 2], 'hazmat-gate-2': [3, 3] });
    expect(of('gate').reduce((n, g) => n + Number(g.facts['lanesIn']) + Number(g.facts['lanesOut']), 0)).toBe(32);
    expect(points.filter((p) => /^[OH]G-\d\d\.(IN|OUT)\d$/.test(p['point']!)).length).toBe(32);
  });
  it('has 7 gas-cloud cameras at 6 enterprises, 5 of 200 m and 2 of 500 m', () => {
    const seen = of('camera').filter((c) => c.facts['type'] === '气体云成像 gas cloud');
    expect(count(seen, 'rangeM')).toEqual({ 200: 5, 500: 2 });
    expect(new Set(seen.map((c) => c.parent)).size).toBe(6);
  });
});

describe('the gallery', () => {
  it('is 6,327 m long in five parts', () => {
    expect(Object.values(route).map((l) => Math.round(lengthOf(l)))).toEqual([456, 1850, 3625, 293, 103]);
    expect(of('gallery').filter((g) => g.parent === 'gallery').reduce((n, g) => n + Number(g.facts['lengthM']), 0)).toBe(6327);
  });
  it('has 51 measuring and 31 base sensors on 17 gateways, each in its segment', () => {
    const stations = of('sensor-station');
    expect(count(stations.filter((s) => s.facts['role'] !== undefined), 'role')).toEqual({ '测点 measuring': 51, '基点 base': 31 });
    expect(stations.filter((s) => s.id.startsWith('GW-')).length).toBe(17);
    expect(points.filter((p) => /^S\d\d-(B|M\d)\.MM$/.test(p['point']!)).length).toBe(82);
    const perGateway = count(stations.filter((s) => s.facts['gateway'] !== undefined), 'gateway');
    expect(Object.keys(perGateway).toSorted().map((g) => perGateway[g])).toEqual([5, 5, 5, 6, 6, 5, 4, 6, 5, 6, 6, 6, 2, 3, 6, 4, 2]);
  });
  it('follows the printed table: segments, measuring points, listed lengths', () => {
    expect([segments.length, segments.reduce((n, s) => n + s[3], 0), gateways.flat().length]).toEqual([31, 51, 31]);
    expect(segments.reduce((n, s) => n + (s[2] ?? 0), 0)).toBeCloseTo(5352.47, 6);
  });
  it('keeps every sensor on its route', () => {
    const lines = Object.values(route);
    expect(of('sensor-station').filter((s) => s.facts['segment'] !== undefined && Math.min(...lines.map((l) => fromLine(local(s), l))) > 2)).toEqual([]);
  });
});

describe('the utilities', () => {
  it('have their process lines: sewage in 11 stages and 3 that join at the hydrolysis, three pump stations, five emergency pools', () => {
    expect(count(of('utility').filter((u) => u.facts['line'] !== undefined), 'line')).toEqual({ '一般 general': 11, '难降解 difficult': 3 });
    expect(of('utility').filter((u) => u.id.startsWith('PS-')).length).toBe(3);
    expect(of('utility').filter((u) => u.id.startsWith('EP-')).map((u) => u.facts['capacityM3'])).toEqual([4360, 5000, 5000, 5000, 50_000]);
  });
  it('have 28 medium-voltage lines, three transformers, 4 + 14 gas mains of 8,950 and 33,750 m, 12 steam mains of 3 plants, 8 water branches', () => {
    const ids = (r: RegExp): readonly Asset[] => of('utility').filter((u) => r.test(u.id));
    expect([ids(/^F-/).length, ids(/^TR-/).length, ids(/^GH-/).length, ids(/^GM-/).length, ids(/^SM-/).length, ids(/^HP-/).length, ids(/^WM-/).length]).toEqual([28, 3, 4, 14, 12, 3, 8]);
    expect([ids(/^GH-/), ids(/^GM-/)].map((l) => l.reduce((n, m) => n + Number(m.facts['lengthM']), 0))).toEqual([8950, 33_750]);
    expect(count(ids(/^F-/), 'kV')).toEqual({ 20: 26, 10: 2 });
  });
  it('have an outlet station of every enterprise in production, and 8 weather stations', () => {
    expect(of('sensor-station').filter((s) => s.id.startsWith('EF-')).length).toBe(63);
    expect(of('sensor-station').filter((s) => s.id.startsWith('WX-')).length).toBe(8);
  });
  it('make 2,000 points over five protocols', () => {
    expect(points.length).toBe(2000);
    expect(new Set(points.map((p) => p['point'])).size).toBe(2000);
  });
});
