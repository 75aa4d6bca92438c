import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parkNamed } from '../../../simulator/park.ts';
import { basinOf } from '../../../simulator/plant/basin.ts';
import type { BasinDescription, ParkDescription } from '../../../simulator/plant/description.ts';
import { demandAt, shiftAt, trafficAt } from '../../../simulator/plant/drives.ts';
import { plantOf, undisturbed, type Disturbance, type Plant } from '../../../simulator/plant/plant.ts';
import { scenarioNamed } from '../../../simulator/scenario.ts';

let park: ParkDescription;
beforeAll(async () => { park = await parkNamed('whole'); });
const START = Date.UTC(2026, 4, 1, 2);
const HOUR = 3600;

function samplesOf(seed: number, seconds: number, at: (t: number) => Disturbance): string {
  const plant = plantOf(park, seed, START);
  return JSON.stringify(Array.from({ length: seconds }, () => [...plant.step(1, at)]));
}
/** Steps a plant and gives the mean of some samples over that time. */
function means(plant: Plant, seconds: number, ids: readonly string[], at: (t: number) => Disturbance = () => undisturbed): number[] {
  const sums = ids.map(() => 0);
  for (let t = 0; t < seconds; t++) { const s = plant.step(1, at); ids.forEach((id, i) => { sums[i]! += Number(s.get(id)); }); }
  return sums.map((s) => s / seconds);
}
const at1 = (plant: Plant, id: string): number => Number(plant.step(1e-6).get(id));

describe('the whole plant', () => {
  it.each(['storm', 'power-dip', 'gallery-settlement'])('is the same to the sample for the same seed, other for another (%s)', (name) => {
    const story = scenarioNamed(name)!.at;
    expect(samplesOf(5, 40, story)).toBe(samplesOf(5, 40, story));
    expect(samplesOf(5, 40, story)).not.toBe(samplesOf(6, 40, story));
  });
  it('has every quantity that a device shows, and each is finite and within its scale', () => {
    const samples = plantOf(park, 1, START).step(60);
    expect(park.points.filter((p) => !samples.has(p.id)).map((p) => p.id)).toEqual([]);
    expect(park.points.filter((p) => !p.digital && !(Number(samples.get(p.id)) >= p.low && Number(samples.get(p.id)) <= p.high)).map((p) => p.id)).toEqual([]);
  });
});

describe('water', () => {
  it('is neither made nor lost: what went into each basin less what left it is what is in it, within 1 %, in calm and in a storm', () => {
    for (const name of ['calm', 'storm'] as const) {
      const plant = plantOf(park, 3, START);
      plant.step(1);
      const basins = park.basins!;
      const before = basins.map((b) => at1(plant, `${b.id}.LEVEL`) * b.areaM2);
      const moved = basins.map(() => ({ in: 0, out: 0 }));
      for (let t = 0; t < HOUR; t++) {
        const s = plant.step(1, scenarioNamed(name)!.at);
        basins.forEach((b, i) => {
          moved[i]!.in += b.from.reduce((sum, id) => sum + Number(s.get(id)), 0) / HOUR;
          moved[i]!.out += Number(s.get(`${b.id}.OUT`)) / HOUR;
        });
      }
      basins.forEach((b, i) => {
        const change = at1(plant, `${b.id}.LEVEL`) * b.areaM2 - before[i]!;
        expect(Math.abs(moved[i]!.in - moved[i]!.out - change), `${name} ${b.id}`).toBeLessThan(0.01 * Math.max(1, moved[i]!.in, moved[i]!.out));
      });
    }
  }, 30_000);
  it('goes through the sewage works: what the enterprises send comes out, within 10 % in an hour', () => {
    const plant = plantOf(park, 1, START);
    plant.step(1800);
    const ids = park.signals.filter((s) => /^EF-.*FLOW$/.test(s.id)).map((s) => s.id);
    const [out, ...sent] = means(plant, HOUR, ['SG-11.OUT', ...ids]);
    expect(Math.abs(out! / sent.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(0.1);
  }, 30_000);
  it('keeps any basin between empty and full, whatever comes and goes', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 5000, noNaN: true }), { minLength: 5, maxLength: 60 }), fc.double({ min: 0.1, max: 60, noNaN: true }), fc.constantFrom<BasinDescription['out']>({ law: 'weir', crestM: 1, coef: 900 }, { law: 'pump', m3h: 800, lowM: 0.5, highM: 2 }, { law: 'demand', by: 'd' }), (flows, dt, out) => {
      const b: BasinDescription = { id: 'b', areaM2: 20, depthM: 3, startM: 1, from: ['f'], out };
      const step = basinOf(b);
      let volume = b.areaM2 * b.startM;
      for (const flow of flows) {
        const s = step(dt, (id) => (id === 'f' ? flow : 700));
        volume += ((s.inM3h - s.outM3h) * dt) / HOUR;
        expect(s.levelM).toBeGreaterThanOrEqual(-1e-9);
        expect(s.levelM).toBeLessThanOrEqual(b.depthM + 1e-9);
        expect(volume / b.areaM2).toBeCloseTo(s.levelM, 6);
      }
    }), { seed: 11, numRuns: 60 });
  });
});

