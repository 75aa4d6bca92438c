import { z } from 'zod';
import { drift, endOf, frozen, LearntDrift, qualityOf, sourceFrozen, type Batch, type Drift, type Frozen, type SourceFrozen } from '#app/acquisition';
import { derivedKind, type PointId, type SourceDefinition, type SourceId, type Treatment } from '#app/park';
import type { Clock, MonoMs } from '#kernel/time';
import type { NumberedPoint } from '../roster.ts';

/** A suspicion that began or is over; `params` fill its sentence. */
export interface SuspicionChange { readonly point: PointId; readonly state: 'frozen' | 'drift'; readonly begun: boolean; readonly params: Readonly<Record<string, number>> }
/** What is suspected of one point; times are epoch ms. */
export interface Suspected { readonly frozen: { readonly since: number } | null; readonly drift: { readonly since: number; readonly reference: number } | null }

/** A drift as it is kept over a restart: of which point, what it is asked (`terms`), and since when it is suspected, epoch ms (ACQ-18). */
export const StoredDrift = LearntDrift.extend({ point: z.string(), terms: z.string(), since: z.number().nullable() });
export type StoredDrift = z.infer<typeof StoredDrift>;

interface Watched { readonly id: PointId; readonly terms: string; readonly frozen: Frozen | null; readonly drift: Drift | null; frozenSince: number | null; driftSince: number | null }
const nothing: Suspected = { frozen: null, drift: null };

/** One source, watched as a whole. */
interface Whole { readonly afterMs: number; readonly frozen: SourceFrozen }
/** One analog point of a source that is watched as a whole; at the ends of its range an instrument rests. */
interface Part { readonly whole: Whole; readonly low: number; readonly high: number }
/** How many drifts are kept while they learn: a day of means each. */
const mostLearning = 50;
/** How long nothing of a source may move where its site says nothing, in ms, and in periods of its slowest point. */
const [defaultFrozenMs, fewestPeriods] = [600_000, 30];

