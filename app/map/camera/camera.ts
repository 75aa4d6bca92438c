import type { Enu } from '../frame/enu.ts';
import { degrees, radians } from '../frame/ellipsoid.ts';

/**
 * How a map is looked at, in metres of its frame. The camera looks at `target` from `range` metres away; `heading`: degrees clockwise from north of its view, `pitch`: degrees below the horizon, 90 straight
 * down. `plan`: without perspective, north up.
 */
export interface Camera { readonly target: Enu; readonly range: number; readonly heading: number; readonly pitch: number; readonly plan: boolean }
export interface Viewport { readonly width: number; readonly height: number }
/** Pixels from the upper left corner; `depth`: metres in front of the camera. */
export interface Screen { readonly x: number; readonly y: number; readonly depth: number }
type Vector = Enu;

/** The vertical opening angle of every view, degrees. */
export const openingAngle = 40;
const tanHalf = Math.tan(radians(openingAngle / 2));
export const bounds = { nearest: 25, farthest: 40_000, flattest: 6, steepest: 90 } as const;
const between = (low: number, n: number, high: number): number => Math.max(low, Math.min(n, high));
/** The same view within what a map allows. */
export const bounded = (c: Camera): Camera => ({ ...c, range: between(bounds.nearest, c.range, bounds.farthest), heading: ((c.heading % 360) + 360) % 360, pitch: between(bounds.flattest, c.pitch, bounds.steepest) });

const add = (a: Vector, b: Vector, k = 1): Vector => ({ east: a.east + b.east * k, north: a.north + b.north * k, up: a.up + b.up * k });

/** Where the camera stands, and its axes: all of length one, right-handed. */
export interface Pose { readonly eye: Enu; readonly forward: Vector; readonly right: Vector; readonly up: Vector }
export function poseOf({ target, range, heading, pitch, plan }: Camera): Pose {
  const [h, p] = plan ? [0, Math.PI / 2] : [radians(heading), radians(pitch)];
  const [sh, ch, sp, cp] = [Math.sin(h), Math.cos(h), Math.sin(p), Math.cos(p)];
  const forward = { east: sh * cp, north: ch * cp, up: -sp };
  return { eye: add(target, forward, -range), forward, right: { east: ch, north: -sh, up: 0 }, up: { east: sh * sp, north: ch * sp, up: cp } };
}

/** Metres of the world under one pixel at the target. */
export const metresPerPixel = ({ range }: Pick<Camera, 'range'>, { height }: Viewport): number => (2 * range * tanHalf) / height;

/** How a view puts the world on the screen, and the screen on the ground. */
export interface Projection {
  readonly pose: Pose;
  /** Null behind the camera. */
  project(at: Enu): Screen | null;
  /** Where the ray through a pixel meets the level of the target; null where it shows the sky, or ground more than `farthest` ranges away. */
  ground(x: number, y: number): Enu | null;
}
const farthest = 60;
export function projectionOf(camera: Camera, { width, height }: Viewport): Projection {
  const pose = poseOf(camera);
  const { eye, forward, right, up } = pose;
  const perPixel = metresPerPixel(camera, { width, height });
  const focal = height / 2 / tanHalf;
  return {
    pose,
    project(at) {
      // no vectors in between: this runs for thousands of things in each frame
      const [e, n, u] = [at.east - eye.east, at.north - eye.north, at.up - eye.up];
      const depth = e * forward.east + n * forward.north + u * forward.up;
      if (depth <= 0.1) return null;
      const k = camera.plan ? 1 / perPixel : focal / depth;
      return { x: width / 2 + (e * right.east + n * right.north + u * right.up) * k, y: height / 2 - (e * up.east + n * up.north + u * up.up) * k, depth };
    },
    ground(x, y) {
      const [sx, sy] = [x - width / 2, height / 2 - y];
      if (camera.plan) return add(add({ ...camera.target }, right, sx * perPixel), up, sy * perPixel);
      const ray = add(add(forward, right, sx / focal), up, sy / focal);
      const t = (camera.target.up - eye.up) / ray.up;
      return ray.up >= 0 || t > farthest * camera.range ? null : add(eye, ray, t);
    },
  };
}

