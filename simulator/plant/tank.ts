import { chance, wander } from './chance.ts';
import type { TankDescription } from './description.ts';
import { clausiusClapeyron, gayLussac } from './gas-law.ts';

/** What a tank is and what went through it in the last step. Flows in m3/h, as they truly were: what a full tank refuses did not flow. */
export interface TankState {
  readonly volumeM3: number;
  readonly levelPct: number;
  readonly tempC: number;
  readonly gaugeKPa: number;
  readonly inM3h: number;
  readonly outM3h: number;
  readonly leakM3h: number;
}
/** What its surroundings do to it. `powered`: its transfer pumps run. */
export interface TankSurroundings { readonly airC: number; readonly leakM3h: number; readonly powered: boolean; readonly blanketed: number }

const HOUR_S = 3600;
/** Pump and valve run-up. */
const FLOW_TAU_S = 20;
const WALL_TAU_S = 6 * HOUR_S;

/** One step of the mass balance: volume' = volume + (in - out - leak) dt, with flows cut to what the tank can take or give. */
export function balance(volumeM3: number, capacityM3: number, dtS: number, flow: { readonly inM3h: number; readonly outM3h: number; readonly leakM3h: number }) {
  const h = dtS / HOUR_S;
  const wanted = (flow.outM3h + flow.leakM3h) * h;
  const given = Math.min(wanted, volumeM3 + flow.inM3h * h);
  const share = wanted > 0 ? given / wanted : 0;
  const room = capacityM3 - volumeM3 + given;
  const taken = Math.min(flow.inM3h * h, room);
  return { volumeM3: volumeM3 + taken - given, inM3h: h > 0 ? taken / h : 0, outM3h: flow.outM3h * share, leakM3h: flow.leakM3h * share };
}

/** Gauge pressure of its vapour space: liquefied gas by Clausius-Clapeyron, blanket gas by Gay-Lussac. `blanketed` 0..1: how much of the blanket is still supplied. */
function pressure(t: TankDescription, tempC: number, blanketed: number): number {
  const { law, gaugeKPa, atC, heat } = t.gas;
  return law === 'clausius-clapeyron' ? clausiusClapeyron(gaugeKPa, atC, heat, tempC) : gayLussac(gaugeKPa, atC, tempC) * blanketed;
}

/** A tank that fills and empties in turn, or stands. */
export function tankOf(t: TankDescription, seed: number, airC: number) {
  const c = chance(seed, `tank.${t.id}`);
  const capacity = t.areaM2 * t.heightM;
  const spread = t.mode === 'cycle' ? 2 * (c.next() - 0.5) : 0;
  const swirl = wander(c, 0.03, 30);
  let filling = c.next() < 0.5;
  let pump = t.mode === 'cycle' ? t.rateM3h : 0;
  let volume = ((t.startPct + spread) / 100) * capacity;
  let temp = t.heatedC ?? airC;

  return (dtS: number, around: TankSurroundings): TankState => {
    const pct = (volume / capacity) * 100;
    if (pct >= t.highPct) filling = false;
    else if (pct <= t.lowPct) filling = true;
    const goal = t.mode === 'cycle' && around.powered && around.leakM3h === 0 ? t.rateM3h : 0;
    pump = goal + (pump - goal) * Math.exp(-dtS / FLOW_TAU_S);
    const now = balance(volume, capacity, dtS, { inM3h: filling ? pump : 0, outM3h: filling ? 0 : pump, leakM3h: around.leakM3h });
    volume = now.volumeM3;
    temp = t.heatedC === null ? around.airC + (temp - around.airC) * Math.exp(-dtS / WALL_TAU_S) : t.heatedC;
    const tempC = temp + swirl(dtS) * 3;
    return { ...now, levelPct: (volume / capacity) * 100, tempC, gaugeKPa: pressure(t, tempC, around.blanketed) };
  };
}
