import { steady, type Body } from '../demo-site/signals.ts';
import type { XY } from './ground.ts';
import { rowOf } from './map/basins.ts';
import { plus } from './map/layout.ts';
import { sewerFrom, waterBranches } from './map/lines.ts';
import { works as places } from './map/plots.ts';
import { basin, box } from './map/solids.ts';
import { asset, call, measured, noLimits, part, routeOf, shown, state, whole, type Part } from './part.ts';
import { inventedName, register } from './register.ts';

const WATER = { source: 'water-1', category: 'utility' } as const;
const round = (n: number): number => Number(n.toPrecision(3));
/** A level of a basin, in m; high at 92 and 97 % of its depth, low at `low` of it. */
const level = (id: string, zh: string, en: string, depth: number, low: number, on: string = id): Part =>
  shown(`${id}.LEVEL`, `${zh}液位`, `${en} level`, 'm', 0, depth, [round(depth * 0.97), round(depth * 0.92), round(depth * low), round(depth * low * 0.6)], round(depth * 0.01), { ...WATER, asset: on });
const quality = (id: string, zh: string, en: string, unit: string, high: number, base: number, limits: Body['limits'], on: string, noise = base * 0.004): Part =>
  measured(id, zh, en, { ...steady(unit, high, base, limits, noise), gains: { load: base * 0.01 } }, { ...WATER, asset: on });

const branches = ['东片生活', '西片生活', '东片工业1', '东片工业2', '中片工业', '西片工业1', '西片工业2', '消防环网'] as const;
/** The waterworks: intake, settling, filter, clear water, and the network that its pumps feed. 150,000 m3 a day when nobody wants more. */
function waterworks(): Part {
  const HOUR = 6250;
  const W = places.water.middle;
  const tanks: readonly (readonly [id: string, zh: string, en: string, areaM2: number, at: XY])[] = [['W-SED', '沉淀池', 'settling basin', 4200, [-45, 40]], ['W-FIL', '滤池', 'filter basin', 1800, [52, 40]], ['W-CLR', '清水池', 'clear water basin', 9000, [26, -28]]];
  const net = branches.map((zh, i) => ({ id: `WM-${i + 1}`, zh: `${zh}供水管`, en: `Water branch ${i + 1}`, flow: HOUR * [0.06, 0.05, 0.2, 0.16, 0.2, 0.17, 0.15, 0.01][i]! }));
  return whole([
    part({
      assets: [
        asset('water', 'utility', '园区水厂', 'Waterworks', 'park', W, { builtM3d: 150_000, farM3d: 250_000 }, call('水厂中控', 'Waterworks control room', '0000-8501'), undefined, { system: 'water' }),
        asset('WI-1', 'utility', 'WI-1 取水泵房', 'WI-1 intake pump house', 'water', plus(W, [-68, -40]), {}, null, undefined, { system: 'water', shape: box(24, 16, 9) }),
        ...tanks.map(([id, zh, en, area, at]) => asset(id, 'utility', `${id} ${zh}`, `${id} ${en}`, 'water', plus(W, at), { areaM2: area }, null, undefined, { system: 'water', shape: basin(area, 1.2) })),
        ...net.map((n, i) => asset(n.id, 'utility', n.zh, n.en, 'water', waterBranches[i]!.at(-1)!, { nominalM3h: Math.round(n.flow), dn: i === 7 ? 300 : 500 }, null, undefined, { system: 'water', route: routeOf(waterBranches[i]!) })),
      ],
      signals: [{ id: 'WI-1.FLOW', base: HOUR, tauS: 120, noise: 12, gains: { day: HOUR * 0.15, trip: -HOUR } }],
      basins: [
        { id: 'W-SED', areaM2: 4200, depthM: 4.5, startM: 3.9, from: ['WI-1.FLOW'], out: { law: 'weir', crestM: 3.7, coef: HOUR / 0.2 ** 1.5 } },
        { id: 'W-FIL', areaM2: 1800, depthM: 3.5, startM: 2.8, from: ['W-SED.OUT'], out: { law: 'weir', crestM: 2.6, coef: HOUR / 0.2 ** 1.5 } },
        { id: 'W-CLR', areaM2: 9000, depthM: 5, startM: 3.4, from: ['W-FIL.OUT'], out: { law: 'demand', by: 'WM-0.FLOW' } },
      ],
      mains: [
        ...net.map((n) => ({ id: n.id, flow: n.flow, gains: { day: 0.15, 'load': 0.01, trip: -0.3 }, feeds: [], source: 0.46, sourceGains: { trip: -0.75 }, drop: 0.08 })),
        { id: 'WM-0', flow: 0, gains: {}, feeds: net.map((n) => n.id), source: 0.55, sourceGains: { trip: -0.75 }, drop: 0.06 },
      ],
    }),
    measured('WI-1.RAW', '取水口原水浊度', 'Raw water turbidity', { ...steady('NTU', 400, 28, [200, 120, null, null], 0.3), gains: { rain: 2.2 } }, { ...WATER, asset: 'water' }),
    shown('WI-1.FLOW', '取水流量', 'Intake flow', 'm³/h', 0, 12_000, [null, null, 3000, 1500], 60, { ...WATER, asset: 'water' }),
    level('W-SED', '沉淀池', 'Settling basin', 4.5, 0.4), level('W-FIL', '滤池', 'Filter basin', 3.5, 0.4), level('W-CLR', '清水池', 'Clear water basin', 5, 0.3),
    quality('W-CLR.NTU', '出厂水浊度', 'Outgoing turbidity', 'NTU', 10, 0.32, [1, 0.8, null, null], 'water'), quality('W-CLR.CL', '出厂水余氯', 'Outgoing chlorine', 'mg/L', 5, 0.62, [2, 1.2, 0.3, 0.2], 'water'), quality('W-CLR.PH', '出厂水pH', 'Outgoing pH', 'pH', 14, 7.4, [9, 8.5, 6.5, 6], 'water', 0.01),
    ...['WM-0', ...net.map((n) => n.id)].flatMap((id, i) => [
      shown(`${id}.PRESS`, `${id} ${i === 0 ? '出厂总管' : net[i - 1]!.zh}压力`, `${id} ${i === 0 ? 'trunk' : net[i - 1]!.en} pressure`, 'MPa', 0, 1, [0.75, 0.65, 0.28, 0.2], 0.01, { ...WATER, asset: i === 0 ? 'water' : id }),
      shown(`${id}.FLOW`, `${id} ${i === 0 ? '出厂总管' : net[i - 1]!.zh}流量`, `${id} ${i === 0 ? 'trunk' : net[i - 1]!.en} flow`, 'm³/h', 0, i === 0 ? 15_000 : 4000, noLimits, i === 0 ? 100 : 10, { ...WATER, asset: i === 0 ? 'water' : id }),
    ]),
    ...Array.from({ length: 4 }, (_, i) => state(`WP-${i + 1}.TRIP`, `WP-${i + 1} 送水泵跳停`, `WP-${i + 1} water pump trip`, 'trip', { ...WATER, asset: 'water' }, { afterS: 2 })),
  ]);
}

