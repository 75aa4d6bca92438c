import type { BitReader, BitWriter } from './bits.ts';
import { folded, riceReader, riceWriter, unfolded } from './rice.ts';

/** What the next integer of a column is expected to be; it is told each as it comes. */
interface Guess { next(): number; saw(n: number): void }

const last = (): Guess => { let n = 0; return { next: () => n, saw: (x) => { n = x; } }; };
const line = (): Guess => { let [n, step] = [0, 0]; return { next: () => n + step, saw: (x) => { step = x - n; n = x; } }; };
/** The mean of what came, the newest with weight `part`: for noise about a level that wanders. */
const level = (part: number) => (): Guess => { let n: number | null = null; return { next: () => Math.round(n ?? 0), saw: (x) => { n = n === null ? x : n + (x - n) * part; } }; };
/** In the order of their numbers in a block: never another order. */
const guesses: readonly (() => Guess)[] = [last, line, level(1 / 2), level(1 / 4), level(1 / 8), level(1 / 16), level(1 / 64), line];
const guessBits = 3;

/** What is left of each integer when its guess is taken off, folded to 0, 1, 2, .... */
function leftOf(column: ArrayLike<number>, guess: Guess): Float64Array {
  const left = new Float64Array(column.length);
  for (let i = 0; i < column.length; i++) { const n = column[i]!; left[i] = folded(n - guess.next()); guess.saw(n); }
  return left;
}
/** About how many bits these take; the first is the column's own beginning, the same for every guess. */
function costOf(left: Float64Array): number {
  let bits = 0;
  for (let i = 1; i < left.length; i++) bits += Math.log2(1 + left[i]!);
  return bits;
}

/** Above this share of nothing it is cheaper to count how long nothing lasts. */
const mostlyNothing = 0.6;

/**
 * A column of integers (magnitude below 2^50), each as what its guess left, in an adaptive Rice code; the guess that leaves least is taken. `only`: the guesses that are tried, all without it.
 */
export function writeIntegers(out: BitWriter, column: ArrayLike<number>, only?: readonly number[]): void {
  const tried = (only ?? [0, 1, 2, 3, 4, 5, 6]).map((number) => ({ number, left: leftOf(column, guesses[number]!()) }));
  const best = tried.length === 1 ? tried[0]! : tried.map((t) => ({ ...t, cost: costOf(t.left) })).reduce((a, b) => (b.cost < a.cost ? b : a));
  const { left } = best;
  let nothing = 0;
  for (let i = 0; i < left.length; i++) if (left[i] === 0) nothing++;
  const runs = nothing > mostlyNothing * left.length;
  out.put(best.number, guessBits);
  out.put(Number(runs), 1);
  const put = riceWriter(out);
  if (!runs) { for (let i = 0; i < left.length; i++) put(left[i]!); return; }
  const putRun = riceWriter(out);
  for (let i = 0; i < left.length; i++) {
    const from = i;
    while (i < left.length && left[i] === 0) i++;
    putRun(i - from);
    if (i < left.length) put(left[i]! - 1);
  }
}

/** Reads `length` integers as `writeIntegers` wrote them. What is no such column gives numbers of no meaning, but as many, and in time bounded by `length`. */
export function readIntegers(from: BitReader, length: number): Float64Array {
  const guess = guesses[from.take(guessBits)]!();
  const runs = from.take(1) === 1;
  const take = riceReader(from);
  const takeRun = runs ? riceReader(from) : null;
  const column = new Float64Array(length);
  let nothing = -1;
  for (let i = 0; i < length; i++) {
    let left: number;
    if (takeRun !== null && nothing < 0) nothing = takeRun();
    if (nothing > 0) { left = 0; nothing--; } else { left = take() + Number(takeRun !== null); nothing = -1; }
    const n = guess.next() + unfolded(left);
    column[i] = n;
    guess.saw(n);
  }
  return column;
}
