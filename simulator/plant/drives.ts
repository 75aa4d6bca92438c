import { chance, wander } from './chance.ts';
import type { ParkDescription } from './description.ts';
import type { Weather } from './weather.ts';

/** The value of a drive by its name; 0 where nothing drives it. */
export type Drives = ReadonlyMap<string, number>;

const HOUR_MS = 3_600_000;
/** Steel and concrete follow the air this slowly. */
const STEEL_TAU_S = 3 * 3600;

const localHour = (atMs: number, utcOffsetH: number): number => (((atMs / HOUR_MS + utcOffsetH) % 24) + 24) % 24;
/** A bell of one hour's width around `at`, over midnight too. */
const bell = (hour: number, at: number): number => Math.exp(-(((((hour - at + 36) % 24) - 12) / 0.8) ** 2));
const step = (hour: number, at: number): number => 1 / (1 + Math.exp(-(hour - at) * 6));

/** How much water, power and gas people want at this hour: around 0, most in the evening, least at four at night. */
export const demandAt = (hour: number): number => 0.6 * Math.cos(((hour - 17) / 24) * 2 * Math.PI) + 0.25 * Math.cos(((hour - 8) / 12) * 2 * Math.PI);
/** 1 in the day shift (8 to 20 h), 0 at night, with half an hour of handing over. */
export const shiftAt = (hour: number): number => step(hour, 8) - step(hour, 20);
/** Traffic at the gates, 0 to 1: the shifts come and go around 8 and 20 h, the offices at 17 h, goods in between. */
export const trafficAt = (hour: number): number => Math.min(1, bell(hour, 7.6) + 0.8 * bell(hour, 17.2) + 0.7 * bell(hour, 19.8) + 0.25 * shiftAt(hour) + 0.03);

/**
 * What moves the plant, by name: `load` and each of `loads` (around 0, one standard deviation 1), `trip` (1 without power), `air` and `steel` (degrees above 20), `day`, `shift`, `traffic`, `wind`, `windFrom`, `humidity`, and what a scenario adds.
 */
export function drivesOf(d: ParkDescription, seed: number, startMs: number, airAtStart: number) {
  const load = wander(chance(seed, 'load'), 1, 900);
  const loads = (d.loads ?? []).map((name) => ({ name, step: wander(chance(seed, name), 1, 900) }));
  const drives = new Map<string, number>();
  let added: readonly string[] = [];
  let steel = airAtStart - 20;
  return (dtS: number, elapsedS: number, w: Weather, trip: number, more: Readonly<Record<string, number>> | undefined): Drives => {
    const hour = localHour(startMs + elapsedS * 1000, d.weather.utcOffsetH);
    steel += (w.airC - 20 - steel) * (1 - Math.exp(-dtS / STEEL_TAU_S));
    for (const name of added) drives.delete(name);
    drives.set('load', load(dtS));
    for (const l of loads) drives.set(l.name, l.step(dtS));
    for (const [name, value] of [['trip', trip], ['air', w.airC - 20], ['steel', steel], ['day', demandAt(hour)], ['shift', shiftAt(hour)], ['traffic', trafficAt(hour)], ['wind', w.speedMs], ['windFrom', w.fromDeg], ['humidity', w.humidityPct]] as const) drives.set(name, value);
    added = Object.keys(more ?? {});
    for (const name of added) drives.set(name, more![name]!);
    return drives;
  };
}

/** The sum of gains times drives, with the names looked up once. */
export function driven(gains: Readonly<Record<string, number>>): (drives: Drives) => number {
  const all = Object.entries(gains);
  return (drives) => { let sum = 0; for (const [name, gain] of all) sum += gain * (drives.get(name) ?? 0); return sum; };
}
