import { chance, wander } from './chance.ts';
import type { SignalDescription, SwitchDescription, TextDescription } from './description.ts';
import { gayLussac } from './gas-law.ts';

/** What moves the unit. `load`: around 0, how hard it runs. `trip`: 1 without power. */
export interface Drive { readonly load: number; readonly trip: number; readonly airC: number; readonly value: (id: string) => number }

const KPA = 1000;

/** A measured value of the unit: first-order lag towards its goal, plus noise. Signals that follow another come after it. */
export function signalOf(s: SignalDescription, seed: number) {
  const noise = wander(chance(seed, `signal.${s.id}`), s.noise, 4);
  const { load = 0, trip = 0, air = 0 } = s.gains;
  const goal = (d: Drive): number => {
    const base = s.follows === undefined ? s.base : gayLussac(s.base * KPA, s.follows.atC, d.value(s.follows.temp)) / KPA;
    return base + d.load * load + d.trip * trip + (d.airC - 20) * air;
  };
  let x: number | null = null;
  return (dtS: number, d: Drive): number => {
    const to = goal(d);
    x = x === null ? to : to + (x - to) * Math.exp(-dtS / s.tauS);
    return Math.max(0, x + noise(dtS));
  };
}

/** A switch that follows the power after its delay. */
export function switchOf(s: SwitchDescription) {
  let changed = Number.POSITIVE_INFINITY;
  let state = s.on === 'always';
  return (dtS: number, trip: number): boolean => {
    if (s.on !== 'trip') return state;
    const wanted = trip === 1;
    changed = wanted === state ? 0 : (Number.isFinite(changed) ? changed : 0) + dtS;
    if (changed > s.afterS) state = wanted;
    return state;
  };
}

/** A word that changes by the clock, such as the phase of a batch. */
export const textOf = (t: TextDescription) => (elapsedS: number): string => t.texts[Math.floor(elapsedS / t.everyS) % t.texts.length] ?? '';
