import { mostAheadMs } from '#app/history';

/** The newest sample of every series by its time, in columns by number of series; NaN time: none. `text`: series -> words. */
export interface Newest { readonly time: Float64Array; readonly received: Float64Array; readonly value: Float64Array; readonly status: Uint32Array; readonly text: Map<number, string> }

/** Of `size` series, those of `from` taken over. */
export function newestOf(size: number, from?: Newest): Newest {
  const doubles = (of?: Float64Array): Float64Array => { const out = new Float64Array(size).fill(Number.NaN); if (of !== undefined) out.set(of.subarray(0, size)); return out; };
  const status = new Uint32Array(size);
  if (from !== undefined) status.set(from.status.subarray(0, size));
  return { time: doubles(from?.time), received: doubles(from?.received), value: doubles(from?.value), status, text: new Map(from?.text) };
}
/** That of one series; NaN time: none. */
export const sampleOf = ({ time, value, status }: Newest, series: number): { readonly time: number; readonly value: number; readonly status: number } =>
  (series < time.length ? { time: time[series]!, value: value[series]!, status: status[series]! } : { time: Number.NaN, value: Number.NaN, status: 0 });
/** True of a sample of a clock of ours that was ahead and was set back: what came later than it, at `came`, is newer. */
export const isAhead = (time: number, came: number): boolean => time > came + mostAheadMs;
