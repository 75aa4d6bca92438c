/** What is usual of a series: its centre and its spread. */
export interface Usual { readonly centre: number; readonly spread: number }
/**
 * Looks for what is not usual in means of equal steps; NaN: nothing is known of a step. `judge` gives each step a score: above 1 it is beyond the limit, NaN: not judged. `threshold`: its own limit, in spreads, where nobody says another.
 * It is pure and knows no series: whoever has a better one (a model of a pump, a forecast) adds it to the table of detectors, and its name to the question. Yields between pieces.
 */
export interface Detector { readonly threshold: number; judge(means: Float64Array, usual: Usual, threshold: number): Generator<void, Float64Array, void> }

const sorted = (values: Float64Array): Float64Array => values.filter((v) => !Number.isNaN(v)).toSorted();
/** Of values in order; NaN of none. */
const middle = (s: Float64Array): number => (s.length === 0 ? NaN : (s[(s.length - 1) >> 1]! + s[s.length >> 1]!) / 2);
/** 1 / the third quartile of the normal distribution: so many median deviations are one standard deviation (Rousseeuw & Croux 1993). */
const perMad = 1.4826;
/** The median, and the median absolute deviation as a standard deviation: half of the values may be anything (Hampel 1974). `least`: no spread is less. Null: no value is known. */
export function usualOf(values: Float64Array, least: number): Usual | null {
  const centre = middle(sorted(values));
  return Number.isNaN(centre) ? null : { centre, spread: Math.max(least, perMad * middle(sorted(values.map((v) => Math.abs(v - centre))))) };
}
