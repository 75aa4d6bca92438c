import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cloudOf, cloudsOf, lelPercent, ppmOf } from '../../../simulator/plant/cloud.ts';
import type { Weather } from '../../../simulator/plant/weather.ts';

const wind = (speedMs: number, fromDeg: number): Weather => ({ speedMs, fromDeg, airC: 20, humidityPct: 50 });
const downwind = (fromDeg: number, m: number) => ({ x: Math.sin(((fromDeg + 180) * Math.PI) / 180) * m, y: Math.cos(((fromDeg + 180) * Math.PI) / 180) * m });
const source = { from: { x: 0, y: 0 }, gramsPerS: 1000 };

/** Concentration at a spot for every second of a steady release. */
function plume(w: Weather, at: { x: number; y: number }, seconds: number): number[] {
  const cloud = cloudOf();
  return Array.from({ length: seconds }, () => { cloud.step(1, w, source); return cloud.gramsPerM3(at); });
}

describe('a gas cloud', () => {
  it('arrives after distance by wind speed, within 20 %, from any direction', () => {
    fc.assert(fc.property(fc.double({ min: 1, max: 8, noNaN: true }), fc.double({ min: 0, max: 359, noNaN: true }), fc.double({ min: 60, max: 400, noNaN: true }), (speed, from, metres) => {
      const due = metres / speed;
      const seen = plume(wind(speed, from), downwind(from, metres), Math.ceil(2 * due + 20));
      const plateau = seen.at(-1)!;
      const arrived = seen.findIndex((c) => c >= plateau / 2) + 1;
      expect(Math.abs(arrived - due)).toBeLessThanOrEqual(0.2 * due + 1);          // one step of a second is its grain
    }), { seed: 7, numRuns: 40 });
  });
  it('does not reach who stands upwind or aside', () => {
    expect(Math.max(...plume(wind(3, 315), downwind(135, 60), 120))).toBeLessThan(1e-6);
    expect(Math.max(...plume(wind(3, 315), downwind(45, 60), 120))).toBeLessThan(1e-6);
  });
  it('thins with distance as Gauss says: Q over pi u sigma-y sigma-z on the ground', () => {
    const at = (m: number): number => plume(wind(3, 315), downwind(315, m), 200).at(-1)!;
    expect(at(50)).toBeGreaterThan(at(100));
    const [y, z] = [0.08 * 100 / Math.sqrt(1.01) + 0.4, 0.06 * 100 / Math.sqrt(1.15) + 0.4];
    const gauss = 1000 / (Math.PI * 3 * y * z);
    expect(Math.abs(at(100) / gauss - 1)).toBeLessThan(0.1);
  });
  it('goes away when the source is closed', () => {
    const cloud = cloudOf();
    for (let t = 0; t < 60; t++) cloud.step(1, wind(3, 0), source);
    for (let t = 0; t < 600; t++) cloud.step(1, wind(3, 0), null);
    expect(cloud.clear()).toBe(true);
    expect(cloud.gramsPerM3({ x: 0, y: -50 })).toBe(0);
  });
  it('counts 2.95 mg/m3 of chlorine as 1 ppm (25 C and one atmosphere: 2.90)', () => {
    expect(ppmOf(0.002_95, { molarMass: 70.9 })).toBeCloseTo(1, 2);
  });
  it('is heard by what it is made for: a poison in ppm by its own detector alone, what burns by all that hear flammables', () => {
    const clouds = cloudsOf({ molarMass: 42.08, lelPct: 2 }, { chlorine: { molarMass: 70.9 }, ammonia: { molarMass: 17.03 } });
    const at = downwind(315, 50);
    for (let t = 0; t < 40; t++) clouds.step(1, wind(3, 315), { from: source.from, vapour: 'chlorine', gramsPerS: 10 });
    const heard = (h: Parameters<typeof clouds.heard>[0]): number => clouds.heard(h, at);
    expect(heard('toxic:chlorine')).toBeGreaterThan(10);
    expect([heard('toxic:ammonia'), heard('combustible'), heard('none')]).toEqual([0, 0, 0]);
    const before = heard('toxic:chlorine');
    for (let t = 0; t < 40; t++) clouds.step(1, wind(3, 315), { from: source.from, gramsPerS: 1000 });
    expect(heard('combustible')).toBeGreaterThan(20);
    expect(heard('toxic:chlorine')).toBeLessThan(before / 100);       // the first cloud has gone its way
    expect(() => clouds.step(1, wind(3, 315), { from: source.from, vapour: 'tea', gramsPerS: 1 })).toThrow('no gas named tea');
  });
  it('counts 35 g/m3 of propylene as 100 % of its lower explosive limit', () => {
    expect(lelPercent(35, { molarMass: 42.08, lelPct: 2 })).toBeCloseTo(100, 0);
  });
});
