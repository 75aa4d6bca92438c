import { basinOf } from './basin.ts';
import { chance, wander } from './chance.ts';
import { cloudsOf } from './cloud.ts';
import type { ParkDescription } from './description.ts';
import { detectorOf } from './detector.ts';
import { drivesOf, type Drives } from './drives.ts';
import { feederOf, mainOf, usualOf } from './main.ts';
import { signalOf, switchOf, textOf, type Drive } from './signal.ts';
import { tankOf, type TankState } from './tank.ts';
import { airTemperature, weatherOf, type WindOrder } from './weather.ts';

/** What a scenario does to the plant at one moment. `gasGramsPerS`: how much of the leak becomes gas. `drives`: what it drives by name, beside what drives the plant anyway. */
export interface Disturbance {
  readonly leak: { readonly tank: string; readonly m3h: number; readonly gasGramsPerS: number } | null;
  readonly power: boolean;
  readonly wind: WindOrder | null;
  readonly drives?: Readonly<Record<string, number>>;
}
export const undisturbed: Disturbance = { leak: null, power: true, wind: null };

export type Quantity = number | boolean | string;
/** Every quantity of the plant by its point's id, after a step. */
export type Samples = ReadonlyMap<string, Quantity>;

/** Longest inner step: puffs would leave holes, switches would be late. */
const MOST_STEP_S = 1;
/** The nitrogen blanket leaks away without power, and comes back. */
const BLANKET_TAU_S = 70;

/** The park's physics, pure: same description, seed, start and disturbances, same samples. `startMs`: UTC, for day and night. */
export function plantOf(description: ParkDescription, seed: number, startMs: number) {
  const d = description;
  const air = airTemperature(d.weather, startMs);
  const weather = weatherOf(d.weather, seed);
  const tanks = d.tanks.map((t) => ({ t, step: tankOf(t, seed, air), noise: wander(chance(seed, `level.${t.id}`), 0.03, 3) }));
  const signals = d.signals.map((s) => ({ id: s.id, step: signalOf(s, seed) }));
  const switches = d.switches.map((s) => ({ id: s.id, step: switchOf(s) }));
  const texts = d.texts.map((t) => ({ id: t.id, at: textOf(t) }));
  const detectors = d.detectors.map((g) => ({ g, step: detectorOf(g, seed) }));
  const usualFlow = usualOf(d.mains ?? [], (m) => m.flow);
  const mains = (d.mains ?? []).map((m) => ({ m, step: mainOf(m, usualFlow.get(m.id)!, seed) }));
  const usualMW = usualOf(d.feeders ?? [], (f) => f.mw);
  const feeders = (d.feeders ?? []).map((f) => ({ f, step: feederOf(f, usualMW.get(f.id)!, seed) }));
  const basins = (d.basins ?? []).map((b) => ({ id: b.id, step: basinOf(b) }));
  const drive = drivesOf(d, seed, startMs, air);
  const flutter = wander(chance(seed, 'weather.air'), 0.05, 60);
  const clouds = cloudsOf(d.gas, d.gases);
  const samples = new Map<string, Quantity>();
  const states = new Map<string, TankState>();
  let elapsedS = 0;
  let blanketed = 1;

  function stepTanks(dtS: number, airC: number, x: Disturbance): void {
    for (const { t, step, noise } of tanks) {
      const s = step(dtS, { airC, powered: x.power, blanketed, leakM3h: x.leak?.tank === t.id ? x.leak.m3h : 0 });
      states.set(t.id, s);
      samples.set(`${t.id}.LEVEL`, Math.max(0, s.levelPct + noise(dtS)));
      samples.set(`${t.id}.TEMP`, s.tempC);
      samples.set(`${t.id}.PRESS`, s.gaugeKPa);
      samples.set(`${t.id}.FLOW`, s.inM3h - s.outM3h);
      samples.set(`${t.id}.LSHH`, s.levelPct >= t.switchPct);
    }
  }
  const valueOf = (id: string): number => Number(samples.get(id) ?? 0);
  function stepUnit(dtS: number, drives: Drives): void {
    const by: Drive = { drives, value: valueOf };
    for (const s of signals) samples.set(s.id, s.step(dtS, by));
    for (const s of switches) samples.set(s.id, s.step(dtS, drives));
    for (const t of texts) samples.set(t.id, t.at(elapsedS));
  }
  /** Mains and feeders, then basins, which take their flows. */
  function stepUtilities(dtS: number, drives: Drives): void {
    const sum = (ids: readonly string[], what: string): number => ids.reduce((s, id) => s + valueOf(`${id}.${what}`), 0);
    for (const { m, step } of mains) {
      const s = step(dtS, drives, sum(m.feeds, 'FLOW'));
      samples.set(`${m.id}.FLOW`, s.flow).set(`${m.id}.PRESS`, s.press);
      if (m.tempC !== undefined) samples.set(`${m.id}.TEMP`, s.tempC);
    }
    for (const { f, step } of feeders) {
      const s = step(dtS, drives, sum(f.feeds, 'P'));
      samples.set(`${f.id}.P`, s.mw).set(`${f.id}.U`, s.kV).set(`${f.id}.I`, s.amps).set(`${f.id}.OPEN`, s.open);
    }
    for (const { id, step } of basins) {
      const s = step(dtS, valueOf);
      samples.set(`${id}.LEVEL`, s.levelM).set(`${id}.OUT`, s.outM3h);
    }
  }
  function stepOnce(dtS: number, x: Disturbance): void {
    elapsedS += dtS;
    const w = weather(dtS, startMs + elapsedS * 1000, x.wind);
    blanketed = Number(x.power) + (blanketed - Number(x.power)) * Math.exp(-dtS / BLANKET_TAU_S);
    samples.set('WX.SPEED', w.speedMs);
    samples.set('WX.FROM', w.fromDeg);
    samples.set('WX.TEMP', w.airC + flutter(dtS));
    samples.set('WX.HUMIDITY', w.humidityPct);
    stepTanks(dtS, w.airC, x);
    const drives = drive(dtS, elapsedS, w, x.power ? 0 : 1, x.drives);
    stepUnit(dtS, drives);
    stepUtilities(dtS, drives);
    const from = x.leak === null ? undefined : d.tanks.find((t) => t.id === x.leak?.tank);
    clouds.step(dtS, w, from === undefined ? null : { from, vapour: from.vapour, gramsPerS: x.leak?.gasGramsPerS ?? 0 });
    for (const { g, step } of detectors) samples.set(g.id, step(dtS, clouds.heard(g.hears, g) * (g.factor ?? 1)));
  }
  return {
    /** Goes on by `dtS` seconds, in steps of at most one second; `disturbance` is asked at the end of each. The map is the plant's own: read it before the next step. */
    step(dtS: number, disturbance: (elapsedS: number) => Disturbance = () => undisturbed): Samples {
      for (let left = dtS; left > 0; left -= MOST_STEP_S) stepOnce(Math.min(left, MOST_STEP_S), disturbance(elapsedS));
      return samples;
    },
    tank: (id: string): TankState | undefined => states.get(id),
    elapsedS: (): number => elapsedS,
  };
}
export type Plant = ReturnType<typeof plantOf>;
