import type { infer as Infer } from 'zod';
import { ok } from '#kernel/result';
import type { At } from '../asking/questions.ts';
import type { Answerer } from '../kept/historian.ts';
import { tierMs } from '../kept/plan.ts';
import { qualityCode } from '../kept/reading.ts';
import type { Piece, Series, SeriesSource } from '../kept/series.ts';
import { orNull, readingOrNull, seriesOf, asked } from './asked.ts';
import { reaches, sinceOf } from './reach.ts';
import { lookBackMs, lookOnMs, walker } from './walk.ts';

type AtView = Infer<typeof At>;

/** What row 0 of a piece says. */
const said = (point: string, row: Piece): AtView => ({ point, value: readingOrNull(row.value[0]!, row.status[0]!), text: row.text?.get(0) ?? null, status: row.status[0]!, from: row.time[0]!, between: false });
const unknown = (point: string): AtView => ({ point, value: null, text: null, status: null, from: null, between: false });

/** Where no samples are left, the mean of the finest row that holds the time. */
function fromTier(source: SeriesSource, series: Series, time: number): AtView {
  for (const step of ['minute', 'hour', 'day'] as const) {
    for (const rows of source.tier(series, step, Math.floor(time / tierMs[step]) * tierMs[step], time + 1)) {
      for (let i = 0; i < rows.length; i++) {
        const mean = rows.sum[i]! / rows.readings[i]!;
        if (Number.isFinite(mean)) return { ...unknown(series.point), value: mean, from: rows.start[i]!, between: true };
      }
    }
  }
  return unknown(series.point);
}

/** The value at a time (HIS-44): a sample of that time; else on the line between two readings, or what stands, for as long as it is known. */
export function valueAt(source: SeriesSource, series: Series, time: number): AtView {
  const next = source.after(series, time, time + lookOnMs);
  if (next !== null && next.time[0] === time) return said(series.point, next);
  const last = source.before(series, time, time - lookBackMs);
  if (last === null) return reaches(sinceOf(source, series), 'raw', time) ? unknown(series.point) : fromTier(source, series, time);
  let found: AtView = { ...unknown(series.point), from: last.time[0]! };
  // the least stretch that holds the time
  const way = walker(series, time, time + 1, source.now(), (t0, v0, _t1, _v1, status) => {
    if (t0 !== time) return;
    const between = v0 !== last.value[0]! && !Number.isNaN(v0);
    const worse = between && next !== null && qualityCode(next.status[0]!) > qualityCode(status) ? next.status[0]! : status;
    found = { ...said(series.point, last), value: orNull(v0), status: worse, between };
  });
  way.piece(last);
  if (next === null) way.end(); else way.piece(next);
  return found;
}

/** `history.at`. */
export const answerAt: Answerer<'history.at'> = function* ({ points, time }, source) {
  const series = seriesOf(source, points);
  if (!series.ok) return series;
  const all: AtView[] = [];
  for (const one of series.value) { all.push(valueAt(source, one, time)); yield; }
  return ok(all);
};

/** What the last samples of points say; `rows` in the order of the points. */
export function latestViews(points: readonly string[], { time, value, status, text }: Pick<ReturnType<SeriesSource['latest']>, 'time' | 'value' | 'status' | 'text'>): AtView[] {
  return points.map((point, i) => (Number.isNaN(time[i]!) ? unknown(point) : { point, value: readingOrNull(value[i]!, status[i]!), text: text.get(i) ?? null, status: status[i]!, from: time[i]!, between: false }));
}
/** `history.latest`: the last sample of each, whenever it came. */
export const answerLatest: Answerer<'history.latest'> = function* ({ points }, source) {
  const series = seriesOf(source, points);
  if (!series.ok) return series;
  yield;
  return ok(latestViews(points, source.latest(points)));
};

/** `history.rows`: the samples as they are kept, those without a reading too. */
export const answerRows: Answerer<'history.rows'> = function* ({ point, from, to, limit }, source) {
  const series = asked(source, [point], { from, to });
  if (!series.ok) return series;
  const one = series.value[0]!;
  const rows = { at: [] as number[], received: [] as number[], value: [] as (number | null)[], status: [] as number[], text: {} as Record<string, string> };
  let more = false;
  for (const piece of source.raw(one, from, to)) {
    for (let i = 0; i < piece.length; i++) {
      if (rows.at.length === limit) { more = true; break; }
      const words = piece.text?.get(i);
      if (words !== undefined) rows.text[String(rows.at.length)] = words;
      rows.at.push(piece.time[i]!);
      rows.received.push(piece.received[i]!);
      rows.value.push(orNull(piece.value[i]!));
      rows.status.push(piece.status[i]!);
    }
    if (more) break;
    yield;
  }
  return ok({ point, ...rows, deviation: one.deviation, more });
};
