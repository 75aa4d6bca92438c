import { analog, type Limits, type Row } from '../demo-site/row.ts';
import type { XY } from './ground.ts';
import { around, farm, plus } from './map/layout.ts';
import { vesselShape } from './map/solids.ts';
import { asset, call, hung, part, state, two, whole, type Part } from './part.ts';
import { substances, type Entry } from './register.ts';

/** What a major hazard source holds: grade, substance, tanks. */
type Source = readonly [grade: 1 | 2 | 3 | 4, substance: string, tanks: number];
const written: Readonly<Record<string, readonly Source[]>> = {
  E05: [[1, '环氧丙烷', 4], [1, '丙烯', 3], [1, '液氯', 2], [2, '苯', 2], [3, '甲醇', 1], [3, '苯胺', 1], [3, '硝基苯', 1]],
  E01: [[1, '液氯', 2], [1, '光气', 1], [1, '环氧乙烷', 2], [2, '氨', 2], [3, '氯苯', 1], [3, '三氯化磷', 1]],
  E02: [[1, '氨', 2], [1, '环氧丙烷', 2], [4, '环氧氯丙烷', 1], [4, '氯甲烷', 1]],
  E03: [[1, '环氧乙烷', 3], [1, '环氧丙烷', 3], [4, '甲苯二异氰酸酯', 1], [4, '二甲胺', 1]],
  E04: [[1, '氨', 3], [1, '甲醇', 2], [3, '氢气', 1], [3, '一氧化碳', 1]],
  E06: [[1, '液化石油气', 6], [1, '甲醇', 2], [4, '甲基叔丁基醚', 1], [4, '三氧化硫', 1]],
  E07: [[2, '环氧乙烷', 1], [2, '环氧丙烷', 1], [4, '环氧丙烷', 1]],
  E21: [[3, '乙烯', 2], [3, '苯胺', 1], [4, '苯胺', 1]],
  E22: [[4, '苯乙烯', 1], [4, '乙酸乙酯', 1], [4, '甲醇', 1]],
  E62: [[4, '甲基叔丁基醚', 1], [4, '液氯', 1]],
};
/** Enterprises of grade 3 that also have one of grade 4. */
const alsoFour: ReadonlySet<string> = new Set(['E13', 'E14', 'E16', 'E19', 'E20']);

/** The major hazard sources of an enterprise; of grade 3 two, of its first substances. */
export function sourcesOf([id, grade, text]: Entry): readonly Source[] {
  const own = written[id];
  if (own !== undefined || grade !== 3) return own ?? [];
  const list = text.split(' ');
  const pick = (i: number): string => list[i % list.length]!;
  return [[3, pick(0), 1], [3, pick(1), 1], ...(alsoFour.has(id) ? [[4, pick(2), 1] as const] : [])];
}

/** Gauge pressure in kPa at 20 C and heat of vaporisation in J/mol of what is stored liquefied; everything else lies under nitrogen. */
const liquefied: Readonly<Record<string, readonly [kPa: number, heat: number]>> = {
  丙烯: [920, 18_400], 液化石油气: [740, 18_800], 液氯: [570, 20_400], 氨: [760, 23_300], 光气: [58, 24_400], 氯甲烷: [390, 21_500], 二甲胺: [70, 26_400], 环氧乙烷: [45, 25_500], 乙醛: [2, 26_100],
};
/** GBZ 2.1 limits in ppm of what is watched as a poison; everything else as combustible. */
const poisons: Readonly<Record<string, readonly [oel: number, fullScale: number]>> = { 液氯: [0.34, 5], 光气: [0.12, 2], 氨: [28, 200], 一氧化碳: [17, 200], 三氯化磷: [0.18, 5], 三氧化硫: [0.3, 5], 硫化氢: [7, 50], 二氧化硫: [1.9, 20], 三乙基铝: [0.5, 5] };
/** Molar masses in g/mol of the poisons: what leaves a tank of one, and what a detector of one hears. */
const molarMass: Readonly<Record<string, number>> = { 液氯: 70.9, 光气: 98.92, 氨: 17.03, 一氧化碳: 28.01, 三氯化磷: 137.33, 三氧化硫: 80.06, 硫化氢: 34.08, 二氧化硫: 64.07, 三乙基铝: 114.17 };
export const gases = Object.fromEntries(Object.entries(molarMass).map(([name, grams]) => [name, { molarMass: grams }]));
const gradeR = { 1: [100, 100], 2: [52, 40], 3: [11, 30], 4: [2, 7] } as const;
const gradeName = { 1: '一级 grade 1', 2: '二级 grade 2', 3: '三级 grade 3', 4: '四级 grade 4' } as const;

/** What is kept in spheres or in drums; everything else in upright tanks. */
const forms: Readonly<Record<string, 'sphere' | 'drum'>> = { 丙烯: 'sphere', 液化石油气: 'sphere', 氨: 'sphere', 环氧乙烷: 'sphere', 乙烯: 'sphere', 液氯: 'drum', 光气: 'drum', 氯甲烷: 'drum', 二甲胺: 'drum' };

