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
