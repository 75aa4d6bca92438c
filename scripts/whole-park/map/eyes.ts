import type { Geometry } from '../../demo-site/geometry.ts';
import { along, apart, lengthOf } from '../ground.ts';
import { sourcesOf } from '../hazards.ts';
import { asset, part, two, type Part } from '../part.ts';
import { register } from '../register.ts';
import type { XY } from './geodesy.ts';
import { galleryLine } from './lines.ts';
import { mast } from './solids.ts';

/** Degrees clockwise from north, from one spot to another. */
export const bearing = (from: XY, to: XY): number => Number((((Math.atan2(to[0] - from[0], to[1] - from[1]) * 180) / Math.PI + 360) % 360).toFixed(1)) % 360;
/** The view of a camera `heightM` above the ground that looks at a spot on it. */
export const looks = (from: XY, to: XY, heightM: number, width: number, range: number): NonNullable<Geometry['view']> =>
  ({ bearing: bearing(from, to), width, range, tilt: Number(((-Math.atan2(heightM, Math.max(1, apart(from, to))) * 180) / Math.PI).toFixed(1)) });

interface Gate { readonly id: string; readonly zh: string; readonly en: string; readonly xy: XY }
const camera = (id: string, zh: string, en: string, parent: string, at: XY, to: XY, type: string, heightM: number, width: number, range: number): Part =>
  part({ assets: [asset(id, 'camera', `${id} ${zh}`, `${id} ${en}`, parent, at, { type, rangeM: range }, null, 5 + heightM, { shape: mast(heightM), view: looks(at, to, heightM, width, range) })] });

const HIGH: readonly (readonly [zh: string, en: string, at: XY, to: XY])[] = [
  ['东北高点', 'north-east lookout', [4200, 3450], [3000, 2200]], ['东南高点', 'south-east lookout', [4230, -900], [3000, 200]], ['西侧高点', 'west lookout', [-2950, -100], [-1500, -700]], ['中部高点', 'middle lookout', [1040, 900], [2200, 200]],
];

/** The cameras that are no instruments: lookouts, gates, the gallery every 500 m, and one at each enterprise with a major hazard source. */
export function otherCameras(plot: ReadonlyMap<string, XY>, gates: readonly Gate[]): Part {
  const on = (m: number): XY => along(galleryLine, m);
  const assets = [
    ...HIGH.map(([zh, en, at, to], i) => camera(`HV-${i + 1}`, `${zh}瞭望`, en, 'park', at, to, '高点瞭望 lookout', 45, 60, 3000)),
    ...gates.map(({ id, zh, en, xy }, i) => camera(`KC-${two(i + 1)}`, `${zh}抓拍`, `${en} plates`, id, [xy[0] + 6, xy[1] + 6], xy, '卡口抓拍 gate', 6, 45, 40)),
    ...Array.from({ length: Math.floor(lengthOf(galleryLine) / 500) }, (_, i) => camera(`LC-${two(i + 1)}`, '管廊监控', 'gallery camera', 'gallery', on(500 * i + 100), on(500 * i + 250), '管廊 gallery', 8, 50, 300)),
    ...register.filter((e) => sourcesOf(e).length > 0).map(([id]) => { const [x, y] = plot.get(id)!; return camera(`MC-${id}`, '罐区监控', 'tank farm camera', id, [x + 140, y + 20], [x - 20, y + 100], '重大危险源 hazard', 18, 70, 300); }),
  ];
  return part({ assets: assets.flatMap((p) => [...p.assets]) });
}