interface Tank { readonly id: string; readonly zh: string; readonly en: string; readonly xy: XY; readonly gas: readonly [number, number] | null; readonly idle: boolean; readonly small: boolean; readonly n: number }

/** Its vessel: small and still, still and nearly empty (an old low-level alarm), or filling and emptying in turn. */
function vessel({ zh, small, idle, n }: Tank) {
  const [areaM2, heightM] = small ? [25, 8] : forms[zh] === 'drum' ? [25, 4] : [100, 12];
  const still = small || idle;
  return { areaM2, heightM, startPct: small ? 62 : idle ? 13 : 45 + ((n * 7) % 23), mode: still ? 'idle' : 'cycle', lowPct: 35, highPct: 75, rateM3h: still ? 0 : forms[zh] === 'drum' ? 4 : 45, heatedC: null };
}
/** Scale and limits of its pressure in kPa; a nitrogen blanket that runs out is a low pressure. */
function pressureOf(gas: Tank['gas']): readonly [high: number, limits: Limits, deadband: number] {
  if (gas === null) return [100, [55, 45, 15, 10], 1];
  const scale = gas[0] > 500 ? 2500 : gas[0] > 100 ? 1500 : 500;
  return [scale, [scale * 0.76, scale * 0.68, null, null], scale * 0.01];
}
function tankPart(t: Tank, parent: string, device: string, cas: string): Part {
  const where = { source: device, category: 'hazard', asset: t.id } as const;
  const row = (what: string, zh: string, en: string, unit: string, low: number, high: number, limits: Limits, deadband: number, onDelayS: number): Row =>
    analog({ point: `${t.id}.${what}`, zh: `${t.id} ${t.zh}罐${zh}`, en: `${t.id} ${t.en} tank ${en}`, unit, low, high, limits, deadband, onDelayS, offDelayS: 10, address: '', ...where });
  const v = vessel(t);
  const law = t.gas === null ? { law: 'gay-lussac', gaugeKPa: 30, atC: 20, heat: 0 } : { law: 'clausius-clapeyron', gaugeKPa: t.gas[0], atC: 20, heat: t.gas[1] };
  return part({
    assets: [asset(t.id, 'tank', `${t.id} ${t.zh}储罐`, `${t.id} ${t.en} tank`, parent, t.xy, { substance: `${t.zh} ${t.en}`, ...(cas === '' ? {} : { cas }), volumeM3: v.areaM2 * v.heightM }, null, undefined, { shape: vesselShape(forms[t.zh] ?? 'cylinder', v.areaM2, v.heightM) })],
    rows: [
      row('LEVEL', '液位', 'level', '%', 0, 100, [90, 85, 15, 10], 0.5, 5),
      row('TEMP', '温度', 'temperature', '℃', -20, 80, [50, 45, null, null], 0.5, 10),
      row('PRESS', '压力', 'pressure', 'kPa', 0, ...pressureOf(t.gas), 3),
      row('FLOW', '进出料流量', 'transfer flow', 'm³/h', -150, 150, [120, 100, null, null], 2, 10),
    ],
    tanks: [{ id: t.id, x: t.xy[0], y: t.xy[1], ...v, gas: law, ...(poisons[t.zh] === undefined ? {} : { vapour: t.zh }), switchPct: 92 }],
  });
}

interface Head { readonly id: string; readonly zh: string; readonly en: string; readonly xy: XY; readonly hears: boolean; readonly substance: string }
function detectorPart(d: Head, place: string, device: string): Part {
  const poison = poisons[d.substance];
  const fullScale = poison?.[1] ?? 100;
  // GB/T 50493-2019: combustible 25 and 50 % LEL, toxic 100 and 200 % of the exposure limit
  const limits: Limits = poison === undefined ? [50, 25, null, null] : [2 * poison[0], poison[0], null, null];
  const quiet = poison === undefined ? { zero: 0.8, noise: 0.25 } : { zero: poison[0] * 0.08, noise: poison[0] * 0.02 };
  return part({
    rows: [analog({ point: d.id, zh: d.zh, en: d.en, unit: poison === undefined ? '%LEL' : 'ppm', low: 0, high: fullScale, limits, deadband: Number((limits[1]! * 0.12).toPrecision(2)), onDelayS: 0, offDelayS: 10, category: 'gas', source: device, address: '', asset: place, place: hung(d.xy, poison === undefined ? 0.5 : 1.5) })],
    detectors: [{ id: d.id, x: d.xy[0], y: d.xy[1], hears: poison !== undefined ? `toxic:${d.substance}` : d.hears ? 'combustible' : 'none', ...quiet, fullScale, tauS: 4 }],
  });
}

