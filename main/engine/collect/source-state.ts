import type { SourceView } from '#app/acquisition';
import type { SourceDefinition } from '#app/park';
import type { Fault } from '#kernel/result';

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
  /** How often its worker was started again since it last ran well. */
  attempt: number;
}

export const sourceState = (definition: SourceDefinition, now: number): SourceState =>
  ({ definition, link: 'connecting', since: now, reason: null, lost: 0, reconnects: 0, samples: 0, lastSampleAt: null, wasUp: false, attempt: 0 });

/** Moves a source to another link state; false where nothing changed. A return counts as a reconnect. */
export function relink(s: SourceState, link: SourceView['link'], reason: Fault | null, now: number): boolean {
  if (s.link === link && s.reason?.code === reason?.code) return false;
  if (link === 'up') { if (s.wasUp) s.reconnects++; s.wasUp = true; s.attempt = 0; }
  if (s.link !== link) s.since = now;
  s.link = link;
  s.reason = reason;
  return true;
}

/** Restart pause of a worker that ended by itself: 0.5 s, doubled to 30 s, without end (HOUSE 1). */
export const backOffMs = (attempt: number): number => Math.min(30_000, 500 * 2 ** Math.min(attempt, 10));
