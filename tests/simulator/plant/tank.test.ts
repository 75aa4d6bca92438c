import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TankDescription } from '../../../simulator/plant/description.ts';
import { balance, tankOf } from '../../../simulator/plant/tank.ts';

const tank = (over: Partial<TankDescription> = {}): TankDescription => ({
  id: 'T-01', x: 0, y: 0, areaM2: 100, heightM: 12, startPct: 50, mode: 'cycle', lowPct: 35, highPct: 75, rateM3h: 45, heatedC: null,
  gas: { law: 'gay-lussac', gaugeKPa: 30, atC: 20, heat: 0 }, switchPct: 92, ...over,
});
const calm = { airC: 20, leakM3h: 0, powered: true, blanketed: 1 };

describe('a tank keeps its mass balance', () => {
  it('over any run of flows, leaks and power cuts, within 1 %', () => {
    fc.assert(fc.property(
      fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 5, max: 95, noNaN: true }), fc.double({ min: 10, max: 2000, noNaN: true }),
      fc.array(fc.record({ dtS: fc.double({ min: 0.05, max: 60, noNaN: true }), leakM3h: fc.double({ min: 0, max: 3000, noNaN: true }), powered: fc.boolean() }), { minLength: 1, maxLength: 300 }),
      (seed, startPct, rateM3h, run) => {
        const step = tankOf(tank({ startPct, rateM3h, lowPct: 20, highPct: 99 }), seed, 20);
        const first = step(0, calm);
        const moved = run.reduce((sum, { dtS, ...around }) => {
          const s = step(dtS, { ...calm, ...around });
          return sum + ((s.inM3h - s.outM3h - s.leakM3h) * dtS) / 3600;
        }, 0);
        const last = step(0, calm);
        expect(Math.abs(last.volumeM3 - first.volumeM3 - moved)).toBeLessThanOrEqual(0.01 * Math.max(1, Math.abs(moved)));
        expect(last.levelPct).toBeCloseTo((last.volumeM3 / 1200) * 100, 6);
      }), { seed: 20_261_120, numRuns: 200 });
  });
  it('gives no more than it holds and takes no more than it has room for', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 1e5, noNaN: true }), fc.double({ min: 0, max: 1e5, noNaN: true }), fc.double({ min: 0, max: 1e5, noNaN: true }), (v, inM3h, outM3h, leakM3h) => {
      const after = balance(v, 100, 60, { inM3h, outM3h, leakM3h });
      expect(after.volumeM3).toBeGreaterThanOrEqual(-1e-6);
      expect(after.volumeM3).toBeLessThanOrEqual(100 + 1e-6);
      expect(after.inM3h).toBeLessThanOrEqual(inM3h + 1e-6);
      expect(after.outM3h + after.leakM3h).toBeLessThanOrEqual(outM3h + leakM3h + 1e-6);
    }), { seed: 1, numRuns: 300 });
  });
});

describe('its pressure follows its temperature', () => {
  const at = (gas: TankDescription['gas'], airC: number): number => {
    const step = tankOf(tank({ mode: 'idle', gas }), 1, airC);
    return Array.from({ length: 600 }, () => step(1, { ...calm, airC }).gaugeKPa).reduce((a, b) => a + b) / 600;
  };
  it('nitrogen by Gay-Lussac: 10 K in 293 K are 3.4 % of its absolute pressure', () => {
    const gas = { law: 'gay-lussac', gaugeKPa: 30, atC: 20, heat: 0 } as const;
    expect(at(gas, 30) - at(gas, 20)).toBeCloseTo((131.3 * 10) / 293.15, 0);
  });
  it('propylene by Clausius-Clapeyron: 920 kPa at 20 C, near 1210 kPa at 30 C', () => {
    const gas = { law: 'clausius-clapeyron', gaugeKPa: 920, atC: 20, heat: 18_400 } as const;
    expect(at(gas, 20)).toBeGreaterThan(910);
    expect(at(gas, 20)).toBeLessThan(930);
    expect(at(gas, 30)).toBeGreaterThan(1190);
    expect(at(gas, 30)).toBeLessThan(1230);
  });
});
