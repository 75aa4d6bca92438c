import { beforeAll, describe, expect, it } from 'vitest';
import { parkNamed } from '../../../simulator/park.ts';
import type { ParkDescription } from '../../../simulator/plant/description.ts';
import { plantOf } from '../../../simulator/plant/plant.ts';
import { scenarioNamed, scenariosOf } from '../../../simulator/scenario.ts';
import { alarmWatch, readPoints, wholeSite, type Cells, type Crossing } from '../site-alarms.ts';

let park: ParkDescription;
let points: readonly Cells[];
let standing: readonly string[];
const START = Date.UTC(2026, 4, 1, 2);

function play(name: string, seed: number, seconds: number, startMs = START) {
  const plant = plantOf(park, seed, startMs);
  const watch = alarmWatch(points);
  const peak = new Map<string, number>();
  for (let t = 1; t <= seconds; t++) {
    const samples = plant.step(1, scenarioNamed(name)!.at);
    watch.look(t, samples);
    for (const id of ['GD-E05-W1', 'GC-1.CLOUD', 'WX-1.SPEED', 'EP-1.LEVEL', 'S20-M1.MM', 'GD-E01-F1']) peak.set(id, Math.max(peak.get(id) ?? 0, Math.abs(Number(samples.get(id)))));
  }
  return { ...watch, peak, rose: watch.crossings.filter((c) => c.up && !standing.includes(`${c.point}/${c.kind}`)) };
}
beforeAll(async () => {
  park = await parkNamed('whole');
  points = await readPoints(wholeSite);
  standing = [];
  standing = play('calm', 1, 30).standing();
});
const times = (rose: readonly Crossing[], point: string, kind: string): number => rose.find((c) => c.point === point && c.kind === kind)?.atS ?? Infinity;
const elsewhere = (rose: readonly Crossing[], pattern: RegExp): Crossing[] => rose.filter((c) => !pattern.test(c.point));

it('plays eight scenarios; the small demo keeps its three', async () => {
  expect(scenariosOf(park).map((s) => s.name)).toEqual(['calm', 'leak-at-tank-7', 'alarm-flood', 'toxic-leak', 'gallery-settlement', 'compressor-trip', 'power-dip', 'storm']);
  expect(scenariosOf(await parkNamed('demo')).map((s) => s.name)).toEqual(['calm', 'leak-at-tank-7', 'alarm-flood']);
});

describe('calm', () => {
  it.each([1, 2, 3])('10 to 30 old alarms stand after a start and nothing else comes or goes in two hours (seed %d)', (seed) => {
    const story = play('calm', seed, 7200);
    expect(standing.length).toBeGreaterThanOrEqual(10);
    expect(standing.length).toBeLessThanOrEqual(30);
    expect(story.standing()).toEqual(standing);
    expect(story.crossings.filter((c) => c.atS > 30)).toEqual([]);
  }, 60_000);
  it.each([4, 12, 20])('nor when the watch begins at %d h UTC', (hour) => {
    expect(play('calm', 7, 900, Date.UTC(2026, 4, 1, hour)).crossings.filter((c) => c.atS > 30)).toEqual([]);
  }, 30_000);
});

describe('leak-at-tank-7', () => {
  it.each([1, 2, 3])('gas reaches one detector after the other, one past full scale; the camera sees the cloud; all clears (seed %d)', (seed) => {
    const story = play('leak-at-tank-7', seed, 700);
    const firsts = ['W1', 'W2', 'W3', 'W4'].map((w) => times(story.rose, `GD-E05-${w}`, 'h'));
    expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
    expect(firsts.every(Number.isFinite)).toBe(true);
    expect(story.peak.get('GD-E05-W1')).toBeGreaterThan(100);
    expect(times(story.rose, 'GC-1.CLOUD', 'hh')).toBeLessThan(60);
    expect(elsewhere(story.rose, /^(GD-E05|GC-1|T-07)/)).toEqual([]);
    expect(story.standing()).toEqual(standing);
  });
});

