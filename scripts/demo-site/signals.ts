import type { Category, Limits } from './row.ts';

/** A measured value of the process unit. `gains`: what load (per standard deviation), a trip and warm air (per degree above 20) add; `followed`: pressure by Gay-Lussac of that temperature. */
export interface Signal {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
  readonly high: number;
  readonly base: number;
  readonly tauS: number;
  readonly noise: number;
  readonly gains: Readonly<Record<string, number>>;
  readonly limits: Limits;
  readonly followed?: { readonly temp: string; readonly atC: number };
  readonly category: Category;
  readonly asset: string;
}
export type Body = Omit<Signal, 'id' | 'zh' | 'en' | 'category' | 'asset'>;
type Line = readonly [id: string, zh: string, en: string, body: Body];

/** Goes to nothing when the power goes; low at 70 %, low-low at 50 % of what it is. */
export const falls = (unit: string, high: number, base: number, tauS: number, noise = base * 0.004): Body =>
  ({ unit, high, base, tauS, noise, gains: { load: base * 0.015, trip: -base }, limits: [null, null, round(base * 0.7), round(base * 0.5)] });
/** Rises by `by` when the power goes; high a third of the way, high-high two thirds. */
export const rises = (unit: string, high: number, base: number, by: number, tauS: number, air = 0): Body =>
  ({ unit, high, base, tauS, noise: by * 0.01, gains: { load: by * 0.04, trip: by, air }, limits: [round(base + by * 0.6), round(base + by * 0.35), null, null] });
/** Is not moved by a trip. */
export const steady = (unit: string, high: number, base: number, limits: Limits, noise = base * 0.004): Body =>
  ({ unit, high, base, tauS: 30, noise, gains: { load: base * 0.015 }, limits });
const round = (n: number): number => Number(n.toPrecision(3));

const group = (prefix: string, zh: string, en: string, category: Category, asset: string, lines: readonly Line[]): readonly Signal[] =>
  lines.map(([id, zhWhat, enWhat, body]) => ({ id: `${prefix}.${id}`, zh: `${prefix} ${zh}${zhWhat}`, en: `${prefix} ${en} ${enWhat}`, category, asset, ...body }));

