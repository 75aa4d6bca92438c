import type { Position } from '../demo-site/geometry.ts';
import { placeOf, type XY } from './map/geodesy.ts';

export type { XY } from './map/geodesy.ts';

/** A fictitious park: nothing stands at these coordinates. Local metres are the master. */
export const origin: Position = { lon: 122.9, lat: 31.2, height: 5 };

/** Local metres as degrees; the ground is flat, at the origin's height. */
export const at = (xy: XY, height = origin.height): Position => placeOf(origin, xy, height);
export const mean = (spots: readonly XY[]): XY => [spots.reduce((s, p) => s + p[0], 0) / spots.length, spots.reduce((s, p) => s + p[1], 0) / spots.length];
export const apart = (a: XY, b: XY): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** The chemical zone, clockwise from its north-west corner: 24.58 km2. */
export const boundary: readonly XY[] = [[-3105, 41], [2137, 2769], [4506, 3752], [4241, 1123], [4350, -861], [1161, -1241], [729, -1771], [-2516, -1702]];
export function areaKm2(ring: readonly XY[]): number {
  return Math.abs(ring.reduce((sum, [x, y], i) => { const [u, v] = ring[(i + 1) % ring.length]!; return sum + x * v - u * y; }, 0)) / 2e6;
}
export function inside([x, y]: XY, ring: readonly XY[] = boundary): boolean {
  return ring.reduce((odd, [ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length]!;
    return (ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !odd : odd;
  }, false);
}
/** How far a spot is from a line of several pieces. */
export const fromLine = (p: XY, line: readonly XY[]): number => Math.min(...line.slice(1).map((b, i) => {
  const a = line[i]!;
  const t = Math.min(1, Math.max(0, ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / apart(a, b) ** 2));
  return apart(p, [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
}));
export const lengthOf = (line: readonly XY[]): number => line.slice(1).reduce((sum, p, i) => sum + apart(line[i]!, p), 0);
/** The spot `m` metres along a line. */
export function along(line: readonly XY[], m: number): XY {
  let left = m;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const d = apart(a, b);
    if (left <= d || i === line.length - 1) return [a[0] + ((b[0] - a[0]) * left) / d, a[1] + ((b[1] - a[1]) * left) / d];
    left -= d;
  }
  return line.at(-1)!;
}

interface Road { readonly id: string; readonly zh: string; readonly en: string; readonly line: readonly XY[] }
const road = (id: string, zh: string, en: string, ...line: XY[]): Road => ({ id, zh, en, line });
/** An avenue's width in metres, and that of any other road. */
export const widthOf = (zh: string): number => (zh.includes('大道') ? 32 : 18);
/** The straightened grid. Names are invented. */
export const roads: readonly Road[] = [
  road('road-e1', '东澜路', 'Donglan Road', [4290, 3650], [4290, -1030]),
  road('road-e2', '珠帆路', 'Zhufan Road', [3270, 836], [3270, -1354]),
  road('road-e3', '砚桥路', 'Yanqiao Road', [2730, 3126], [2730, -1054]),
  road('road-e4', '盐汀路', 'Yanting Road', [2100, 2686], [2100, -1374]),
  road('road-e5', '晶台大道', 'Jingtai Avenue', [1130, 2256], [1130, -274]),
  road('road-w1', '西帆路', 'Xifan Road', [-820, 836], [-820, -1344]),
  road('road-w2', '斗湾路', 'Douwan Road', [-3100, 40], [-2500, -1700]),
  road('road-n1', '北汀大道', 'Beiting Avenue', [1130, 2256], [2100, 2686], [2730, 3126], [4290, 3650]),
  road('road-w3', '洪汀路', 'Hongting Road', [-2000, 560], [-2000, -1690]),
  road('road-w4', '胜汐西路', 'Shengxi Road West', [-820, -20], [-3079, -20]),
  road('road-w5', '兴汐大道', 'Xingxi Avenue', [-820, -660], [-2859, -660]),
  road('road-n4', '张支路', 'Zhangzhi Road', [2100, 2400], [4290, 2400]),
  road('road-n2', '张汀路', 'Zhangting Road', [2100, 2050], [4290, 2050]),
  road('road-n3', '孔澜路', 'Konglan Road', [2730, 1450], [4290, 1450]),
  road('road-c1', '沧屿大道', 'Cangyu Avenue', [-820, 836], [1130, 836], [4290, 836]),
  road('road-c2', '沧屿大道西段', 'Cangyu Avenue West', [-820, 836], [-1525, 836]),
  road('road-s1', '李汀路', 'Liting Road', [-820, 300], [1130, 300]),
  road('road-s2', '盐湾路', 'Yanwan Road', [-820, -274], [1130, -274]),
  road('road-s3', '南汀大道', 'Nanting Avenue', [-820, -660], [1130, -660], [3270, -660]),
  road('road-s4', '明汐路', 'Mingxi Road', [-820, -1344], [1130, -1190], [4290, -1040]),
];

interface River { readonly id: string; readonly zh: string; readonly en: string; readonly widthM: number; readonly line: readonly XY[] }
const river = (id: string, zh: string, en: string, widthM: number, ...line: XY[]): River => ({ id, zh, en, widthM, line });
/** The irrigation canal and the flood way along the northern edge, and what drains the park. Names are invented. */
export const rivers: readonly River[] = [
  river('river-1', '沧北灌渠', 'Cangbei canal', 110, [-5200, -950], [-3160, 141], [2090, 2875], [4480, 3870], [6400, 4660]),
  river('river-2', '北汀入海水道', 'Beiting flood way', 260, [-5200, -620], [-3260, 420], [1990, 3150], [4400, 4150], [6400, 4980]),
  river('river-3', '胜澜河', 'Shenglan river', 40, [-1575, 920], [-1575, 200], [-1600, -700], [-1590, -1735], [-1640, -3200]),
  river('river-4', '西帆排水河', 'Xifan drain', 14, [-870, 1160], [-870, -1700]),
  river('river-5', '张屿河', 'Zhangyu river', 22, [2150, 1750], [4270, 1740], [5600, 1700]),
  river('river-6', '安汀河', 'Anting river', 18, [1080, 2220], [1080, 880], [1060, -230], [1075, -1220]),
  river('river-7', '花汀河', 'Huating river', 30, [-3800, -2050], [-2400, -1950], [740, -1990], [1200, -1480], [4360, -1150], [6000, -1200]),
];

/** The gallery's route, corner by corner; its five parts are 456, 1850, 3625, 293 and 103 m long. */
export const route = { a: [[2556, 2686], [2100, 2686]], b: [[2100, 2686], [2100, 836]], c: [[2100, 836], [-1525, 836]], d: [[-1525, 836], [-1525, 543]], e: [[-1525, 543], [-1628, 543]] } as const satisfies Record<string, readonly XY[]>;

/** Who lives, learns or lies ill around: invented names, true distances and numbers. */
export const receptors: readonly (readonly [zh: string, en: string, x: number, y: number, kind: 'housing' | 'school' | 'hospital', size: number])[] = [
  ['后汀村北组', 'Houting village north', -4088, 1631, 'housing', 1200], ['后汀村前组', 'Houting village front', -3817, 822, 'housing', 1100], ['后汀村东组', 'Houting village east', -3682, 1695, 'housing', 300], ['后汀村小涧', 'Houting village brook', -5022, 1320, 'housing', 1000],
  ['秦屿村', 'Qinyu village', -2166, 1708, 'housing', 1000], ['张汀花园', 'Zhangting gardens', 2717, -1837, 'housing', 6000], ['花汀佳苑', 'Huating estate', 3517, -1798, 'housing', 5000], ['永汀村南片', 'Yongting village south', 5075, 2273, 'housing', 2100],
  ['张屿村北张', 'Zhangyu village north', 5646, 719, 'housing', 1700], ['张屿村花园', 'Zhangyu village gardens', 5916, 539, 'housing', 216], ['帆集镇', 'Fanji town', 6290, -925, 'housing', 28_000], ['珩集镇', 'Hengji town', -1160, -3574, 'housing', 9000],
  ['双汀村金庄', 'Shuangting village', 1015, -3855, 'housing', 1500], ['花河湾后组', 'Huahewan back', -3123, -2230, 'housing', 800], ['花河湾前组', 'Huahewan front', -2912, -3073, 'housing', 700],
  ['帆集幼儿园', 'Fanji kindergarten', 6105, -963, 'school', 323], ['帆集小学', 'Fanji primary school', 5696, -74, 'school', 1650], ['帆集中学', 'Fanji middle school', 6415, -564, 'school', 2368], ['帆集卫生院', 'Fanji hospital', 5828, -891, 'hospital', 200],
  ['张汀幼儿园', 'Zhangting kindergarten', 3512, -1703, 'school', 265], ['张汀小学', 'Zhangting primary school', 3598, -1583, 'school', 347], ['珩集幼儿园', 'Hengji kindergarten', -1844, -3850, 'school', 285], ['珩集小学', 'Hengji primary school', -1685, -3790, 'school', 1800],
  ['珩集中学', 'Hengji middle school', -1698, -4137, 'school', 2872], ['珩集卫生院', 'Hengji hospital', -1746, -3865, 'hospital', 182],
];
