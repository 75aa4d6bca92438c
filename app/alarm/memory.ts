import { z } from 'zod';
import { judged, type Sample } from '#app/acquisition';
import { monoMs, type MonoMs } from '#kernel/time';
import type { Alarm, AlarmRule } from './alarm.ts';
import { doubtCount, heardCount, rememberCount, slidesAt } from './kinds/count.ts';
import { heardDeviation, loseSide, rememberDeviation } from './kinds/deviation.ts';
import { proves } from './kinds/limit.ts';
import { doubtRate, heardRate, rateRests, rememberRate } from './kinds/rate.ts';
import type { Memory } from './kinds/terms.ts';
import type { ConditionEvent } from './machine.ts';
import type { Seen } from './seen.ts';

/** The part of a memory that belongs to a kind; null where there is none, or one of another kind. */
const own = <K extends Memory['kind']>(memory: Memory | null, kind: K): Extract<Memory, { kind: K }> | null =>
  (memory?.kind === kind ? (memory as Extract<Memory, { kind: K }>) : null);

function ofSample(rule: AlarmRule, memory: Memory | null, sample: Sample, partner: boolean, late: boolean, mono: MonoMs): Memory | null {
  const { terms } = rule;
  switch (terms?.kind) {
    case 'rate': return rememberRate(own(memory, 'rate'), rule, terms, sample, late, mono);
    case 'deviation': return rememberDeviation(own(memory, 'deviation'), rule, terms, sample, partner, late);
    case 'count': return rememberCount(own(memory, 'count'), rule, terms, sample, late, mono);
    case 'duration': case 'offline': case undefined: return memory;
  }
}
/** Silence, or a lost link: what was last seen proves nothing any more. */
function ofLoss(memory: Memory | null, partner: boolean): Memory | null {
  switch (memory?.kind) {
    case 'rate': return doubtRate(memory);
    case 'deviation': return loseSide(memory, partner);
    case 'count': return doubtCount(memory);
    case 'offline': case undefined: return memory;
  }
}

/** What is remembered after an input: the same object where nothing is new, and null where there is nothing. */
export function remember(rule: AlarmRule, alarm: Alarm, input: Seen): Memory | null {
  const memory = alarm.memory ?? null;
  switch (input.type) {
    case 'tick': case 'finding': return memory;
    case 'stale': return ofLoss(memory, input.partner === true);
    case 'link': return input.up ? memory : ofLoss(memory, input.partner === true);
    case 'sample': return ofSample(rule, memory, input.sample, input.partner === true, input.late === true, input.at.mono);
  }
}

/** What is remembered says this after a sample. One that brings nothing to judge says nothing, whatever was before. */
export function recalled(rule: AlarmRule, memory: Memory | null, sample: Sample, mono: MonoMs): ConditionEvent | null {
  const { terms } = rule;
  switch (terms?.kind) {
    case 'rate': return proves(sample, rule.range) ? heardRate(own(memory, 'rate'), rule, terms) : 'doubt';
    case 'deviation': return heardDeviation(own(memory, 'deviation'), rule, terms);
    case 'count': return judged(sample, rule.range) === null ? 'doubt' : heardCount(own(memory, 'count'), terms, mono);
    case 'duration': case 'offline': case undefined: return null;
  }
}

/** When time alone will say that it is over, by our monotonic clock; null where it does not. */
export function restsAt(rule: AlarmRule, { condition, memory }: Pick<Alarm, 'condition' | 'memory'>): MonoMs | null {
  if (memory === undefined || (condition !== 'met' && condition !== 'timing')) return null;
  const at = rule.terms?.kind === 'count' && memory.kind === 'count' && memory.proven ? slidesAt(memory, rule.terms)
    : rule.terms?.kind === 'rate' && memory.kind === 'rate' ? rateRests(memory, rule.terms) : null;
  return at === null ? null : monoMs(at);
}

const Side = z.object({ value: z.number(), proves: z.boolean(), receivedTime: z.number() }).nullable();
/** A memory as it is kept: like a delay, what stands by our monotonic clock is kept as how long ago (ms). Bounded, whoever wrote it. */
export const StoredMemory = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rate'), clock: z.enum(['device', 'ours']), times: z.array(z.number()).max(16), values: z.array(z.number()).max(16),
    last: z.object({ time: z.number(), value: z.number(), receivedTime: z.number() }), heardAgoMs: z.number(), proven: z.boolean(),
  }),
  z.object({ kind: z.literal('deviation'), own: Side, other: Side }),
  z.object({ kind: z.literal('count'), inside: z.boolean(), hitsAgoMs: z.array(z.number()).max(100), proven: z.boolean() }),
  z.object({ kind: z.literal('offline'), silentMs: z.number() }),
]);
export type StoredMemory = z.infer<typeof StoredMemory>;

/** `mono`: now. */
export function toStoredMemory(memory: Memory, mono: MonoMs): StoredMemory {
  switch (memory.kind) {
    case 'rate': { const { heardAt, times, values, ...rest } = memory; return { ...rest, times: [...times], values: [...values], heardAgoMs: mono - heardAt }; }
    case 'deviation': return memory;
    case 'count': { const { hits, ...rest } = memory; return { ...rest, hitsAgoMs: hits.map((at) => mono - at) }; }
    case 'offline': return { kind: 'offline', silentMs: mono - memory.silentSince };
  }
}
/** ALM-48: it is as old after a restart as it was before. `mono`: now, by the clock of this life. */
export function fromStoredMemory(stored: StoredMemory, mono: MonoMs): Memory {
  switch (stored.kind) {
    case 'rate': { const { heardAgoMs, ...rest } = stored; return { ...rest, heardAt: monoMs(mono - heardAgoMs) }; }
    case 'deviation': return stored;
    case 'count': { const { hitsAgoMs, ...rest } = stored; return { ...rest, hits: hitsAgoMs.map((ago) => monoMs(mono - ago)) }; }
    case 'offline': return { kind: 'offline', silentSince: monoMs(mono - stored.silentMs) };
  }
}
