import { analog, digital, noLimits, type Category, type Row } from './row.ts';
import { signals } from './signals.ts';

const node = (id: string): string => `ns=2;s=${id}`;

/** A state of the unit: what turns it on in the plant, and after how long. */
interface Switch { readonly id: string; readonly zh: string; readonly en: string; readonly on: 'trip' | 'always' | 'never'; readonly afterS: number; readonly category: Category; readonly asset: string }

const switches: readonly Switch[] = [
  { id: 'R-201.AGIT_STOP', zh: 'R-201 聚合釜搅拌停', en: 'R-201 reactor agitator stopped', on: 'trip', afterS: 1, category: 'process', asset: 'R-201' },
  { id: 'K-401.TRIP', zh: 'K-401 压缩机跳车', en: 'K-401 compressor trip', on: 'trip', afterS: 1, category: 'process', asset: 'K-401' },
  ...Array.from({ length: 7 }, (_, i): Switch => ({ id: `P-50${i + 1}.TRIP`, zh: `P-50${i + 1} 机泵跳停`, en: `P-50${i + 1} pump trip`, on: 'trip', afterS: 1 + (i % 3), category: 'process', asset: 'pumps' })),
  { id: 'P-508.STUCK', zh: 'P-508 备用泵盘车卡涩', en: 'P-508 standby pump does not turn', on: 'always', afterS: 0, category: 'utility', asset: 'pumps' },
  { id: 'U-601.POWER_DIP', zh: 'U-601 10kV 晃电', en: 'U-601 10 kV power dip', on: 'trip', afterS: 0, category: 'utility', asset: 'utilities' },
  { id: 'U-601.UPS', zh: 'U-601 UPS 电池供电', en: 'U-601 UPS on battery', on: 'trip', afterS: 2, category: 'utility', asset: 'utilities' },
];
const text: Row = {
  point: 'R-201.PHASE', zh: 'R-201 聚合釜批次阶段', en: 'R-201 reactor batch phase', type: 'text', unit: '', source: 'dcs-1', address: node('R-201.PHASE'),
  low: null, high: null, limits: noLimits, alarmWhen: null, deadband: null, onDelayS: null, offDelayS: null, category: 'process', asset: 'R-201', periodS: 0,
};

/** Deadband 1 % of the scale, but never so wide that a limit is hard to leave. */
const deadbandOf = (high: number, base: number): number => Number(Math.min(high * 0.01, base * 0.03).toPrecision(2));
/** Flows and currents jump, temperatures crawl. */
const onDelayOf = (unit: string): number => (unit === '℃' ? 5 : unit === 'A' || unit === 'm³/h' || unit === 't/h' ? 3 : 2);

export const unitRows: readonly Row[] = [
  ...signals.map((s): Row => analog({
    point: s.id, zh: s.zh, en: s.en, unit: s.unit, source: 'dcs-1', address: node(s.id), low: 0, high: s.high, limits: s.limits,
    deadband: deadbandOf(s.high, s.base), onDelayS: onDelayOf(s.unit), offDelayS: 5, category: s.category, asset: s.asset,
  })),
  ...switches.map((s): Row => digital({ point: s.id, zh: s.zh, en: s.en, source: 'dcs-1', address: node(s.id), category: s.category, asset: s.asset })),
  text,
];

/** The unit as the simulator's plant knows it; what follows another comes after it. */
export const unitPlant = {
  signals: signals.map(({ id, base, tauS, noise, gains, followed }) => ({ id, base, tauS, noise, gains, ...(followed === undefined ? {} : { follows: followed }) })),
  switches: switches.map(({ id, on, afterS }) => ({ id, on, afterS })),
  texts: [{ id: text.point, texts: ['加料 charging', '升温 heating', '反应 reacting', '出料 discharging'], everyS: 600 }],
};
