import { analog, digital, type Row } from './row.ts';

/** A tank of the demo; `gauge20`: pressure in kPa at 20 C, `heat`: J/mol of a liquefied gas, null where nitrogen lies over the liquid. */
export interface Tank {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly cas: string;
  readonly gauge20: number;
  readonly heat: number | null;
  readonly heatedC: number | null;
  readonly areaM2: number;
  readonly heightM: number;
  readonly startPct: number;
  readonly rateM3h: number;
  readonly x: number;
  readonly y: number;
}
type Substance = Pick<Tank, 'zh' | 'en' | 'cas' | 'gauge20' | 'heat' | 'heatedC'>;

const blanket = { gauge20: 30, heat: null, heatedC: null };
const butadiene: Substance = { zh: '丁二烯', en: 'butadiene', cas: '106-99-0', gauge20: 139, heat: 22_500, heatedC: null };
const propyleneOxide: Substance = { zh: '环氧丙烷', en: 'propylene oxide', cas: '75-56-9', ...blanket };
const butane: Substance = { zh: '正丁烷', en: 'n-butane', cas: '106-97-8', gauge20: 106, heat: 22_400, heatedC: null };
const propylene: Substance = { zh: '丙烯', en: 'propylene', cas: '115-07-1', gauge20: 920, heat: 18_400, heatedC: null };
const methanol: Substance = { zh: '甲醇', en: 'methanol', cas: '67-56-1', ...blanket };
const styrene: Substance = { zh: '苯乙烯', en: 'styrene', cas: '100-42-5', ...blanket };
const aceticAcid: Substance = { zh: '醋酸', en: 'acetic acid', cas: '64-19-7', ...blanket, heatedC: 26 };
const ammoniaWater: Substance = { zh: '氨水', en: 'aqueous ammonia', cas: '1336-21-6', ...blanket };

/** T-07 is small, so that a leak shows in its level; T-12 stands at 13 %, an old low-level alarm of a tank that waits for a ship. */
const shape = (id: string): Pick<Tank, 'areaM2' | 'heightM' | 'startPct' | 'rateM3h'> =>
  id === 'T-07' ? { areaM2: 25, heightM: 8, startPct: 62, rateM3h: 0 }
  : id === 'T-12' ? { areaM2: 100, heightM: 12, startPct: 13, rateM3h: 0 }
  : { areaM2: 100, heightM: 12, startPct: 45 + ((Number(id.slice(2)) * 7) % 23), rateM3h: 45 };

const farm = (first: number, substances: readonly Substance[], x0: number): readonly Tank[] =>
  substances.map((s, i) => {
    const id = `T-${String(first + i).padStart(2, '0')}`;
    return { id, ...s, ...shape(id), x: x0 + 30 * (i % 4), y: i < 4 ? 60 : 20 };
  });

export const farmA = farm(1, [butadiene, butadiene, propyleneOxide, propyleneOxide, butane, butane, propylene, propylene], 0);
export const farmB = farm(9, [methanol, methanol, styrene, styrene, aceticAcid, aceticAcid, ammoniaWater, ammoniaWater], -200);

/** Scale and limits of a tank's pressure, in kPa; a nitrogen blanket that runs out is a low pressure. */
function pressureOf(t: Tank): Pick<Row, 'low' | 'high' | 'limits' | 'deadband'> {
  if (t.heat === null) return { low: 0, high: 100, limits: [55, 45, 15, 10], deadband: 1 };
  const high = t.gauge20 > 500 ? 2500 : 500;
  return { low: 0, high, limits: [high * 0.66, high * 0.56, null, null], deadband: high * 0.01 };
}

function rowsOf(t: Tank, source: Row['source'], at: (what: 'LEVEL' | 'TEMP' | 'PRESS' | 'FLOW' | 'LSHH') => string): readonly Row[] {
  const category = source === 'dcs-1' ? 'hazard' : 'process';
  const rest = { source, category, asset: t.id } as const;
  const name = (zh: string, en: string): { zh: string; en: string } => ({ zh: `${t.id} ${t.zh}罐${zh}`, en: `${t.id} ${t.en} tank ${en}` });
  return [
    analog({ point: `${t.id}.LEVEL`, ...name('液位', 'level'), unit: '%', address: at('LEVEL'), low: 0, high: 100, limits: [90, 85, 15, 10], deadband: 0.5, onDelayS: 5, offDelayS: 5, ...rest }),
    analog({ point: `${t.id}.TEMP`, ...name('温度', 'temperature'), unit: '℃', address: at('TEMP'), low: -20, high: 80, limits: [50, 45, null, null], deadband: 0.5, onDelayS: 10, offDelayS: 10, ...rest }),
    analog({ point: `${t.id}.PRESS`, ...name('压力', 'pressure'), unit: 'kPa', address: at('PRESS'), ...pressureOf(t), onDelayS: 3, offDelayS: 5, ...rest }),
    analog({ point: `${t.id}.FLOW`, ...name('进出料流量', 'transfer flow'), unit: 'm³/h', address: at('FLOW'), low: -150, high: 150, limits: [120, 100, null, null], deadband: 2, onDelayS: 10, offDelayS: 10, ...rest }),
    digital({ point: `${t.id}.LSHH`, ...name('高高液位开关', 'high-high level switch'), address: at('LSHH'), ...rest }, 2),
  ];
}
/** Where the PLC keeps a tank of farm B: ten registers and one input each, in mixed types as real ones are. */
const plcAddress = (i: number) => (what: 'LEVEL' | 'TEMP' | 'PRESS' | 'FLOW' | 'LSHH'): string => {
  const base = 100 + 10 * i;
  return { LEVEL: `hr:${base}:f32:cdab`, TEMP: `hr:${base + 2}:i16*0.1`, PRESS: `hr:${base + 3}:u16*0.01`, FLOW: `hr:${base + 4}:f32`, LSHH: `di:${i}` }[what];
};

export const tankRows: readonly Row[] = [
  ...farmA.flatMap((t) => rowsOf(t, 'dcs-1', (what) => `ns=2;s=${t.id}.${what}`)),
  ...farmB.flatMap((t, i) => rowsOf(t, 'plc-2', plcAddress(i))),
];

/** The tanks as the simulator's plant knows them. */
export const tankPlant = [...farmA, ...farmB].map((t) => ({
  id: t.id, x: t.x, y: t.y, areaM2: t.areaM2, heightM: t.heightM, startPct: t.startPct,
  mode: t.rateM3h === 0 ? 'idle' : 'cycle', lowPct: 35, highPct: 75, rateM3h: t.rateM3h, heatedC: t.heatedC,
  gas: { law: t.heat === null ? 'gay-lussac' : 'clausius-clapeyron', gaugeKPa: t.gauge20, atC: 20, heat: t.heat ?? 0 },
  switchPct: 92,
}));
