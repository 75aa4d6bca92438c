import { fixedZone, zoneNamed } from '#app/duty';
import type { Answering, AnswerOf, exportForms, QuestionOf, Series, SeriesSource } from '#app/history';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { csvForm } from './csv.ts';
import { sm3Of } from '../disk.ts';
import { exportFile, refusedBy, type ExportFile } from './export-file.ts';
import type { Form } from './form.ts';
import { parquetForm } from './parquet.ts';
import { compactTime, wallTime } from './wall-time.ts';

type Question = QuestionOf<'history.export'>;
/** How far an export is, and what came of it. */
export interface ExportProgress { readonly file: string; readonly rows: number; readonly share: number; readonly state: 'running' | 'done' | 'failed'; readonly fault: string | null }

/** So many rows are worded at a time. */
const pageRows = { csv: 4096, parquet: 2048 } as const satisfies Readonly<Record<(typeof exportForms)[number], number>>;
/** Progress is told once in so many pages. */
const tellEvery = 16;

/** Waits for what takes its time, and lets others have their turn meanwhile. */
function* until<T>(promise: Promise<T>): Generator<void, T, void> {
  const came: { value?: T; error?: unknown; done: boolean } = { done: false };
  void promise.then((value) => { came.value = value; came.done = true; }, (error: unknown) => { came.error = error; came.done = true; });
  while (!came.done) yield;
  if ('error' in came) throw came.error;
  return came.value as T;
}

interface Told { rows: number; share: number }
/** All pages of one series, in the order of time; `share`: how much of the span is behind. */
function* pagesOf(series: Series, { from, to, what, form: name }: Question, source: SeriesSource, form: Form, told: Told): Generator<void, void, void> {
  const share = (at: number): number => Math.min(1, Math.max(0, (at - from) / (to - from)));
  const size = pageRows[name];
  const pieces = what === 'raw' ? source.raw(series, from, to) : source.tier(series, what, from, to);
  for (const piece of pieces) {
    const times = 'start' in piece ? piece.start : piece.time;
    for (let begin = 0; begin < piece.length; begin += size) {
      const end = Math.min(begin + size, piece.length);
      if ('start' in piece) form.tier(series, piece, begin, end); else form.raw(series, piece, begin, end);
      told.rows += end - begin;
      told.share = share(times[end - 1]!);
      yield;
    }
    yield;                                                 // nothing here, or the end of it: others may have their turn
  }
}

/** The series of the points that were asked, each once. */
function seriesOf(points: readonly string[], source: SeriesSource): Result<readonly Series[], Fault<'no-such-point'>> {
  const all: Series[] = [];
  for (const point of new Set(points)) {
    const found = source.series(point);
    if (found === null) return fail('no-such-point', { point });
    all.push(found);
  }
  return ok(all);
}
/** One export: its file, its question, and how far it is. */
interface Job { readonly question: Question; readonly series: readonly Series[]; readonly source: SeriesSource; readonly time: (at: number) => string; readonly told: Told; readonly say: (state: ExportProgress['state']) => void }

/** Fills the file, a page at a time. */
function* fill(file: ExportFile, { question, series, source, time, told, say }: Job): Generator<void, void, void> {
  const put = (bytes: Uint8Array): void => { file.put(bytes); };
  const form = question.form === 'csv' ? csvForm(question.what, time, put) : parquetForm(question.what, put);
  form.begin();
  say('running');
  let pages = 0;
  for (const [i, s] of series.entries()) {
    const own: Told = { rows: told.rows, share: 0 };
    for (const _ of pagesOf(s, question, source, form, own)) {
      told.rows = own.rows;
      told.share = (i + own.share) / series.length;
      if (++pages % tellEvery === 0) say('running');
      yield;
    }
  }
  form.end();
  yield* until(file.settle());
}

/**
 * Writes what is kept of some points into a file of `folder`: by point as they were asked, and by time (HIS-80 to 87). Runs in the thread that reads, a page at a time; taken back, nothing is left. The question's `zone`: what times are
 * written in; UTC where nobody said.
 */
export function* exportHistory(folder: string, question: Question, source: SeriesSource, tell: (progress: ExportProgress) => void): Answering<AnswerOf<'history.export'>> {
  const { from, to, what, form } = question;
  if (from >= to) return fail('bad-span', { from, to });
  const series = seriesOf(question.points, source);
  if (!series.ok) return series;
  const zone = zoneNamed(question.zone ?? 'UTC');
  const time = wallTime(zone.ok ? zone.value : fixedZone(0));
  const base = `history-${compactTime(time(from))}-${compactTime(time(to))}-${what}`;
  const told: Told = { rows: 0, share: 0 };
  const say = (state: ExportProgress['state'], fault: string | null = null, file = `${base}.${form}`): void => { tell({ file, rows: told.rows, share: told.share, state, fault }); };
  let draft: ExportFile | null = null;
  try {
    const file = draft = exportFile(folder, base, form, yield* until(sm3Of()));
    yield* fill(file, { question, series: series.value, source, time, told, say });
    const written = file.end();
    draft = null;
    told.share = 1;
    say('done', null, written.file);
    return ok({ ...written, rows: told.rows });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;           // a file that is gone, a bug: whoever runs this knows what to do
    const refused = refusedBy(error, folder);
    say('failed', refused.fault.code);
    return refused;
  } finally { draft?.drop(); }
}
