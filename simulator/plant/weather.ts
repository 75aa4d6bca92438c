import { chance, wander } from './chance.ts';
import type { WeatherDescription } from './description.ts';

/** `fromDeg`: where the wind comes from, clockwise from north. `airC`: shade temperature; `humidityPct` falls as it rises. */
export interface Weather { readonly speedMs: number; readonly fromDeg: number; readonly airC: number; readonly humidityPct: number }
/** What a scenario says of the wind instead of the description. */
export interface WindOrder { readonly fromDeg: number; readonly speedMs: number }

const HOUR_MS = 3_600_000;
const DAY_H = 24;
/** Warmest hour of the day, local time. */
const WARMEST_H = 14;

/** Day and night as one cosine around `meanC`, warmest at 14 h local. `atMs`: milliseconds since 1970, UTC. */
export function airTemperature(w: WeatherDescription, atMs: number): number {
  const hour = (atMs / HOUR_MS + w.utcOffsetH) % DAY_H;
  return w.meanC + w.swingC * Math.cos(((hour - WARMEST_H) / DAY_H) * 2 * Math.PI);
}

/** The angle nearest to `to`, seen from `from`: -180..180. */
const turn = (from: number, to: number): number => ((to - from + 540) % 360) - 180;
const compass = (deg: number): number => ((deg % 360) + 360) % 360;

/** Wind that turns slowly and gusts a little; towards an order it turns within about a minute. */
export function weatherOf(w: WeatherDescription, seed: number) {
  const gust = wander(chance(seed, 'wind.gust'), 0.12, 40);
  const drift = wander(chance(seed, 'wind.drift'), 12, 1800);
  const flutter = wander(chance(seed, 'wind.flutter'), 1.2, 20);
  let from = w.windFromDeg;
  let speed = w.windMs;
  return (dtS: number, atMs: number, order: WindOrder | null): Weather => {
    const keep = Math.exp(-dtS / 20);
    const drifted = drift(dtS);
    const goal = order?.fromDeg ?? w.windFromDeg + drifted;
    from = compass(from + turn(from, goal) * (1 - keep));
    speed = speed * keep + (order?.speedMs ?? w.windMs) * (1 - keep);
    const airC = airTemperature(w, atMs);
    return {
      speedMs: Math.max(0.3, speed * (1 + gust(dtS))),
      fromDeg: compass(from + flutter(dtS)),
      airC,
      humidityPct: Math.min(98, Math.max(20, 70 - 2.5 * (airC - w.meanC))),
    };
  };
}
