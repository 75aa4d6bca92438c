import type { Clock } from '#kernel/time';

/** A fixed beat, from now on: each call gives the ms until the next one. It does not drift; a beat that was missed is left out, never made up for. */
export function beatOf(everyMs: number, clock: Pick<Clock, 'mono'>): () => number {
  let due: number = clock.mono();
  return () => {
    const now = clock.mono();
    due += everyMs * Math.max(1, Math.ceil((now - due) / everyMs));
    return due - now;
  };
}

/** How far a device that is asked may be asked ahead of an engine that is busy, in ms: what a register showed meanwhile nobody can ask for later. */
const aheadMs = 2000;
/** ACQ-BEAT-02: the same in rounds, and never so many that a queue of `bound` for each point overflows. */
export const roundsAhead = (everyMs: number, bound: number): number => Math.max(0, Math.min(bound - 1, Math.ceil(aheadMs / everyMs)));
