import type { Range } from '#app/park';
import { chance } from '../../../simulator/plant/chance.ts';

/**
 * A point of the generator. `noise`: its instrument's, standard deviation over the range, 0.0002 to 0.002. `form`: how its device says a step of its converter: `double` low + n x span / steps, `single` the nearest 32-bit number of it,
 * `decimal` with so many `places`. `bits`: 12 to 16; of a decimal one its range has as many steps. `process`: what of the simulator moves it.
 */
export interface BenchPoint {
  readonly number: number; readonly type: 'analog' | 'digital'; readonly process: 'signal' | 'tank-level' | 'tank-temp' | 'detector' | 'main' | 'pump'; readonly range: Range; readonly steps: number; readonly bits: number;
  readonly form: 'double' | 'single' | 'decimal'; readonly places: number; readonly noise: number; readonly source: number;
}

/** Points that one source brings in a batch. */
export const POINTS_OF_SOURCE = 500;
/** Upper ends of ranges, of the preferred numbers R5 (ISO 3). */
const ENDS = [10, 16, 25, 40, 63, 100, 160, 250, 400, 630, 1000, 1600] as const;
/** Ranges that a device shows in decimals, of 12 to 16 bits. */
const DECIMALS = [{ low: 0, high: 50, places: 2 }, { low: 0, high: 1000, places: 1 }, { low: -20, high: 180, places: 2 }, { low: 0, high: 6, places: 3 }, { low: 0, high: 600, places: 2 }, { low: 0, high: 100, places: 2 }] as const;

const of = <T>(all: readonly T[], share: number): T => all[Math.min(all.length - 1, Math.floor(share * all.length))]!;
const processOf = (share: number): BenchPoint['process'] => (share < 0.7 ? 'signal' : share < 0.78 ? 'tank-level' : share < 0.85 ? 'tank-temp' : share < 0.95 ? 'detector' : 'main');
const formOf = (share: number): BenchPoint['form'] => (share < 0.45 ? 'double' : share < 0.75 ? 'single' : 'decimal');

/** Point `number` of a seed: every tenth is digital. */
export function benchPoint(number: number, seed: number): BenchPoint {
  const c = chance(seed, `point.${number}`);
  const source = Math.floor(number / POINTS_OF_SOURCE);
  if (number % 10 === 9) return { number, type: 'digital', process: 'pump', range: { low: 0, high: 1 }, steps: 1, bits: 1, form: 'decimal', places: 0, noise: 0, source };
  const [process, form, noise] = [processOf(c.next()), formOf(c.next()), 0.0002 + 0.0018 * c.next()];
  const decimal = of(DECIMALS, c.next());
  const bits = 12 + Math.floor(5 * c.next());
  if (form === 'decimal') { const steps = Math.round((decimal.high - decimal.low) * 10 ** decimal.places); return { number, type: 'analog', process, range: { low: decimal.low, high: decimal.high }, steps, bits: Math.ceil(Math.log2(steps)), form, places: decimal.places, noise, source }; }
  return { number, type: 'analog', process, range: { low: c.next() < 0.2 ? -50 : 0, high: of(ENDS, c.next()) }, steps: 2 ** bits - 1, bits, form, places: 0, noise, source };
}

/** What the device of a point says for step `n` of its converter. */
export function said({ range, steps, form, places }: BenchPoint, n: number): number {
  const value = range.low + (n * (range.high - range.low)) / steps;
  return form === 'double' ? value : form === 'single' ? Math.fround(value) : Math.round(value * 10 ** places) / 10 ** places;
}
