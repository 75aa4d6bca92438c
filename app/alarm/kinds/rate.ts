import { judged, type Sample } from '#app/acquisition';
import type { MonoMs } from '#kernel/time';
import type { AlarmRule } from '../alarm.ts';
import type { ConditionEvent } from '../machine.ts';
import { proves } from './limit.ts';
import type { RateMemory, RateTerms } from './terms.ts';

/** How many parts of its window are remembered by a value each; so no more values than this and two. */
const parts = 8;
/** A date this far ahead of our own clock is still the device's word, in ms. */
const jitterMs = 1000;

/** The device's time where it has one and it is sane: neither ahead of ours nor a window behind; else ours. */
function timeOf({ sourceTime, receivedTime }: Sample, windowMs: number): { readonly clock: RateMemory['clock']; readonly time: number } {
  const sane = sourceTime !== null && sourceTime <= receivedTime + jitterMs && sourceTime >= receivedTime - windowMs;
  return sane ? { clock: 'device', time: sourceTime } : { clock: 'ours', time: receivedTime };
}

/** True if its times cannot be measured against what is remembered: by another clock, or by one that was set. */
function anew(memory: RateMemory, clock: RateMemory['clock'], time: number, receivedTime: number, windowMs: number): boolean {
  if (clock !== memory.clock) return true;
  const ahead = time - memory.last.time;
  if (clock === 'ours') return ahead < 0;
  return ahead < -windowMs || receivedTime - memory.last.receivedTime - ahead > windowMs / 2;
}

/** Adds a value. What came twice, or out of its order, is passed over (ALM-51). */
function keep(memory: RateMemory | null, terms: RateTerms, value: number, sample: Sample, mono: MonoMs): RateMemory {
  const { windowMs } = terms;
  const { clock, time } = timeOf(sample, windowMs);
  const last = { time, value, receivedTime: sample.receivedTime };
  if (memory === null || anew(memory, clock, time, sample.receivedTime, windowMs)) return { kind: 'rate', clock, times: [time], values: [value], last, heardAt: mono, proven: true };
  if (time <= memory.last.time) return memory;
  // a point that speaks only of change stood at its last value until now: then, what stood when the window began is the oldest that counts
  const from = memory.times.findIndex((t) => t > time - windowMs);
  const gone = from === -1 ? memory.times.length : from;
  const drop = terms.held ? Math.max(gone - 1, 0) : gone;
  const times = memory.times.slice(drop);
  const values = memory.values.slice(drop);
  if (terms.held && time - memory.last.time > windowMs) { times.splice(0, Infinity, memory.last.time); values.splice(0, Infinity, memory.last.value); }
  if (times.length === 0 || time - times.at(-1)! >= windowMs / parts) { times.push(time); values.push(value); }
  return { kind: 'rate', clock, times, values, last, heardAt: mono, proven: true };
}

/** What is remembered after an input; the same object where nothing is new. Only good values count: of a doubtful one a change says nothing (ALM-49). */
export function rememberRate(memory: RateMemory | null, rule: AlarmRule, terms: RateTerms, sample: Sample, late: boolean, mono: MonoMs): RateMemory | null {
  if (!proves(sample, rule.range)) return doubtRate(memory);
  const next = keep(memory, terms, judged(sample, rule.range) ?? 0, sample, mono);
  return late && next.proven ? { ...next, proven: false } : next;
}
export const doubtRate = (memory: RateMemory | null): RateMemory | null => (memory?.proven === true ? { ...memory, proven: false } : memory);

/** How fast, per ms, and over how much of the window; null before two values. What changed in less than half a window counts as changed in half of it (ALM-50). */
export function rateOf({ times, values, last }: RateMemory, { windowMs, held }: RateTerms): { readonly rate: number; readonly whole: boolean } | null {
  const span = last.time - (times[0] ?? last.time);
  if (span <= 0) return null;
  const over = Math.max(held ? Math.min(span, windowMs) : span, windowMs / 2);
  return { rate: (last.value - (values[0] ?? last.value)) / over, whole: span >= windowMs / 2 };
}

/** What the remembered values say, the newest of which is `last`. */
export function heardRate(memory: RateMemory | null, rule: AlarmRule, terms: RateTerms): ConditionEvent | null {
  const now = memory === null ? null : rateOf(memory, terms);
  if (memory === null || now === null) return 'doubt';
  const turned = { rising: now.rate, falling: -now.rate, both: Math.abs(now.rate) }[terms.direction] * terms.perMs;
  const limit = rule.limit ?? Infinity;
  if (turned >= limit) return 'enter';
  if (!now.whole || !memory.proven) return 'doubt';
  return turned < limit - rule.deadband ? 'leave' : null;
}
/** When a value that nobody contradicted has stood for a whole window; null where silence is no news. */
export const rateRests = (memory: RateMemory, terms: RateTerms): number | null => (terms.held && memory.proven ? memory.heardAt + terms.windowMs : null);
