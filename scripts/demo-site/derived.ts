import { detectors } from './gas.ts';
import { noLimits, PERIOD_S, type Category, type Limits, type Row } from './row.ts';
import { farmA, farmB, type Tank } from './tanks.ts';

/** The source of what is reckoned from other points; it has no device. */
export const DERIVED = 'calc';

/** Tonnes to the cubic metre of what a tank holds at 20 C. */
const density: Readonly<Record<string, number>> = {
  butadiene: 0.621, 'propylene oxide': 0.83, 'n-butane': 0.579, propylene: 0.514, methanol: 0.792, styrene: 0.906, 'acetic acid': 1.049, 'aqueous ammonia': 0.91,
};
/** Tonnes to a hundredth of a tank's level. */
const perCent = (t: Tank): number => Number(((t.areaM2 * t.heightM * (density[t.en] ?? 1)) / 100).toFixed(4));
const mass = (tanks: readonly Tank[]): string => tanks.map((t) => `'${t.id}.LEVEL' * ${perCent(t)}`).join(' + ');

interface Line { readonly point: string; readonly zh: string; readonly en: string; readonly unit: string; readonly address: string; readonly high: number; readonly limits?: Limits; readonly deadband?: number; readonly category: Category; readonly asset: string }
const derived = ({ limits = noLimits, deadband, ...r }: Line): Row => ({
  ...r, zh: `${r.point} ${r.zh}`, en: `${r.point} ${r.en}`, type: 'analog', source: DERIVED, low: 0, limits, alarmWhen: null, deadband: deadband ?? null, onDelayS: null, offDelayS: null, periodS: PERIOD_S,
});
const quoted = (ids: readonly string[]): string => ids.map((id) => `'${id}'`).join(', ');

export const derivedRows: readonly Row[] = [
  derived({ point: 'FARM-A.MASS', zh: '罐区A总储量', en: 'tank farm A stored mass', unit: 't', address: mass(farmA), high: 6000, limits: [5000, 4600, null, null], deadband: 20, category: 'hazard', asset: 'farm-a' }),
  derived({ point: 'FARM-B.MASS', zh: '罐区B总储量', en: 'tank farm B stored mass', unit: 't', address: mass(farmB), high: 10_000, category: 'process', asset: 'farm-b' }),
  derived({ point: 'FARMS.MASS', zh: '两罐区总储量', en: 'stored mass of both tank farms', unit: 't', address: "'FARM-A.MASS' + 'FARM-B.MASS'", high: 16_000, category: 'process', asset: 'farm-a' }),
  derived({ point: 'GD-A.MAX', zh: '罐区A可燃气体最大值', en: 'greatest of the gas detectors of tank farm A', unit: '%LEL', address: `max(${quoted(detectors.filter((d) => d.id.startsWith('GD-A')).map((d) => d.id))})`, high: 100, category: 'gas', asset: 'gds-a' }),
  derived({ point: 'GD-A09.AVG', zh: 'GD-A09 十分钟平均', en: 'GD-A09 ten-minute mean', unit: '%LEL', address: "avg('GD-A09', '10m')", high: 100, category: 'gas', asset: 'gds-a' }),
  derived({ point: 'P-501.HOURS', zh: '机泵运行小时', en: 'pump run-hours', unit: 'h', address: "runHours('P-501.AMPS' > 5)", high: 100_000, category: 'process', asset: 'pumps' }),
  derived({ point: 'P-501.STARTS', zh: '机泵启动次数', en: 'pump starts', unit: '', address: "count('P-501.AMPS' > 5)", high: 100_000, category: 'process', asset: 'pumps' }),
  derived({ point: 'L-402.TOTAL', zh: '外输管线累计流量', en: 'export line total', unit: 'm³', address: "total('L-402.FLOW')", high: 100_000_000, category: 'process', asset: 'pipe-rack' }),
];
