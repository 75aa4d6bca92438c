import type { Camera } from './camera.ts';

const rho = 1.42;
const turn = (from: number, to: number): number => ((to - from + 540) % 360) - 180;

/** A way from one view to another: `ms` it should take, and the view at each part (0 to 1) of it. */
export interface Flight { readonly ms: number; at(part: number): Camera }

/**
 * The smooth and efficient way of van Wijk and Nuij (InfoVis 2003): it rises above what it passes over no more than needed, and the ground moves at an even pace. Takes 300 ms to 1.6 s (MAP-11).
 */
export function flight(from: Camera, to: Camera): Flight {
  const [de, dn] = [to.target.east - from.target.east, to.target.north - from.target.north];
  const u1 = Math.hypot(de, dn);
  const [w0, w1] = [from.range, to.range];
  const near = u1 < 1e-3 * Math.min(w0, w1);
  const b = (i: 0 | 1): number => (w1 ** 2 - w0 ** 2 + (i === 0 ? 1 : -1) * rho ** 4 * u1 ** 2) / (2 * (i === 0 ? w0 : w1) * rho ** 2 * u1);
  const r = (i: 0 | 1): number => Math.log(Math.sqrt(b(i) ** 2 + 1) - b(i));
  const r0 = near ? 0 : r(0);
  const S = near ? Math.abs(Math.log(w1 / w0)) / rho : (r(1) - r0) / rho;
  const ms = Math.max(300, Math.min(1600, S * 550));
  function way(s: number): { readonly u: number; readonly w: number } {
    if (near) return { u: (u1 * s) / (S || 1), w: w0 * Math.exp((w1 < w0 ? -1 : 1) * rho * s) };
    return { u: (w0 / rho ** 2) * (Math.cosh(r0) * Math.tanh(rho * s + r0) - Math.sinh(r0)), w: (w0 * Math.cosh(r0)) / Math.cosh(rho * s + r0) };
  }
  return {
    ms,
    at(part) {
      if (part >= 1) return to;
      const t = part * part * (3 - 2 * part);
      const { u, w } = way(S * t);
      const k = u1 === 0 ? t : u / u1;
      return {
        target: { east: from.target.east + de * k, north: from.target.north + dn * k, up: from.target.up + (to.target.up - from.target.up) * t }, range: w,
        heading: (from.heading + turn(from.heading, to.heading) * t + 360) % 360, pitch: from.pitch + (to.pitch - from.pitch) * t, plan: to.plan,
      };
    },
  };
}
