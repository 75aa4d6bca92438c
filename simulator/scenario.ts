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
  return { ...undisturbed, wind, drives: { [`leak.${LEAK.tank}`]: open }, leak: open === 0 ? null : { tank: LEAK.tank, m3h: LEAK.m3h * open, gasGramsPerS: LEAK.gasGramsPerS * open } };
}

const TOXIC = { tank: 'T-15', beginsS: 10, fullS: 20, endsS: 250, m3h: 0.15, gasGramsPerS: 60, fromDeg: 288 } as const;

/** A flange of the chlorine drum T-15 leaks for four minutes; in a west-north-west wind the cloud goes along the fence. */
function toxicLeak(t: number): Disturbance {
  const open = t >= TOXIC.endsS ? 0 : ramp(t, TOXIC.beginsS, TOXIC.fullS);
  const wind = { fromDeg: TOXIC.fromDeg + 3 * Math.sin((2 * Math.PI * t) / 200), speedMs: 3 };
  return { ...undisturbed, wind, drives: { [`leak.${TOXIC.tank}`]: open }, leak: open === 0 ? null : { tank: TOXIC.tank, m3h: TOXIC.m3h * open, gasGramsPerS: TOXIC.gasGramsPerS * open } };
}

const DIP = { beginsS: 5, endsS: 245 } as const;

const SINK = { beginsS: 10, fullS: 250, mendsS: 900, mendedS: 1000 } as const;

/** The ground under segment 20 of the gallery is washed out: its points sink by up to 26 mm in four minutes, its neighbours by 3; grouting lifts them again after a quarter of an hour. */
const gallerySettlement = (t: number): Disturbance => ({ ...undisturbed, drives: { 'settle.20': ramp(t, SINK.beginsS, SINK.fullS) - ramp(t, SINK.mendsS, SINK.mendedS) } });

const TRIP = { beginsS: 5, endsS: 305 } as const;

/** K-401 falls out for five minutes: speed, delivery and current go, the anti-surge valve opens, synthesis gas goes to the flare. */
const compressorTrip = (t: number): Disturbance => ({ ...undisturbed, drives: { 'trip.K-401': t >= TRIP.beginsS && t < TRIP.endsS ? 1 : 0 } });

const DIPS = { beginsS: 5, endsS: 8, fallsS: 6, restartsS: 186 } as const;

/** The voltage of every line is 40 % low for three seconds; the contactors of the western bus let go and its motors are started again after three minutes. */
const powerDip = (t: number): Disturbance => ({ ...undisturbed, drives: { dip: t >= DIPS.beginsS && t < DIPS.endsS ? 1 : 0, 'trip.west': t >= DIPS.fallsS && t < DIPS.restartsS ? 1 : 0 } });

const STORM = { beginsS: 10, fullS: 130, wanesS: 1210, overS: 1500, windMs: 22, rainMmH: 70, bolts: [400, 760] } as const;

/** A thunderstorm from the west: wind of force 9, a cloudburst that fills wells and emergency pools, two strokes of lightning that dip the voltage; 25 minutes. */
function storm(t: number): Disturbance {
  const force = ramp(t, STORM.beginsS, STORM.fullS) - ramp(t, STORM.wanesS, STORM.overS);
  const wind = force === 0 ? null : { fromDeg: 275 + 12 * Math.sin(t / 90), speedMs: 3 + (STORM.windMs - 3) * force };
  return { ...undisturbed, wind, drives: { rain: STORM.rainMmH * force, dip: STORM.bolts.some((at) => t >= at && t < at + 2) ? 1 : 0 } };
}

/** What every park can play. Without a scenario the park is calm: a few old alarms stand, nothing else. */
export const scenarios: readonly Scenario[] = [
  { name: 'calm', tells: 'a quiet park: three old alarms stand', at: () => undisturbed },
  { name: 'leak-at-tank-7', tells: 'a valve leaks for six minutes; the wind carries gas over the detectors, one past full scale; then it is repaired', at: leakAtTank7 },
  { name: 'alarm-flood', tells: 'the power dips for four minutes: compressor, pumps and unit trip, 100 alarms and more', at: (t) => ({ ...undisturbed, power: t < DIP.beginsS || t >= DIP.endsS }) },
];
/** What only a park can play whose description says so. */
const more: readonly Scenario[] = [
  { name: 'toxic-leak', tells: 'a chlorine drum leaks for four minutes; ppm detectors go past full scale along the wind, no combustible one hears it', at: toxicLeak },
  { name: 'gallery-settlement', tells: 'the pipe gallery sinks at segment 20 within four minutes; a quarter of an hour later it is lifted again', at: gallerySettlement },
  { name: 'compressor-trip', tells: 'the synthesis-gas compressor K-401 is out for five minutes', at: compressorTrip },
  { name: 'power-dip', tells: 'three seconds of low voltage; the motors of the western bus are out for three minutes', at: powerDip },
  { name: 'storm', tells: 'wind of force 9 and a cloudburst for 25 minutes, with two voltage dips', at: storm },
];

/** Every scenario of whatever park. */
export const allScenarios: readonly Scenario[] = [...scenarios, ...more];
/** The scenarios of a park. */
export const scenariosOf = (park: { readonly scenarios?: readonly string[] }): readonly Scenario[] => [...scenarios, ...more.filter((s) => park.scenarios?.includes(s.name) === true)];
export const scenarioNamed = (name: string): Scenario | null => allScenarios.find((s) => s.name === name) ?? null;
