import { repeatedRefusals, sampleRate, sourceClock, type Batch, type Counts, type RepeatedRefusals, type SampleRate, type SourceClock, type SourceView, type TreatmentCounts } from '#app/acquisition';
import { derivedKind, type SourceDefinition } from '#app/park';
import type { Fault } from '#kernel/result';
import type { Moment, MonoMs } from '#kernel/time';

/** A change of a link for the worse. */
export interface LinkFault { readonly at: number; readonly link: SourceView['link']; readonly fault: Fault | null }

/** How one source stands, as the engine keeps it; the counts of quality come from the pipeline. */
export interface SourceState {
  definition: SourceDefinition;
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
  /** When its worker is started again, epoch ms; null while it runs. */
  retryAt: number | null;
  /** The last changes for the worse, newest first. */
  readonly faults: LinkFault[];
  readonly rate: SampleRate;
  clock: SourceClock;
  clockWrongSince: number | null;
  /** Samples that were handed over and not taken yet. */
  underWay: number;
  treated: TreatmentCounts;
  /** Samples that stand in its worker's queue. */
  waiting: number;
  /** What its adapter counted by name, since its worker started. */
  counts: Counts;
  readonly refusals: RepeatedRefusals;
}

/** How far the clock of a source may be off where its site says nothing, in ms. */
const defaultToleranceMs = 60_000;
/** The same of HJ 212, whose means are dated when they begin, in ms: nothing but means may come for a quarter of an hour. */
const meansToleranceMs = 900_000;
export const clockToleranceOf = ({ kind, clockToleranceMs }: SourceDefinition): number => clockToleranceMs ?? (kind === 'hj212' ? meansToleranceMs : defaultToleranceMs);
const mostFaults = 10;

export const sourceState = (definition: SourceDefinition, now: number): SourceState => ({
  definition, link: 'connecting', since: now, reason: null, lost: 0, reconnects: 0, samples: 0, lastSampleAt: null, wasUp: false, attempt: 0, upAt: null, retryAt: null,
  faults: [], rate: sampleRate(), clock: sourceClock(clockToleranceOf(definition)), clockWrongSince: null, underWay: 0, treated: { jumps: 0, beyond: 0 }, waiting: 0, counts: {}, refusals: repeatedRefusals(),
});

/** How long a link must have been up before a worker counts as one that runs: one that falls over with the first telegram of every link does not, ms. */
const ranWellMs = 30_000;

/** Keeps a change of its link for the worse, once it was moved there. */
export function remember({ link, reason, faults }: SourceState, now: number): void {
  if (link === 'up' || link === 'connecting') return;
  faults.unshift({ at: now, link, fault: reason });
  faults.length = Math.min(faults.length, mostFaults);
}

/** The same reason, of a collection host the same of its sources too: what else a reason says may differ each time. */
const isSame = (a: Fault | null, b: Fault | null): boolean => a?.code === b?.code && a?.params['source'] === b?.params['source'];

/** Moves a source to another link state; false where nothing changed. A return counts as a reconnect. */
export function relink(s: SourceState, link: SourceView['link'], reason: Fault | null, { now, mono }: Moment): boolean {
  if (s.upAt !== null && mono - s.upAt >= ranWellMs) s.attempt = 0;
  if (s.link === link && isSame(s.reason, reason)) return false;
  if (link === 'up') { if (s.wasUp) s.reconnects++; s.wasUp = true; }
  s.upAt = link === 'up' ? s.upAt ?? mono : null;
  if (s.link !== link) s.since = now;
  s.link = link;
  s.reason = reason;
  return true;
}

/** Counts a batch that came; true if the clock of the source turned wrong, or right again. */
export function heard(s: SourceState, batch: Batch, { now, mono }: Moment): boolean {
  s.samples += batch.length;
  s.rate.add(batch.length, mono);
  if (batch.late === 'past') return false;                                 // it was heard elsewhere, then
  if (batch.length > 0) s.lastSampleAt = batch.receivedTime[batch.length - 1] ?? null;
  if (s.definition.kind === derivedKind) return false;                       // its dates are those of its inputs, whose sources tell
  const { wrong } = s.clock.hear(batch, mono);
  if (wrong === (s.clockWrongSince !== null)) return false;
  s.clockWrongSince = wrong ? now : null;
  return true;
}

/** Takes what the site says of a source whose options stay. A clock that is judged otherwise is judged anew. */
export function redefine(s: SourceState, definition: SourceDefinition): void {
  if (clockToleranceOf(s.definition) !== clockToleranceOf(definition)) { s.clock = sourceClock(clockToleranceOf(definition)); s.clockWrongSince = null; }
  s.definition = definition;
}

/** Restart pause of a worker that ended by itself: 0.5 s, doubled to 30 s, without end (HOUSE 1). */
export const backOffMs = (attempt: number): number => Math.min(30_000, 500 * 2 ** Math.min(attempt, 10));
