import type { Position, Shape } from '../../demo-site/geometry.ts';
import { at } from '../ground.ts';
import { asset, part, whole, type Part } from '../part.ts';
import type { XY } from './geodesy.ts';
import { box, column, drum, rack, stack } from './solids.ts';

/** Where things stand in a plot of 320 x 290 m, in metres from its middle: tank farms in the north, the process unit and the production hall in the middle, buildings in the south. */
export const farm = (k: number): XY => [-135 + 70 * (k % 4), 120 - 55 * Math.floor(k / 4)];
export const unitSpot: XY = [85, -5];
export const hallSpot: XY = [-85, -5];
export const plus = ([x, y]: XY, [dx, dy]: XY): XY => [x + dx, y + dy];

/** A rectangle around some spots, `margin` metres wider: the bund of tanks. Counter-clockwise. */
export function around(spots: readonly XY[], margin: number): readonly Omit<Position, 'height'>[] {
  const [xs, ys] = [spots.map((s) => s[0]), spots.map((s) => s[1])];
  const [x0, x1, y0, y1] = [Math.min(...xs) - margin, Math.max(...xs) + margin, Math.min(...ys) - margin, Math.max(...ys) + margin];
  return outlineOf([[x0, y0], [x1, y0], [x1, y1], [x0, y1]]);
}
export const outlineOf = (ring: readonly XY[]): readonly Omit<Position, 'height'>[] => ring.map((xy) => { const { lon, lat } = at(xy); return { lon, lat }; });

type Thing = readonly [key: string, zh: string, en: string, offset: XY, shape: Shape];
const buildings: readonly Thing[] = [
  ['B1', '办公楼', 'offices', [-125, -115], box(36, 16, 18)], ['B2', '中央控制室', 'control room', [-70, -115], box(26, 14, 6)], ['B3', '检维修车间', 'workshop', [-25, -115], box(24, 14, 8)],
  ['B4', '仓库', 'warehouse', [40, -110], box(54, 24, 9)], ['B5', '变配电所', 'substation', [100, -115], box(20, 12, 7)], ['B6', '消防泵房', 'fire pump house', [135, -90], box(12, 8, 5)],
];
/** What a plant that has long been shut down still has. */
const left: ReadonlySet<string> = new Set(['B1', 'B3', 'B4']);
const hall: Thing = ['B7', '生产厂房', 'production hall', hallSpot, box(60, 30, 14)];
const mainRack: Thing = ['PR1', '厂内管架', 'pipe rack', [0, -62], rack(280, 8, 8, 90)];

/** What stands in the process unit. Offsets from the unit's middle; `k` makes plants differ in height. */
const unitThings = (k: number): readonly Thing[] => [
  ['V1', '反应器A', 'reactor A', [-38, 16], column(3.6, 10 + (k % 3))], ['V2', '反应器B', 'reactor B', [-26, 16], column(3.6, 10 + (k % 3))],
  ['C1', '精馏塔', 'distillation column', [8, 18], column(2.4, 26 + (k % 5) * 4)], ['C2', '吸收塔', 'absorber', [20, 18], column(1.8, 18 + (k % 4) * 3)],
  ['D1', '回流罐', 'reflux drum', [-30, -18], drum(2.4, 8)], ['D2', '缓冲罐', 'surge drum', [-12, -18], drum(2, 6.5)], ['PR2', '装置管架', 'unit rack', [0, 0], rack(96, 7, 9, 90)],
];
const kindOf = (key: string): string => (key.startsWith('PR') ? 'rack' : key.startsWith('B') ? 'building' : 'equipment');
const placed = (owner: string, label: string, parent: string, [key, zh, en, offset, shape]: Thing, middle: XY): Part =>
  part({ assets: [asset(`${owner}-${key}`, kindOf(key), `${label}${zh}`, `${label} ${en}`, parent, plus(middle, offset), {}, null, undefined, { shape })] });

/** The buildings and racks of an enterprise; `running`: it is in production or about to be. */
export const buildingsOf = (id: string, middle: XY, running: boolean, hasUnit: boolean): Part => whole([
  ...buildings.filter(([key]) => running || left.has(key)).map((b) => placed(id, `${id} `, id, b, middle)),
  placed(id, `${id} `, id, hall, middle), placed(id, `${id} `, id, mainRack, middle),
  ...(hasUnit && ['E04', 'E05'].includes(id) ? [placed(id, `${id} `, id, ['FL1', '火炬', 'flare', [150, -135], stack(1.2, 70)], middle)] : []),
]);
/** The equipment of an enterprise's process unit. */
export const equipmentOf = (unit: string, id: string, middle: XY, k: number): Part => whole(unitThings(k).map((t) => placed(id, `${unit} `, unit, t, plus(middle, unitSpot))));
/** The ground of a process unit, as an outline. */
export const unitOutline = (middle: XY): readonly Omit<Position, 'height'>[] => around([plus(middle, plus(unitSpot, [-55, -36])), plus(middle, plus(unitSpot, [55, 36]))], 0);
