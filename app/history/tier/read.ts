import { fail, ok, type Result } from '#kernel/result';
import { bitsIn, partsOf, take, takeSize } from '../block/bits.ts';
import type { BlockFault } from '../block/block.ts';
import { takeFloats } from '../block/floats.ts';
import { ontoGrid, takeGrid } from '../block/grid.ts';
import { takeIntegers } from '../block/integers.ts';
import { spread } from '../block/marks.ts';
import { takeNumbers } from '../block/times.ts';
import { takeValues } from '../block/values.ts';
import type { TierRows } from '../kept/tier-rows.ts';
import { areaMs, type Unit } from './unit.ts';
import { flags, mostRows, tierForm } from './write.ts';

/** A column that is made when it is first asked for. */
function once<T>(make: () => T): () => T { let made: T | undefined; return () => (made ??= make()); }

/**
 * Rows of `writeTier`; a column is decoded when it is first touched, and with it only those that it stands on. `block-form`: bytes that are none of ours, or are cut. Bytes that are damaged within give numbers of no meaning: a checksum
 * is `storage`'s.
 */
export function readTier(bytes: Uint8Array): Result<TierRows, BlockFault> {
  const from = bitsIn(bytes);
  const version = take(from, 4);
  const said = take(from, 4);
  const length = takeSize(from);
  const parts = version === tierForm && length >= 1 && length <= mostRows ? partsOf(from, 15) : null;
  if (parts === null) return fail('block-form', { bytes: bytes.length });
  const has = (flag: number): boolean => (said & flag) !== 0;
  const begin = (part: number): void => { from.at = parts[part]!; from.end = parts[part + 1]!; };

  const numbers = (part: number, count = length): Float64Array => { const column = new Float64Array(length); begin(part); takeNumbers(from, column, count); return column; };
  const shape = once(() => {
    begin(0);
    const grid = has(flags.grid) ? takeGrid(from) : null;
    const size = new Float64Array(1);
    if (!has(flags.onGrid)) takeFloats(from, size, 1);
    const unit: Unit = grid !== null && has(flags.onGrid) ? { low: grid.low, size: grid.span / grid.steps, fine: 1024 } : { low: 0, size: size[0]!, fine: 1 };
    return { grid, unit };
  });
  const samples = once(() => numbers(2));
  const readings = once(() => { const [column, all] = [numbers(3), samples()]; for (let r = 0; r < length; r++) column[r] = all[r]! - column[r]!; return column; });
  /** Which rows have readings (null: all), and how many those are. */
  const filled = once(() => {
    if (has(flags.full)) return { there: null, count: length };
    const [there, all] = [new Uint8Array(length), readings()];
    let count = 0;
    for (let r = 0; r < length; r++) if (all[r]! > 0) { there[r] = 1; count++; }
    return { there, count };
  });
  /** Of rows that have readings; the others have 0. */
  const sparse = (part: number): Float64Array => {
    const [{ there, count }, column] = [filled(), new Float64Array(length)];
    begin(part);
    takeNumbers(from, column, count);
    spread(column, there, count);
    if (there !== null) for (let r = 0; r < length; r++) if (there[r] === 0) column[r] = 0;
    return column;
  };
  const end = (part: number): Float64Array => {
    const [{ grid }, { there, count }, column] = [shape(), filled(), new Float64Array(length)];
    begin(part);
    if (count > 0 && grid !== null) { takeIntegers(from, column, count); ontoGrid(grid, column, count); } else if (count > 0) takeValues(from, column, count);
    spread(column, there, count);
    return column;
  };
  const [min, max] = [once(() => end(4)), once(() => end(5))];
  const sums = once(() => sparse(10));
  const knownMs = once(() => numbers(12));
  const sum = once(() => {
    const [{ unit: { low, size } }, units, all, least, greatest] = [shape(), sums(), readings(), min(), max()];
    const column = new Float64Array(length);
    for (let r = 0; r < length; r++) { const n = all[r]!; if (n > 0) column[r] = Math.min(Math.max(low * n + units[r]! * size, least[r]! * n), greatest[r]! * n); }
    return column;
  });
  const m2 = once(() => {
    const [{ unit: { size, fine } }, column, all] = [shape(), sparse(11), readings()];
    for (let r = 0; r < length; r++) { const deviation = (column[r]! * size) / fine; column[r] = deviation * deviation * all[r]!; }
    return column;
  });
  const area = once(() => {
    const column = numbers(13);
    if (has(flags.plainArea)) return column;
    const [{ unit: { low, size, fine } }, known, units, all] = [shape(), knownMs(), sums(), readings()];
    const part = fine === 1 ? 1 : areaMs;
    for (let r = 0; r < length; r++) { const mean = all[r]! > 0 ? units[r]! / all[r]! : 0; column[r] = low * known[r]! + (column[r]! * part + mean * known[r]!) * size; }
    return column;
  });
  const [start, first, last, firstAt, lastAt] = [once(() => numbers(1)), once(() => end(6)), once(() => end(7)), once(() => sparse(8)), once(() => sparse(9))];
  const worst = once(() => { const column = new Float64Array(length); begin(14); takeIntegers(from, column, length); return Uint8Array.from(column); });
  return ok({
    length,
    get start() { return start(); }, get samples() { return samples(); }, get readings() { return readings(); }, get min() { return min(); }, get max() { return max(); }, get first() { return first(); }, get last() { return last(); },
    get firstAt() { return firstAt(); }, get lastAt() { return lastAt(); }, get sum() { return sum(); }, get m2() { return m2(); }, get knownMs() { return knownMs(); }, get area() { return area(); }, get worst() { return worst(); },
  });
}
