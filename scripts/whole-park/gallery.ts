import { along, lengthOf, mean, route, type XY } from './ground.ts';
import { galleryLine, galleryPipe } from './map/lines.ts';
import { box } from './map/solids.ts';
import { asset, call, hung, measured, part, routeOf, shown, state, two, whole, type Part } from './part.ts';
import { steady } from '../demo-site/signals.ts';

/** The survey of 31 segments: pillars of its first and last support (two ranges where it turns), printed length in m, measuring points. One base each. */
export const segments: readonly (readonly [from: number, to: number, lengthM: number | null, measuring: 1 | 2])[] = [
  [1001, 1004, 24, 1], [1005, 1021, 149, 2], [1022, 2004, 253, 2], [2005, 2014, 73, 1], [2015, 2021, 31, 1], [2022, 2040, 160, 2], [2041, 2066, 227.5, 2], [2067, 2086, 162, 2], [2087, 2125, 360, 2], [2126, 2139, 105, 2],
  [2140, 2184, 425.97, 2], [2185, 3002, 12, 1], [3003, 3004, 4, 1], [3005, 3018, 93, 1], [3019, 3049, 274, 2], [3050, 3091, 392, 2], [3092, 3108, 138, 2], [3109, 3112, 24, 1], [3113, 3145, 292, 2], [3146, 3165, 181, 2],
  [3166, 3195, 276, 2], [3196, 3239, 396, 2], [3240, 3266, 230, 2], [3267, 3288, 188, 2], [3289, 3290, 4, 1], [3291, 3318, 259, 2], [3319, 3353, 328, 2], [3354, 3384, 291, 2], [101, 103, null, 1], [104, 109, null, 1], [110, 111, null, 1],
];
/** The segments (from 1) that each of 17 gateways collects. */
export const gateways: readonly (readonly number[])[] = [[1, 2], [3, 4], [5, 6], [7, 8], [9, 10], [11, 12], [13, 14], [15, 16], [17, 18], [19, 20], [21, 22], [23, 24], [25], [26], [27, 28], [29, 30], [31]];

const parts: readonly (readonly [id: string, zh: string, en: string, line: readonly XY[], first: number, last: number])[] = [
  ['GAL-a', '北汀大道段', 'Beiting Avenue part', route.a, 1001, 1045], ['GAL-b', '盐汀路段', 'Yanting Road part', route.b, 2001, 2186], ['GAL-c', '沧屿大道段', 'Cangyu Avenue part', route.c, 3001, 3355],
  ['GAL-d', '胜澜河东段', 'Shenglan river part', route.d, 3356, 3384], ['GAL-e', '西端联络段', 'western link', route.e, 101, 111],
];
/** Where a pillar stands: spread evenly over its part of the route. */
export function pillar(p: number): XY {
  const [, , , line, first, last] = parts.find(([, , , , a, b]) => p >= a && p <= b)!;
  return along(line, (lengthOf(line) * (p - first)) / (last - first));
}
export const partOf = (p: number): string => parts.find(([, , , , a, b]) => p >= a && p <= b)![0];
/** The pillar of a measuring point: the far end of a segment, and its middle where there are two. Over a corner the middle is the corner's far side. */
function measuringPillar([from, to]: (typeof segments)[number], i: number, count: number): number {
  if (i === count - 1) return to;
  return Math.floor(to / 1000) === Math.floor(from / 1000) ? Math.round((from + to) / 2) : Math.floor(to / 1000) * 1000 + 1;
}

const SOURCE = 'iot-1';
/** How high the lower tier lies above the ground, and how wide the gallery is. */
const DECK_M = 5.5;
const WIDE_M = 6;
/** The segment under which the ground gives way in `gallery-settlement`. */
export const sinking = 20;

/** A level sensor, in mm against its first survey, sinking counted down: steel moves with the warmth of hours, segments settle a little, and one gives way when the scenario says so. */
function sensor(id: string, zh: string, en: string, xy: XY, parent: string, settledMm: number, perK: number, gains: Readonly<Record<string, number>>, facts: Readonly<Record<string, string | number>>, base: boolean): Part {
  const where = { source: SOURCE, category: 'process', asset: id } as const;
  return whole([
    part({ assets: [asset(id, 'sensor-station', zh, en, parent, xy, facts, null, undefined, { system: 'gallery' })], signals: [{ id: `${id}.MM`, base: settledMm, tauS: 20, noise: 0.05, gains: { steel: perK, ...gains }, least: -50 }] }),
    shown(`${id}.MM`, `${zh}沉降`, `${en} settlement`, 'mm', -50, 50, base ? [8, 5, -5, -8] : [20, 10, -10, -20], 0.5, where),
  ]);
}

