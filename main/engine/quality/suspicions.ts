import { drift, endOf, frozen, qualityOf, type Batch, type Drift, type Frozen } from '#app/acquisition';
import type { PointId, Treatment } from '#app/park';
import type { Clock, MonoMs } from '#kernel/time';
import type { NumberedPoint } from '../roster.ts';

/** A suspicion that began or is over; `params` fill its sentence. */
export interface SuspicionChange { readonly point: PointId; readonly state: 'frozen' | 'drift'; readonly begun: boolean; readonly params: Readonly<Record<string, number>> }
/** What is suspected of one point; times are epoch ms. */
export interface Suspected { readonly frozen: { readonly since: number } | null; readonly drift: { readonly since: number; readonly reference: number } | null }

interface Watched { readonly id: PointId; readonly terms: string; readonly frozen: Frozen | null; readonly drift: Drift | null; frozenSince: number | null; driftSince: number | null }
const nothing: Suspected = { frozen: null, drift: null };

/** The points whose site asks for it, watched for values that are too still or walk away (ACQ-10 to 14). Suspicions are told and shown; no alarm is raised or cleared by one (ACQ-17). */
export function suspicions(clock: Clock, tell: (change: SuspicionChange) => void) {
  let watched: (Watched | undefined)[] = [];

  function watch(id: PointId, { frozenAfterMs, driftLimit }: Treatment, range: { readonly low: number; readonly high: number }, terms: string): Watched {
    return { id, terms, frozen: frozenAfterMs === undefined ? null : frozen(frozenAfterMs, range), drift: driftLimit === undefined ? null : drift(driftLimit), frozenSince: null, driftSince: null };
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
  return {
    /** Replaces the whole set. A point that is asked the same keeps what it is known by; its number may have changed. */
    points(points: readonly NumberedPoint[]): void {
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
      if (w === undefined) return;
      const value = batch.value[i]!;
      const status = batch.status[i]!;
      const trusted = Number.isNaN(value) || qualityOf(status) !== 'good' || endOf(status) !== null ? null : value;
      hearFrozen(w, trusted, mono);
      hearDrift(w, trusted, mono);
    },
    of(handle: number): Suspected {
      const w = watched[handle];
      if (w === undefined) return nothing;
      return { frozen: w.frozenSince === null ? null : { since: w.frozenSince }, drift: w.driftSince === null || w.drift === null ? null : { since: w.driftSince, reference: w.drift.reference() } };
    },
  };
}
export type Suspicions = ReturnType<typeof suspicions>;
