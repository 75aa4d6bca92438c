import type { Frame, Reckon } from './program.ts';
import { worse } from './status.ts';

/** A function that remembers nothing. What it is given has been reckoned from left to right, except where it says otherwise. */
export interface PlainFunction { readonly least: number; readonly most: number; readonly make: (args: readonly Reckon[]) => Reckon }

/** A result that is no number is no value. */
const finite = (x: number): number => (Number.isFinite(x) ? x : NaN);
const one = (f: (a: number) => number): PlainFunction => ({ least: 1, most: 1, make: ([a]) => (c) => finite(f(a!(c))) });
const mostArguments = 100;
function fold(f: (a: number, b: number) => number, end: (all: number, n: number) => number = (all) => all): PlainFunction {
  return {
    least: 1, most: mostArguments,
    make: (args) => (c) => {
      let all = args[0]!(c);
      for (let i = 1; i < args.length; i++) all = f(all, args[i]!(c));
      return finite(end(all, args.length));
    },
  };
}
const plus = (a: number, b: number): number => a + b;
/** To so many places, halves away from zero; 1.005 is what was written, not what its bits are. */
function rounded(x: number, places: number): number {
  if (Number.isNaN(x) || Number.isNaN(places)) return NaN;
  const p = Math.min(Math.max(Math.trunc(places), -9), 9);
  const scaled = Number(`${Math.abs(x)}e${p}`);
  const near = Number.isNaN(scaled) ? Math.abs(x) : Number(`${Math.round(scaled)}e${-p}`);
  return Math.sign(x) * (Number.isFinite(near) ? near : Math.abs(x)) + 0;
}
/** CAL-12: only what is chosen counts, its quality too. */
export const choose = (test: Reckon, yes: Reckon, no: Reckon): Reckon => (c) => { const t = test(c); return Number.isNaN(t) ? NaN : t === 0 ? no(c) : yes(c); };

/** CAL-12: the first that has a value, with its own quality; where none has, what is wrong with the last. */
const first = (args: readonly Reckon[]): Reckon => (c: Frame) => {
  const before = c.worst;
  for (const arg of args) {
    c.worst = 0;
    const v = arg(c);
    if (!Number.isNaN(v)) { c.worst = worse(before, c.worst); return v; }
  }
  c.worst = worse(before, c.worst);
  return NaN;
};

/** Every function that an expression may call, those that remember and `good` aside. What is not here cannot be called (CAL-03). */
export const plainFunctions: Readonly<Record<string, PlainFunction>> = {
  abs: one(Math.abs),
  sqrt: one(Math.sqrt),
  round: { least: 1, most: 2, make: ([x, places]) => (c) => rounded(x!(c), places === undefined ? 0 : places(c)) },
  pow: { least: 2, most: 2, make: ([x, y]) => (c) => { const [a, b] = [x!(c), y!(c)]; return Number.isNaN(a) ? NaN : finite(a ** b); } },
  clamp: { least: 3, most: 3, make: ([x, low, high]) => (c) => { const v = x!(c); const l = low!(c); return Math.min(Math.max(v, l), high!(c)); } },
  min: fold(Math.min),
  max: fold(Math.max),
  sum: fold(plus),
  avg: fold(plus, (all, n) => all / n),
  if: { least: 3, most: 3, make: ([test, yes, no]) => choose(test!, yes!, no!) },
  first: { least: 1, most: mostArguments, make: first },
};