const media: readonly (readonly [id: string, zh: string, en: string, MPa: number, flow: number, unit: string, tempC: number])[] = [
  ['GL-01', '液碱管线', 'caustic soda line', 0.6, 42, 't/h', 32], ['GL-02', '甲醇管线', 'methanol line', 0.8, 36, 't/h', 22], ['GL-03', '氢气管线', 'hydrogen line', 1.6, 5200, 'Nm³/h', 24], ['GL-04', '氨管线', 'ammonia line', 1.9, 18, 't/h', 18],
  ['GL-05', '硫酸管线', 'sulfuric acid line', 0.5, 22, 't/h', 28], ['GL-06', '蒸汽管线', 'steam line', 1.1, 65, 't/h', 215], ['GL-07', '氮气管线', 'nitrogen line', 0.75, 4800, 'Nm³/h', 20],
];
function medium([id, zh, en, press, flow, unit, temp]: (typeof media)[number]): Part {
  const where = { source: 'scada-1', category: 'process', asset: id } as const;
  const round = (n: number): number => Number(n.toPrecision(3));
  return whole([
    part({ assets: [asset(id, 'utility', `${id} ${zh}`, `${id} ${en}`, 'gallery', mean(route.c), { designMPa: round(press * 1.6), workMPa: press, tier: 1 + (Number(id.slice(3)) % 2) }, null, undefined, { system: 'gallery', route: routeOf(galleryPipe(Number(id.slice(3)) - 1), DECK_M + 2 * (Number(id.slice(3)) % 2)) })],
      mains: [{ id, flow, gains: { load: 0.02, trip: -0.6 }, feeds: [], source: round(press * 1.08), sourceGains: { trip: -0.5 }, drop: press * 0.08 }] }),
    shown(`${id}.PRESS`, `${id} ${zh}压力`, `${id} ${en} pressure`, 'MPa', 0, round(press * 2), [round(press * 1.5), round(press * 1.3), round(press * 0.75), round(press * 0.6)], round(press * 0.02), where),
    shown(`${id}.FLOW`, `${id} ${zh}流量`, `${id} ${en} flow`, unit, 0, round(flow * 2), [null, null, round(flow * 0.6), null], round(flow * 0.02), where),
    measured(`${id}.TEMP`, `${id} ${zh}温度`, `${id} ${en} temperature`, { ...steady('℃', temp > 100 ? 350 : 100, temp, temp > 100 ? [260, 245, null, null] : [60, 52, null, null], 0.1), gains: temp > 100 ? { load: 1 } : { air: 0.4 } }, where),
  ]);
}

/** The gallery: five parts, 626 pillars, 82 sensors on 17 solar gateways, seven lines and gas detectors. */
export function galleryPart(): Part {
  const all: Part[] = [part({ assets: [
    asset('gallery', 'gallery', '公共管廊', 'Public pipe gallery', 'park', mean(route.c), { lengthM: 6327, supports: 626, measuringPoints: 51, basePoints: 31, gateways: 17, standard: 'GB/T 36762-2018' }, call('管廊运维值班', 'Gallery operations', '0000-8601'), undefined, { system: 'gallery', route: routeOf(galleryLine) }),
    ...parts.map(([id, zh, en, line, first, last]) => asset(id, 'gallery', `管廊${zh}`, `Gallery ${en}`, 'gallery', along(line, lengthOf(line) / 2), { lengthM: lengthOf(line), pillars: `${first}-${last}`, widthM: WIDE_M, heightM: DECK_M + 3 }, null, undefined, { system: 'gallery', route: routeOf(line) })),
  ] })];
  gateways.forEach((list, g) => {
    const id = `GW-${two(g + 1)}`;
    const parent = partOf(segments[list[0]! - 1]![0]);
    const where = { source: SOURCE, category: 'quality', asset: id } as const;
    const low = g === 11 || g === 15;
    all.push(
      part({ assets: [asset(id, 'sensor-station', `${id} 沉降采集网关`, `${id} settlement gateway`, parent, pillar(segments[list[0]! - 1]![1]), { supply: '太阳能 solar', ports: 2 }, null, undefined, { system: 'gallery', shape: box(0.8, 0.5, 1.6) })] }),
      measured(`${id}.BATT`, `${id} 网关电池电压`, `${id} gateway battery`, { ...steady('V', 16, low ? 11.3 : 12.5, [null, null, 11.6, 10.8], 0.01), gains: { shift: low ? 0.15 : 0.6 } }, where),
      measured(`${id}.RSSI`, `${id} 网关信号`, `${id} gateway signal`, steady('%', 100, 60 + (g % 5) * 6, [null, null, 25, 15], 0.8), where),
    );
    for (const n of list) {
      const s = segments[n - 1]!;
      const [from, to, lengthM, count] = s;
      const name = `S${two(n)}`;
      const facts = { segment: n, pillars: `${from}-${to}`, gateway: id, ...(lengthM === null ? {} : { lengthM }) };
      const gone = n === sinking ? { [`settle.${sinking}`]: -26 } : n === sinking + 1 || n === sinking - 1 ? { [`settle.${sinking}`]: -3 } : {};
      all.push(sensor(`${name}-B`, `${name} 基点`, `${name} base`, pillar(from), partOf(from), -0.2 * (n % 4), 0.02, {}, { ...facts, role: '基点 base' }, true));
      for (let m = 0; m < count; m++) {
        const p = measuringPillar(s, m, count);
        all.push(sensor(`${name}-M${m + 1}`, `${name} 测点${m + 1}`, `${name} point ${m + 1}`, pillar(p), partOf(p), -0.5 - ((n * 3 + m) % 7) * 0.6, 0.06 + 0.01 * (n % 4), m === 0 ? gone : Object.fromEntries(Object.entries(gone).map(([k, v]) => [k, v * 0.55])), { ...facts, pillar: p, role: '测点 measuring', base: `${name}-B` }, false));
      }
    }
  });
  for (let i = 0; i < 16; i++) {
    const xy = along([...route.b, route.c[1], route.d[1]], 200 + i * 355);
    const id = `GD-GAL-${two(i + 1)}`;
    all.push(part({ detectors: [{ id, x: Math.round(xy[0]), y: Math.round(xy[1]), hears: 'combustible', zero: 0.7, noise: 0.2, fullScale: 100, tauS: 6 }] }),
      shown(id, `${id} 管廊可燃气体`, `${id} gallery combustible gas`, '%LEL', 0, 100, [50, 25, null, null], 3, { source: 'scada-1', category: 'gas', asset: 'gallery', place: hung(xy, DECK_M + 1) }));
  }
  all.push(...media.map(medium), state('GAL.INTRUSION', '管廊入侵报警', 'Gallery intrusion', 'never', { source: 'scada-1', category: 'abnormal', asset: 'gallery' }));
  return whole(all);
}
