import type { Corner, Place3, Shape } from '#app/park';
import { radians } from '../frame/ellipsoid.ts';
import { frameAt, type Enu } from '../frame/enu.ts';
import { wayBetween } from './distance.ts';

/** A solid that a section may cut. */
export interface Solid { readonly id: string; readonly position: Place3; readonly shape: Shape }
/** Where a section cuts a solid: metres along the line, and from foot to top in metres above the ellipsoid. */
export interface Cut { readonly id: string; readonly form: Shape['form']; readonly from: number; readonly to: number; readonly foot: number; readonly top: number }
export interface Section { readonly length: number; readonly cuts: readonly Cut[] }

const round = new Set<Shape['form']>(['cylinder', 'sphere', 'column', 'stack', 'mast']);

/** The part of the line p + t d (t in metres, d of length one) that lies between -half and +half on one axis. */
function slab(p: number, d: number, half: number): readonly [number, number] | null {
  if (Math.abs(d) < 1e-9) return Math.abs(p) <= half ? [-Infinity, Infinity] : null;
  const [s, t] = [(-half - p) / d, (half - p) / d];
  return s < t ? [s, t] : [t, s];
}
function cutRound(p: Enu, east: number, north: number, radius: number): readonly [number, number] | null {
  const along = -(p.east * east + p.north * north);
  const off2 = p.east ** 2 + p.north ** 2 - along ** 2;
  const half2 = radius ** 2 - off2;
  return half2 <= 0 ? null : [along - Math.sqrt(half2), along + Math.sqrt(half2)];
}
function cutBox(p: Enu, east: number, north: number, { length, width, heading }: Shape): readonly [number, number] | null {
  const [s, c] = [Math.sin(radians(heading)), Math.cos(radians(heading))];
  const a = slab(p.east * s + p.north * c, east * s + north * c, length / 2);
  const b = slab(p.east * c - p.north * s, east * c - north * s, width / 2);
  return a === null || b === null || Math.max(a[0], b[0]) >= Math.min(a[1], b[1]) ? null : [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
}

/** What stands along a straight line on the ground, the nearest to its start first (MAP-07). */
export function sectionOf(from: Corner, to: Corner, solids: readonly Solid[]): Section {
  const length = wayBetween(from, to)?.metres ?? 0;
  const start = frameAt({ ...from, height: 0 });
  const end = start.corner(to);
  const flat = Math.hypot(end.east, end.north);
  if (flat === 0) return { length: 0, cuts: [] };
  const [east, north] = [end.east / flat, end.north / flat];
  const cuts = solids.flatMap(({ id, position, shape }): Cut[] => {
    const at = start.corner(position);
    const p: Enu = { east: -at.east, north: -at.north, up: 0 };
    const span = round.has(shape.form) ? cutRound(p, east, north, shape.length / 2) : cutBox(p, east, north, shape);
    if (span === null || span[1] <= 0 || span[0] >= flat) return [];
    const foot = position.height + (shape.base ?? 0);
    return [{ id, form: shape.form, from: Math.max(0, span[0]), to: Math.min(flat, span[1]), foot, top: foot + shape.height }];
  });
  return { length, cuts: cuts.toSorted((x, y) => x.from - y.from || (x.id < y.id ? -1 : 1)) };
}
