import type { exportWhat, Piece, Series, TierRows } from '#app/history';

export type ExportWhat = (typeof exportWhat)[number];
/** What rows of one form become. A page is rows `from` to `to` of one series; nothing is kept of it but what the form must hold until it can be written. */
export interface Form {
  begin(): void;
  raw(series: Series, piece: Piece, from: number, to: number): void;
  tier(series: Series, rows: TierRows, from: number, to: number): void;
  end(): void;
}

/** The columns of raw samples, and of rows of a tier, under the names they have in every form. */
export const rawColumns = ['point', 'time', 'received', 'value', 'text', 'quality', 'status'] as const;
export const tierColumns = ['point', 'time', 'samples', 'readings', 'min', 'max', 'mean', 'std', 'first', 'last', 'weighted', 'known_ms', 'quality'] as const;
export const qualities = ['good', 'uncertain', 'bad'] as const;

/** What a row of a tier tells of its step; NaN: nothing. `weighted`: the mean over the time in which a value was known. */
export function figuresOf(rows: TierRows, i: number): { readonly mean: number; readonly std: number; readonly weighted: number } {
  const [n, known] = [rows.readings[i]!, rows.knownMs[i]!];
  return { mean: n > 0 ? rows.sum[i]! / n : NaN, std: n > 1 ? Math.sqrt(Math.max(0, rows.m2[i]!) / (n - 1)) : NaN, weighted: known > 0 ? rows.area[i]! / known : NaN };
}
