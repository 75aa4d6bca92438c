import { beforeAll, describe, expect, it } from 'vitest';
import { demoPark } from '../../simulator/park.ts';
import type { ParkDescription } from '../../simulator/plant/description.ts';
import { plantOf } from '../../simulator/plant/plant.ts';
import { scenarioNamed, scenarios } from '../../simulator/scenario.ts';
import { alarmWatch, readPoints, type Cells } from './site-alarms.ts';

let demo: ParkDescription;
let points: readonly Cells[];
beforeAll(async () => { demo = await demoPark(); points = await readPoints(); });

const STANDING = ['GDS-3.CAL_DUE/digital', 'P-508.STUCK/digital', 'T-12.LEVEL/l'];

function play(name: string, seed: number, seconds: number, startMs = Date.UTC(2026, 4, 1)) {
  const plant = plantOf(demo, seed, startMs);
  const watch = alarmWatch(points);
  const peak = new Map<string, number>();
  for (let t = 1; t <= seconds; t++) {
    const samples = plant.step(1, scenarioNamed(name)!.at);
    watch.look(t, samples);
    for (const g of demo.detectors) peak.set(g.id, Math.max(peak.get(g.id) ?? 0, Number(samples.get(g.id))));
  }
  return { ...watch, peak, level: (id: string) => plant.tank(id)!.levelPct, rose: watch.crossings.filter((c) => c.up) };
}

it('knows the names that the handbook promises', () => {
  expect(scenarios.map((s) => s.name)).toEqual(['calm', 'leak-at-tank-7', 'alarm-flood']);
});

describe('calm', () => {
  it.each([1, 2, 3, 4])('three old alarms stand after a start and nothing else comes in two hours (seed %d)', (seed) => {
    const story = play('calm', seed, 7200);
    expect(story.standing()).toEqual(STANDING);
    expect(story.crossings.filter((c) => c.atS > 10)).toEqual([]);
  });
  it('nor through a whole day and night', () => {
    const story = play('calm', 9, 86_400);
    expect(story.crossings.filter((c) => c.atS > 10)).toEqual([]);
  }, 30_000);
});

describe('leak-at-tank-7', () => {
  it.each([1, 2, 3, 4, 5, 6])('gas reaches one detector after the other, one past full scale, and clears after the repair (seed %d)', (seed) => {
    const story = play('leak-at-tank-7', seed, 600);
    const firsts = ['GD-A09', 'GD-A10', 'GD-A11', 'GD-A12'].map((id) => story.rose.find((c) => c.point === id && c.kind === 'h')?.atS ?? Infinity);
    expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
    expect(new Set(firsts).size).toBe(4);
    expect(firsts.every(Number.isFinite)).toBe(true);
    expect(story.peak.get('GD-A09')).toBeGreaterThan(100);
    expect(story.rose.some((c) => c.point === 'GD-A09' && c.kind === 'hh')).toBe(true);
    expect(story.standing()).toEqual(STANDING);
  });
  it('lowers the tank by what leaked, and no other', () => {
    const [calm, leak] = [play('calm', 1, 600), play('leak-at-tank-7', 1, 600)];
    expect(calm.level('T-07') - leak.level('T-07')).toBeGreaterThan(2);
    expect(calm.level('T-08')).toBeCloseTo(leak.level('T-08'), 6);
  });
});

describe('alarm-flood', () => {
  it.each([1, 2, 3])('at least 60 alarms within 60 s, 100 within four minutes, all gone in the end (seed %d)', (seed) => {
    const story = play('alarm-flood', seed, 900);
    const scripted = story.rose.filter((c) => !STANDING.includes(`${c.point}/${c.kind}`));
    expect(Math.max(...scripted.map((a) => scripted.filter((b) => b.atS >= a.atS && b.atS < a.atS + 60).length))).toBeGreaterThanOrEqual(60);
    expect(scripted.filter((c) => c.atS <= 240).length).toBeGreaterThanOrEqual(100);
    expect(story.standing()).toEqual(STANDING);
  });
});
