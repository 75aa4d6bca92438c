import { chance, wander } from './chance.ts';
import type { FeederDescription, MainDescription } from './description.ts';
import { driven, type Drives } from './drives.ts';

/** A pump or a valve does not change a main's flow at once. */
const FLOW_TAU_S = 25;
const STEAM_TAU_S = 600;
/** How far steam cools in a main that runs at half its flow, in kelvin. */
const STEAM_LOSS_K = 12;

const lag = (tauS: number) => {
  let x: number | null = null;
  return (dtS: number, to: number): number => (x = x === null ? to : to + (x - to) * Math.exp(-dtS / tauS));
};

/** One main: own demand and all that it feeds; the pressure at its end falls with the square of its flow (Darcy and Weisbach, rough pipe). `usual`: its flow with every drive at 0. */
export function mainOf(m: MainDescription, usual: number, seed: number) {
  const own = driven(m.gains);
  const source = driven(m.sourceGains);
  const slow = lag(FLOW_TAU_S);
  const warm = lag(STEAM_TAU_S);
  const flutter = wander(chance(seed, `main.${m.id}`), 0.004, 6);
  return (dtS: number, drives: Drives, fed: number): { readonly flow: number; readonly press: number; readonly tempC: number } => {
    const flow = Math.max(0, slow(dtS, m.flow * Math.max(0, 1 + own(drives))) * (1 + flutter(dtS))) + fed;
    const share = usual > 0 ? flow / usual : 0;
    const press = Math.max(0, m.source * Math.max(0, 1 + source(drives)) - m.drop * share * share);
    const cooled = (m.tempC ?? 0) - STEAM_LOSS_K * Math.max(0, 1 - share) / 0.5;
    return { flow, press, tempC: warm(dtS, cooled) };
  };
}

/** cos phi of the park's motors. */
const POWER_FACTOR = 0.95;
/** What a full load takes of the voltage, and what a dip takes. */
const LOAD_DROP = 0.02;
const DIP = 0.4;

/** One feeder: three-phase current from power and voltage; an open breaker carries nothing. `usual`: its power with every drive at 0. */
export function feederOf(f: FeederDescription, usual: number, seed: number) {
  const own = driven(f.gains);
  const slow = lag(4);
  const flutter = wander(chance(seed, `feeder.${f.id}`), 0.006, 20);
  const ripple = wander(chance(seed, `voltage.${f.id}`), 0.0008, 30);
  return (dtS: number, drives: Drives, fed: number): { readonly mw: number; readonly kV: number; readonly amps: number; readonly open: boolean } => {
    const open = (drives.get(f.breaker) ?? 0) >= 0.5;
    const dip = DIP * Math.min(1, drives.get('dip') ?? 0);
    const wants = f.mw * Math.max(0, 1 + own(drives));
    const mw = open ? 0 : Math.max(0, slow(dtS, wants) * (1 + flutter(dtS)) * (1 - dip)) + fed;
    const kV = open ? 0 : f.kV * (1.01 - LOAD_DROP * (usual > 0 ? mw / usual : 0) + ripple(dtS)) * (1 - dip);
    return { mw, kV, amps: kV > 0 ? (mw * 1000) / (Math.sqrt(3) * kV * POWER_FACTOR) : 0, open };
  };
}

/** What each of a tree carries with every drive at 0; children stand before their parents. */
export function usualOf<T extends { readonly id: string; readonly feeds: readonly string[] }>(all: readonly T[], own: (t: T) => number): ReadonlyMap<string, number> {
  const usual = new Map<string, number>();
  for (const t of all) usual.set(t.id, own(t) + t.feeds.reduce((sum, id) => sum + (usual.get(id) ?? 0), 0));
  return usual;
}
