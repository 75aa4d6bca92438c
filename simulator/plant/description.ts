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
  /** Level at which its high-high switch closes. */
  readonly switchPct: number;
}

/**
 * A measured value of the process unit: goes to base + load*gains.load + trip*gains.trip + (air - 20 C)*gains.air with lag `tauS`.
 * `trip` is 1 while there is no power. `follows`: pressure in MPa by Gay-Lussac of another signal's temperature, instead of `base`.
 */
export interface SignalDescription {
  readonly id: string;
  readonly base: number;
  readonly tauS: number;
  readonly noise: number;
  readonly gains: { readonly load?: number; readonly trip?: number; readonly air?: number };
  readonly follows?: { readonly temp: string; readonly atC: number };
}
/** A state. `on`: `trip` = while there is no power, `always`, `never`. */
export interface SwitchDescription { readonly id: string; readonly on: 'trip' | 'always' | 'never'; /** How long after the power went or came. */ readonly afterS: number }
export interface TextDescription { readonly id: string; readonly texts: readonly string[]; readonly everyS: number }

/** `gas`: what it hears of the leaking gas; `none` for a detector of another gas. `zero` and `noise` in its unit, `fullScale` is where its reading is at its end (it goes on to 120 % of it). */
export interface DetectorDescription extends Spot { readonly id: string; readonly hears: 'combustible' | 'none'; readonly zero: number; readonly noise: number; readonly fullScale: number; readonly tauS: number }

/** The gas that can leak: molar mass in g/mol, lower explosive limit in % by volume. */
export interface GasDescription { readonly molarMass: number; readonly lelPct: number }
export interface WeatherDescription { readonly meanC: number; readonly swingC: number; readonly windMs: number; readonly windFromDeg: number; readonly utcOffsetH: number }

export interface DeviceDescription { readonly id: string; readonly kind: 'opcua' | 'modbus'; readonly port: number; readonly regions?: readonly (readonly [string, number])[] }
/** A quantity of the plant as a device shows it. `low`..`high` is its scale. `address`: `ns=2;s=...`, or `hr:100:f32:cdab`, `hr:100:i16*0.1`, `di:5`. */
export interface PointDescription { readonly id: string; readonly device: string; readonly address: string; readonly low: number; readonly high: number; readonly digital: boolean }

/** A whole park: its plant and its devices. The generator writes it beside the site folder, so that both agree. */
export interface ParkDescription {
  readonly name: string;
  readonly gas: GasDescription;
  readonly weather: WeatherDescription;
  readonly tanks: readonly TankDescription[];
  readonly signals: readonly SignalDescription[];
  readonly switches: readonly SwitchDescription[];
  readonly texts: readonly TextDescription[];
  readonly detectors: readonly DetectorDescription[];
  readonly devices: readonly DeviceDescription[];
  readonly points: readonly PointDescription[];
}
