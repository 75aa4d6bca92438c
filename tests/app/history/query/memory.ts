import { isStepped, tierMs, type Piece, type Series, type SeriesSource, type TierRows, type TierStep } from '#app/history';

export interface Sample { readonly time: number; readonly value: number; readonly status: number; readonly text?: string }
/** A stretch between two samples as the rules say it, in the plainest words (HIS-41). NaN: no value. */
export interface Known { readonly t0: number; readonly v0: number; readonly t1: number; readonly v1: number; readonly status: number }

export const good = 0;
export const uncertain = 0x4000_0000;
export const bad = 0x8000_0000;
export const outOfRange = 0x803c_0000;
export const reading = ({ value, status }: Sample): boolean => Number.isFinite(value) && (status < 0x8000_0000 || (status & 0xffff_0000) >>> 0 === outOfRange);

export const seriesOf = (point: string, more: Partial<Series> = {}): Series => ({ number: 1, point, type: 'analog', range: { low: 0, high: 100 }, deviation: 0, holdMs: 60_000, ...more });

export function knownOf(series: Series, samples: readonly Sample[], now: number): readonly Known[] {
  return samples.flatMap((s, i): Known[] => {
    const next = samples[i + 1];
    const v0 = reading(s) ? s.value : NaN;
    const known = { t0: s.time, v0, status: s.status };
    if (next === undefined) return [{ ...known, t1: Number.isNaN(v0) ? now : Math.min(now, s.time + series.holdMs), v1: v0 }].filter((k) => k.t1 > k.t0);
    if (!Number.isNaN(v0) && series.deviation === 0 && next.time - s.time > series.holdMs) return [{ ...known, t1: s.time + series.holdMs, v1: v0 }];
    return [{ ...known, t1: next.time, v1: !isStepped(series.type) && reading(s) && reading(next) ? next.value : v0 }];
  });
}
/** The part of each stretch in [from, to). */
export function cutTo(known: readonly Known[], from: number, to: number): readonly Known[] {
  return known.flatMap((k) => {
    const [a, b] = [Math.max(from, k.t0), Math.min(to, k.t1)];
    if (a >= b) return [];
    const at = (t: number): number => (t === k.t0 ? k.v0 : t === k.t1 ? k.v1 : k.v0 + ((k.v1 - k.v0) * (t - k.t0)) / (k.t1 - k.t0));
    return [{ ...k, t0: a, v0: at(a), t1: b, v1: at(b) }];
  });
}
const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
export const knownMs = (known: readonly Known[]): number => sum(known.filter((k) => !Number.isNaN(k.v0)).map((k) => k.t1 - k.t0));
export const areaOf = (known: readonly Known[]): number => sum(known.filter((k) => !Number.isNaN(k.v0)).map((k) => ((k.v0 + k.v1) / 2) * (k.t1 - k.t0)));
export const qualityOf = (status: number): 0 | 1 | 2 => (status >= 0x8000_0000 ? 2 : status >= 0x4000_0000 ? 1 : 0);

const rowsOf = (rows: readonly (readonly number[])[]): TierRows => {
  const column = (k: number): Float64Array => Float64Array.from(rows, (r) => r[k]!);
  return { length: rows.length, start: column(0), samples: column(1), readings: column(2), min: column(3), max: column(4), first: column(5), last: column(6), firstAt: column(7), lastAt: column(8), sum: column(9), m2: column(10), knownMs: column(11), area: column(12), worst: Uint8Array.from(rows, (r) => r[13]!) };
};
/** Rows of a tier, each reckoned by itself. */
function naiveRow(here: readonly Sample[], known: readonly Known[], start: number, width: number): readonly number[] | null {
  const stood = cutTo(known, start, start + width);
  if (here.length === 0 && knownMs(stood) === 0) return null;
  const readings = here.filter(reading);
  const values = readings.map((s) => s.value);
  const mean = sum(values) / values.length;
  const of = (figure: number): number => (values.length === 0 ? NaN : figure);
  return [
    start, here.length, values.length, of(Math.min(...values)), of(Math.max(...values)), values[0] ?? NaN, values.at(-1) ?? NaN, (readings[0]?.time ?? NaN) - start, (readings.at(-1)?.time ?? NaN) - start,
    of(sum(values)), of(sum(values.map((v) => (v - mean) ** 2))), knownMs(stood), areaOf(stood), Math.max(0, ...here.map((s) => qualityOf(s.status))),
  ];
}

