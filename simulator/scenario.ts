import { undisturbed, type Disturbance } from './plant/plant.ts';

/** A story of the park by seconds since it began. */
export interface Scenario { readonly name: string; readonly tells: string; readonly at: (elapsedS: number) => Disturbance }

/** 0 before `from`, 1 after `to`, a line between. */
const ramp = (t: number, from: number, to: number): number => Math.min(1, Math.max(0, (t - from) / (to - from)));

const LEAK = { tank: 'T-07', beginsS: 10, fullS: 20, endsS: 370, m3h: 50, gasGramsPerS: 2500 } as const;

/** The valve of T-07 lets go, is full open ten seconds later and is closed after six minutes; the wind carries the gas south-east and swings slowly across. */
function leakAtTank7(t: number): Disturbance {
  const open = t >= LEAK.endsS ? 0 : ramp(t, LEAK.beginsS, LEAK.fullS);
  const wind = { fromDeg: 315 + 4 * Math.sin((2 * Math.PI * t) / 240), speedMs: 3 };
  return { ...undisturbed, wind, leak: open === 0 ? null : { tank: LEAK.tank, m3h: LEAK.m3h * open, gasGramsPerS: LEAK.gasGramsPerS * open } };
}

const DIP = { beginsS: 5, endsS: 245 } as const;

/** Without a scenario the park is calm: a few old alarms stand, nothing else. */
export const scenarios: readonly Scenario[] = [
  { name: 'calm', tells: 'a quiet park: three old alarms stand', at: () => undisturbed },
  { name: 'leak-at-tank-7', tells: 'a valve leaks for six minutes; the wind carries gas over the detectors, one past full scale; then it is repaired', at: leakAtTank7 },
  { name: 'alarm-flood', tells: 'the power dips for four minutes: compressor, pumps and unit trip, 100 alarms and more', at: (t) => ({ ...undisturbed, power: t < DIP.beginsS || t >= DIP.endsS }) },
];

export const scenarioNamed = (name: string): Scenario | null => scenarios.find((s) => s.name === name) ?? null;