const reactor = group('R-201', '聚合釜', 'reactor', 'hazard', 'R-201', [
  ['TEMP_TOP', '上部温度', 'top temperature', rises('℃', 250, 141, 30, 55)],
  ['TEMP_MID', '中部温度', 'middle temperature', rises('℃', 250, 142, 30, 50)],
  ['TEMP_BOT', '底部温度', 'bottom temperature', rises('℃', 250, 142.5, 30, 52)],
  ['PRESS', '压力', 'pressure', { unit: 'MPa', high: 1.6, base: 0.85, tauS: 8, noise: 0.0005, gains: { load: 0.001, trip: 0.06 }, limits: [0.93, 0.9, null, null], followed: { temp: 'R-201.TEMP_MID', atC: 142 } }],
  ['JACKET_TEMP', '夹套温度', 'jacket temperature', rises('℃', 150, 62, 40, 40, 0.3)],
  ['JACKET_FLOW', '夹套冷却水流量', 'jacket water flow', falls('m³/h', 120, 68, 6)],
  ['FEED_A', '单体进料流量', 'monomer feed', falls('m³/h', 30, 14.2, 5)],
  ['FEED_B', '溶剂进料流量', 'solvent feed', falls('m³/h', 30, 9.6, 5)],
  ['AGIT_AMPS', '搅拌电流', 'agitator current', falls('A', 160, 88, 3)],
]);
const column = group('C-301', '精馏塔', 'column', 'process', 'C-301', [
  ['TOP_TEMP', '塔顶温度', 'top temperature', rises('℃', 200, 78, 18, 60)],
  ['BOT_TEMP', '塔釜温度', 'bottom temperature', { ...falls('℃', 250, 132, 80, 0.3), gains: { load: 0.8, trip: -70 }, limits: [null, null, 115, 100] }],
  ['TOP_PRESS', '塔顶压力', 'top pressure', rises('kPa', 300, 42, 60, 30)],
  ['DP', '全塔压差', 'pressure drop', falls('kPa', 50, 11.5, 9)],
  ['SUMP_LEVEL', '塔釜液位', 'sump level', rises('%', 100, 52, 42, 45)],
  ['REFLUX_FLOW', '回流流量', 'reflux flow', falls('m³/h', 60, 27, 5)],
  ['REFLUX_LEVEL', '回流罐液位', 'reflux drum level', falls('%', 100, 50, 50)],
  ['REBOIL_FLOW', '再沸器蒸汽流量', 'reboiler steam', falls('t/h', 20, 7.4, 8)],
  ['FEED', '进料流量', 'feed', falls('m³/h', 60, 22, 5)],
]);
const compressor = group('K-401', '压缩机', 'compressor', 'process', 'K-401', [
  ['SUC_PRESS', '入口压力', 'suction pressure', rises('kPa', 400, 120, 110, 25)],
  ['DIS_PRESS', '出口压力', 'discharge pressure', falls('MPa', 2.5, 1.35, 12)],
  ['DIS_TEMP', '出口温度', 'discharge temperature', steady('℃', 200, 96, [130, 120, null, null], 0.3)],
  ['SPEED', '转速', 'speed', falls('r/min', 12_000, 8960, 15, 12)],
  ['VIB_DE', '驱动端振动', 'drive end vibration', steady('mm/s', 20, 2.4, [7.1, 4.5, null, null], 0.08)],
  ['VIB_NDE', '非驱动端振动', 'other end vibration', steady('mm/s', 20, 2.1, [7.1, 4.5, null, null], 0.08)],
  ['BRG_DE', '驱动端轴承温度', 'drive end bearing temperature', steady('℃', 150, 71, [105, 95, null, null], 0.2)],
  ['BRG_NDE', '非驱动端轴承温度', 'other end bearing temperature', steady('℃', 150, 69, [105, 95, null, null], 0.2)],
  ['LUBE_PRESS', '润滑油压力', 'lube oil pressure', falls('MPa', 0.6, 0.26, 7)],
  ['LUBE_TEMP', '润滑油温度', 'lube oil temperature', steady('℃', 100, 44, [65, 60, null, null], 0.15)],
  ['AMPS', '电机电流', 'motor current', falls('A', 600, 342, 2)],
]);
const pumps = Array.from({ length: 7 }, (_, i) => `P-50${i + 1}`).flatMap((id, i) => group(id, '机泵', 'pump', 'process', 'pumps', [
  ['DIS_PRESS', '出口压力', 'discharge pressure', falls('MPa', 1.6, round(0.62 + 0.05 * i), 3)],
  ['AMPS', '电流', 'current', { ...falls('A', 200, 55 + 6 * i, 2), limits: [null, null, round((55 + 6 * i) * 0.7), null] }],
]));
const utilities = group('U-601', '公用工程', 'utilities', 'utility', 'utilities', [
  ['CW_PRESS', '循环水压力', 'cooling water pressure', falls('MPa', 1, 0.42, 5)],
  ['CW_TEMP', '循环水温度', 'cooling water temperature', rises('℃', 60, 27, 18, 60, 0.2)],
  ['IA_PRESS', '仪表风压力', 'instrument air pressure', falls('MPa', 1, 0.61, 45)],
  ['N2_PRESS', '氮气压力', 'nitrogen pressure', falls('MPa', 1, 0.68, 60)],
  ['STEAM_PRESS', '蒸汽压力', 'steam pressure', falls('MPa', 2, 1.02, 40)],
]);
const lines = group('L-402', '外输管线', 'export line', 'process', 'pipe-rack', [
  ['PRESS', '压力', 'pressure', falls('MPa', 2.5, 0.92, 6)],
  ['FLOW', '流量', 'flow', falls('m³/h', 200, 96, 5)],
]);

export const signals: readonly Signal[] = [...reactor, ...column, ...compressor, ...pumps, ...utilities, ...lines];
