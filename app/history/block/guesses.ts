/**
 * What the next integer of a column is expected to be: 0 nothing, 1 the one before, 2 as far on as the one before was, 3 to 7 the mean of what came, the newest with weight 2^-1 to 2^-6 (for noise about a level that wanders). All begin at 0,
 * as the column does (its first number is 0); `step`: how far the line goes first.
 */
export const guessCount = 8;
const weights = [0, 0, 0, 1, 2, 3, 4, 6] as const;
/** Means are followed in 2^-8. */
const fine = 8;
/** No number of a column that means are taken of is further from its first. */
export const mostForMeans = 2 ** 21;

/** What is left of numbers `from` to `to` (at least 1) of a column when its guess is taken off, into `left` from 0 on. A guess that is begun in the middle begins at the number before. */
export function takeOff(guess: number, column: Int32Array, from: number, to: number, step: number, left: Int32Array): void {
  let before = column[from - 1]!;
  if (guess === 0) { for (let i = from; i < to; i++) left[i - from] = column[i]!; return; }
  if (guess === 1) { for (let i = from; i < to; i++) { const n = column[i]!; left[i - from] = n - before; before = n; } return; }
  if (guess === 2) {
    let on = from === 1 ? step : before - column[from - 2]!;
    for (let i = from; i < to; i++) { const n = column[i]!; left[i - from] = n - before - on; on = n - before; before = n; }
    return;
  }
  const weight = weights[guess]!;
  let level = before << fine;
  for (let i = from; i < to; i++) { const n = column[i]!; left[i - from] = n - ((level + 128) >> fine); level += ((n << fine) - level) >> weight; }
}

/** Puts a guess on again, in place: `column` holds 0 and then what was left of numbers 1 to `length` - 1, and then the numbers. */
export function putOn(guess: number, column: Int32Array, length: number, step: number): void {
  if (guess === 0) return;
  let n = 0;
  if (guess === 1) { for (let i = 1; i < length; i++) column[i] = n = (n + column[i]!) | 0; return; }
  if (guess === 2) {
    let on = step | 0;
    for (let i = 1; i < length; i++) { on = (on + column[i]!) | 0; column[i] = n = (n + on) | 0; }
    return;
  }
  const weight = weights[guess]!;
  let level = 0;
  for (let i = 1; i < length; i++) { column[i] = n = (column[i]! + ((level + 128) >> fine)) | 0; level = (level + (((n << fine) - level) >> weight)) | 0; }
}

/** Numbers that the guesses are tried on: the first, and as many from the middle. */
const tried = 80;
const left = new Int32Array(tried);

/** About what is left by a guess, over the numbers that are tried; jumps count little. */
function costOf(guess: number, column: Int32Array, length: number, step: number, cap: number): number {
  let cost = 0;
  for (let turn = 0; turn < 2; turn++) {
    const from = turn === 0 ? 1 : Math.max(1 + tried, length >> 1);
    const to = Math.min(length, from + tried);
    if (from >= to) break;
    takeOff(guess, column, from, to, step, left);
    for (let i = 0; i < to - from; i++) { const n = left[i]!; const size = n < 0 ? -n : n; cost += size < cap ? size : cap; }
  }
  return cost;
}
/** The guess that leaves least of a column of `length` integers, the first of which is 0. `means`: whether those may be tried. */
export function bestGuess(column: Int32Array, length: number, step: number, means: boolean): number {
  let [best, least] = [1, costOf(1, column, length, step, 2 ** 30)];
  const cap = 1 + 8 * Math.ceil(least / Math.max(1, Math.min(length - 1, 2 * tried)));
  for (const guess of [2, 0, 5, 4, 6, 3, 7]) {
    if (least === 0 || (guess > 2 && !means)) break;
    const cost = costOf(guess, column, length, step, cap);
    if (cost < least) [best, least] = [guess, cost];
  }
  return best;
}
