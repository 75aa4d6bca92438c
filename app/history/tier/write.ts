import { align, bitsOut, makeRoom } from '../block/bits.ts';
import { putFloats } from '../block/floats.ts';
import { gridOf, putGrid, type Grid } from '../block/grid.ts';
import { headed } from '../block/headed.ts';
import { putIntegers } from '../block/integers.ts';
import { putNumbers } from '../block/times.ts';
import { putValues } from '../block/values.ts';
import type { TierRows } from '../kept/tier-rows.ts';
import { areaMs, unitOf, type Unit } from './unit.ts';

/** The first four bits of every block of rows. */
export const tierForm = 3;
export const mostRows = 65_535;
/** What the head says: readings stand on one grid; every row has some; sums are of that grid; areas are kept as they are. */
export const flags = { grid: 8, full: 4, onGrid: 2, plainArea: 1 } as const;

const out = bitsOut(65_536);
/** The rows of a column that have readings. */
const those = (column: Float64Array, rows: Int32Array): Float64Array => Float64Array.from(rows, (r) => column[r]!);

/** Integers of what sums, deviations and areas are in their units; rows without readings have no sums. */
function sumsIn({ low, size }: Unit, { sum, readings }: TierRows, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (r) => Math.round((sum[r]! - low * readings[r]!) / size));
}
const deviationsIn = ({ size, fine }: Unit, { m2, readings }: TierRows, rows: Int32Array): Float64Array => Float64Array.from(rows, (r) => Math.min(2 ** 48, Math.round((Math.sqrt(Math.max(0, m2[r]!) / readings[r]!) / size) * fine)));
/** What areas have more than the mean of the readings would make. */
function areasIn({ low, size, fine }: Unit, { length, area, knownMs, readings }: TierRows, sums: Float64Array, rows: Int32Array): Float64Array {
  const means = new Float64Array(length);
  rows.forEach((r, i) => { means[r] = sums[i]! / readings[r]!; });
  const part = fine === 1 ? 1 : areaMs;
  return Float64Array.from(means, (mean, r) => Math.round(((area[r]! - low * knownMs[r]!) / size - mean * knownMs[r]!) / part));
}

/**
 * Rows of one series and step, 1 to 65,535, as bytes: every column by itself, so that each can be read alone. All comes back as it was, bit by bit, save `sum`, `m2` and `area` (HIS-27). `grids`: as of `writeBlock`.
 */
export function writeTier(rows: TierRows, grids: readonly Grid[] = []): Uint8Array {
  const { length } = rows;
  if (length < 1 || length > mostRows) throw new Error(`a block of ${length} rows`);
  const filled = Int32Array.from(Array.from(rows.readings.subarray(0, length).keys()).filter((r) => rows.readings[r]! > 0));
  const n = filled.length;
  const ends = [rows.min, rows.max, rows.first, rows.last].map((column) => those(column, filled));
  const all = new Float64Array(4 * n);
  ends.forEach((column, c) => { all.set(column, c * n); });
  const steps = new Float64Array(4 * n);
  const grid = n > 0 ? gridOf(all, 4 * n, grids, steps) : null;
  const unit = unitOf(rows, grid);
  const sums = sumsIn(unit, rows, filled);
  const plainArea = grid !== null && unit.size === 1 && rows.area.subarray(0, length).every((a) => Number.isInteger(a));
  const work = new Float64Array(Math.max(n, length));
  const end = (c: number): void => { if (n === 0) return; if (grid !== null) putIntegers(out, steps.subarray(c * n, (c + 1) * n), n); else putValues(out, ends[c]!, n, [], work); };
  const numbers = (column: Float64Array, count: number): void => { putNumbers(out, column, count); };
  const parts: readonly (() => void)[] = [
    () => { if (grid !== null) putGrid(out, grid); if (unit.fine === 1) putFloats(out, [unit.size], 1); },
    () => { numbers(rows.start, length); }, () => { numbers(rows.samples, length); }, () => { numbers(rows.samples.subarray(0, length).map((s, r) => s - rows.readings[r]!), length); },
    () => { end(0); }, () => { end(1); }, () => { end(2); }, () => { end(3); },
    () => { numbers(those(rows.firstAt, filled), n); }, () => { numbers(those(rows.lastAt, filled), n); },
    () => { numbers(sums, n); }, () => { numbers(deviationsIn(unit, rows, filled), n); },
    () => { numbers(rows.knownMs, length); }, () => { numbers(plainArea ? rows.area : areasIn(unit, rows, sums, filled), length); },
    () => { putIntegers(out, Float64Array.from(rows.worst.subarray(0, length)), length); },
  ];
  out.at = 0;
  const sizes = parts.map((part) => { const before = out.at; makeRoom(out, length * 12 + 256); part(); align(out); return out.at - before; });
  const said = (grid !== null ? flags.grid : 0) | (n === length ? flags.full : 0) | (unit.fine !== 1 ? flags.onGrid : 0) | (plainArea ? flags.plainArea : 0);
  return whole(said, length, sizes);
}
function whole(said: number, length: number, sizes: readonly number[]): Uint8Array {
  return headed(out, tierForm, said, length, sizes);
}
