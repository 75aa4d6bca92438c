import { fail, ok } from '#kernel/result';
import type { Condition } from '../asking/questions.ts';
import { noData } from '../intake/thinned.ts';
import type { Answerer } from '../kept/historian.ts';
import { tierMs } from '../kept/plan.ts';
import type { Series, SeriesSource } from '../kept/series.ts';
import type { TierRows } from '../kept/tier-rows.ts';
import { onSide } from '../reckoning/limits.ts';
import { asked } from './asked.ts';
import { reaches, sinceOf } from './reach.ts';
import { lookBackMs, lookOnMs, walk, type Visit } from './walk.ts';

/** Stretches of time that follow each other and do not touch. */
type Spans = { from: number; to: number }[];
function add(spans: Spans, from: number, to: number): void {
  if (!(from < to)) return;
  const last = spans.at(-1);
  if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to); else spans.push({ from, to });
}
function both(a: Spans, b: Spans): Spans {
  const out: Spans = [];
  for (let [i, j] = [0, 0]; i < a.length && j < b.length;) {
    const [x, y] = [a[i]!, b[j]!];
    add(out, Math.max(x.from, y.from), Math.min(x.to, y.to));
    if (x.to < y.to) i++; else j++;
  }
  return out;
}

/** True of the mark of a silence in a series with a door (HIS-38): nothing came, and it is no bad sample. */
const isSilence = ({ deviation }: Series, status: number): boolean => deviation > 0 && status === noData;

/** Tells of every stretch between samples where a condition held in it. */
function holding({ is, value = NaN }: Condition, series: Series, spans: Spans): Visit {
  if (is === 'bad') return (t0, _v0, t1, _v1, status) => { if (status >>> 31 === 1 && !isSilence(series, status)) add(spans, t0, t1); };
  if (is === 'equals') return (t0, v0, t1, v1) => { if (v0 === value && v1 === value) add(spans, t0, t1); };
  const side = { kind: is === 'below' ? 'below' : 'above', of: value } as const;
  return (t0, v0, t1, v1) => { if (!Number.isNaN(v0)) add(spans, ...onSide(t0, v0, t1, v1, side)); };
}
/** Where nothing was known: neither a reading nor a bad sample stood. */
function* absent(source: SeriesSource, series: Series, from: number, to: number): Generator<void, Spans, void> {
  const spans: Spans = [];
  let until = from;
  // words are values too
  const stands: Visit = (t0, v0, t1, _v1, status) => { if (Number.isNaN(v0) && (status >>> 31 === 0 || isSilence(series, status)) && series.type !== 'text') return; add(spans, until, t0); until = Math.max(until, t1); };
  yield* walk(source, series, from, to, stands);
  add(spans, until, Math.min(to, Math.max(from, source.now())));
  return spans;
}

/** Whether a minute may have something of a condition in it. */
const isHot = ({ min, max, worst, length }: TierRows, i: number, { is, value = NaN }: Condition): boolean => {
  if (i >= length) return false;
  if (is === 'above') return max[i]! > value;
  if (is === 'below') return min[i]! < value;
  if (is === 'equals') return min[i]! <= value && max[i]! >= value;
  return worst[i] === 2;
};
/**
 * The stretches of [from, to) that have to be looked at sample by sample: minutes whose extent lets a condition hold, and from the row before to the row after, since a line leads into them and out of them (HIS-52). Null: all of it, where minutes do not reach so far back.
 */
function* worthLooking(source: SeriesSource, series: Series, condition: Condition, from: number, to: number): Generator<void, Spans | null, void> {
  const since = sinceOf(source, series);
  if (condition.is === 'absent' || series.type === 'text' || !reaches(since, 'minute', from - tierMs.minute)) return null;
  const spans: Spans = [];
  // kept neighbours of a series with a door may be rows apart: a line leads on to the next sample, however far
  const reach = (a: number, b: number): void => {
    const [before, after] = series.deviation > 0 ? [source.before(series, a, a - lookBackMs), source.after(series, b, b + lookOnMs)] : [null, null];
    add(spans, Math.max(from, before?.time[0] ?? a), Math.min(to, after?.time[0] ?? b));
  };
  // what stood when it begins may hold until the first row is over
  let [previous, hot] = [from, true];
  for (const rows of source.tier(series, 'minute', Math.floor(from / tierMs.minute) * tierMs.minute, to)) {
    for (let i = 0; i < rows.length; i++) {
      const [start, silent] = [rows.start[i]!, Number.isNaN(rows.min[i]!)];
      const now = isHot(rows, i, condition) || (silent && hot);       // what stood goes on in a row in which nothing came
      if (now || hot) reach(previous, start + tierMs.minute);
      hot = now;
      if (!silent) previous = start;
    }
    yield;
  }
  if (hot) reach(previous, to);
  // the last minutes, of which rows may not tell all yet
  reach(Math.min(to, Math.max(from, source.now() - 2 * tierMs.minute)), to);
  return spans;
}

function* spansOf(source: SeriesSource, series: Series, condition: Condition, from: number, to: number): Generator<void, Spans, void> {
  if (condition.is === 'absent') return yield* absent(source, series, from, to);
  const look = yield* worthLooking(source, series, condition, from, to);
  const spans: Spans = [];
  const visit = holding(condition, series, spans);
  for (const { from: a, to: b } of look ?? [{ from, to }]) yield* walk(source, series, a, b, visit);
  return spans;
}

/** So much is looked at before it is told whether there are enough. */
const chunkMs = 7 * tierMs.day;

/** `history.find` (HIS-51, 52): when all conditions held together for at least `forMs`. What held when the span began, or ends, counts from there on, and so far. */
export const answerFind: Answerer<'history.find'> = function* ({ all, from, to, forMs, limit }, source) {
  const series = asked(source, all.map((c) => c.point), { from, to });
  if (!series.ok) return series;
  const unsaid = all.find((c) => (c.is === 'above' || c.is === 'below' || c.is === 'equals') && c.value === undefined);
  if (unsaid !== undefined) return fail('bad-input', { call: 'history.find', at: 'all.value' });
  const found: Spans = [];
  const enough = (): Spans => found.filter((s) => s.to - s.from >= forMs);
  for (let a = from; a < to; a += chunkMs) {
    const b = Math.min(to, a + chunkMs);
    let held: Spans = [{ from: a, to: b }];
    for (const [i, condition] of all.entries()) {
      if (held.length === 0) break;
      held = both(held, yield* spansOf(source, series.value[i]!, condition, a, b));
    }
    for (const { from: x, to: y } of held) add(found, x, y);
    const long = enough();
    if (long.length > limit) return ok({ stretches: long.slice(0, limit), more: true });
    const open = found.at(-1);
    found.splice(0, found.length, ...found.filter((s) => s === open || s.to - s.from >= forMs));
  }
  const stretches = enough();
  return ok({ stretches: stretches.slice(0, limit), more: stretches.length > limit });
};
