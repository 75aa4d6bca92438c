import { CalculationStatus, compile, type DerivedPoint, type Program } from '#app/calculation';
import type { PointType, SourceId } from '#app/park';
import { monoMs, type MonoMs } from '#kernel/time';
import type { Columns } from './inputs.ts';

/** One derived point as it runs. `slot`: where others take it from; -1: nobody does. `inputs`: slots that it takes. Times are epoch ms and our own clock. */
export interface Derived {
  readonly id: string; readonly handle: number; readonly source: SourceId; readonly type: PointType; readonly periodMs: number; readonly tickMs: number; readonly slot: number; readonly inputs: readonly number[]; readonly program: Program | null;
  ranAt: number; ranMono: MonoMs; saidAt: number; saidMono: MonoMs; said: number; waits: boolean;
}
const never = monoMs(-Infinity);
/** How often what goes on with time is reckoned where nothing comes and the site names no period, in ms. */
const restMs = 10_000;
/** A step in the dates of the inputs beyond what went by on our own clock is believed up to so much, in ms (CAL-18). */
export const leapMs = 60_000;

export function derivedOf({ definition, expression, points }: DerivedPoint, handle: number, { slotOf }: Columns): Derived {
  const program = expression === null ? null : compile(expression, (p) => slotOf.get(p) ?? -1);
  const { id, source, type, periodMs } = definition;
  return {
    id, handle, source, type, periodMs, tickMs: periodMs > 0 ? periodMs : restMs, slot: slotOf.get(id) ?? -1, inputs: points.map((p) => slotOf.get(p) ?? -1), program,
    ranAt: NaN, ranMono: never, saidAt: NaN, saidMono: never, said: CalculationStatus.waiting, waits: false,
  };
}

/** CAL-15: the newest date of its inputs, and what has gone by on our own clock since that came. */
export function timeOf({ inputs }: Derived, { time, mono }: Columns, now: MonoMs): number {
  let newest = -Infinity;
  let came: number = now;
  for (const slot of inputs) {
    const t = time[slot]!;
    if (t > newest || (t === newest && mono[slot]! < came)) { newest = t; came = mono[slot]!; }
  }
  return newest === -Infinity ? NaN : newest + Math.max(0, now - came);
}
/**
 * CAL-18: how long it was, in ms, since it was reckoned last: by the dates of the inputs, where our own clock does not deny it. Less than nothing where it was reckoned ahead of a value that was on its way: what was counted too much is
 * taken back.
 */
export function passed({ ranAt, ranMono }: Derived, at: number, now: MonoMs): number {
  if (Number.isNaN(ranAt)) return 0;
  const own = now - ranMono;
  const theirs = at - ranAt;
  return theirs > own + leapMs || theirs < -leapMs ? own : theirs;
}