/** Where vapour of a small tank goes in the usual north-west wind. */
export const downwind = ([x, y]: XY, m: number): XY => [Number((x + m * Math.SQRT1_2).toFixed(1)), Number((y - m * Math.SQRT1_2).toFixed(1))];
/** Where vapour goes in a west-north-west wind (288 degrees). */
const eastward = ([x, y]: XY, m: number): XY => [Number((x + m * 0.951).toFixed(1)), Number((y - m * 0.309).toFixed(1))];
const heads = [[-15, 14], [15, 14], [45, -14], [-15, -14]] as const;

/** Which devices carry an enterprise: tanks of the largest on a DCS, of others on PLCs. */
const tankDevice = (id: string): string => (id === 'E05' ? 'dcs-1' : ['E01', 'E02', 'E03', 'E04', 'E06'].includes(id) ? 'dcs-2' : Number(id.slice(1)) % 2 === 0 ? 'plc-2' : 'plc-1');
const headDevice = (id: string): string => (['E01', 'E02', 'E03', 'E04', 'E05', 'E06'].includes(id) ? 'gds-1' : 'gds-2');

/** All 69 with tanks, detectors, and the buttons of each enterprise. The enterprise that stands in `E05` is numbered first, so that its third propylene sphere is T-07. */
export function hazardPart(entries: readonly Entry[], plot: ReadonlyMap<string, XY>): Part {
  const order = [...entries].toSorted((a, b) => Number(b[0] === 'E05') - Number(a[0] === 'E05'));
  const parts: Part[] = [];
  let n = 0;
  for (const e of order) {
    const [id] = e;
    const [x0, y0] = plot.get(id)!;
    const sources = sourcesOf(e);
    let heard = 0;
    sources.forEach(([grade, substance, count], k) => {
      const [en, cas] = substances[substance]!;
      const hs = `${id}-HS${k + 1}`;
      const xy = plus([x0, y0], farm(k));
      const spots = Array.from({ length: count }, (_, i): XY => [xy[0] + 22 * (i % 3), xy[1] - 22 * Math.floor(i / 3)]);
      const [r0, dr] = gradeR[grade];
      const R = Number((r0 + (dr * ((n * 37) % 97)) / 100).toFixed(1));
      parts.push(part({ assets: [asset(hs, 'hazard-source', `${substance}罐区重大危险源`, `${en} major hazard source`, id, xy, { grade: gradeName[grade], R, substance: `${substance} ${en}`, standard: 'GB 18218-2018', tanks: count }, call('包保责任人（操作）', 'Operating warden', `0000-7${two(Number(id.slice(1)))}${k + 1}`), undefined, { outline: around(spots, 13) })] }));
      for (let i = 0; i < count; i++) {
        n++;
        const tank: Tank = { id: `T-${n < 10 ? two(n) : n}`, zh: substance, en, xy: spots[i]!, gas: liquefied[substance] ?? null, idle: n % 23 === 12, small: n === 7, n };
        parts.push(tankPart(tank, hs, tankDevice(id), cas));
        if (tank.small) [15, 41, 64, 72].forEach((m, j) => parts.push(detectorPart({ id: `GD-E05-W${j + 1}`, zh: `GD-E05-W${j + 1} 丙烯球罐下风向可燃气体`, en: `GD-E05-W${j + 1} combustible gas downwind of the propylene spheres`, xy: downwind(tank.xy, m), hears: true, substance: '丙烯' }, id, headDevice(id))));
      }
      if (hs === 'E01-HS1') [90, 160].forEach((m, j) => parts.push(detectorPart({ id: `GD-E01-F${j + 1}`, zh: `GD-E01-F${j + 1} 氯气厂界下风向`, en: `GD-E01-F${j + 1} chlorine at the fence`, xy: eastward(xy, m), hears: false, substance }, id, headDevice(id))));
      heads.slice(0, grade === 1 ? 4 : 3).forEach(([dx, dy]) => {
        heard++;
        const gid = `GD-${id}-${two(heard)}`;
        parts.push(detectorPart({ id: gid, zh: `${gid} ${substance}罐区气体`, en: `${gid} ${en} tank farm gas`, xy: [xy[0] + dx, xy[1] + dy], hears: substances[substance]![2] === 1 || substance === '液化石油气', substance }, hs, headDevice(id)));
      });
    });
    if (sources.length > 0) parts.push(
      state(`FB-${id}`, `FB-${id} 罐区手动火灾报警按钮`, `FB-${id} tank farm fire alarm button`, 'never', { source: headDevice(id), category: 'fire', asset: id }),
      state(`ESD-${id}`, `ESD-${id} 罐区紧急切断`, `ESD-${id} tank farm emergency shutdown`, 'never', { source: headDevice(id), category: 'abnormal', asset: id }),
      state(`${id}.CAL_DUE`, `${id} 气体探测器标定到期`, `${id} gas detector calibration due`, Number(id.slice(1)) % 7 === 3 ? 'always' : 'never', { source: headDevice(id), category: 'quality', asset: id }),
    );
  }
  return whole(parts);
}