/** The sewage works' process line, stage by stage: area in m2, depth in m, and what is measured there besides the level. */
const general: readonly (readonly [id: string, zh: string, en: string, areaM2: number, depthM: number, more: readonly (readonly [what: string, zh: string, en: string, unit: string, high: number, base: number, limits: Body['limits']])[]])[] = [
  ['SG-01', '粗格栅及提升泵房', 'coarse screen and lift pumps', 260, 5, [['H2S', '硫化氢', 'hydrogen sulfide', 'ppm', 50, 0.8, [14, 7, null, null]]]],
  ['SG-02', '细格栅及沉砂池', 'fine screen and grit chamber', 180, 3, []],
  ['SG-03', '调节池', 'equalising basin', 1600, 6, [['PH', 'pH', 'pH', 'pH', 14, 7.6, [10, 9.2, 6, 5.5]], ['COD', '进水COD', 'inflow COD', 'mg/L', 2000, 320, [800, 600, null, null]]]],
  ['SG-04', '高效沉淀池', 'high-rate settler', 320, 5, []],
  ['SG-05', '水解池', 'hydrolysis basin', 900, 6, [['ORP', '氧化还原电位', 'redox potential', 'mV', 600, 240, [450, 380, null, null]]]],
  ['SG-06', '生化池', 'biological basin', 2600, 6, [['DO', '溶解氧', 'dissolved oxygen', 'mg/L', 10, 2.6, [6, 5, 1, 0.5]], ['MLSS', '污泥浓度', 'sludge', 'mg/L', 8000, 3600, [5500, 5000, 2200, 1800]], ['TEMP', '水温', 'water temperature', '℃', 50, 22, [38, 35, 10, 8]]]],
  ['SG-07', '二沉池', 'secondary settler', 1400, 4, []],
  ['SG-08', '气浮池', 'flotation', 300, 3, []],
  ['SG-09', '活性炭吸附池', 'carbon adsorption', 260, 4, [['DP', '床层压差', 'bed pressure drop', 'kPa', 60, 18, [45, 35, null, null]]]],
  ['SG-10', '滤池', 'filter', 240, 4, [['DP', '滤层压差', 'bed pressure drop', 'kPa', 60, 14, [45, 35, null, null]]]],
  ['SG-11', '消毒池', 'disinfection', 220, 4, [['CL', '余氯', 'chlorine', 'mg/L', 5, 0.8, [3, 2, 0.2, null]]]],
];
const difficult = [['SD-01', '难降解调节池', 'difficult equalising basin', 500, 5], ['SD-02', '铁碳池', 'iron-carbon reactor', 160, 4], ['SD-03', '絮凝沉淀池', 'flocculation settler', 200, 4]] as const;
/** The three pump stations and which enterprises (by turn) they serve. */
const stations = [['PS-1', '沧屿大道泵站', 'Cangyu pump station', [2000, 780]], ['PS-2', '北汀大道泵站', 'Beiting pump station', [2500, 2500]], ['PS-3', '明汐路泵站', 'Mingxi pump station', [1700, -1100]]] as const;
const S = places.sewage.middle;
const generalAt: readonly XY[] = [...rowOf(plus(S, [-180, 60]), general.slice(0, 5).map((g) => g[3])), ...rowOf(plus(S, [-180, -10]), general.slice(5).map((g) => g[3]))];
const difficultAt: readonly XY[] = rowOf(plus(S, [70, 80]), difficult.map((d) => d[3]));
const pools: readonly (readonly [id: string, zh: string, en: string, m3: number, xy: XY])[] = [
  ['EP-1', '污水厂事故应急池', 'works emergency pool', 4360, plus(S, [150, -60])], ['EP-2', '污水厂扩建应急池', 'works second pool', 5000, plus(S, [150, -15])], ['EP-3', '西帆路公共应急池', 'Xifan public pool', 5000, places['EP-3'].middle], ['EP-4', '应急处置中心水囊', 'response centre water bags', 5000, places['EP-4'].middle], ['EP-5', '安汀北公共应急池', 'Anting north public pool', 50_000, places['EP-5'].middle],
];
/** What each enterprise in production sends, m3/h; 12 of them to the difficult line. */
const effluents = register.filter(([id]) => id.startsWith('E')).map(([id], i) => ({ id, n: i, base: 3.5 + ((i * 5) % 9), difficult: i % 5 === 4 }));
const inflow = (of: (e: (typeof effluents)[number]) => boolean): number => effluents.filter(of).reduce((s, e) => s + e.base, 0);

