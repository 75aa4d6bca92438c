import { judged, qualityOf, type Sample } from '#app/acquisition';
import type { Range } from '#app/park';
import type { ConditionEvent } from '../machine.ts';
import type { Bound } from './terms.ts';

/** NAMUR NE 43: 3.8 to 20.5 mA of a 4 to 20 mA loop is measurement. As shares of the span; beyond them the wire speaks, not the process. */
const ne43 = { below: 0.0125, above: 0.03125 } as const;

/** True if a value can prove that danger is over: good by the device's word, and one that the instrument can measure (ALM-22, ALM-29). */
export function proves({ value, status }: Sample, { low, high }: Range): boolean {
  if (value === null || qualityOf(status) !== 'good') return false;
  return value >= low - (high - low) * ne43.below && value <= high + (high - low) * ne43.above;
}

/** What a value says of a bound; null: it is inside the deadband. */
export const ofBound = ({ is, limit, deadband, range }: Bound, sample: Sample): ConditionEvent | null => (is === 'state' ? ofState(limit, range, sample) : ofLimit(is === 'below', limit, deadband, range, sample));

/** Asked of every limit about every sample, so it is given its words one by one and makes nothing. */
export function ofLimit(mirror: boolean, set: number, deadband: number, range: Range, sample: Sample): ConditionEvent | null {
  const value = judged(sample, range);
  if (value === null) return 'doubt';
  const v = mirror ? -value : value;
  const full = mirror ? -range.low : range.high;
  const empty = mirror ? -range.high : range.low;
  const limit = Math.min(mirror ? -set : set, full);         // ALM-14: the end of the scale is beyond any limit
  if (v >= limit) return 'enter';
  if (!proves(sample, range)) return 'doubt';
  return v < limit - deadband || v <= empty ? 'leave' : null;  // a deadband wider than the scale must not hold it for ever
}

/** Of a contact: `state` is the one that alarms. */
export function ofState(state: number, range: Range, sample: Sample): ConditionEvent {
  const value = judged(sample, range);
  if (value === null) return 'doubt';
  if (value >= 0.5 === (state === 1)) return 'enter';
  return proves(sample, range) ? 'leave' : 'doubt';
}
