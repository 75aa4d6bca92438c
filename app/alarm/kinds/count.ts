import type { Sample } from '#app/acquisition';
import type { MonoMs } from '#kernel/time';
import type { AlarmRule } from '../alarm.ts';
import type { ConditionEvent } from '../machine.ts';
import { ofBound, proves } from './limit.ts';
import type { CountMemory, CountTerms } from './terms.ts';

const none: CountMemory = { kind: 'count', inside: false, hits: [], proven: false };

/** What is remembered after a sample; the same object where nothing is new. An entry counts once: it counts again only after a good value said that it was over (ALM-54). */
export function rememberCount(before: CountMemory | null, rule: AlarmRule, terms: CountTerms, sample: Sample, late: boolean, mono: MonoMs): CountMemory {
  const memory = before ?? none;
  const event = ofBound(terms.bound, sample);
  const proven = !late && proves(sample, rule.range);
  const inside = event === 'enter' || (memory.inside && !(event === 'leave' && !late));
  const entered = inside && !memory.inside;
  if (before !== null && inside === memory.inside && proven === memory.proven) return memory;
  return { kind: 'count', inside, hits: entered ? [...memory.hits, mono].slice(-terms.times) : memory.hits, proven };
}
export const doubtCount = (memory: CountMemory | null): CountMemory | null => (memory?.proven === true ? { ...memory, proven: false } : memory);

/** When the window will have slid past the oldest hit that is needed; null while there are too few. */
export function slidesAt({ hits }: CountMemory, { times, windowMs }: CountTerms): number | null {
  const first = hits.at(-times);
  return first === undefined ? null : first + windowMs;
}
/** What is remembered says this at a moment (ALM-55). */
export function heardCount(memory: CountMemory | null, terms: CountTerms, mono: MonoMs): ConditionEvent {
  const until = memory === null ? null : slidesAt(memory, terms);
  if (until !== null && mono < until) return 'enter';
  return memory?.proven === true ? 'leave' : 'doubt';
}
