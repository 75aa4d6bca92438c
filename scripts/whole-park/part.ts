import type { Asset } from '../demo-site/assets.ts';
import type { Geometry } from '../demo-site/geometry.ts';
import { analog, digital, noLimits, type Limits, type Row } from '../demo-site/row.ts';
import type { Body } from '../demo-site/signals.ts';
import { at, origin, type XY } from './ground.ts';

interface Gained { readonly id: string; readonly base: number; readonly tauS: number; readonly noise: number; readonly gains: Readonly<Record<string, number>>; readonly least?: number; readonly follows?: { readonly temp: string; readonly atC: number } }
interface Switched { readonly id: string; readonly on: string; readonly afterS: number }
/** A part of the park: what the site says of it, and what the simulator's plant knows of it. */
export interface Part {
  readonly assets: readonly Asset[];
  readonly rows: readonly Row[];
  readonly tanks: readonly Readonly<Record<string, unknown>>[];
  readonly signals: readonly Gained[];
  readonly switches: readonly Switched[];
  readonly detectors: readonly Readonly<Record<string, unknown>>[];
  readonly basins: readonly Readonly<Record<string, unknown>>[];
  readonly mains: readonly Readonly<Record<string, unknown>>[];
  readonly feeders: readonly Readonly<Record<string, unknown>>[];
  readonly loads: readonly string[];
}
const nothing: Part = { assets: [], rows: [], tanks: [], signals: [], switches: [], detectors: [], basins: [], mains: [], feeders: [], loads: [] };
export const part = (some: Partial<Part>): Part => ({ ...nothing, ...some });
/** All in one, in order. */
export const whole = (parts: readonly Part[]): Part => Object.fromEntries(Object.keys(nothing).map((k) => [k, parts.flatMap((p) => [...p[k as keyof Part]])])) as unknown as Part;

export const two = (n: number): string => String(n).padStart(2, '0');
export const call = (zh: string, en: string, phone: string): Asset['contact'] => ({ role: { zh, en }, phone });
export const asset = (id: string, kind: string, zh: string, en: string, parent: string | null, xy: XY | null, facts: Asset['facts'] = {}, contact: Asset['contact'] = null, height?: number, geometry: Geometry = {}): Asset =>
  ({ id, kind, name: { zh, en }, parent, position: xy === null ? null : at(xy, height), ...geometry, contact, facts });
/** A line on the ground, or `height` above it, as a route. */
export const routeOf = (line: readonly XY[], heightM = 0): NonNullable<Geometry['route']> => line.map((xy) => at(xy, origin.height + heightM));
/** A place for an instrument, `heightM` above the ground. */
export const hung = (xy: XY, heightM: number): NonNullable<Row['place']> => at(xy, origin.height + heightM);

type Where = Pick<Row, 'source' | 'category' | 'asset' | 'place'> & { readonly address?: string };
/** How far back, and for how long, before an alarm ends; for what is never still. */
type Calm = Pick<Row, 'deadband' | 'offDelayS'>;
/** A measured value of a signal: a row and what drives it. `gains` may name other drives than the body's. */
export function measured(id: string, zh: string, en: string, body: Body, where: Where, more: Partial<Gained> = {}, calm: Partial<Calm> = {}): Part {
  const deadband = Number(Math.min(body.high * 0.01, Math.max(body.base, body.high * 0.02) * 0.03).toPrecision(2));
  return part({
    rows: [analog({ point: id, zh, en, unit: body.unit, low: 0, high: body.high, limits: body.limits, deadband, onDelayS: 5, offDelayS: 10, ...calm, address: '', ...where })],
    signals: [{ id, base: body.base, tauS: body.tauS, noise: body.noise, gains: body.gains, ...(body.followed === undefined ? {} : { follows: body.followed }), ...more }],
  });
}
/** A state. `alarms` false: it only shows. */
export const state = (id: string, zh: string, en: string, on: string, where: Where, { alarms = true, afterS = 1 }: { readonly alarms?: boolean; readonly afterS?: number } = {}): Part =>
  part({ rows: [{ ...digital({ point: id, zh, en, address: '', ...where }), ...(alarms ? {} : { alarmWhen: 'none' as const }) }], switches: [{ id, on, afterS }] });
/** A row whose value the plant makes elsewhere. */
export const shown = (id: string, zh: string, en: string, unit: string, low: number, high: number, limits: Limits, deadband: number, where: Where): Part =>
  part({ rows: [analog({ point: id, zh, en, unit, low, high, limits, deadband, onDelayS: 10, offDelayS: 10, address: '', ...where })] });
/** The same with a state. */
export const shownState = (id: string, zh: string, en: string, where: Where): Part => part({ rows: [digital({ point: id, zh, en, address: '', ...where })] });
export { noLimits };
