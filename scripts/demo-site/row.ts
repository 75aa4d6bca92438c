import type { Position } from './geometry.ts';

/** One line of a points.csv; null is an empty cell. */
export interface Row {
  readonly point: string;
  readonly zh: string;
  readonly en: string;
  readonly type: 'analog' | 'digital' | 'text';
  readonly unit: string;
  readonly source: string;
  readonly address: string;
  readonly low: number | null;
  readonly high: number | null;
  /** Highest first: HH, H, L, LL. */
  readonly limits: Limits;
  readonly alarmWhen: 0 | 1 | 'none' | null;
  readonly deadband: number | null;
  readonly onDelayS: number | null;
  readonly offDelayS: number | null;
  readonly category: Category;
  readonly asset: string;
  readonly periodS: number;
  /** Where the instrument hangs; its asset's place where absent. */
  readonly place?: Position;
}
export type Limits = readonly [hh: number | null, h: number | null, l: number | null, ll: number | null];
export type Category = 'hazard' | 'process' | 'gas' | 'fire' | 'abnormal' | 'environment' | 'utility' | 'quality';

export const noLimits: Limits = [null, null, null, null];
/** The slowest refresh that the devices promise, in seconds (they mostly manage one): a busy machine is not a stale point. What only changes now and then is never stale. */
export const PERIOD_S = 5;

/** A digital point: no scale, no limits. */
export const digital = (r: Pick<Row, 'point' | 'zh' | 'en' | 'source' | 'address' | 'category' | 'asset'>, onDelayS = 0): Row =>
  ({ ...r, type: 'digital', unit: '', low: null, high: null, limits: noLimits, alarmWhen: 1, deadband: null, onDelayS, offDelayS: 2, periodS: 0 });
/** An analogue point. */
export const analog = (r: Omit<Row, 'type' | 'alarmWhen' | 'periodS'>): Row => ({ ...r, type: 'analog', alarmWhen: null, periodS: PERIOD_S });

const supervision: Readonly<Record<Category, string>> = {
  hazard: 'park', abnormal: 'park', gas: 'principal', fire: 'principal', process: 'director', environment: 'officer', utility: 'officer', quality: 'officer',
};
const head = 'point,name_zh,name_en,type,unit,source,address,low,high,hh,h,l,ll,alarm_when,deadband,on_delay_s,off_delay_s,category,supervision,asset,period_s';
const placed = ',lon,lat,height_m';
const cell = (v: string | number | null): string => {
  const text = v === null ? '' : String(v);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const line = (r: Row): string =>
  [r.point, r.zh, r.en, r.type, r.unit, r.source, r.address, r.low, r.high, ...r.limits, r.alarmWhen, r.deadband, r.onDelayS, r.offDelayS, r.category, supervision[r.category], r.asset, r.periodS].map(cell).join(',');

/** points.csv, whole. */
export function csvOf(rows: readonly Row[]): string {
  const some = rows.some((r) => r.place !== undefined);
  return `${[head + (some ? placed : ''), ...rows.map((r) => line(r) + (some ? `,${[r.place?.lon ?? null, r.place?.lat ?? null, r.place?.height ?? null].map(cell).join(',')}` : ''))].join('\n')}\n`;
}
