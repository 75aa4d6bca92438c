import type { MonoMs } from '#kernel/time';

/** How many points must show the same, and how many readings of each, before anybody wonders. */
const fewestPoints = 3;
const fewestReadings = 5;
/** A pause of more than this share of the time proves nothing of what came before it. */
const pause = 0.1;

/** `since`: since when nothing moves, our monotonic clock in ms; null: something does. `known` false: nothing can be said yet. */
export interface Stillness { readonly since: number | null; readonly known: boolean }
interface Shown { value: number; turn: number; readings: number }

/**
 * ACQ-22: a whole source of which nothing moves: every analog reading of it, at least three points and five of each, has been the same to the last bit for longer than `afterMs`, while readings
 * went on coming. A process that runs is never so still; a gateway that repeats what it last knew is. What rests at an end of its range, or has no trusted value, is not handed in.
 * Keeps three numbers a point; costs one look-up a reading.
 */
export function sourceFrozen(afterMs: number) {
  const shown = new Map<number, Shown>();
  let turn = 0;
  let steady = 0;                               // points with enough readings in this turn
  let moved = false;
  let began = NaN;
  let last = NaN;
  function begin(mono: number): void { turn++; steady = 0; began = mono; }
  return {
    hear(handle: number, value: number, mono: MonoMs): void {
      if (!(mono - last <= afterMs * pause)) begin(mono);
      last = mono;
      const of = shown.get(handle);
      if (of === undefined) { shown.set(handle, { value, turn, readings: 1 }); return; }
      if (!Object.is(of.value, value)) { moved = true; of.value = value; begin(mono); }
      if (of.turn !== turn) { of.turn = turn; of.readings = 0; }
      if (++of.readings === fewestReadings) steady++;
    },
    look(): Stillness {
      const still = afterMs > 0 && steady >= fewestPoints && last - began > afterMs;
      return { since: still ? began : null, known: still || moved };
    },
  };
}
export type SourceFrozen = ReturnType<typeof sourceFrozen>;
