/** How many digits behind the point a value of this range deserves, so that its width never changes while it moves. */
export function digitsOf(range: { readonly low: number; readonly high: number }): number {
  const width = Math.abs(range.high - range.low);
  return width >= 1000 || width === 0 ? 0 : width >= 50 ? 1 : width >= 5 ? 2 : 3;
}

/** A value as text; no value is a dash. */
export const shown = (value: number | null, digits: number): string => (value === null || Number.isNaN(value) ? '—' : value.toFixed(digits));

/** A number as an engineer wrote it: no digits that are not there, and none of the machine's own (9.6, not 9.600000000000001). */
export const plain = (value: number | null): string => (value === null ? '—' : String(Number(value.toPrecision(9))));
