/** Seeded chance: the same seed gives the same numbers on every machine. */
export interface Chance {
  /** Uniform in [0, 1). */
  next(): number;
  /** Normal, mean 0, standard deviation 1. */
  normal(): number;
}

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, period 2^32; good enough for noise, not for secrets. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** FNV-1a, 32 bits: gives every part of the plant its own stream, so that adding one does not change the others. */
const hash = (name: string): number => Array.from(name).reduce((h, c) => Math.imul(h ^ c.codePointAt(0)!, 0x0100_0193) >>> 0, 0x811c_9dc5);

/** The stream named `name` of a seed. */
export function chance(seed: number, name: string): Chance {
  const next = mulberry32((seed ^ hash(name)) >>> 0);
  // Box-Muller; 1 - next() keeps the logarithm away from zero.
  return { next, normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()) };
}

/** An Ornstein-Uhlenbeck process around 0: smooth noise of standard deviation `sd` that forgets itself in `tauS` seconds; exact for any step, and 0 at the start. */
export function wander(c: Chance, sd: number, tauS: number): (dtS: number) => number {
  let x = 0;
  return (dtS) => {
    const keep = Math.exp(-dtS / tauS);
    x = x * keep + sd * Math.sqrt(1 - keep * keep) * c.normal();
    return x;
  };
}
