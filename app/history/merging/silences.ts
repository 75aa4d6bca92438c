import { noData } from '../intake/thinned.ts';
import { tierMs } from '../kept/plan.ts';
import { isReading } from '../kept/reading.ts';
import type { Piece, Series, SeriesSource } from '../kept/series.ts';
import { cutPiece } from './pieces.ts';

const markAt = (time: number): Piece => ({ length: 1, time: Float64Array.of(time), received: Float64Array.of(time), value: Float64Array.of(Number.NaN), status: Uint32Array.of(noData) });
/** A row to which a line may lead, or not: no time, no line. */
interface End { readonly time: number; readonly reads: boolean }
const endOf = (row: Piece | null): End => (row === null ? { time: Number.NaN, reads: false } : { time: row.time[row.length - 1]!, reads: isReading(row.value[row.length - 1]!, row.status[row.length - 1]!) });

/**
 * A source in which the silences of series with a door are marked that were not marked when they were kept (HIS-54): of what came late or was imported, and of what was kept before the series had a door. Kept neighbours may be far apart because what
 * lay between was thinned out, and then minutes tell of it; where they tell of nothing, a line must not lead over it.
 */
export function withSilences(source: SeriesSource): SeriesSource {
  const marked = ({ deviation, type, holdMs }: Series): boolean => deviation > 0 && type === 'analog' && Number.isFinite(holdMs);

  /** When nothing more was known between two neighbours; null: there was something, or nobody can say. */
  function silence(series: Series, { time, reads }: End, next: number): number | null {
    if (!reads || !(next - time > series.holdMs)) return null;
    const minute = Math.floor(time / tierMs.minute) * tierMs.minute;
    const [from, to] = [minute + tierMs.minute, Math.floor(next / tierMs.minute) * tierMs.minute];
    if (from >= to || !((source.since(series)?.minute ?? Infinity) <= minute)) return null;
    for (const { length, samples } of source.tier(series, 'minute', from, to)) for (let i = 0; i < length; i++) if (samples[i]! > 0) return null;
    return time + series.holdMs;
  }
  /** A piece in parts, with the marks between its rows, and between what came before it and its first. */
  function* parted(series: Series, piece: Piece, last: End, from: number): Generator<Piece, void, void> {
    const { length, time, value, status } = piece;
    let told = 0;
    for (let i = 0; i < length; i++) {
      const before = i === 0 ? last.time : time[i - 1]!;
      if (!(time[i]! - before > series.holdMs)) continue;
      const at = silence(series, i === 0 ? last : { time: before, reads: isReading(value[i - 1]!, status[i - 1]!) }, time[i]!);
      if (at === null || at < from) continue;
      if (i > told) yield cutPiece(piece, told, i);
      yield markAt(at);
      told = i;
    }
    yield told === 0 ? piece : cutPiece(piece, told, length);
  }
  function* raw(series: Series, from: number, to: number): Generator<Piece, void, void> {
    let last = endOf(source.before(series, from, from - series.holdMs));
    for (const piece of source.raw(series, from, to)) {
      yield* parted(series, piece, last, from);
      if (piece.length > 0) last = endOf(piece);
    }
    const at = last.time + series.holdMs < to ? silence(series, last, endOf(source.after(series, to, Infinity)).time) : null;
    if (at !== null && at >= from) yield markAt(at);
  }
  return {
    ...source,
    raw: (series, from, to) => (marked(series) ? raw(series, from, to) : source.raw(series, from, to)),
    before(series, time, notBefore) {
      const row = source.before(series, time, notBefore);
      if (row === null || !marked(series) || !(time - row.time[0]! > series.holdMs)) return row;
      const at = silence(series, endOf(row), endOf(source.after(series, time, Infinity)).time);
      return at === null || at >= time ? row : markAt(at);
    },
    after(series, time, notAfter) {
      const row = source.after(series, time, notAfter);
      if (row === null || !marked(series)) return row;
      const at = silence(series, endOf(source.before(series, time, time - series.holdMs)), row.time[0]!);
      return at === null || at < time ? row : markAt(at);
    },
  };
}
