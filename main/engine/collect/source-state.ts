import type { SourceView } from '#app/acquisition';
import type { SourceDefinition } from '#app/park';
import type { Fault } from '#kernel/result';
import type { Moment, MonoMs } from '#kernel/time';

/** How one source stands, as the engine keeps it; the counts of quality come from the pipeline. */
export interface SourceState {
  readonly definition: SourceDefinition;
  link: SourceView['link'];
  since: number;
  reason: Fault | null;
  lost: number;
  reconnects: number;
  samples: number;
  lastSampleAt: number | null;
  wasUp: boolean;
  /** How often its worker was started again since it last ran well: `upAt` is when its link came up, by our monotonic clock; null while it is not. */
  attempt: number;
  upAt: MonoMs | null;
}

export const sourceState = (definition: SourceDefinition, now: number): SourceState =>
  ({ definition, link: 'connecting', since: now, reason: null, lost: 0, reconnects: 0, samples: 0, lastSampleAt: null, wasUp: false, attempt: 0, upAt: null });

/** How long a link must have been up before a worker counts as one that runs: one that falls over with the first telegram of every link does not, ms. */
const ranWellMs = 30_000;

/** Moves a source to another link state; false where nothing changed. A return counts as a reconnect. */
export function relink(s: SourceState, link: SourceView['link'], reason: Fault | null, { now, mono }: Moment): boolean {
  if (s.upAt !== null && mono - s.upAt >= ranWellMs) s.attempt = 0;
  if (s.link === link && s.reason?.code === reason?.code) return false;
  if (link === 'up') { if (s.wasUp) s.reconnects++; s.wasUp = true; }
  s.upAt = link === 'up' ? s.upAt ?? mono : null;
  if (s.link !== link) s.since = now;
  s.link = link;
  s.reason = reason;
  return true;
}

/** Restart pause of a worker that ended by itself: 0.5 s, doubled to 30 s, without end (HOUSE 1). */
export const backOffMs = (attempt: number): number => Math.min(30_000, 500 * 2 ** Math.min(attempt, 10));
