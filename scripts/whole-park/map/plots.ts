import { boundary, inside, rivers, roads, route, widthOf } from '../ground.ts';
import type { XY } from './geodesy.ts';

/** A rectangle that lies with the roads: its middle and its half sides in metres. */
export interface Rect { readonly middle: XY; readonly hx: number; readonly hy: number }
/** The ground of an enterprise, and the free strip around it. */
export const PLOT = { hx: 160, hy: 145 } as const;
const STRIP_M = 6;
const STEP_M = 20;

/** Where the public works stand: nobody else is given this ground. */
export const works = {
  water: { middle: [-700, 1050], hx: 90, hy: 70 }, sewage: { middle: [3640, -830], hx: 200, hy: 110 }, power: { middle: [900, -420], hx: 90, hy: 60 },
  'HP-1': { middle: [2270, 1180], hx: 90, hy: 90 }, 'HP-2': { middle: [2500, 1180], hx: 90, hy: 90 }, 'HP-3': { middle: [2400, 1480], hx: 90, hy: 90 },
  'EP-3': { middle: [-950, -200], hx: 40, hy: 40 }, 'EP-4': { middle: [-600, 560], hx: 45, hy: 40 }, 'EP-5': { middle: [600, 1300], hx: 90, hy: 70 },
  'GS-1': { middle: [-780, 790], hx: 15, hy: 15 }, 'GS-2': { middle: [2150, 2440], hx: 25, hy: 20 },
  centre: { middle: [-450, 560], hx: 70, hy: 60 }, trucks: { middle: [-650, -1500], hx: 100, hy: 70 },
} as const satisfies Record<string, Rect>;

/** Whether the way from `a` to `b` touches a rectangle (Liang and Barsky's clipping). */
export function touches(a: XY, b: XY, { middle: [x, y], hx, hy }: Rect): boolean {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  let [from, to] = [0, 1];
  for (const [p, q] of [[-dx, a[0] - (x - hx)], [dx, x + hx - a[0]], [-dy, a[1] - (y - hy)], [dy, y + hy - a[1]]] as const) {
    if (p === 0) { if (q < 0) return false; continue; }
    const r = q / p;
    if (p < 0) from = Math.max(from, r); else to = Math.min(to, r);
    if (from > to) return false;
  }
  return true;
}
export const overlap = (a: Rect, b: Rect): boolean => Math.abs(a.middle[0] - b.middle[0]) < a.hx + b.hx && Math.abs(a.middle[1] - b.middle[1]) < a.hy + b.hy;
export const cornersOf = ({ middle: [x, y], hx, hy }: Rect): readonly XY[] => [[x - hx, y - hy], [x + hx, y - hy], [x + hx, y + hy], [x - hx, y + hy]];

/** What no plot may lie on: half as wide as it is, with the strip. */
const kept: readonly (readonly [line: readonly XY[], halfM: number])[] = [
  ...roads.map((r) => [r.line, widthOf(r.zh) / 2] as const), ...rivers.map((r) => [r.line, r.widthM / 2] as const), ...Object.values(route).map((l) => [l, 6] as const), [[...boundary, boundary[0]!], 4],
];
function free(rect: Rect): boolean {
  if (!cornersOf(rect).every((c) => inside(c))) return false;
  const grown = (m: number): Rect => ({ ...rect, hx: rect.hx + m, hy: rect.hy + m });
  return Object.values(works).every((w) => !overlap(grown(STRIP_M), w)) && kept.every(([line, half]) => line.slice(1).every((b, i) => !touches(line[i]!, b, grown(half + STRIP_M))));
}

/** A plot for each enterprise: as many free rectangles as there are, north to south, spread evenly over them. */
export function plots(count: number): readonly XY[] {
  const found: Rect[] = [];
  for (let y = 3700; y > -1800; y -= STEP_M) for (let x = -3100; x < 4500; x += STEP_M) {
    const rect: Rect = { middle: [x, y], ...PLOT };
    if (free(rect) && found.every((f) => !overlap({ ...rect, hx: rect.hx + STRIP_M, hy: rect.hy + STRIP_M }, f))) found.push(rect);
  }
  if (found.length < count) throw new Error(`only ${found.length} plots`);
  return Array.from({ length: count }, (_, i) => found[Math.floor((i * found.length) / count)]!.middle);
}
