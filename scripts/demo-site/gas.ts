import { analog, digital, type Limits, type Row } from './row.ts';

interface Kind { readonly zh: string; readonly en: string; readonly unit: string; readonly fullScale: number; readonly limits: Limits; readonly noise: number; readonly zero: number; readonly hears: 'combustible' | 'none' }
interface Detector { readonly id: string; readonly kind: Kind; readonly place: string; readonly zhPlace: string; readonly enPlace: string; readonly x: number; readonly y: number }

/** Molar volume at 20 C, litres: mg/m3 to ppm. */
const MOLAR_L = 24.05;
/** GBZ 2.1 occupational exposure limit of a gas in ppm. */
const oelPpm = (mgPerM3: number, molarMass: number): number => Math.round((mgPerM3 * MOLAR_L) / molarMass);
/** GB/T 50493-2019: combustible first level at most 25 % LEL, second at most 50 %; toxic first at most 100 % of the exposure limit, second at most 200 %. */
const combustible: Kind = { zh: '可燃气体', en: 'combustible gas', unit: '%LEL', fullScale: 100, limits: [50, 25, null, null], noise: 0.25, zero: 0.8, hears: 'combustible' };
const toxic = (zh: string, en: string, oel: number, fullScale: number): Kind =>
  ({ zh, en, unit: 'ppm', fullScale, limits: [2 * oel, oel, null, null], noise: fullScale * 0.003, zero: fullScale * 0.008, hears: 'none' });
const h2s = toxic('硫化氢', 'hydrogen sulfide', oelPpm(10, 34.08), 50);
const nh3 = toxic('氨气', 'ammonia', oelPpm(20, 17.03), 200);
const co = toxic('一氧化碳', 'carbon monoxide', oelPpm(20, 28.01), 200);

const farm = (prefix: string, kind: Kind, place: string, zhPlace: string, enPlace: string, spots: readonly (readonly [number, number])[]): readonly Detector[] =>
  spots.map(([x, y], i) => ({ id: `${prefix}${String(i + 1).padStart(2, '0')}`, kind, place, zhPlace, enPlace, x, y }));

/** South-east of T-07 (60, 20), where the usual wind carries its vapour: the last four of farm A and the first of the unit. */
const downwind = (m: number): readonly [number, number] => [Number((60 + m * Math.SQRT1_2).toFixed(1)), Number((20 - m * Math.SQRT1_2).toFixed(1))];

export const detectors: readonly Detector[] = [
  ...farm('GD-A', combustible, 'gds-a', '罐区A', 'tank farm A', [[-15, 40], [15, 40], [45, 40], [75, 40], [105, 40], [-15, 5], [15, 3], [45, 3], downwind(15), downwind(41), downwind(64), downwind(72)]),
  ...farm('GD-B', combustible, 'gds-b', '罐区B', 'tank farm B', [[-215, 40], [-185, 40], [-155, 40], [-125, 40], [-185, 3], [-140, 3]]),
  ...farm('GD-U', combustible, 'gds-u', '聚合装置', 'process unit', [downwind(105), [160, -95], [180, -65], [200, -95], [215, -120], [235, -80]]),
  ...farm('GT-S', h2s, 'gds-u', '聚合装置', 'process unit', [[150, -75], [170, -100], [190, -110], [205, -70], [225, -100], [240, -120]]),
  ...farm('GT-N', nh3, 'gds-b', '罐区B', 'tank farm B', [[-150, 25], [-120, 25], [-135, -5], [-105, -5]]),
  ...farm('GT-C', co, 'gds-u', '聚合装置', 'process unit', [[155, -115], [175, -125], [195, -125], [212, -135], [228, -130], [245, -95]]),
];

/** Combustible ones as floats, toxic ones as tenths in one register: as gas detection systems really mix them. */
const addressOf = (d: Detector, i: number): string => (d.kind === combustible ? `hr:${2 * i}:f32` : `hr:${100 + i}:u16*0.1`);