/** A basin with a weir, standing where its usual flow keeps it. */
const weir = (id: string, areaM2: number, depthM: number, flow: number, from: readonly string[]) => ({ id, areaM2, depthM, startM: depthM * 0.75 + 0.1, from, out: { law: 'weir', crestM: depthM * 0.75, coef: Number((flow / 0.1 ** 1.5).toPrecision(6)) } });

function sewage(): Part {
  const easy = inflow((e) => !e.difficult);
  const hard = inflow((e) => e.difficult);
  const served = (k: number): string[] => effluents.filter((e) => !e.difficult && e.n % 3 === k).map((e) => `EF-${e.id}.FLOW`);
  return whole([
    part({
      assets: [
        asset('sewage', 'utility', '园区污水处理厂', 'Sewage works', 'park', S, { builtM3d: 20_000, designM3d: 60_000, inflowM3d: Math.round((easy + hard) * 24), discharge: 'GB 18918-2002 1-A' }, call('污水厂中控', 'Sewage works control room', '0000-8502'), undefined, { system: 'sewage' }),
        asset('SL-G', 'utility', '一般污水处理工艺线', 'General sewage line', 'sewage', generalAt[0]!, { stages: 11 }, null, undefined, { system: 'sewage', route: routeOf(generalAt, 1) }),
        asset('SL-D', 'utility', '难降解污水处理工艺线', 'Difficult sewage line', 'sewage', difficultAt[0]!, { stages: 3, joins: 'SG-05' }, null, undefined, { system: 'sewage', route: routeOf([...difficultAt, generalAt[4]!], 1) }),
        ...general.map(([id, zh, en], i) => asset(id, 'utility', `${id} ${zh}`, `${id} ${en}`, 'sewage', generalAt[i]!, { line: '一般 general', stage: i + 1 }, null, undefined, { system: 'sewage', shape: basin(general[i]![3], 1.2) })),
        ...difficult.map(([id, zh, en], i) => asset(id, 'utility', `${id} ${zh}`, `${id} ${en}`, 'sewage', difficultAt[i]!, { line: '难降解 difficult', stage: i + 1 }, null, undefined, { system: 'sewage', shape: basin(difficult[i]![3], 1.2) })),
        ...stations.map(([id, zh, en, xy]) => asset(id, 'utility', `${id} ${zh}`, `${id} ${en}`, 'sewage', [xy[0], xy[1]] as XY, {}, null, undefined, { system: 'sewage', shape: box(12, 9, 6) })),
        ...stations.map(([id, zh, en, [x, y]], i) => asset(`SW-${i + 1}`, 'utility', `${zh}压力管`, `${en} pressure main`, 'sewage', [x, y] as XY, { dn: 800, from: id }, null, undefined, { system: 'sewage', route: routeOf(sewerFrom([x, y], generalAt[0]!)) })),
        ...pools.map(([id, zh, en, m3, xy]) => asset(id, 'utility', `${id} ${zh}`, `${id} ${en}`, 'sewage', xy, { capacityM3: m3 }, null, undefined, { system: 'sewage', shape: basin(m3 / 5, 1) })),
      ],
      signals: [{ id: 'SG-RAIN.FLOW', base: 0, tauS: 300, noise: 0, gains: { rain: 8 } }, ...pools.map(([id, , , m3], i) => ({ id: `${id}.RAIN`, base: 0, tauS: 120, noise: 0, gains: { rain: Number((m3 / (55 + 30 * i)).toPrecision(3)) } }))],
      basins: [
        ...stations.map(([id], k) => ({ id, areaM2: 60, depthM: 5, startM: 1.5 + k * 0.4, from: served(k), out: { law: 'pump', m3h: 420, lowM: 1, highM: 3 } })),
        ...difficult.map(([id, , , area, depth], i) => weir(id, area, depth, hard, i === 0 ? effluents.filter((e) => e.difficult).map((e) => `EF-${e.id}.FLOW`) : [`${difficult[i - 1]![0]}.OUT`])),
        ...general.map(([id, , , area, depth], i) => weir(id, area, depth, i < 4 ? easy : easy + hard, i === 0 ? [...stations.map(([s]) => `${s}.OUT`), 'SG-RAIN.FLOW'] : i === 4 ? ['SG-04.OUT', 'SD-03.OUT'] : [`${general[i - 1]![0]}.OUT`])),
        ...pools.map(([id, , , m3]) => ({ id, areaM2: m3 / 5, depthM: 5, startM: 0.4, from: [`${id}.RAIN`], out: { law: 'pump', m3h: m3 / 100, lowM: 0.3, highM: 2.6 } })),
      ],
    }),
    ...general.flatMap(([id, zh, en, , depth, more]) => [level(id, `${id} ${zh}`, `${id} ${en}`, depth, 0.45), ...more.map(([what, mzh, men, unit, high, base, limits]) => quality(`${id}.${what}`, `${id} ${zh}${mzh}`, `${id} ${en} ${men}`, unit, high, base, limits, id))]),
    ...difficult.map(([id, zh, en, , depth]) => level(id, `${id} ${zh}`, `${id} ${en}`, depth, 0.45)),
    shown('SG-11.OUT', '污水厂外排流量', 'Sewage works discharge', 'm³/h', 0, 3000, noLimits, 10, { ...WATER, asset: 'SG-11' }),
    ...stations.flatMap(([id, zh, en]) => [
      shown(`${id}.LEVEL`, `${id} ${zh}集水井液位`, `${id} ${en} well level`, 'm', 0, 5, [4.6, 4, 0.5, 0.3], 0.1, { ...WATER, asset: id }), shown(`${id}.OUT`, `${id} ${zh}提升流量`, `${id} ${en} flow`, 'm³/h', 0, 800, noLimits, 5, { ...WATER, asset: id }),
      state(`${id}.TRIP`, `${id} ${zh}泵跳停`, `${id} ${en} pump trip`, 'trip', { ...WATER, asset: id }), state(`${id}.STUCK`, `${id} ${zh}备用泵卡涩`, `${id} ${en} standby pump stuck`, id === 'PS-2' ? 'always' : 'never', { ...WATER, asset: id }),
    ]),
    ...pools.map(([id, zh, en]) => shown(`${id}.LEVEL`, `${id} ${zh}液位`, `${id} ${en} level`, 'm', 0, 5, [2.4, 1.6, null, null], 0.05, { ...WATER, category: 'environment', asset: id })),
  ]);
}

