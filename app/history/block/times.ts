import { put, take, type BitsIn, type BitsOut } from './bits.ts';
import { putFloats, takeFloats } from './floats.ts';
import { putIntegers, takeIntegers } from './integers.ts';

/** True of a column of integers of which sums and differences are exact. */
function isWhole(column: Float64Array, length: number): boolean {
  for (let i = 0; i < length; i++) { const n = column[i]!; if (Math.trunc(n) !== n || n >= 2 ** 50 || n <= -(2 ** 50) || (n === 0 && 1 / n < 0)) return false; }
  return true;
}
/** Numbers, integers as a rule: a bit says whether they are. */
export function putNumbers(out: BitsOut, column: Float64Array, length: number): void {
  const whole = isWhole(column, length);
  put(out, Number(whole), 1);
  if (length === 0) return;
  if (whole) putIntegers(out, column, length); else putFloats(out, column, length);
}
export function takeNumbers(from: BitsIn, column: Float64Array, length: number): void {
  if (take(from, 1) === 1) takeIntegers(from, column, length); else takeFloats(from, column, length);
}

/** When each came is kept against when it was measured; where that is not known, against where the times before point. `sign`: -1 takes it off, 1 puts it on, in place. */
function against(sourceTime: Float64Array, column: Float64Array, length: number, sign: 1 | -1): void {
  let [known, step] = [0, 0];
  for (let i = 0; i < length; i++) {
    const time = sourceTime[i]!;
    if (time === time) { if (known !== 0) step = time - known; known = time; } else known += step;
    if (step > 2 ** 40 || step < -(2 ** 40)) step = 0;
    column[i] = column[i]! + sign * known;
  }
}
/** No lag, nor a column of such, leaves the integers of which sums are exact. */
const mostTime = 2 ** 44;
const isTame = (column: Float64Array, length: number): boolean => { for (let i = 0; i < length; i++) { const n = column[i]!; if (n > mostTime || n < -mostTime) return false; } return true; };

/** `received` is written against `sourceTime` where both are integers that times may be; a bit says so. `work` is written over. */
export function putReceived(out: BitsOut, sourceTime: Float64Array, received: Float64Array, length: number, work: Float64Array): void {
  const lags = length <= 2 ** 16 && isWhole(received, length) && isTame(received, length) && isTame(sourceTime, length) && isWholeOrNone(sourceTime, length);
  put(out, Number(lags), 1);
  for (let i = 0; i < length; i++) work[i] = received[i]!;
  if (lags) against(sourceTime, work, length, -1);
  putNumbers(out, work, length);
}
function isWholeOrNone(column: Float64Array, length: number): boolean {
  for (let i = 0; i < length; i++) { const n = column[i]!; if (n === n && (Math.trunc(n) !== n || (n === 0 && 1 / n < 0))) return false; }
  return true;
}
export function takeReceived(from: BitsIn, sourceTime: Float64Array, received: Float64Array, length: number): void {
  const lags = take(from, 1) === 1;
  takeNumbers(from, received, length);
  if (lags) against(sourceTime, received, length, 1);
}
