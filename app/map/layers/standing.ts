import type { Corner, Place3 } from '#app/park';
import { radians } from '../frame/ellipsoid.ts';
import type { GroundCorner, MapItem } from './items.ts';

/** How high the terrain is at a place, metres above the ellipsoid; null where that is not known. */
export type Relief = (at: Corner) => number | null;

/** Lines and outlines get a corner at least each so many metres, so that they follow the ground; at most so many between two of them. */
const STEP = 80;
const mostBetween = 400;

/**
 * MAP-15: how high a thing stands on terrain. `plain`: the level of the site's origin, which things have whose height nobody measured. What is on the plain comes onto the ground; what would lie below the ground is as
 * far above it as it is above the plain; any other height is true and stays.
 */
export function standingHeight(height: number, plain: number, ground: number | null): number {
  if (ground === null) return height;
  if (height === plain) return ground;
  return height < ground ? ground + Math.max(0, height - plain) : height;
}

const metres = (a: Corner, b: Corner): number => Math.hypot((b.lon - a.lon) * Math.cos(radians(a.lat)), b.lat - a.lat) * 111_320;
/** The same line with corners between those that are far apart. */
function dense<C extends Corner>(corners: readonly C[], closed: boolean, between: (a: C, b: C, part: number) => C): readonly C[] {
  const out: C[] = [];
  for (const [i, a] of corners.entries()) {
    out.push(a);
    const b = corners[i + 1] ?? (closed ? corners[0] : undefined);
    if (b === undefined) continue;
    const parts = Math.min(mostBetween, Math.ceil(metres(a, b) / STEP));
    for (let k = 1; k < parts; k++) out.push(between(a, b, k / parts));
  }
  return out;
}
const mix = (a: number, b: number, part: number): number => a + (b - a) * part;
const denseRing = (ring: readonly GroundCorner[]): readonly GroundCorner[] => dense<GroundCorner>(ring, true, (a, b, p) => ({ lon: mix(a.lon, b.lon, p), lat: mix(a.lat, b.lat, p) }));
const denseLine = (line: readonly Place3[]): readonly Place3[] => dense<Place3>(line, false, (a, b, p) => ({ lon: mix(a.lon, b.lon, p), lat: mix(a.lat, b.lat, p), height: mix(a.height, b.height, p) }));

/** Every place whose ground has to be known before a thing can stand on terrain. */
export const groundPlaces = ({ at, ring, line, field }: MapItem): readonly Corner[] => [...(at === null ? [] : [at]), ...(ring === null ? [] : denseRing(ring)), ...(line === null ? [] : denseLine(line)), ...(field ?? [])];

/** A thing as it stands on terrain (MAP-15). */
export function standingItem(item: MapItem, plain: number, relief: Relief): MapItem {
  const place = (p: Place3): Place3 => ({ ...p, height: standingHeight(p.height, plain, relief(p)) });
  const corner = (c: GroundCorner): GroundCorner => ({ lon: c.lon, lat: c.lat, height: relief(c) ?? plain });
  return {
    ...item, at: item.at === null ? null : place(item.at), ring: item.ring === null ? null : denseRing(item.ring).map(corner), line: item.line === null ? null : denseLine(item.line).map(place),
    field: item.field === null ? null : item.field.map(corner),
  };
}
