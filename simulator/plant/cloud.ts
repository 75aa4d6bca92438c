import type { DetectorDescription, GasDescription, Spot } from './description.ts';
import type { Weather } from './weather.ts';

/** One breath of gas: `grams` at x, y, having travelled `wayM`. */
interface Puff { x: number; y: number; wayM: number; ageS: number; readonly grams: number }

const MOST_AGE_S = 900;
const MOST_WAY_M = 1500;
/** Size of the source, metres: keeps a puff's first moment finite. */
const SOURCE_M = 0.4;
/** Molar volume at 20 C and one atmosphere, litres. */
const MOLAR_L = 24.05;

/** Briggs' open-country dispersion for neutral air (class D): standard deviations in metres after `way` metres. */
export const spreadOf = (way: number): { readonly across: number; readonly up: number } => ({
  across: SOURCE_M + (0.08 * way) / Math.sqrt(1 + 0.0001 * way),
  up: SOURCE_M + (0.06 * way) / Math.sqrt(1 + 0.0015 * way),
});

/** Gaussian puff on the ground, reflected by it: g/m3 at a spot on the ground. */
function density(p: Puff, at: Spot): number {
  const { across, up } = spreadOf(p.wayM);
  const d2 = ((at.x - p.x) ** 2 + (at.y - p.y) ** 2) / (across * across);
  return d2 > 40 ? 0 : ((2 * p.grams) / ((2 * Math.PI) ** 1.5 * across * across * up)) * Math.exp(-d2 / 2);
}

/** Gas carried by the wind: puffs that drift and grow. Concentrations are true, before any instrument. */
export function cloudOf() {
  let puffs: Puff[] = [];
  return {
    /** Moves what is in the air, then lets `gramsPerS` out at `from` during `dtS` seconds (at most one: a longer step would leave holes). */
    step(dtS: number, weather: Weather, source: { readonly from: Spot; readonly gramsPerS: number } | null): void {
      const towards = ((weather.fromDeg + 180) * Math.PI) / 180;
      const way = weather.speedMs * dtS;
      for (const p of puffs) { p.x += Math.sin(towards) * way; p.y += Math.cos(towards) * way; p.wayM += way; p.ageS += dtS; }
      puffs = puffs.filter((p) => p.ageS < MOST_AGE_S && p.wayM < MOST_WAY_M);
      if (source !== null && source.gramsPerS > 0) puffs.push({ x: source.from.x, y: source.from.y, wayM: 0, ageS: 0, grams: source.gramsPerS * dtS });
    },
    gramsPerM3: (at: Spot): number => puffs.reduce((sum, p) => sum + density(p, at), 0),
    clear: (): boolean => puffs.length === 0,
  };
}

/** A concentration by volume, in parts per million: as a toxic-gas detector counts it. */
export const ppmOf = (gramsPerM3: number, gas: GasDescription): number => (gramsPerM3 / gas.molarMass) * (MOLAR_L / 1000) * 1e6;
/** A concentration as a combustible-gas detector counts it: percent of the lower explosive limit; 0 of a gas that does not burn. */
export const lelPercent = (gramsPerM3: number, gas: GasDescription): number => (gas.lelPct === undefined ? 0 : (ppmOf(gramsPerM3, gas) / 1e4 / gas.lelPct) * 100);

/** The clouds of all gases that leak: each drifts by itself, and a detector hears what it is made for. */
export function cloudsOf(usual: GasDescription, gases: Readonly<Record<string, GasDescription>> = {}) {
  const clouds = new Map<string, { readonly gas: GasDescription; readonly cloud: ReturnType<typeof cloudOf> }>();
  const of = (name: string): { readonly gas: GasDescription; readonly cloud: ReturnType<typeof cloudOf> } => {
    const there = clouds.get(name) ?? { gas: name === '' ? usual : gases[name] ?? ((): never => { throw new RangeError(`no gas named ${name}`); })(), cloud: cloudOf() };
    clouds.set(name, there);
    return there;
  };
  return {
    /** `vapour`: the name of the gas that comes out of `from`; the usual one where absent. */
    step(dtS: number, weather: Weather, leak: { readonly from: Spot; readonly vapour?: string | undefined; readonly gramsPerS: number } | null): void {
      const leaking = leak === null ? null : of(leak.vapour ?? '');
      for (const c of clouds.values()) c.cloud.step(dtS, weather, leak !== null && c === leaking ? leak : null);
    },
    /** What a detector at this spot would count, before any instrument. */
    heard(hears: DetectorDescription['hears'], at: Spot): number {
      if (hears === 'none') return 0;
      if (hears !== 'combustible') { const one = clouds.get(hears.slice('toxic:'.length)); return one === undefined || one.cloud.clear() ? 0 : ppmOf(one.cloud.gramsPerM3(at), one.gas); }
      let sum = 0;
      for (const { gas, cloud } of clouds.values()) if (gas.lelPct !== undefined && !cloud.clear()) sum += lelPercent(cloud.gramsPerM3(at), gas);
      return sum;
    },
  };
}
