import type { Batch } from '../batch.ts';
import type { Point } from '../port.ts';
import { endOf, Status } from '../status.ts';
import { clamped, denied, inUnit, marked, worsened, type Conversion } from './conversion.ts';

/** A point as a collector is told of it: what its adapter reads, and what is done to it then. */
export interface TreatedPoint extends Point { readonly conversion?: Conversion }
/** How many readings jumped faster than their point can, and how many stood beyond an end of their range, since the start. */
export interface TreatmentCounts { readonly jumps: number; readonly beyond: number }

/** The last trusted value of a point, and when, in ms by whoever dated it. */
interface Before { value: number; at: number }
/** Two readings in a moment are no rate: the step between two is measured over at least this, in ms. */
const shortestMs = 1000;

/** Treats the readings of one source as they leave its adapter, and before anybody else sees them. Keeps one value for each point whose rate is watched. */
export function treatment() {
  let conversions = new Map<number, Conversion>();
  let before = new Map<number, Before>();
  const counts = { jumps: 0, beyond: 0 };

  /** ACQ-06, 07: true if the value cannot have moved so far. The next is measured from it all the same, so that one step is told once. */
  function jumps(handle: number, maxRate: number, value: number, at: number): boolean {
    const last = before.get(handle);
    if (last === undefined) { before.set(handle, { value, at }); return false; }
    if (at < last.at) return false;                               // it came late
    const far = Math.abs(value - last.value) > maxRate * (Math.max(at - last.at, shortestMs) / 1000);
    last.value = value;
    last.at = at;
    return far;
  }
  function statusOf(batch: Batch, i: number, c: Conversion, value: number): number {
    const handle = batch.handle[i]!;
    const word = marked(c, value, batch.status[i]!);
    if (endOf(word) !== null && endOf(batch.status[i]!) === null) counts.beyond++;
    if (denied(word)) { before.delete(handle); return word; }
    const dated = batch.sourceTime[i]!;
    if (c.maxRate === null || !jumps(handle, c.maxRate, value, Number.isNaN(dated) ? batch.receivedTime[i]! : dated)) return word;
    counts.jumps++;
    return worsened(word, Status.subNormal);
  }

  return {
    /** Replaces the whole set. What is known of points that stay, stays, unless they are converted otherwise now. */
    points(points: readonly TreatedPoint[]): void {
      const next = new Map(points.flatMap((p) => (p.conversion === undefined ? [] : [[p.handle, p.conversion] as const])));
      const same = (h: number): boolean => JSON.stringify(next.get(h)) === JSON.stringify(conversions.get(h));
      before = new Map([...before].filter(([h]) => next.has(h) && same(h)));
      conversions = next;
    },
    /** The same batch where nothing is to be done, else one with its own values and status. What has no value only loses its past. */
    treat(batch: Batch): Batch {
      if (conversions.size === 0) return batch;
      let value: Float64Array | null = null;
      let status: Uint32Array | null = null;
      for (let i = 0; i < batch.length; i++) {
        const c = conversions.get(batch.handle[i]!);
        if (c === undefined) continue;
        const raw = batch.value[i]!;
        if (Number.isNaN(raw)) { before.delete(batch.handle[i]!); continue; }
        value ??= batch.value.slice();
        status ??= batch.status.slice();
        const converted = inUnit(c, raw);
        status[i] = statusOf(batch, i, c, converted);
        value[i] = clamped(c, converted);
      }
      return value === null || status === null ? batch : { ...batch, value, status };
    },
    counts: (): TreatmentCounts => ({ ...counts }),
  };
}
