import type { Shape } from '../../demo-site/geometry.ts';

const m = (n: number): number => Number(n.toFixed(2));
const round = (form: Shape['form'], diameter: number, height: number, base = 0): Shape => ({ form, length: m(diameter), width: m(diameter), height: m(height), heading: 0, ...(base === 0 ? {} : { base: m(base) }) });

/** Solids by what is known of them, in metres and degrees. */
export const box = (length: number, width: number, height: number, heading = 90): Shape => ({ form: 'box', length, width, height, heading });
export const rack = (length: number, width: number, height: number, heading: number): Shape => ({ form: 'rack', length: m(length), width, height, heading });
export const column = (diameter: number, height: number): Shape => round('column', diameter, height);
export const stack = (diameter: number, height: number): Shape => round('stack', diameter, height);
export const mast = (height: number): Shape => round('mast', 0.6, height);
export const basin = (areaM2: number, wall: number): Shape => { const side = m(Math.sqrt(areaM2 / 1.6)); return { form: 'basin', length: m(side * 1.6), width: side, height: wall, heading: 90 }; };
/** A vessel on saddles. */
export const drum = (diameter: number, length: number, heading = 90): Shape => ({ form: 'drum', length: m(length), width: m(diameter), height: m(diameter), heading, base: 0.8 });

/** The vessel of a tank of `areaM2` x `heightM`: a sphere or drum for what is kept liquefied, an upright tank with its roof for the rest. */
export function vesselShape(form: 'cylinder' | 'sphere' | 'drum', areaM2: number, heightM: number): Shape {
  const volume = areaM2 * heightM;
  if (form === 'sphere') { const d = (6 * volume / Math.PI) ** (1 / 3); return round('sphere', d, d, d * 0.4); }
  if (form === 'drum') { const d = (volume / Math.PI) ** (1 / 3); return drum(d, 4 * d, 0); }
  const d = Math.sqrt((4 * areaM2) / Math.PI);
  return round('cylinder', d, heightM + d * 0.08);
}
