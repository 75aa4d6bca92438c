import type { HistoryPlan, RetentionClass } from '#app/history';
import type { SegmentKind, SegmentRow, SeriesRow } from '../segment/index.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const daysOf = (kind: SegmentKind, c: RetentionClass): number => (kind === 'raw' ? c.rawDays : kind === 'minute' ? c.minuteDays : kind === 'hour' ? c.hourDays : c.dayDays);

/** For how long what is kept. A class that nobody defines any more keeps all that it has. */
export interface Retention {
  /** Before when nothing of a series is kept in files of a kind; -Infinity: all is. */
  expired(kind: SegmentKind, series: number, now: number): number;
  /** True of a series that is not kept in files of a kind at all. */
  never(kind: SegmentKind, series: number): boolean;
  /** Before when nothing of any series is. */
  allExpired(kind: SegmentKind, now: number): number;
  /** The classes of which a file that ends at `to` keeps nothing, by name. */
  classesGone(kind: SegmentKind, to: number, now: number): readonly string[];
}
/** `series`: all that history knows, also those whose points are gone. */
export function retentionOf({ classes }: Pick<HistoryPlan, 'classes'>, series: readonly SeriesRow[]): Retention {
  const byName = new Map(classes.map((c) => [c.name, c]));
  const used = [...new Set(series.map((s) => s.retention))].toSorted();
  const ofSeries = new Map(series.map((s) => [s.number, byName.get(s.retention)]));
  const cutoff = (kind: SegmentKind, c: RetentionClass | undefined, now: number): number => (c === undefined ? -Infinity : now - daysOf(kind, c) * dayMs);
  return {
    expired: (kind, number, now) => cutoff(kind, ofSeries.get(number), now),
    never(kind, number) { const c = ofSeries.get(number); return c !== undefined && daysOf(kind, c) === 0; },
    allExpired: (kind, now) => used.reduce((least, name) => Math.min(least, cutoff(kind, byName.get(name), now)), used.length === 0 ? -Infinity : Infinity),
    classesGone: (kind, to, now) => used.filter((name) => cutoff(kind, byName.get(name), now) > to),
  };
}

/** Files of which nothing is kept any more, oldest first (HIS-63). */
export const goneFiles = (files: readonly SegmentRow[], retention: Retention, now: number): readonly SegmentRow[] => files.filter((f) => f.to < retention.allExpired(f.kind, now)).toSorted((a, b) => a.to - b.to);

/** So many files go an hour because their time is over, so that a clock that was set wrong takes little before somebody sees it (HIS-65). What the disk has no room for is not held back. */
const mostAnHour = 12;
export function measured(mono: () => number): { left(): number; take(count: number): void } {
  let tokens = mostAnHour;
  let at: number | null = null;
  const left = (): number => {
    at ??= mono();
    const whole = Math.floor((mono() - at) / hourMs * mostAnHour);
    if (whole > 0) { tokens = Math.min(mostAnHour, tokens + whole); at = tokens === mostAnHour ? mono() : at + whole * hourMs / mostAnHour; }
    return tokens;
  };
  return { left, take(count) { tokens -= count; } };
}

/** Shares of the budget: from the first on it is told, from the second on the oldest samples go. */
export const nearShare = 0.8;
export const fullShare = 0.95;
/** What goes when the disk is too full: the oldest samples as they came, file by file, until the rest is below; tiers stay (HIS-64). `mayBeYoung`: also such as are not a day old; `young`: some of it is. `short`: still too much when all of it is gone. */
export interface Room { readonly files: readonly SegmentRow[]; readonly young: boolean; readonly short: boolean }
export function makeRoom(files: readonly SegmentRow[], used: number, budgetBytes: number, now: number, mayBeYoung: boolean): Room {
  const oldest = files.filter((f) => f.kind === 'raw' && (mayBeYoung || f.to <= now - dayMs)).toSorted((a, b) => a.to - b.to || a.from - b.from);
  const out: SegmentRow[] = [];
  let left = used;
  for (const file of oldest) {
    if (left < budgetBytes * fullShare) break;
    out.push(file);
    left -= file.bytes;
  }
  return { files: out, young: out.some((f) => f.to > now - dayMs), short: left >= budgetBytes * fullShare };
}
