import { judged, type Sample } from '#app/acquisition';
import type { AlarmRule } from '../alarm.ts';
import type { ConditionEvent } from '../machine.ts';
import { proves } from './limit.ts';
import type { DeviationMemory, DeviationTerms, Side } from './terms.ts';

/** What is remembered after a sample of the point, or of the other one (`partner`). */
export function rememberDeviation(memory: DeviationMemory | null, rule: AlarmRule, terms: DeviationTerms, sample: Sample, partner: boolean, late: boolean): DeviationMemory {
  const range = partner ? terms.otherRange : rule.range;
  const value = judged(sample, range);
  const side: Side | null = value === null ? null : { value, proves: !late && proves(sample, range), receivedTime: sample.receivedTime };
  const before = memory ?? { kind: 'deviation', own: null, other: null };
  if (side === null && before[partner ? 'other' : 'own'] === null) return before;
  return partner ? { ...before, other: side } : { ...before, own: side };
}
/** One of the two is silent, or its link is lost. */
export function loseSide(memory: DeviationMemory | null, partner: boolean): DeviationMemory | null {
  if (memory === null || memory[partner ? 'other' : 'own'] === null) return memory;
  return partner ? { ...memory, other: null } : { ...memory, own: null };
}

/** How old a value may be beside a newer one of the other; null: as old as it likes. */
const tooOld = (side: Side, beside: Side, mostMs: number | null): boolean => mostMs !== null && beside.receivedTime - side.receivedTime > mostMs;

/** Both values as they may be compared now; null: one is missing, or too old beside the other. */
function pair(memory: DeviationMemory | null, { setPoint, ownAgeMs, otherAgeMs }: DeviationTerms): { readonly own: Side; readonly other: Side } | null {
  const own = memory?.own ?? null;
  if (memory === null || own === null) return null;
  const other = setPoint === null ? memory.other : { value: setPoint, proves: true, receivedTime: own.receivedTime };
  return other === null || tooOld(own, other, ownAgeMs) || tooOld(other, own, otherAgeMs) ? null : { own, other };
}
/** What the two values say together (ALM-52, 53). */
export function heardDeviation(memory: DeviationMemory | null, rule: AlarmRule, terms: DeviationTerms): ConditionEvent | null {
  const both = pair(memory, terms);
  if (both === null) return 'doubt';
  const apart = Math.abs(both.own.value - both.other.value);
  const limit = rule.limit ?? Infinity;
  if (apart >= limit) return 'enter';
  if (!both.own.proves || !both.other.proves) return 'doubt';
  return apart < limit - rule.deadband ? 'leave' : null;
}
