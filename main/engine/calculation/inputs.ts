import { endOf, Status, wordOf } from '#app/acquisition';
import { CalculationStatus, carried, hasNoValue, type Frame } from '#app/calculation';
import type { PointId, Range } from '#app/park';

/** What a point is to those that take it. */
export interface Input { readonly id: PointId; readonly range: Range }

/** What all expressions are reckoned over: their inputs in columns by slot. `time`: epoch ms, of the device where it says one; `mono`: ours, when it came. `round`: the last in which it brought something. */
export interface Columns {
  readonly frame: Frame; readonly time: Float64Array; readonly mono: Float64Array; readonly round: Float64Array; readonly slotOf: ReadonlyMap<PointId, number>;
  set(slot: number, value: number, status: number, hasWords: boolean, at: number, now: number): void;
  /** What was known before the site changed. */
  inherit(from: Columns): void;
}
export function inputColumns(inputs: readonly Input[]): Columns {
  const size = inputs.length;
  const frame: Frame = { value: new Float64Array(size).fill(NaN), status: new Uint32Array(size).fill(CalculationStatus.waiting), heard: new Float64Array(size), worst: 0, dt: 0 };
  const time = new Float64Array(size).fill(NaN);
  const mono = new Float64Array(size).fill(NaN);
  const round = new Float64Array(size).fill(-1);
  const slotOf = new Map(inputs.map(({ id }, slot) => [id, slot]));
  /** CAL-10: what may be used of a value. Out of range is the end it is beyond: to be lost would silence danger. */
  function used(slot: number, value: number, status: number): number {
    if (status === 0) return value;
    if (hasNoValue(status)) return NaN;
    const { low, high } = inputs[slot]!.range;
    const end = endOf(status);
    if (end !== null) return end === 'low' ? low : high;
    return wordOf(status) === Status.outOfRange ? Math.min(Math.max(value, low), high) : value;
  }
  return {
    frame, time, mono, round, slotOf,
    set(slot, value, status, hasWords, at, now) {
      const known = Number.isFinite(value);
      frame.status[slot] = carried(status, known || hasWords);
      frame.value[slot] = known ? used(slot, value, status) : NaN;
      frame.heard[slot]!++;
      time[slot] = at;
      mono[slot] = now;
    },
    inherit(from) {
      for (const [id, slot] of slotOf) {
        const was = from.slotOf.get(id);
        if (was === undefined) continue;
        frame.value[slot] = from.frame.value[was]!;
        frame.status[slot] = from.frame.status[was]!;
        frame.heard[slot] = from.frame.heard[was]!;
        time[slot] = from.time[was]!;
        mono[slot] = from.mono[was]!;
      }
    },
  };
}
