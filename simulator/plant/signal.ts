import { chance, wander } from './chance.ts';
import type { SignalDescription, SwitchDescription, TextDescription } from './description.ts';
import { driven, type Drives } from './drives.ts';
import { gayLussac } from './gas-law.ts';

/** What moves the unit: its drives, and what other signals show by now. */
export interface Drive { readonly drives: Drives; readonly value: (id: string) => number }

const KPA = 1000;

/** A measured value of the unit: first-order lag towards its goal, plus noise. Signals that follow another come after it. */
export function signalOf(s: SignalDescription, seed: number) {
  const noise = wander(chance(seed, `signal.${s.id}`), s.noise, 4);
  const gained = driven(s.gains);
  const least = s.least ?? 0;
  const goal = (d: Drive): number => gained(d.drives) + (s.follows === undefined ? s.base : gayLussac(s.base * KPA, s.follows.atC, d.value(s.follows.temp)) / KPA);
  let x: number | null = null;
  return (dtS: number, d: Drive): number => {
    const to = goal(d);
    x = x === null ? to : to + (x - to) * Math.exp(-dtS / s.tauS);
    return Math.max(least, x + noise(dtS));
  };
}

/** A switch that follows its drive after its delay. */
export function switchOf(s: SwitchDescription) {
  let changed = Number.POSITIVE_INFINITY;
  let state = s.on === 'always';
  const fixed = s.on === 'always' || s.on === 'never';
  return (dtS: number, drives: Drives): boolean => {
    if (fixed) return state;
    const wanted = (drives.get(s.on) ?? 0) >= 0.5;
    changed = wanted === state ? 0 : (Number.isFinite(changed) ? changed : 0) + dtS;
    if (changed > s.afterS) state = wanted;
    return state;
  };
}

/** A word that changes by the clock, such as the phase of a batch. */
export const textOf = (t: TextDescription) => (elapsedS: number): string => t.texts[Math.floor(elapsedS / t.everyS) % t.texts.length] ?? '';
