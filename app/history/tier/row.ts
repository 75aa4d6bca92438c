import { isReading, qualityCode } from '../kept/reading.ts';
import type { TierRows } from '../kept/tier-rows.ts';

/** A row of a tier among others in one long array: where each of its numbers stands. `start` NaN: there is none. */
export const at = { start: 0, samples: 1, readings: 2, min: 3, max: 4, first: 5, last: 6, firstAt: 7, lastAt: 8, sum: 9, m2: 10, knownMs: 11, area: 12, worst: 13 } as const;
export const rowWidth = 14;

/** An empty row of a step at `i`. */
export function begin(rows: Float64Array, i: number, start: number): void {
  rows.fill(0, i, i + rowWidth);
  rows[i + at.start] = start;
  rows[i + at.min] = rows[i + at.max] = rows[i + at.first] = rows[i + at.last] = Number.NaN;
}

/** One sample into the row of its step (mean and squares after Welford 1962). Of two at the same time the one that comes later is the last. */
export function count(rows: Float64Array, i: number, time: number, value: number, status: number): void {
  rows[i + at.samples]!++;
  if (status !== 0) { const worst = qualityCode(status); if (worst > rows[i + at.worst]!) rows[i + at.worst] = worst; }
  if (!isReading(value, status)) return;
  const n = ++rows[i + at.readings]!;
  const inside = time - rows[i + at.start]!;
  if (n === 1) {
    rows[i + at.min] = rows[i + at.max] = rows[i + at.first] = rows[i + at.last] = rows[i + at.sum] = value;
    rows[i + at.firstAt] = rows[i + at.lastAt] = inside;
    return;
  }
  if (value < rows[i + at.min]!) rows[i + at.min] = value;
  if (value > rows[i + at.max]!) rows[i + at.max] = value;
  if (inside >= rows[i + at.lastAt]!) { rows[i + at.last] = value; rows[i + at.lastAt] = inside; } else if (inside < rows[i + at.firstAt]!) { rows[i + at.first] = value; rows[i + at.firstAt] = inside; }
  const before = rows[i + at.sum]! / (n - 1);
  rows[i + at.sum]! += value;
  rows[i + at.m2]! += (value - before) * (value - rows[i + at.sum]! / n);
}

/** Puts the row at `j` of `other` into the one at `i` (HIS-24; squares after Chan, Golub and LeVeque 1979). That may be of a longer step, in which the other's begins. Of two ends at the same time, that of the other. */
export function join(rows: Float64Array, i: number, other: Float64Array, j: number): void {
  const [n, m] = [rows[i + at.readings]!, other[j + at.readings]!];
  rows[i + at.samples]! += other[j + at.samples]!;
  rows[i + at.knownMs]! += other[j + at.knownMs]!;
  rows[i + at.area]! += other[j + at.area]!;
  if (other[j + at.worst]! > rows[i + at.worst]!) rows[i + at.worst] = other[j + at.worst]!;
  if (m === 0) return;
  const over = other[j + at.start]! - rows[i + at.start]!;
  const [firstAt, lastAt] = [other[j + at.firstAt]! + over, other[j + at.lastAt]! + over];
  if (n === 0 || other[j + at.min]! < rows[i + at.min]!) rows[i + at.min] = other[j + at.min]!;
  if (n === 0 || other[j + at.max]! > rows[i + at.max]!) rows[i + at.max] = other[j + at.max]!;
  if (n === 0 || firstAt < rows[i + at.firstAt]!) { rows[i + at.first] = other[j + at.first]!; rows[i + at.firstAt] = firstAt; }
  if (n === 0 || lastAt >= rows[i + at.lastAt]!) { rows[i + at.last] = other[j + at.last]!; rows[i + at.lastAt] = lastAt; }
  const apart = n === 0 ? 0 : other[j + at.sum]! / m - rows[i + at.sum]! / n;
  rows[i + at.m2]! += other[j + at.m2]! + (apart * apart * n * m) / (n + m);
  rows[i + at.readings] = n + m;
  rows[i + at.sum]! += other[j + at.sum]!;
}

/** Empty columns for so many rows. */
export function columnsFor(length: number): TierRows {
  const one = (): Float64Array => new Float64Array(length);
  return { length, start: one(), samples: one(), readings: one(), min: one(), max: one(), first: one(), last: one(), firstAt: one(), lastAt: one(), sum: one(), m2: one(), knownMs: one(), area: one(), worst: new Uint8Array(length) };
}
/** The columns in the order in which a row holds them. */
export const columnNames = ['start', 'samples', 'readings', 'min', 'max', 'first', 'last', 'firstAt', 'lastAt', 'sum', 'm2', 'knownMs', 'area', 'worst'] as const satisfies readonly (keyof TierRows)[];
/** The row at `i` into row `r` of columns, and back. */
export function intoColumns(rows: Float64Array, i: number, columns: TierRows, r: number): void { for (let c = 0; c < rowWidth; c++) columns[columnNames[c]!][r] = rows[i + c]!; }
export function outOfColumns(columns: TierRows, r: number, rows: Float64Array, i: number): void { for (let c = 0; c < rowWidth; c++) rows[i + c] = columns[columnNames[c]!][r]!; }
/** The first `length` rows of columns; they are views. */
export const firstRows = (columns: TierRows, length: number): TierRows => ({ ...Object.fromEntries(columnNames.map((name) => [name, columns[name].subarray(0, length)])) as unknown as TierRows, length });
