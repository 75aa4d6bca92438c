import { beforeAll, describe, expect, it } from 'vitest';
import { demoPark } from '../../../simulator/park.ts';
import type { ParkDescription } from '../../../simulator/plant/description.ts';
import { plantOf, undisturbed, type Disturbance } from '../../../simulator/plant/plant.ts';
import { airTemperature } from '../../../simulator/plant/weather.ts';
import { scenarioNamed } from '../../../simulator/scenario.ts';

let demo: ParkDescription;
beforeAll(async () => { demo = await demoPark(); });
const MORNING = Date.UTC(2026, 4, 1);

/** Every quantity of a run, second by second. */
function run(seed: number, seconds: number, at: (t: number) => Disturbance = () => undisturbed, startMs = MORNING): string {
  const plant = plantOf(demo, seed, startMs);
  return JSON.stringify(Array.from({ length: seconds }, () => [...plant.step(1, at)]));
}

describe('the plant', () => {
  it('gives the same samples for the same seed, others for another', () => {
    const leak = scenarioNamed('leak-at-tank-7')!.at;
    expect(run(42, 120, leak)).toBe(run(42, 120, leak));
    expect(run(42, 120, leak)).not.toBe(run(43, 120, leak));
  });
  it('has every quantity that a device shows, and each is finite', () => {
    const samples = plantOf(demo, 1, MORNING).step(1);
    expect(demo.points.filter((p) => !samples.has(p.id)).map((p) => p.id)).toEqual([]);
    expect([...samples].filter(([, v]) => typeof v === 'number' && !Number.isFinite(v))).toEqual([]);
  });
  it('changes smoothly: in calm nothing jumps by more than 3 % of its scale in a second', () => {
    const plant = plantOf(demo, 5, MORNING);
    const scale = new Map(demo.points.filter((p) => !p.digital && p.id !== 'WX.FROM').map((p) => [p.id, p.high - p.low]));
    let before = new Map(plant.step(1));
    for (let t = 0; t < 900; t++) {
      const now = new Map(plant.step(1));
      for (const [id, span] of scale) expect(Math.abs(Number(now.get(id)) - Number(before.get(id))) / span, id).toBeLessThan(0.03);
      before = now;
    }
  });
  it('knows day and night: warmest at two in the afternoon, coldest at two at night, local time', () => {
    const at = (utcHour: number): number => airTemperature(demo.weather, Date.UTC(2026, 4, 1, utcHour));
    expect([at(6), at(18)]).toEqual([demo.weather.meanC + demo.weather.swingC, demo.weather.meanC - demo.weather.swingC]);
  });
  it('lets the reactor’s pressure follow its temperature', () => {
    const plant = plantOf(demo, 1, MORNING);
    const pair = (): number[] => { const s = plant.step(1, (t) => ({ ...undisturbed, power: t < 10 })); return [Number(s.get('R-201.TEMP_MID')), Number(s.get('R-201.PRESS'))]; };
    const [cold, low] = pair();
    for (let t = 0; t < 120; t++) pair();
    const [hot, high] = pair();
    expect(hot! - cold!).toBeGreaterThan(15);
    expect(high! - low!).toBeGreaterThan(0.03);
  });
  it('turns the wind slowly: less than 10 degrees between two seconds, more than 5 in an hour', () => {
    const plant = plantOf(demo, 3, MORNING);
    const from = Array.from({ length: 3600 }, () => Number(plant.step(1).get('WX.FROM')));
    const turns = from.slice(1).map((f, i) => Math.abs(((f - from[i]! + 540) % 360) - 180));
    expect(Math.max(...turns)).toBeLessThan(10);
    expect(Math.max(...from) - Math.min(...from)).toBeGreaterThan(5);
  });
});
