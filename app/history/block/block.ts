import { fail, ok, type Fault, type Result } from '#kernel/result';
import { bitReader, bitWriter, type BitReader, type BitWriter } from './bits.ts';
import { readFloats, writeFloats } from './floats.ts';
import { decimalGrids, gridOf, onGrid, stepOf, type Grid } from './grid.ts';
import { readIntegers, writeIntegers } from './integers.ts';
import { riceReader, riceWriter } from './rice.ts';

/** Samples of one point in columns, in the order in which they are to be kept. Times are epoch ms; `sourceTime` and `value` NaN: none. */
export interface Samples { readonly length: number; readonly sourceTime: Float64Array; readonly receivedTime: Float64Array; readonly value: Float64Array; readonly status: Uint32Array }
export type BlockFault = Fault<'block-form'>;

/** The first byte of every block. */
const form = 1;
export const mostInBlock = 65_535;

/** Stretches of one and the same, each as how long it lasts and what it is. */
function writeRuns(out: BitWriter, length: number, at: (i: number) => number, put: (value: number) => void): void {
  const putRun = riceWriter(out, 6);
  for (let i = 0; i < length;) {
    const value = at(i);
    const from = i;
    while (i < length && at(i) === value) i++;
    putRun(i - from - 1);
    put(value);
  }
}
function readRuns(from: BitReader, length: number, take: () => number, set: (i: number, value: number) => void): void {
  const takeRun = riceReader(from, 6);
  for (let i = 0; i < length;) {
    const end = Math.min(length, i + takeRun() + 1);
    const value = take();
    while (i < end) set(i++, value);
  }
}

/** Which of a column's numbers are there, and those that are. */
function writeThere(out: BitWriter, column: Float64Array, length: number): Float64Array {
  writeRuns(out, length, (i) => Number(!Number.isNaN(column[i]!)), (there) => out.put(there, 1));
  return column.subarray(0, length).filter((n) => !Number.isNaN(n));
}
function readThere(from: BitReader, length: number): Uint8Array {
  const there = new Uint8Array(length);
  readRuns(from, length, () => from.take(1), (i, value) => { there[i] = value; });
  return there;
}
const spread = (there: Uint8Array, values: Float64Array): Float64Array => { let next = 0; return Float64Array.from(there, (t) => (t === 1 ? values[next++]! : Number.NaN)); };
const count = (there: Uint8Array): number => there.reduce((n, t) => n + t, 0);

const whole = (column: Float64Array): boolean => column.every((n) => Number.isInteger(n) && Math.abs(n) < 2 ** 50 && !Object.is(n, -0));
/** Times: integers as a rule, whose steps are alike. A bit says whether they are. */
function writeTimes(out: BitWriter, column: Float64Array, guesses: readonly number[]): void {
  const integers = whole(column);
  out.put(Number(integers), 1);
  if (integers) writeIntegers(out, column, guesses); else writeFloats(out, column);
}
const readTimes = (from: BitReader, length: number): Float64Array => (from.take(1) === 1 ? readIntegers(from, length) : readFloats(from, length));

/** When each came, against when it was measured (`sign` -1), and back (1); where that is not known, against the one before that is. */
function againstSource(sourceTime: Float64Array, column: Float64Array, sign: 1 | -1): Float64Array {
  let known = 0;
  return column.map((n, i) => { if (!Number.isNaN(sourceTime[i]!)) known = sourceTime[i]!; return n + sign * known; });
}

function writeValues(out: BitWriter, values: Float64Array, grids: readonly Grid[]): void {
  const grid = gridOf(values, grids);
  out.put(Number(grid !== null), 1);
  if (grid === null) { writeFloats(out, values); return; }
  writeFloats(out, [grid.low, grid.span, grid.steps]);
  writeIntegers(out, values.map((v) => stepOf(grid, v)));
}
function readValues(from: BitReader, length: number): Float64Array {
  if (from.take(1) === 0) return readFloats(from, length);
  const [low, span, steps] = readFloats(from, 3);
  const grid: Grid = { low: low!, span: span!, steps: steps! };
  return readIntegers(from, length).map((n) => onGrid(grid, n));
}

/**
 * One block: every sample as it was, bit by bit, quality and both times included. `grids`: what the values may stand on beside decimals (`converterGrids` of the point's range). At most 65,535 samples, at least one. NaN of
 * whatever payload comes back as NaN; -0 as it was.
 */
export function writeBlock({ length, sourceTime, receivedTime, value, status }: Samples, grids: readonly Grid[] = []): Uint8Array {
  if (length < 1 || length > mostInBlock) throw new Error(`a block of ${length} samples`);
  const out = bitWriter(64 + length * 3);
  out.put(form, 8);
  out.put(length, 16);
  const dated = writeThere(out, sourceTime, length);
  writeTimes(out, dated, [0, 1, 2, 4]);
  const received = receivedTime.subarray(0, length);
  const lags = whole(dated) && whole(received);                              // else a sum would not be the number that it was
  out.put(Number(lags), 1);
  writeTimes(out, lags ? againstSource(sourceTime, received, -1) : received, [0, 2, 4, 5, 6]);
  writeRuns(out, length, (i) => status[i]!, (s) => out.put(s, 32));
  writeValues(out, writeThere(out, value, length), [...decimalGrids, ...grids]);
  return out.bytes();
}

/** The samples of a block; `block-form` where it is none of ours, or is cut. Takes time by the number of samples it says, at most 65,535, whatever the bytes are. */
export function readBlock(bytes: Uint8Array): Result<Samples, BlockFault> {
  const from = bitReader(bytes);
  const version = from.take(8);
  const length = from.take(16);
  if (version !== form || length === 0) return fail('block-form', { version, length });
  const dated = readThere(from, length);
  const sourceTime = spread(dated, readTimes(from, count(dated)));
  const lags = from.take(1) === 1;
  const told = readTimes(from, length);
  const receivedTime = lags ? againstSource(sourceTime, told, 1) : told;
  const status = new Uint32Array(length);
  readRuns(from, length, () => from.take(32), (i, s) => { status[i] = s; });
  const there = readThere(from, length);
  const value = spread(there, readValues(from, count(there)));
  return from.over() ? fail('block-form', { version, length }) : ok({ length, sourceTime, receivedTime, value, status });
}
