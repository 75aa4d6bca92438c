import type { SegmentKind } from '../segment/index.ts';

export type Period = 'hour' | 'day' | 'month' | 'year';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What one file of each level holds, in UTC; level 0 is a checkpoint. Minutes stand together by the month, so that a month of them is read at once. */
export const ladder: Readonly<Record<SegmentKind, readonly Period[]>> = { raw: ['hour', 'day'], minute: ['hour', 'day', 'month'], hour: ['day', 'month', 'year'], day: ['month', 'year'] };
export const topLevel = (kind: SegmentKind): number => ladder[kind].length;

/** When the period began that a time is in. */
export function beginOf(period: Period, time: number): number {
  if (period === 'hour') return Math.floor(time / hourMs) * hourMs;
  if (period === 'day') return Math.floor(time / dayMs) * dayMs;
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), period === 'year' ? 0 : date.getUTCMonth(), 1);
}
/** When the period is over that began at `begin`. */
export function endOf(period: Period, begin: number): number {
  if (period === 'hour') return begin + hourMs;
  if (period === 'day') return begin + dayMs;
  const date = new Date(begin);
  return period === 'year' ? Date.UTC(date.getUTCFullYear() + 1, 0, 1) : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/** Where a sample goes: the file of this level and period. */
export interface Place { readonly level: number; readonly begin: number; readonly end: number }
const recentMs = 2 * dayMs;
const agoMs = 40 * dayMs;

/** The file in which what stands in a file of `level` at `time` is put. What comes long after its time goes into the greatest files at once: an import of a year must not make a file of every hour. */
export function placeOf(kind: SegmentKind, level: number, time: number, newest: number): Place {
  const top = topLevel(kind);
  const late = level === 0 && time < newest - recentMs;
  const to = late ? top : Math.min(level + 1, top);
  const period: Period = late && kind === 'raw' && time < newest - agoMs ? 'month' : ladder[kind][to - 1]!;
  const begin = beginOf(period, time);
  return { level: to, begin, end: endOf(period, begin) };
}
