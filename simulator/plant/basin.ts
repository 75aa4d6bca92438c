import type { BasinDescription } from './description.ts';

const HOUR_S = 3600;

/** One basin: volume' = volume + (in - out) dt. What does not fit runs over the rim and what is not there does not leave, so the balance holds to the last litre. `value`: a flow by its sample's id. */
export function basinOf(b: BasinDescription) {
  const capacity = b.areaM2 * b.depthM;
  let volume = b.areaM2 * b.startM;
  let pumping = false;
  function wanted(levelM: number, value: (id: string) => number): number {
    if (b.out.law === 'weir') return b.out.coef * Math.max(0, levelM - b.out.crestM) ** 1.5;
    if (b.out.law === 'demand') return value(b.out.by);
    pumping = levelM >= b.out.highM || (pumping && levelM > b.out.lowM);
    return pumping ? b.out.m3h : 0;
  }
  return (dtS: number, value: (id: string) => number): { readonly levelM: number; readonly inM3h: number; readonly outM3h: number } => {
    const h = dtS / HOUR_S;
    const inM3h = b.from.reduce((sum, id) => sum + value(id), 0);
    const there = volume + inM3h * h;
    const left = Math.min(there, Math.max(0, wanted(volume / b.areaM2, value)) * h);
    const over = Math.max(0, there - left - capacity);
    volume = there - left - over;
    return { levelM: volume / b.areaM2, inM3h, outM3h: (left + over) / h };
  };
}
