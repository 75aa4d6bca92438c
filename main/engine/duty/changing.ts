import { judgedDuty, type Duty, type DutyChanged, type DutyDraft, type DutyFinding } from '#app/duty';
import type { Fault, Result } from '#kernel/result';
import type { Actor } from '#kernel/session';
import type { DutyParts } from './parts.ts';
import type { Standing } from './standing.ts';
import { findingViews } from './views.ts';

const dayMs = 86_400_000;

/** Judges and writes: what every change of the roster comes down to. */
export interface Changing {
  /** What would be wrong with these that is not wrong already (DTY-41). */
  readonly judged: (drafts: readonly DutyDraft[]) => readonly DutyFinding[];
  /** Judges and writes; with a finding that stops, or one that is borne only `despite` it, nothing is written. */
  readonly change: (drafts: readonly DutyDraft[], despite: boolean, by: Actor) => Promise<Result<DutyChanged, Fault>>;
}

export function changing(standing: Standing, parts: DutyParts): Changing {
  const { clock, limits } = parts;
  /** From the shift of now: what is past is not judged again. */
  function judged(drafts: readonly DutyDraft[]): readonly DutyFinding[] {
    const before: Duty = standing.duty();
    const { from } = before.shifts.at(clock.now());
    return judgedDuty(before, standing.foreseen(drafts), drafts, { from, until: from + limits.checkDays * dayMs, restHours: limits.restHours });
  }
  return {
    judged,
    async change(drafts, despite, by) {
      const findings = judged(drafts);
      const view = findingViews(findings);
      if (findings.some((f) => f.stops || !despite)) return { ok: true, value: { applied: false, ...view } };
      const done = await parts.record(drafts, by);
      return done.ok ? { ok: true, value: { applied: true, ...view } } : done;
    },
  };
}
