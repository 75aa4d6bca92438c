import type { Camera, Frame, LayerId, MapItem, Viewport } from '#app/map';
import type { Corner, Place3 } from '#app/park';
import type { Palette } from './palette.ts';

/** What a view is drawn on: the globe, or the plan where there is none. It draws the ground and what stands on it; marks, names and whatever moves by hand are the overlay's. */
export interface Backdrop {
  readonly kind: 'globe' | 'plan';
  /** Everything that the park's model puts on the map; replaces what was shown. */
  show(items: readonly MapItem[], frame: Frame): void;
  layers(on: ReadonlySet<LayerId>): void;
  paint(palette: Palette): void;
  /** `moving`: more views follow at once, so this one may be rough. */
  look(camera: Camera, viewport: Viewport, moving: boolean): void;
  /** The solid under a pixel, by its asset. */
  pick(x: number, y: number): string | null;
  /** The place on the terrain under a pixel; null where there is no terrain, or none is seen there. */
  ground(x: number, y: number): Place3 | null;
  /** How high the terrain is at some places, metres above the ellipsoid, in their order; null of a place where it is not known, and null where there is no terrain. */
  heights(places: readonly Corner[]): Promise<readonly (number | null)[]> | null;
  /** What of a site's own ground and photographs there is. */
  slots(): ReadonlySet<Slot>;
  /** Marks these assets' solids, where it has any. */
  mark(asset: string | null): void;
  /** Everything it could not draw, by name. */
  faults(): readonly SceneFault[];
  /** Things that move of themselves: places in metres of the frame, three numbers each. The same array is read again at each call. */
  moving(places: Float64Array | null): void;
  /** What it shows now, for a picture. */
  image(): CanvasImageSource;
  dispose(): void;
}

/** A tile set, model or layer that is not there or broken: its place is marked and named, the rest is drawn. */
export interface SceneFault { readonly what: 'tileset' | 'tile' | 'photography' | 'imagery' | 'terrain'; readonly name: string; readonly code: string }
/** What a site may bring for the map besides its model. */
export type Slot = 'imagery' | 'terrain' | 'photography';
