import { basinOf } from '../../../simulator/plant/basin.ts';
import { chance, wander } from '../../../simulator/plant/chance.ts';
import type { WeatherDescription } from '../../../simulator/plant/description.ts';
import { detectorOf } from '../../../simulator/plant/detector.ts';
import { demandAt } from '../../../simulator/plant/drives.ts';
import { mainOf } from '../../../simulator/plant/main.ts';
import { signalOf } from '../../../simulator/plant/signal.ts';
import { tankOf } from '../../../simulator/plant/tank.ts';
import { airTemperature } from '../../../simulator/plant/weather.ts';
import type { BenchPoint } from './points.ts';

const weather: WeatherDescription = { meanC: 18, swingC: 7, windMs: 3, windFromDeg: 315, utcOffsetH: 8 };
const hourOf = (atMs: number): number => (atMs / 3_600_000 + weather.utcOffsetH) % 24;

/** Where in its range (0 to 1) the truth of a point is after `dtS` more seconds, by the simulator's own physics; `atMs`: UTC, for day and night. */
export type Process = (dtS: number, atMs: number) => number;

/** A signal goes with the load, the hour and the air; a main as well, and flutters. */
function driven(seed: number, name: string): (dtS: number, atMs: number) => ReadonlyMap<string, number> {
  const load = wander(chance(seed, `${name}.load`), 1, 900);
  const drives = new Map<string, number>();
  return (dtS, atMs) => drives.set('load', load(dtS)).set('day', demandAt(hourOf(atMs))).set('air', airTemperature(weather, atMs) - weather.meanC);
}
function signal(seed: number, name: string): Process {
  const c = chance(seed, name);
  const base = 0.2 + 0.6 * c.next();
  const step = signalOf({ id: name, base, tauS: 5 + 55 * c.next(), noise: 0, least: 0, gains: { load: 0.002 + 0.02 * c.next(), day: 0.02 * c.next(), air: c.next() < 0.3 ? 0.006 * c.next() : 0 } }, seed);
  const drives = driven(seed, name);
  return (dtS, atMs) => step(dtS, { drives: drives(dtS, atMs), value: () => 0 });
}
function main(seed: number, name: string): Process {
  const step = mainOf({ id: name, flow: 0.5, gains: { load: 0.03, day: 0.2 }, feeds: [], source: 0.6, sourceGains: {}, drop: 0.1 }, 0.5, seed);
  const drives = driven(seed, name);
  const flow = chance(seed, name).next() < 0.5;
  return (dtS, atMs) => { const s = step(dtS, drives(dtS, atMs), 0); return flow ? s.flow : s.press; };
}
function tank(seed: number, name: string, level: boolean): Process {
  const c = chance(seed, name);
  const step = tankOf({ id: name, x: 0, y: 0, areaM2: 100, heightM: 12, startPct: 36 + 38 * c.next(), mode: c.next() < 0.7 ? 'cycle' : 'idle', lowPct: 35, highPct: 75, rateM3h: 20 + 80 * c.next(), heatedC: null, gas: { law: 'gay-lussac', gaugeKPa: 30, atC: 20, heat: 0 }, switchPct: 92 }, seed, weather.meanC);
  return (dtS, atMs) => { const s = step(dtS, { airC: airTemperature(weather, atMs), leakM3h: 0, powered: true, blanketed: 1 }); return level ? s.levelPct / 100 : (s.tempC + 20) / 100; };
}
function detector(seed: number, name: string): Process {
  const step = detectorOf({ id: name, x: 0, y: 0, hears: 'none', zero: 0.4 + 1.2 * chance(seed, name).next(), noise: 0.05, fullScale: 100, tauS: 4 }, seed);
  return (dtS) => step(dtS, 0) / 100;
}
/** A pump of a sump, 1 while it runs: a cycle of some four minutes to eight hours. */
function pump(seed: number, name: string): Process {
  const c = chance(seed, name);
  const slower = 120 ** c.next();
  const [areaM2, fill] = [4 * slower, 20 + 10 * c.next()];
  const step = basinOf({ id: name, areaM2, depthM: 4, startM: 1 + c.next(), from: ['in'], out: { law: 'pump', m3h: 60, lowM: 1, highM: 1.3 } });
  const inflow = wander(c, 4, 600);
  return (dtS) => (step(dtS, () => Math.max(1, fill + inflow(0.2 * dtS))).outM3h > 0 ? 1 : 0);
}

/** The physics of a point. */
export function processOf(p: BenchPoint, seed: number): Process {
  const name = `process.${p.number}`;
  switch (p.process) {
    case 'signal': return signal(seed, name);
    case 'main': return main(seed, name);
    case 'tank-level': return tank(seed, name, true);
    case 'tank-temp': return tank(seed, name, false);
    case 'detector': return detector(seed, name);
    case 'pump': return pump(seed, name);
  }
}
