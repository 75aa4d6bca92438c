import { z } from 'zod';
import type { Frame } from '../frame/enu.ts';
import { bounded, type Camera } from './camera.ts';

/** A view that can be kept and handed on: the place it looks at, in degrees and metres, and how. It does not depend on any frame. */
export const SavedView = z.object({
  lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90), height: z.number(), range: z.number().positive(), heading: z.number(), pitch: z.number(), plan: z.boolean(),
});
export type SavedView = z.infer<typeof SavedView>;

/** At most so many views are kept. */
export const mostViews = 40;
/** What a workstation remembers of its map. `topic`: of the one map; null or absent is none. `layers`: absent where nobody chose; a name that this version does not know is kept and not shown. */
export const SceneMemory = z.object({
  topic: z.string().max(60).nullable().optional(),
  layers: z.array(z.string().max(40)).max(60).optional(),
  views: z.array(z.object({ name: z.string().min(1).max(60), view: SavedView })).max(mostViews).optional(),
});
export type SceneMemory = z.infer<typeof SceneMemory>;
/** A camera as a view that can be kept, and back. */
export const saved = (camera: Camera, frame: Frame): SavedView => ({ ...frame.toPlace(camera.target), range: camera.range, heading: camera.heading, pitch: camera.pitch, plan: camera.plan });
export const cameraOf = (view: SavedView, frame: Frame): Camera => bounded({ target: frame.toEnu(view), range: view.range, heading: view.heading, pitch: view.pitch, plan: view.plan });
