import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { PointType } from '#app/park';

/** A series as catalogue and files know it. `deviation`: the greatest it was kept with. `holdMs`: for how long a value stands (Infinity: until the next). `retention`: the name of its class. */
export interface SeriesRow { readonly number: number; readonly point: string; readonly type: PointType; readonly low: number; readonly high: number; readonly bits: number | null; readonly deviation: number; readonly holdMs: number; readonly retention: string }

type Line = readonly [number, string, PointType, number, number, number | null, number, number | null, string];

/** What the numbers of a file mean, for the day on which the catalogue is lost. One section may be given to many files. */
export function seriesSection(rows: readonly SeriesRow[]): Uint8Array {
  const lines = rows.map((r): Line => [r.number, r.point, r.type, r.low, r.high, r.bits, r.deviation, Number.isFinite(r.holdMs) ? r.holdMs : null, r.retention]);
  return deflateRawSync(JSON.stringify(lines), { level: 1 });
}
/** Throws where the bytes are no section. */
export function readSection(bytes: Uint8Array): readonly SeriesRow[] {
  const lines = JSON.parse(inflateRawSync(bytes).toString('utf8')) as readonly Line[];
  return lines.map(([number, point, type, low, high, bits, deviation, holdMs, retention]) => ({ number, point, type, low, high, bits, deviation, holdMs: holdMs ?? Infinity, retention }));
}