/** Moves the ground by so many pixels, as if it were held by the pointer. */
export function panned(camera: Camera, dx: number, dy: number, viewport: Viewport): Camera {
  const k = metresPerPixel(camera, viewport);
  const { right, up } = poseOf(camera);
  const flat = Math.hypot(up.east, up.north) || 1;
  const steep = camera.plan ? 1 : Math.max(0.15, Math.sin(radians(camera.pitch)));
  const forward = { east: up.east / flat, north: up.north / flat, up: 0 };
  return { ...camera, target: add(add(camera.target, right, -dx * k), forward, (dy * k) / steep) };
}
/** Comes nearer (`factor` below 1) or goes away; what is at `at` stays where it is on the screen. */
export function zoomed(camera: Camera, factor: number, at: Enu | null = null): Camera {
  const range = between(bounds.nearest, camera.range * factor, bounds.farthest);
  const k = range / camera.range;
  return at === null ? { ...camera, range } : { ...camera, range, target: { ...add(at, add(camera.target, at, -1), k), up: camera.target.up } };
}
/** Turns around the target: degrees to the right, and degrees steeper. */
export const turned = (camera: Camera, heading: number, pitch: number): Camera => bounded({ ...camera, heading: camera.heading + heading, pitch: camera.pitch + pitch });

/** What some places take up of the screen; null where one of them is behind the camera. */
function boxOf(places: readonly Enu[], camera: Camera, viewport: Viewport): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null {
  const p = projectionOf(camera, viewport);
  const seen = places.map((at) => p.project(at)).filter((s) => s !== null);
  if (seen.length < places.length) return null;
  const [x, y] = [Math.min(...seen.map((s) => s.x)), Math.min(...seen.map((s) => s.y))];
  return { x, y, width: Math.max(...seen.map((s) => s.x)) - x, height: Math.max(...seen.map((s) => s.y)) - y };
}
/** How much of the width or height of a view is filled when something is fitted into it. */
const filled = 0.84;
/** A view that shows all of some places with a margin; of one place, from `least` metres. Null of none. */
export function fitted(places: readonly Enu[], viewport: Viewport, of: Pick<Camera, 'heading' | 'pitch' | 'plan'>, least = 220): Camera | null {
  if (places.length === 0) return null;
  const all = (pick: (p: Enu) => number): readonly [number, number] => [Math.min(...places.map(pick)), Math.max(...places.map(pick))];
  const [[e0, e1], [n0, n1], [up]] = [all((p) => p.east), all((p) => p.north), all((p) => p.up)];
  let camera = bounded({ ...of, target: { east: (e0 + e1) / 2, north: (n0 + n1) / 2, up }, range: Math.max(least, Math.hypot(e1 - e0, n1 - n0) / 2) });
  // perspective makes near things larger than a formula for the whole would say: a few steps find the range
  for (let step = 0; step < 12; step++) {
    const seen = boxOf(places, camera, viewport);
    if (seen === null) { camera = bounded({ ...camera, range: camera.range * 2 }); continue; }
    const most = Math.max(seen.width / viewport.width, seen.height / viewport.height);
    const [dx, dy] = [viewport.width / 2 - seen.x - seen.width / 2, viewport.height / 2 - seen.y - seen.height / 2];
    if (most <= filled && Math.hypot(dx, dy) < 2 && (most > filled - 0.04 || camera.range <= least)) break;
    const moved = panned(camera, dx, dy, viewport);
    camera = bounded({ ...moved, range: Math.max(least, moved.range * Math.max(0.5, most / (filled - 0.02))) });
  }
  return camera;
}

/** Degrees of the horizontal opening of a view this wide. */
export const horizontalAngle = ({ width, height }: Viewport): number => 2 * degrees(Math.atan((tanHalf * width) / height));