const buttons: readonly Row[] = Array.from({ length: 8 }, (_, i): Row => {
  const [zh, en, asset]: readonly [string, string, string] = i < 3 ? ['罐区A', 'tank farm A', 'farm-a'] : i < 5 ? ['罐区B', 'tank farm B', 'farm-b'] : ['聚合装置', 'process unit', 'unit-200'];
  return digital({ point: `FB-0${i + 1}`, zh: `FB-0${i + 1} ${zh}手动火灾报警按钮`, en: `FB-0${i + 1} ${en} fire alarm button`, source: 'gds-3', address: `di:${i}`, category: 'fire', asset });
});
const stops: readonly Row[] = [
  digital({ point: 'ESD-A', zh: 'ESD-A 罐区A紧急切断', en: 'ESD-A tank farm A emergency shutdown', source: 'gds-3', address: 'di:16', category: 'abnormal', asset: 'farm-a' }),
  digital({ point: 'ESD-B', zh: 'ESD-B 罐区B紧急切断', en: 'ESD-B tank farm B emergency shutdown', source: 'gds-3', address: 'di:17', category: 'abnormal', asset: 'farm-b' }),
  digital({ point: 'ESD-U', zh: 'ESD-U 聚合装置紧急停车', en: 'ESD-U process unit emergency shutdown', source: 'gds-3', address: 'di:18', category: 'abnormal', asset: 'unit-200' }),
];
const calibration = digital({ point: 'GDS-3.CAL_DUE', zh: 'GDS-3 探测器标定到期', en: 'GDS-3 detector calibration due', source: 'gds-3', address: 'di:24', category: 'quality', asset: 'gds-u' });

/** The weather mast hangs on the same system, on input registers. */
const wx = (id: string, zh: string, en: string, unit: string, i: number, low: number, high: number, limits: Limits): Row =>
  analog({ point: `WX.${id}`, zh: `气象站 ${zh}`, en: `Weather station ${en}`, unit, source: 'gds-3', address: `ir:${i}:i16*0.1`, low, high, limits, deadband: 0.5, onDelayS: 10, offDelayS: 30, category: 'environment', asset: 'weather' });
const weather: readonly Row[] = [
  wx('SPEED', '风速', 'wind speed', 'm/s', 0, 0, 60, [17.2, 13.9, null, null]),
  wx('FROM', '风向', 'wind direction', '°', 1, 0, 360, [null, null, null, null]),
  wx('TEMP', '气温', 'air temperature', '℃', 2, -40, 60, [40, 37, null, null]),
  wx('HUMIDITY', '湿度', 'humidity', '%', 3, 0, 100, [null, null, null, null]),
];

export const gasRows: readonly Row[] = [
  ...detectors.map((d, i): Row => analog({
    point: d.id, zh: `${d.id} ${d.zhPlace}${d.kind.zh}`, en: `${d.id} ${d.enPlace} ${d.kind.en}`, unit: d.kind.unit, source: 'gds-3', address: addressOf(d, i), low: 0, high: d.kind.fullScale,
    limits: d.kind.limits, deadband: d.kind.fullScale * 0.03, onDelayS: 0, offDelayS: 10, category: 'gas', asset: d.place,
  })),
  ...stops, ...buttons, calibration, ...weather,
];

/** What the simulator's plant hears and shows of it. */
export const gasPlant = {
  detectors: detectors.map((d) => ({ id: d.id, x: d.x, y: d.y, hears: d.kind.hears, zero: d.kind.zero, noise: d.kind.noise, fullScale: d.kind.fullScale, tauS: 4 })),
  switches: [
    { id: 'ESD-A', on: 'never', afterS: 0 }, { id: 'ESD-B', on: 'never', afterS: 0 }, { id: 'ESD-U', on: 'trip', afterS: 3 },
    ...buttons.map((b) => ({ id: b.point, on: 'never', afterS: 0 })),
    { id: calibration.point, on: 'always', afterS: 0 },
  ],
};