/** HJ 212 stations: every enterprise's own outlet, the works' outlet, six of air at the fence. */
const mn = (n: number): string => `320899${String(n).padStart(8, '0')}`;
export const waterStations = [...effluents.map((e) => ({ mn: mn(e.n + 1), st: '32' })), { mn: mn(90), st: '32' }, ...Array.from({ length: 6 }, (_, i) => ({ mn: mn(101 + i), st: '22' }))];
function outlets(plot: ReadonlyMap<string, XY>): Part {
  const env = (id: string, zh: string, en: string, unit: string, high: number, base: number, limits: Body['limits'], station: string, factor: string, on: string, gains: Readonly<Record<string, number>> = { load: base * 0.02 }): Part =>
    measured(id, zh, en, { ...steady(unit, high, base, limits), gains, tauS: 60 }, { source: 'env-1', category: 'environment', asset: on, address: `${station}/${factor}-Rtd` });
  const outlet = effluents.map(({ id, n, base, difficult: hard }) => {
    const { zh, en } = inventedName(register.findIndex(([r]) => r === id));
    const k = `EF-${id}`;
    const door = plus(plot.get(id)!, [-150, -135]);
    const [, , , [sx, sy]] = stations[n % 3]!;
    const to: XY = hard ? difficultAt[0]! : [sx, sy];
    return whole([
      part({ assets: [asset(k, 'sensor-station', `${zh}污水排口`, `${en} outlet`, id, door, { mn: mn(n + 1), protocol: 'HJ 212-2017' }, null, undefined, { system: 'sewage', route: routeOf(sewerFrom(door, to)) })] }),
      env(`${k}.FLOW`, `${k} 污水流量`, `${k} flow`, 'm³/h', 40, base, noLimits, mn(n + 1), 'w00000', k, { shift: base * 0.06, load: base * 0.02 }),
      env(`${k}.COD`, `${k} 化学需氧量`, `${k} COD`, 'mg/L', 1000, 160 + (n % 11) * 14, [500, 420, null, null], mn(n + 1), 'w01018', k),
      env(`${k}.PH`, `${k} pH`, `${k} pH`, 'pH', 14, 7.1 + (n % 7) * 0.12, [9.5, 9, 6, 5.5], mn(n + 1), 'w01001', k, { load: 0.03 }),
    ]);
  });
  const air = Array.from({ length: 6 }, (_, i) => {
    const k = `AQ-${i + 1}`;
    return whole([
      part({ assets: [asset(k, 'sensor-station', `${k} 厂界空气站`, `${k} fence air station`, 'park', ([[-2900, -500], [-500, 1250], [2100, 2600], [4100, 2600], [4200, -300], [600, -1500]] as const)[i]!, { mn: mn(101 + i) })] }),
      env(`${k}.NMHC`, `${k} 非甲烷总烃`, `${k} non-methane hydrocarbons`, 'mg/m³', 20, 0.7 + i * 0.1, [6, 4, null, null], mn(101 + i), 'a24088', k), env(`${k}.H2S`, `${k} 硫化氢`, `${k} hydrogen sulfide`, 'mg/m³', 1, 0.008, [0.1, 0.06, null, null], mn(101 + i), 'a21028', k),
      env(`${k}.NH3`, `${k} 氨`, `${k} ammonia`, 'mg/m³', 10, 0.12, [2, 1.5, null, null], mn(101 + i), 'a21001', k), env(`${k}.PM25`, `${k} PM2.5`, `${k} PM2.5`, 'µg/m³', 500, 38 + i * 2, [250, 150, null, null], mn(101 + i), 'a34004', k),
    ]);
  });
  const works = ([['COD', '化学需氧量', 'COD', 'mg/L', 200, 28, [50, 45, null, null], 'w01018'], ['NH3N', '氨氮', 'ammonia nitrogen', 'mg/L', 30, 1.6, [8, 5, null, null], 'w21003'], ['TP', '总磷', 'phosphorus', 'mg/L', 5, 0.22, [0.5, 0.42, null, null], 'w21011'], ['TN', '总氮', 'nitrogen', 'mg/L', 60, 8.4, [15, 13, null, null], 'w21001'], ['PH', 'pH', 'pH', 'pH', 14, 7.3, [9, 8.6, 6.4, 6], 'w01001']] as const)
    .map(([what, zh, en, unit, high, base, limits, factor]) => env(`WO-1.${what}`, `污水厂总排口${zh}`, `Sewage works outlet ${en}`, unit, high, base, limits, mn(90), factor, 'sewage'));
  return whole([...outlet, ...air, ...works]);
}

/** Water, sewage and their outlets. The outlets' flows are signals, so they come before the basins that they fill. */
export const waterPart = (plot: ReadonlyMap<string, XY>): Part => whole([outlets(plot), waterworks(), sewage()]);
