/** Metres from the park's origin, east and north. */
export interface Spot { readonly x: number; readonly y: number }

/** `areaM2` x `heightM` is its volume. `mode`: `cycle` fills and empties between `lowPct` and `highPct` at `rateM3h`; `idle` only stands. `gas`: how its pressure follows its temperature. */
export interface TankDescription extends Spot {
  readonly id: string;
  readonly areaM2: number;
  readonly heightM: number;
  readonly startPct: number;
  readonly mode: 'cycle' | 'idle';
  readonly lowPct: number;
  readonly highPct: number;
  readonly rateM3h: number;
  /** Steady temperature; null = follows the air, slowly. */
  readonly heatedC: number | null;
  readonly gas: { readonly law: 'gay-lussac' | 'clausius-clapeyron'; readonly gaugeKPa: number; readonly atC: number; readonly heat: number };
  /** What leaves it when it leaks, a name of `gases`; the park's `gas` where absent. */
  readonly vapour?: string;
  /** Level at which its high-high switch closes. */
  readonly switchPct: number;
}

/**
 * A measured value of the process unit: goes to base + the sum of gains times drives, with lag `tauS`; a drive is named as in drives.ts (`load`, `trip`: 1 without power, `air`: degrees above 20 C, ...) or by a scenario.
 * `follows`: pressure in MPa by Gay-Lussac of another signal's temperature, instead of `base`. `least`: how low it can show (default 0).
 */
export interface SignalDescription {
  readonly id: string;
  readonly base: number;
  readonly tauS: number;
  readonly noise: number;
  readonly gains: Readonly<Record<string, number>>;
  readonly least?: number;
  readonly follows?: { readonly temp: string; readonly atC: number };
}
/** A state. `on`: `always`, `never`, or the drive that turns it on at 0.5 and more (`trip` = while there is no power). `afterS`: how long after that came or went. */
export interface SwitchDescription { readonly id: string; readonly on: string; readonly afterS: number }
export interface TextDescription { readonly id: string; readonly texts: readonly string[]; readonly everyS: number }

/** `hears`: every gas that burns, in percent of its lower explosive limit; or one poison of `gases` by its name, in ppm; `none` for a detector of a gas that never leaks. `zero` and `noise` in its unit, `fullScale` is where its reading is at its end (it goes on to 120 % of it). `factor`: its unit per percent of the lower explosive limit (default 1; a camera counts LEL times metres). */
export interface DetectorDescription extends Spot { readonly id: string; readonly hears: 'combustible' | 'none' | `toxic:${string}`; readonly zero: number; readonly noise: number; readonly fullScale: number; readonly tauS: number; readonly factor?: number }

/**
 * An open basin or reservoir by its mass balance. `from`: flows in m3/h by the id of their sample. What leaves it, in m3/h: `weir` coef * (level - crest)^1.5; `pump` `m3h` from `highM` down to `lowM`; `demand` the sample `by`.
 * Gives `<id>.LEVEL` in m and `<id>.OUT` in m3/h (what runs over its rim is part of it).
 */
export interface BasinDescription {
  readonly id: string;
  readonly areaM2: number;
  readonly depthM: number;
  readonly startM: number;
  readonly from: readonly string[];
  readonly out: { readonly law: 'weir'; readonly crestM: number; readonly coef: number } | { readonly law: 'pump'; readonly m3h: number; readonly lowM: number; readonly highM: number } | { readonly law: 'demand'; readonly by: string };
}
/**
 * A main of water, gas or steam. Its flow is `flow` * (1 + gains * drives) of its own plus all of the mains that it `feeds` (which stand before it); its end pressure is `source` * (1 + sourceGains * drives) less `drop` at its usual flow, by the square.
 * Gives `<id>.FLOW`, `<id>.PRESS`, and with `tempC` `<id>.TEMP`: steam that stands cools.
 */
export interface MainDescription {
  readonly id: string;
  readonly flow: number;
  readonly gains: Readonly<Record<string, number>>;
  readonly feeds: readonly string[];
  readonly source: number;
  readonly sourceGains: Readonly<Record<string, number>>;
  readonly drop: number;
  readonly tempC?: number;
}
/**
 * An electric feeder or transformer: `mw` * (1 + gains * drives) of its own plus all that it `feeds`. Drives: `trip` of `breaker` opens it, `dip` takes 40 % of its voltage.
 * Gives `<id>.P` in MW, `<id>.U` in kV, `<id>.I` in A and `<id>.OPEN`.
 */
export interface FeederDescription { readonly id: string; readonly kV: number; readonly mw: number; readonly gains: Readonly<Record<string, number>>; readonly feeds: readonly string[]; readonly breaker: string }

/** A gas that can leak: molar mass in g/mol, lower explosive limit in % by volume (absent: it does not burn). */
export interface GasDescription { readonly molarMass: number; readonly lelPct?: number }
export interface WeatherDescription { readonly meanC: number; readonly swingC: number; readonly windMs: number; readonly windFromDeg: number; readonly utcOffsetH: number }

/** `regions`: of Modbus. `format`: of MQTT. `stations`: of HJ 212, whose `port` is that of the centre which they call. `periodMs`: how often a station tells all. `file`: of a database, which has no port. */
export interface DeviceDescription {
  readonly id: string;
  readonly kind: 'opcua' | 'modbus' | 'mqtt' | 'hj212' | 'http' | 'database';
  readonly port: number;
  readonly regions?: readonly (readonly [string, number])[];
  readonly format?: 'json' | 'plain' | 'sparkplug';
  readonly stations?: readonly { readonly mn: string; readonly st: string }[];
  readonly periodMs?: number;
  readonly file?: string;
}
/** A quantity of the plant as a device shows it. `low`..`high` is its scale. `address` as the product's adapter reads it: `ns=2;s=...`, or `hr:100:f32:cdab`, `hr:100:i16*0.1`, `di:5`, a topic, a station's factor. `everyS`: how often the device refreshes it (default: every tick). */
export interface PointDescription { readonly id: string; readonly device: string; readonly address: string; readonly low: number; readonly high: number; readonly digital: boolean; readonly everyS?: number }

/** A condition that an OPC UA device tells of itself at `address`, active while the sample `on` is `atLeast` (default 0.5) and more. Severity 1 to 1000; `text`: its own words. */
export interface ConditionDescription { readonly device: string; readonly address: string; readonly on: string; readonly atLeast?: number; readonly severity: number; readonly text: string }

/** A whole park: its plant and its devices. The generator writes it beside the site folder, so that both agree. */
export interface ParkDescription {
  readonly name: string;
  readonly gas: GasDescription;
  /** Other gases by name, for tanks that say what their `vapour` is. */
  readonly gases?: Readonly<Record<string, GasDescription>>;
  readonly weather: WeatherDescription;
  readonly tanks: readonly TankDescription[];
  readonly signals: readonly SignalDescription[];
  readonly switches: readonly SwitchDescription[];
  readonly texts: readonly TextDescription[];
  readonly detectors: readonly DetectorDescription[];
  readonly basins?: readonly BasinDescription[];
  readonly mains?: readonly MainDescription[];
  readonly feeders?: readonly FeederDescription[];
  /** Loads of their own, beside `load`: a drive of each name. */
  readonly loads?: readonly string[];
  /** Scenarios beyond those that every park knows. */
  readonly scenarios?: readonly string[];
  readonly conditions?: readonly ConditionDescription[];
  readonly devices: readonly DeviceDescription[];
  readonly points: readonly PointDescription[];
}
