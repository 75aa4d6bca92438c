import { qualityOf, refusalNames, whyOf, wordOf, wordParams, type PointWhy, type SourceQuality } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import type { Clock, MonoMs } from '#kernel/time';
import type { Sources } from '../collect/sources.ts';
import { clockToleranceOf, type SourceState } from '../collect/source-state.ts';
import type { Pipeline } from '../pipeline.ts';
import type { Roster } from '../roster.ts';
import type { Suspected, Suspicions } from './suspicions.ts';

/** What the answers about quality are made from. */
export interface QualityParts { readonly roster: Roster; readonly pipeline: Pipeline; readonly feeds: Sources; readonly suspicions: Suspicions; readonly clock: Clock }

/** One look at all points of a source. `flawed`: handles of those that are not good, those that have been so the longest first. `words`: points by status word, good ones left out. */
interface Look { readonly at: MonoMs; readonly flawed: readonly number[]; readonly words: ReadonlyMap<number, number>; readonly stale: number; readonly suspected: number }
/** A look is kept for so long, in ms: whoever asks more often gets the same. */
const freshMs = 500;
const mostWords = 20;

/** Answers why a point is grey, and how good what a source brings is (ACQ-20, 21). */
export function quality({ roster, pipeline, feeds, suspicions, clock }: QualityParts) {
  const isSuspected = ({ frozen, drift }: Suspected): boolean => frozen !== null || drift !== null;
  const looks = new Map<string, Look>();
  const startedAt = clock.now();

  const hasValue = ({ value, text }: { readonly value: number | null; readonly text?: string }): boolean => value !== null || text !== undefined;
  /** Since when a point is not what it should be, epoch ms; null where it is. */
  function flawedSince(handle: number): number | null {
    const last = pipeline.latest(handle);
    if (last === null) return startedAt;
    const { frozen, drift } = suspicions.of(handle);
    const since = [qualityOf(last.sample.status) === 'good' && hasValue(last.sample) ? null : last.wordSince, last.staleSince, frozen?.since, drift?.since].filter((t) => typeof t === 'number');
    return since.length === 0 ? null : Math.min(...since);
  }
  function look(state: SourceState, handles: readonly number[]): Look {
    const kept = looks.get(state.definition.id);
    const now = clock.mono();
    if (kept !== undefined && now - kept.at < freshMs) return kept;
    const fresh = lookAnew(handles, now);
    for (const id of looks.keys()) if (!feeds.has(id)) looks.delete(id);
    looks.set(state.definition.id, fresh);
    return fresh;
  }
  function lookAnew(handles: readonly number[], at: MonoMs): Look {
    const flawed = handles.flatMap((handle) => { const since = flawedSince(handle); return since === null ? [] : [{ handle, since }]; }).toSorted((a, b) => a.since - b.since).map((f) => f.handle);
    const words = new Map<number, number>();
    const count = (status: number): void => { if (qualityOf(status) !== 'good') words.set(wordOf(status), (words.get(wordOf(status)) ?? 0) + 1); };
    for (const handle of flawed) { const last = pipeline.latest(handle); if (last !== null) count(last.sample.status); }
    return { at, flawed, words, stale: flawed.filter((h) => pipeline.latest(h)?.stale === true).length, suspected: flawed.filter((h) => isSuspected(suspicions.of(h))).length };
  }
  const countsOf = ({ counts }: SourceState): SourceQuality['counts'] => Object.entries(counts)
    .map(([name, count]) => ({ name, count, refusal: refusalNames.has(name) })).toSorted((a, b) => Number(b.refusal) - Number(a.refusal) || b.count - a.count);
  function whyPoint(handle: number): PointWhy | null {
    const point = roster.definitionOf(handle);
    const source = point === undefined ? null : feeds.find(point.source);
    if (point === undefined || source === null) return null;
    const { state } = source;
    const last = pipeline.latest(handle);
    const { offsetMs } = state.clock.says();
    const why = whyOf({
      link: { state: state.link, since: state.since, reason: state.reason }, periodMs: point.periodMs, startedAt, ...suspicions.of(handle),
      last: last === null ? null : { value: last.sample.value, text: last.sample.text !== undefined, status: last.sample.status, wordSince: last.wordSince, staleSince: last.staleSince },
      clock: state.clockWrongSince === null || offsetMs === null ? null : { since: state.clockWrongSince, offsetMs },
    });
    return { point: point.id, quality: last === null ? 'unheard' : qualityOf(last.sample.status), stale: last?.stale === true, why: why.map((w) => ({ ...w, params: { ...w.params } })) };
  }

  return {
    why(point: string): Result<PointWhy> {
      const handle = roster.handleOf(point);
      const found = handle === undefined ? null : whyPoint(handle);
      return found === null ? fail('no-such-point', { point }) : ok(found);
    },
    source(id: string, offset: number, limit: number): Result<SourceQuality> {
      const found = feeds.find(id);
      const view = feeds.list().find((s) => s.id === id);
      if (found === null || view === undefined) return fail('no-such-source', { source: id });
      const { state, points } = found;
      const seen = look(state, points.map((p) => p.handle));
      const counts = pipeline.counts(state.definition.id);
      const { jumps, beyond } = state.treated;
      return ok({
        source: view, rate: state.rate.perSecond(clock.mono()), ageMs: state.lastSampleAt === null ? null : Math.max(0, clock.now() - state.lastSampleAt),
        unheard: counts.unheard, stale: seen.stale, suspected: seen.suspected, late: counts.late, jumps, beyond, queue: state.underWay + state.waiting,
        counts: countsOf(state), frozen: suspicions.ofSource(state.definition.id),
        words: [...seen.words].toSorted(([, a], [, b]) => b - a).slice(0, mostWords).map(([status, n]) => ({ word: wordParams(status).word, quality: qualityOf(status) === 'bad' ? 'bad' : 'uncertain', points: n })),
        clock: { offsetMs: state.clock.says().offsetMs, toleranceMs: clockToleranceOf(state.definition), wrongSince: state.clockWrongSince },
        backOff: state.retryAt === null ? null : { attempt: state.attempt, nextAt: state.retryAt },
        faults: [...state.faults],
        points: { total: seen.flawed.length, offset, rows: seen.flawed.slice(offset, offset + limit).map(whyPoint).filter((p) => p !== null) },
      });
    },
  };
}
export type Quality = ReturnType<typeof quality>;
