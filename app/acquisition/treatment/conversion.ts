import type { PointDefinition, Range } from '#app/park';
import { endOf, qualityOf, Status, wordOf } from '../status.ts';

/** What is done to every reading of one point before anybody judges it (ACQ-01 to 07). `raw`: what the device sends at the ends of `range`; else value = raw x scale + offset. `maxRate`: unit per second. */
export interface Conversion {
  readonly range: Range;
  readonly raw: Range | null;
  readonly scale: number;
  readonly offset: number;
  readonly clamp: boolean;
  readonly maxRate: number | null;
}

/** NAMUR NE 43, as shares of the span of a 4 to 20 mA loop: 3.8 to 20.5 mA measure; 3.6 mA and less, 21 mA and more are the transmitter's way to say that it has failed. */
const ne43 = { below: -0.0125, above: 1.031_25, failedLow: -0.025, failedHigh: 1.0625 } as const;
/** A current is not known better than this share of the span: 3.6 mA is 3.6 mA, whatever the doubles say. */
const grain = 1e-9;

/** What a point asks for; null where its readings are taken as they come. */
export function conversionOf({ range, treatment: t }: Pick<PointDefinition, 'range' | 'treatment'>): Conversion | null {
  if (t === undefined || (t.raw === undefined && t.unit === undefined && t.clamp !== true && t.maxRate === undefined)) return null;
  return { range, raw: t.raw ?? null, scale: t.unit?.scale ?? 1, offset: t.unit?.offset ?? 0, clamp: t.clamp === true, maxRate: t.maxRate ?? null };
}

/** ACQ-01, 02: a raw value in the unit of its point. Monotone, and exact at both ends of the raw range, or full scale would miss a limit that stands there (as C++20's lerp). */
export function inUnit({ raw, range: { low, high }, scale, offset }: Conversion, value: number): number {
  if (raw === null) return value * scale + offset;
  const share = (value - raw.low) / (raw.high - raw.low);
  if (share === 1) return high;
  const x = low + share * (high - low);
  return share > 1 ? Math.max(high, x) : Math.min(high, x);
}

/** A code in the place of a status's own, which keeps its info bits. A code that is worse, or as bad, stays: it is the device's own word. */
export const worsened = (status: number, code: number): number =>
  (qualityOf(status) === 'good' || (qualityOf(status) === 'uncertain' && qualityOf(code) === 'bad') ? (code | (status & 0xffff)) >>> 0 : status);
const atEnd = (status: number, bits: number): number => (endOf(status) === null ? (status | bits) >>> 0 : status);

/** ACQ-03, 04: what a loop says by leaving its range. */
function ofLoop(status: number, share: number): number {
  if (share <= ne43.failedLow + grain) return atEnd(worsened(status, Status.sensorFailure), Status.limitLow);
  if (share >= ne43.failedHigh - grain) return atEnd(worsened(status, Status.engineeringUnitsExceeded), Status.limitHigh);
  if (share < ne43.below - grain) return atEnd(status, Status.limitLow);
  return share > ne43.above + grain ? atEnd(status, Status.limitHigh) : status;
}
/** ACQ-05: what was cut off says so; what is still measurement by NE 43 (a zero that is a little off) stays as good as it was, or an alarm could never clear there. */
function ofClamp(status: number, share: number, end: 'low' | 'high'): number {
  const measures = share >= ne43.below - grain && share <= ne43.above + grain;
  return atEnd(measures ? status : worsened(status, Status.engineeringUnitsExceeded), end === 'low' ? Status.limitLow : Status.limitHigh);
}

/** The status of a value that is in its unit and not clamped yet. */
export function marked({ raw, range: { low, high }, clamp }: Conversion, value: number, status: number): number {
  const share = (value - low) / (high - low);
  const word = raw === null ? status : ofLoop(status, share);
  if (!clamp || (value >= low && value <= high)) return word;
  return ofClamp(word, share, value < low ? 'low' : 'high');
}

/** ACQ-05: a value as it is handed on. */
export const clamped = ({ clamp, range: { low, high } }: Conversion, value: number): number => (clamp ? Math.min(Math.max(value, low), high) : value);

/** True of a status that says that there is no value behind it. */
export const denied = (status: number): boolean => qualityOf(status) === 'bad' && wordOf(status) !== Status.outOfRange;