/** The points whose site asks for it, watched for values that are too still or walk away (ACQ-10 to 14). Suspicions are told and shown; no alarm is raised or cleared by one (ACQ-17). */
export function suspicions(clock: Clock, tell: (change: SuspicionChange) => void, kept: readonly StoredDrift[] = []) {
  const learnt = new Map(kept.map((k) => [k.point, k]));
  let watched: (Watched | undefined)[] = [];
  let parts: (Part | undefined)[] = [];
  let wholes = new Map<SourceId, Whole>();

  function watch(id: PointId, { frozenAfterMs, driftLimit }: Treatment, range: { readonly low: number; readonly high: number }, terms: string): Watched {
    const before = learnt.get(id);
    const own = before?.terms === terms ? before : null;
    return { id, terms, frozen: frozenAfterMs === undefined ? null : frozen(frozenAfterMs, range), drift: driftLimit === undefined ? null : drift(driftLimit, own), frozenSince: null, driftSince: own?.since ?? null };
  }
  function hearFrozen(w: Watched, trusted: number | null, mono: MonoMs): void {
    if (w.frozen === null || w.frozen.hear(trusted, mono) === (w.frozenSince !== null)) return;
    w.frozenSince = w.frozenSince === null ? clock.now() - w.frozen.forMs() : null;
    tell({ point: w.id, state: 'frozen', begun: w.frozenSince !== null, params: w.frozenSince === null ? {} : { seconds: Math.round(w.frozen.forMs() / 1000), ...(trusted !== null && { value: trusted }) } });
  }
  function hearDrift(w: Watched, trusted: number | null, mono: MonoMs): void {
    if (w.drift === null || w.drift.hear(trusted, mono) === (w.driftSince !== null)) return;
    w.driftSince = w.driftSince === null ? clock.now() : null;
    tell({ point: w.id, state: 'drift', begun: w.driftSince !== null, params: { reference: w.drift.reference(), ...(trusted !== null && { value: trusted }) } });
  }
  /** A source that is asked the same keeps what it is known by. Points that speak only of change prove nothing by silence. */
  function watchWhole(points: readonly NumberedPoint[], sources: readonly SourceDefinition[]): void {
    const before = wholes;
    const moving = Map.groupBy(points.filter(({ definition: p }) => p.type === 'analog' && p.periodMs > 0), (p) => p.definition.source);
    parts = [];
    wholes = new Map();
    for (const { id, kind, frozenAfterMs = defaultFrozenMs } of sources) {
      if (kind === derivedKind) continue;                // what it is reckoned from has sources of its own
      const own = moving.get(id) ?? [];
      const slowest = own.reduce((most, p) => Math.max(most, p.definition.periodMs), 0);
      const afterMs = frozenAfterMs === 0 ? 0 : Math.max(frozenAfterMs, slowest * fewestPeriods);
      if (afterMs === 0 || own.length === 0) continue;
      const old = before.get(id);
      const whole = old?.afterMs === afterMs ? old : { afterMs, frozen: sourceFrozen(afterMs) };
      wholes.set(id, whole);
      for (const { handle, definition: { range: { low, high } } } of own) parts[handle] = { whole, low, high };
    }
  }
  return {
    /** Replaces the whole set. A point that is asked the same keeps what it is known by; its number may have changed. */
    points(points: readonly NumberedPoint[], sources: readonly SourceDefinition[] = []): void {
      watchWhole(points, sources);
      const before = new Map(watched.flatMap((w) => (w === undefined ? [] : [[w.id, w]])));
      watched = [];
      for (const { handle, definition: { id, treatment, range } } of points) {
        if (treatment?.frozenAfterMs === undefined && treatment?.driftLimit === undefined) continue;
        const terms = JSON.stringify([treatment, range]);
        const old = before.get(id);
        watched[handle] = old?.terms === terms ? old : watch(id, treatment, range, terms);
      }
    },
    /** Row `i` of a batch, as it is judged: what came late is not heard. */
    hear(batch: Batch, i: number, handle: number, mono: MonoMs): void {
      const w = watched[handle];
      const part = parts[handle];
      if (w === undefined && part === undefined) return;
      const value = batch.value[i]!;
      const status = batch.status[i]!;
      const trusted = Number.isNaN(value) || qualityOf(status) !== 'good' || endOf(status) !== null ? null : value;
      if (part !== undefined && trusted !== null && trusted > part.low && trusted < part.high) part.whole.frozen.hear(handle, trusted, mono);
      if (w === undefined) return;
      hearFrozen(w, trusted, mono);
      hearDrift(w, trusted, mono);
    },
    /** A whole source (ACQ-22): since when nothing of it moves, epoch ms; null: something does. `known` false: nothing can be said yet, or nobody asked. */
    ofSource(id: SourceId): { readonly since: number | null; readonly known: boolean } {
      const look = wholes.get(id)?.frozen.look();
      if (look === undefined) return { since: null, known: false };
      return { since: look.since === null ? null : clock.now() - (clock.mono() - look.since), known: look.known };
    },
    /** What every drift has learnt; of those on their first day, which is long, no more than can be written with every snapshot. */
    drifts(): readonly StoredDrift[] {
      const all = watched.flatMap((w): StoredDrift[] => { const of = w?.drift?.learnt() ?? null; return w === undefined || of === null ? [] : [{ ...of, point: w.id, terms: w.terms, since: w.driftSince }]; });
      const learning = new Set(all.filter((d) => d.reference === null).slice(mostLearning));
      return all.filter((d) => !learning.has(d));
    },
    of(handle: number): Suspected {
      const w = watched[handle];
      if (w === undefined) return nothing;
      return { frozen: w.frozenSince === null ? null : { since: w.frozenSince }, drift: w.driftSince === null || w.drift === null ? null : { since: w.driftSince, reference: w.drift.reference() } };
    },
  };
}
export type Suspicions = ReturnType<typeof suspicions>;
