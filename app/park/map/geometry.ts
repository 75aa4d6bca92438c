import { z } from 'zod';

/** Degrees and metres above the ellipsoid, CGCS2000. */
export interface Place3 { readonly lon: number; readonly lat: number; readonly height: number }
/** Degrees, CGCS2000; on the ground. */
export interface Corner { readonly lon: number; readonly lat: number }

/**
 * How a solid is drawn. `cylinder`: an upright tank; `drum`: a lying vessel; `column`: an upright process vessel; `rack`: open steel that carries pipes; `basin`: an open pool, its height that of its wall;
 * `stack`: a chimney or flare; `gate`: a gate house over its lanes; `box`: a building.
 */
export const forms = ['box', 'cylinder', 'sphere', 'drum', 'column', 'rack', 'basin', 'stack', 'mast', 'gate'] as const;
export type Form = (typeof forms)[number];
/**
 * A solid that stands with the middle of its foot at the asset's position. Metres: `length` along its heading, `width` across, `height` from foot to top, `base` from the ground to its foot. Round ones have
 * their diameter as length and width. `heading`: degrees clockwise from true north of its length.
 */
export interface Shape { readonly form: Form; readonly length: number; readonly width: number; readonly height: number; readonly heading: number; readonly base?: number }
/** What a camera at the asset's position sees. Degrees: `bearing` of its axis clockwise from true north, `width` of its opening, `tilt` above (+) or below (-) the horizon. `range`: metres. */
export interface FieldOfView { readonly bearing: number; readonly width: number; readonly range: number; readonly tilt: number }
/** The public system that a thing belongs to. */
export const systems = ['water', 'sewage', 'power', 'gas', 'heat', 'gallery'] as const;
export type System = (typeof systems)[number];

/** Where a thing lies and how large it is (PRK-27). `outline`: a ring of corners in either order, the first not repeated. `route`: a line of places. */
export interface Geometry {
  readonly system?: System;
  readonly shape?: Shape;
  readonly outline?: readonly Corner[];
  readonly route?: readonly Place3[];
  readonly view?: FieldOfView;
}

export const MOST_CORNERS = 500;
const lon = z.number().min(-180).max(180);
const lat = z.number().min(-90).max(90);
const degrees = z.number().min(0).lt(360);
/** A size in metres: from a bolt to the park's own length. */
const metres = z.number().min(0.01).max(20_000);
/** The place of a thing, as a file says it. */
export const PlaceEntry = z.strictObject({ lon, lat, height: z.number().min(-500).max(9000) });
/** The fields of geometry of an entry of `assets/`. */
export const geometryEntry = {
  system: z.enum(systems).exactOptional(),
  shape: z.strictObject({ form: z.enum(forms), length: metres, width: metres, height: metres, heading: degrees, base: z.number().min(0).max(500).exactOptional() }).exactOptional(),
  outline: z.array(z.strictObject({ lon, lat })).min(3).max(MOST_CORNERS).exactOptional(),
  route: z.array(PlaceEntry).min(2).max(MOST_CORNERS).exactOptional(),
  view: z.strictObject({ bearing: degrees, width: z.number().min(0.1).max(360), range: metres, tilt: z.number().min(-90).max(90) }).exactOptional(),
};

const place = z.object({ lon: z.number(), lat: z.number(), height: z.number() });
export const Shape = z.object({ form: z.enum(forms), length: z.number(), width: z.number(), height: z.number(), heading: z.number(), base: z.number().exactOptional() });
/** The same fields by their shape only: as the journal keeps them and a window gets them. */
export const geometryJson = {
  system: z.enum(systems).exactOptional(),
  shape: Shape.exactOptional(),
  outline: z.array(z.object({ lon: z.number(), lat: z.number() })).readonly().exactOptional(),
  route: z.array(place).readonly().exactOptional(),
  view: z.object({ bearing: z.number(), width: z.number(), range: z.number(), tilt: z.number() }).exactOptional(),
};
/** The geometry of an asset and nothing else of it. */
export const geometryOf = ({ system, shape, outline, route, view }: Geometry): Geometry =>
  ({ ...(system && { system }), ...(shape && { shape }), ...(outline && { outline }), ...(route && { route }), ...(view && { view }) });