describe('a leak', () => {
  const halfway = (leak: NonNullable<Disturbance['leak']>, fromDeg: number, ids: readonly string[]): number[] => {
    const plant = plantOf(park, 4, START);
    const at = (): Disturbance => ({ ...undisturbed, wind: { fromDeg, speedMs: 3 }, leak: plant.elapsedS() < 60 ? null : leak });
    const seen = ids.map((): number[] => []);
    for (let t = 0; t < 260; t++) { const s = plant.step(1, at); ids.forEach((id, i) => seen[i]!.push(Number(s.get(id)))); }
    return seen.map((list) => { const top = list.slice(-60).reduce((a, b) => a + b, 0) / 60; const zero = list.slice(0, 60).reduce((a, b) => a + b, 0) / 60; return list.findIndex((v, i) => i > 60 && v - zero >= (top - zero) / 2) - 60; });
  };
  it.each([['T-07', 'GD-E05', ['W1', 'W4'], 57, 315, 300], ['T-15', 'GD-E01', ['F1', 'F2'], 70, 288, 0.5]] as const)('of %s comes from one detector to the next in distance over wind, within 20 %%', (tank, prefix, ids, metres, fromDeg, grams) => {
    const [first, second] = halfway({ tank, m3h: 0, gasGramsPerS: grams }, fromDeg, ids.map((i) => `${prefix}-${i}`));
    expect(Math.abs(second! - first! - metres / 3)).toBeLessThanOrEqual((0.2 * metres) / 3 + 1);
  });
  it('takes out of its tank what leaks, within 1 %', () => {
    const plant = plantOf(park, 4, START);
    plant.step(1);
    const before = plant.tank('T-07')!.volumeM3;
    plant.step(600, () => ({ ...undisturbed, leak: { tank: 'T-07', m3h: 6, gasGramsPerS: 0 } }));
    expect(Math.abs(before - plant.tank('T-07')!.volumeM3 - 1)).toBeLessThan(0.01);
  });
});

describe('mains and feeders', () => {
  it('carry in their trunks what their branches take', () => {
    const s = plantOf(park, 1, START).step(120);
    for (const m of park.mains!.filter((x) => x.feeds.length > 0)) expect(Number(s.get(`${m.id}.FLOW`)) / m.feeds.reduce((sum, id) => sum + Number(s.get(`${id}.FLOW`)), 0), m.id).toBeCloseTo(1, 6);
    for (const f of park.feeders!.filter((x) => x.feeds.length > 0)) expect(Number(s.get(`${f.id}.P`)) / f.feeds.reduce((sum, id) => sum + Number(s.get(`${id}.P`)), 0), f.id).toBeCloseTo(1, 6);
  });
  it('have the current that power and voltage mean', () => {
    const s = plantOf(park, 1, START).step(60);
    for (const f of park.feeders!) expect((Number(s.get(`${f.id}.I`)) * Number(s.get(`${f.id}.U`)) * Math.sqrt(3) * 0.95) / 1000, f.id).toBeCloseTo(Number(s.get(`${f.id}.P`)), 6);
  });
  it('lose pressure when much is drawn, and voltage in a dip', () => {
    const noon = plantOf(park, 1, Date.UTC(2026, 4, 1, 9)).step(300);
    const night = plantOf(park, 1, Date.UTC(2026, 4, 1, 20)).step(300);
    expect(Number(night.get('WM-3.PRESS'))).toBeGreaterThan(Number(noon.get('WM-3.PRESS')));
    const plant = plantOf(park, 1, START);
    plant.step(2, scenarioNamed('power-dip')!.at);
    expect(Number(plant.step(5, scenarioNamed('power-dip')!.at).get('F-01.U')) / 20).toBeLessThan(0.7);
  });
});

describe('day and night', () => {
  it('demand is least before dawn, shifts change at 8 and 20 h, gates are busiest when they do', () => {
    const hours = Array.from({ length: 96 }, (_, i) => i / 4);
    expect(hours.toSorted((a, b) => demandAt(a) - demandAt(b))[0]!).toBeLessThan(6);
    expect([shiftAt(12), shiftAt(2)].map((x) => Math.round(x))).toEqual([1, 0]);
    expect(shiftAt(8)).toBeCloseTo(0.5, 2);
    expect(hours.toSorted((a, b) => trafficAt(b) - trafficAt(a))[0]!).toBeCloseTo(7.5, 0);
  });
  it('about 8,000 people come through the ten gates in a day', () => {
    const perHour = park.signals.filter((s) => s.id.endsWith('.PEOPLE')).map((s) => s.gains['traffic']!);
    const hours = Array.from({ length: 24 * 60 }, (_, i) => i / 60);
    expect(perHour.length).toBe(10);
    const people = perHour.reduce((sum, g) => sum + g * hours.reduce((t, h) => t + trafficAt(h) / 60, 0), 0);
    expect(Math.abs(people / 8000 - 1)).toBeLessThan(0.15);
  });
  it('steel follows the warmth of hours: a settlement sensor moves by tenths of a millimetre between morning and evening', () => {
    const signal = park.signals.find((s) => s.id === 'S20-M1.MM')!;
    expect(Math.abs(signal.gains['steel']!) * park.weather.swingC).toBeGreaterThan(0.2);
    expect(Math.abs(signal.gains['steel']!) * park.weather.swingC).toBeLessThan(2);
  });
});