describe('toxic-leak', () => {
  it.each([1, 2, 3])('chlorine reaches its detectors one after the other along the wind, past full scale, and no other; all clears (seed %d)', (seed) => {
    const story = play('toxic-leak', seed, 700);
    const firsts = ['03', 'F1', 'F2'].map((w) => times(story.rose, `GD-E01-${w}`, 'hh'));
    expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
    expect(firsts.every((t) => t < 120)).toBe(true);
    expect(story.peak.get('GD-E01-F1')).toBeGreaterThan(5);
    expect(elsewhere(story.rose, /^(GD-E01-(0\d|F\d)|T-15)/)).toEqual([]);
    expect(story.standing()).toEqual(standing);
  });
});

describe('alarm-flood', () => {
  it('brings 100 alarms and more within a minute, all gone in the end', () => {
    const story = play('alarm-flood', 1, 1500);
    expect(story.rose.filter((c) => c.atS <= 65).length).toBeGreaterThanOrEqual(100);
    expect(story.standing()).toEqual(standing);
  }, 30_000);
});

describe('gallery-settlement', () => {
  it.each([1, 2])('segment 20 sinks past both limits, its neighbours stay below them; after the grouting nothing is left (seed %d)', (seed) => {
    const story = play('gallery-settlement', seed, 1200);
    expect(times(story.rose, 'S20-M1.MM', 'l')).toBeLessThan(150);
    expect(times(story.rose, 'S20-M1.MM', 'll')).toBeLessThan(260);
    expect(times(story.rose, 'S20-M2.MM', 'l')).toBeLessThan(260);
    expect(elsewhere(story.rose, /^S20-M/)).toEqual([]);
    expect(story.peak.get('S20-M1.MM')).toBeGreaterThan(24);
    expect(story.standing()).toEqual(standing);
  }, 30_000);
});

describe('compressor-trip', () => {
  it.each([1, 2])('K-401 falls out with at least 15 alarms of its own, and no other (seed %d)', (seed) => {
    const story = play('compressor-trip', seed, 600);
    expect(times(story.rose, 'K-401.TRIP', 'digital')).toBeLessThan(10);
    for (const [point, kind] of [['K-401.SPEED', 'll'], ['K-401.DIS_PRESS', 'll'], ['K-401.AMPS', 'll'], ['K-401.SURGE', 'hh'], ['K-401.FLARE', 'hh']] as const) expect(times(story.rose, point, kind), point).toBeLessThan(60);
    expect(story.rose.length).toBeGreaterThanOrEqual(15);
    expect(elsewhere(story.rose, /^K-401/)).toEqual([]);
    expect(story.standing()).toEqual(standing);
  });
});

describe('power-dip', () => {
  it.each([1, 2])('every line shows low voltage for seconds; motors of the western bus fall out, eastern ones run on (seed %d)', (seed) => {
    const story = play('power-dip', seed, 900);
    for (let n = 1; n <= 28; n++) expect(times(story.rose, `F-${String(n).padStart(2, '0')}.U`, 'll'), `F-${n}`).toBeLessThan(12);
    expect(story.rose.filter((c) => c.kind === 'digital')).toEqual([]);
    expect(times(story.rose, 'E01-R1.AMPS', 'll')).toBeLessThan(30);
    expect(story.rose.filter((c) => c.point.startsWith('E03-R1'))).toEqual([]);
    expect(story.standing()).toEqual(standing);
  }, 30_000);
});

describe('storm', () => {
  it.each([1, 2])('strong wind and cloudburst at every station, wells and pools fill; when it is over only pools that are full still stand (seed %d)', (seed) => {
    const story = play('storm', seed, 2400);
    for (let n = 1; n <= 8; n++) expect([times(story.rose, `WX-${n}.SPEED`, 'h'), times(story.rose, `WX-${n}.RAIN`, 'hh')].every((t) => t < 300), `WX-${n}`).toBe(true);
    expect(times(story.rose, 'EP-1.LEVEL', 'hh')).toBeLessThan(1500);
    expect(times(story.rose, 'F-01.U', 'll')).toBeLessThan(410);
    expect(story.standing().filter((a) => !standing.includes(a)).every((a) => a.startsWith('EP-'))).toBe(true);
  }, 30_000);
});