/** `since`: from when on each is still there; absent: all of it. `raw`: the kept samples of a series with a door, else all. */
export interface Kept { readonly series: Series; readonly samples: readonly Sample[]; readonly raw?: readonly Sample[]; readonly since?: Partial<Record<'raw' | TierStep, number>> }
/** A source in memory, in pieces of `size` rows, for tests. */
export function memory(kept: readonly Kept[], now: number, size = 7): SeriesSource & { readonly reads: { raw: number; rows: number } } {
  const reads = { raw: 0, rows: 0 };
  const of = (series: Series): Kept => kept.find((k) => k.series.point === series.point)!;
  const left = new Map(kept.map((k) => [k.series.point, (k.raw ?? k.samples).filter((s) => s.time >= (k.since?.raw ?? -Infinity))]));
  const rawOf = (series: Series): readonly Sample[] => left.get(series.point)!;
  const pieceOf = (samples: readonly Sample[]): Piece => ({
    length: samples.length, time: Float64Array.from(samples, (s) => s.time), received: Float64Array.from(samples, (s) => s.time + 5), value: Float64Array.from(samples, (s) => s.value), status: Uint32Array.from(samples, (s) => s.status),
    ...(samples.some((s) => s.text !== undefined) && { text: new Map(samples.flatMap((s, i) => (s.text === undefined ? [] : [[i, s.text] as const]))) }),
  });
  const cache = new Map<string, readonly (readonly number[])[]>();
  function tierOf(series: Series, step: TierStep): readonly (readonly number[])[] {
    const key = `${series.point} ${step}`;
    const made = cache.get(key);
    if (made !== undefined) return made;
    const { samples, since } = of(series);
    const whole = { ...series, deviation: 0 };
    const known = knownOf(whole, samples, now);
    const width = tierMs[step];
    const rows: (readonly number[])[] = [];
    const placeOf = (time: number): number => Math.floor(time / width) * width;
    const came = Map.groupBy(samples, (s) => placeOf(s.time));
    const stood = new Map<number, Known[]>();
    for (const k of known) for (let at = placeOf(k.t0); at < k.t1; at += width) { const here = stood.get(at); if (here === undefined) stood.set(at, [k]); else here.push(k); }
    for (const start of [...new Set([...came.keys(), ...stood.keys()])].toSorted((x, y) => x - y)) {
      const row = start < (since?.[step] ?? -Infinity) ? null : naiveRow(came.get(start) ?? [], stood.get(start) ?? [], start, width);
      if (row !== null) rows.push(row);
    }
    cache.set(key, rows);
    return rows;
  }
  return {
    reads, now: () => now, series: (point) => kept.find((k) => k.series.point === point)?.series ?? null,
    *raw(series, from, to) {
      const all = rawOf(series).filter((s) => s.time >= from && s.time < to);
      for (let i = 0; i < all.length; i += size) { const piece = pieceOf(all.slice(i, i + size)); reads.raw += piece.length; yield piece; }
      yield pieceOf([]);
    },
    before(series, time, notBefore) { const last = rawOf(series).findLast((s) => s.time < time && s.time >= notBefore); return last === undefined ? null : pieceOf([last]); },
    after(series, time, notAfter) { const next = rawOf(series).find((s) => s.time >= time && s.time < notAfter); return next === undefined ? null : pieceOf([next]); },
    *tier(series, step, from, to) {
      const all = tierOf(series, step).filter((r) => r[0]! >= from && r[0]! < to);
      yield rowsOf([]);
      for (let i = 0; i < all.length; i += size) { const rows = all.slice(i, i + size); reads.rows += rows.length; yield rowsOf(rows); }
    },
    since(series) {
      const raw = rawOf(series)[0]?.time;
      if (of(series).samples.length === 0) return null;
      return { raw: raw ?? NaN, minute: tierOf(series, 'minute')[0]?.[0] ?? NaN, hour: tierOf(series, 'hour')[0]?.[0] ?? NaN, day: tierOf(series, 'day')[0]?.[0] ?? Infinity };
    },
    latest(points) {
      const last = points.map((p) => of({ point: p } as Series).samples.at(-1));
      return { time: Float64Array.from(last, (s) => s?.time ?? NaN), received: Float64Array.from(last, (s) => s?.time ?? NaN), value: Float64Array.from(last, (s) => s?.value ?? NaN), status: Uint32Array.from(last, (s) => s?.status ?? 0), text: new Map(last.flatMap((s, i) => (s?.text === undefined ? [] : [[i, s.text] as const]))) };
    },
  };
}
/** Runs a generator to its end; how often it stopped. */
export function run<V>(answering: Generator<void, V, void>): V {
  for (;;) { const { done, value } = answering.next(); if (done === true) return value; }
}
/** Two minutes after the last sample: everything is settled. */
export const nowOfKept = ({ samples }: Kept): number => (samples.at(-1)?.time ?? 0) + 120_000;
