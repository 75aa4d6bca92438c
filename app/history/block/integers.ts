import { put, putNumber, putSigned, take, takeNumber, takeSigned, type BitsIn, type BitsOut } from './bits.ts';
import { bestGuess, mostForMeans, putOn, takeOff } from './guesses.ts';
import { putRice, putRuns, takeRice, takeRuns } from './rice.ts';
import { putWide, takeWide } from './wide.ts';

/** How what is left is written. `still`: it is all nothing. */
const [still, plain, runs, wide] = [0, 1, 2, 3] as const;
/** Above this share of nothing it is cheaper to count how long nothing lasts. */
const mostlyNothing = 0.6;
/** Columns that stretch further than this (in steps of what they have in common) are kept in another way. */
const mostSpread = 2 ** 28;

/** What is worked in, for columns of any length so far. */
let room = { column: new Int32Array(4096), left: new Int32Array(4096) };
function roomFor(length: number): typeof room {
  if (room.column.length < length) room = { column: new Int32Array(length * 2), left: new Int32Array(length * 2) };
  return room;
}

function common(a: number, b: number): number { let [x, y] = [a, b]; while (y !== 0) [x, y] = [y, x % y]; return x; }
/** The greatest number of which all steps of a column are whole times (0: it stands still), and how far it goes. */
function shapeOf(column: ArrayLike<number>, length: number): { readonly unit: number; readonly spread: number } {
  let before = column[0]!;
  let [unit, step, least, greatest] = [0, 0, before, before];
  for (let i = 1; i < length; i++) {
    const n = column[i]!;
    const by = n - before;
    if (by !== step) { step = by; if (unit !== 1) unit = common(Math.abs(by), unit); }
    if (n < least) least = n; else if (n > greatest) greatest = n;
    before = n;
  }
  return { unit, spread: greatest - least };
}

/** How much less than nothing what is left may be at least, and whether counting from there is shorter than folding the signs in. */
function floorOf(left: Int32Array, length: number): { readonly least: number; readonly zeros: number; readonly floored: boolean } {
  let [least, zeros, sizes, sum] = [0x7fff_ffff, 0, 0, 0];
  for (let i = 0; i < length; i++) {
    const n = left[i]!;
    if (n < least) least = n;
    if (n === 0) zeros++;
    sizes += n < 0 ? -n : n;
    sum += n;
  }
  return { least, zeros, floored: sum - least * length < 1.9 * sizes };
}

/** The column in steps of what it has in common, its first as 0, where it is worked in. */
function stepsOf(integers: ArrayLike<number>, length: number, unit: number): typeof room {
  const { column, left } = roomFor(length);
  const first = integers[0]!;
  if (unit > 1) for (let i = 0; i < length; i++) column[i] = (integers[i]! - first) / unit;
  else for (let i = 0; i < length; i++) column[i] = integers[i]! - first;
  return { column, left };
}
/** What the guess left: counted from the least, or with the signs folded in. */
function putLeft(out: BitsOut, left: Int32Array, length: number, least: number | null, mode: number): void {
  put(out, Number(least !== null), 1);
  if (least !== null) { putSigned(out, least); for (let i = 0; i < length; i++) left[i] = left[i]! - least; }
  else for (let i = 0; i < length; i++) { const n = left[i]!; left[i] = (n << 1) ^ (n >> 31); }
  if (mode === runs) putRuns(out, left, length); else putRice(out, left, length);
}
function takeLeft(from: BitsIn, left: Int32Array, length: number, mode: number): void {
  const least = take(from, 1) === 1 ? takeSigned(from) : null;
  if (mode === runs) takeRuns(from, left, length); else takeRice(from, left, length);
  if (least !== null) for (let i = 0; i < length; i++) left[i] = left[i]! + least;
  else for (let i = 0; i < length; i++) { const u = left[i]!; left[i] = (u >>> 1) ^ -(u & 1); }
}

/**
 * A column of integers (magnitude below 2^50), at least one: the first, what all steps have in common, and what the best guess leaves of the rest. The caller has made room: at most 12 bytes each, and 40.
 */
export function putIntegers(out: BitsOut, integers: ArrayLike<number>, length: number): void {
  const { unit, spread } = shapeOf(integers, length);
  if (spread / (unit || 1) >= mostSpread) { put(out, wide, 2); putWide(out, integers, length); return; }
  const { column, left } = stepsOf(integers, length, unit);
  const rest = length - 1;
  const step = column[1]!;
  const guess = unit === 0 ? 1 : bestGuess(column, length, step, spread / unit < mostForMeans);
  takeOff(guess, column, 1, length, step, left);
  const { least, zeros, floored } = floorOf(left, rest);
  const mode = zeros === rest ? still : zeros > mostlyNothing * rest ? runs : plain;
  put(out, mode, 2);
  put(out, guess, 3);
  putSigned(out, integers[0]!);
  put(out, Number(unit !== 0), 1);
  if (unit === 0) return;
  putNumber(out, unit);
  if (guess === 2) putSigned(out, step);
  if (mode !== still) putLeft(out, left, rest, floored && mode === plain ? least : null, mode);
}

/** Reads what `putIntegers` wrote into `integers`. What is no such column gives numbers of no meaning, but as many, and in time bounded by `length`. */
export function takeIntegers(from: BitsIn, integers: Float64Array, length: number): void {
  if (length === 0) return;
  const mode = take(from, 2);
  if (mode === wide) { takeWide(from, integers, length); return; }
  const guess = take(from, 3);
  const first = takeSigned(from);
  if (take(from, 1) === 0) { integers.fill(first, 0, length); return; }
  const unit = takeNumber(from);
  const step = guess === 2 ? takeSigned(from) : 0;
  if (mode === still) { const on = step * unit; for (let i = 0; i < length; i++) integers[i] = first + on * i; return; }
  const { column } = roomFor(length);
  column[0] = 0;
  takeLeft(from, column.subarray(1, length), length - 1, mode);
  putOn(guess, column, length, step);
  for (let i = 0; i < length; i++) integers[i] = first + column[i]! * unit;
}
