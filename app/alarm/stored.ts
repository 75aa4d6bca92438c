import { z } from 'zod';
import { levels, limitKinds } from '#app/park';
import { monoMs, type MonoMs } from '#kernel/time';
import type { Alarm, AlarmId, AlarmRule } from './alarm.ts';
import { happenings, type AlarmChange } from './engine.ts';
import { fromStoredMemory, StoredMemory, toStoredMemory } from './memory.ts';

/** The kind under which every change of an alarm is written, and its version. */
export const alarmChanged = { kind: 'alarm.changed', v: 1 } as const;

/** An alarm as it is kept. A monotonic clock means nothing after a restart, so a running delay is kept as what is left of it (ms). */
export const StoredAlarm = z.object({
  id: z.string(),
  condition: z.enum(['clear', 'timing', 'met', 'leaving']),
  state: z.enum(['normal', 'unacknowledged', 'acknowledged', 'returned']),
  confirmed: z.boolean(),
  since: z.number(),
  raisedAt: z.number().nullable(),
  remainingMs: z.number().nullable(),
  occurrence: z.string().nullable(),
  suppressed: z.object({ shelved: z.boolean(), byDesign: z.boolean(), outOfService: z.boolean() }),
  witness: z.object({ value: z.number().nullable(), status: z.number(), sourceTime: z.number().nullable(), receivedTime: z.number() }).nullable(),
  memory: StoredMemory.exactOptional(),                           // only of kinds that remember; older events have none, so the version stays
});
export type StoredAlarm = z.infer<typeof StoredAlarm>;

/** `mono`: now. */
export function toStored({ dueAt, memory, ...alarm }: Alarm, mono: MonoMs): StoredAlarm {
  return { ...alarm, remainingMs: dueAt === null ? null : dueAt - mono, ...(memory && { memory: toStoredMemory(memory, mono) }) };
}
/** ALM-41: what was left of a delay is left of it still. `mono`: now, by the clock of this life. A delay that its condition cannot have is dropped. */
export function fromStored({ remainingMs, memory, ...stored }: StoredAlarm, mono: MonoMs): Alarm {
  const delayed = stored.condition === 'timing' || stored.condition === 'leaving';
  return { ...stored, dueAt: delayed ? monoMs(mono + (remainingMs ?? 0)) : null, ...(memory && { memory: fromStoredMemory(memory, mono) }) } as Alarm;
}

/** The body of `alarm.changed`, v1: all that is so after the change, so that the last event of an alarm is its state, and what it was judged by. */
export const AlarmBody = z.object({
  what: z.enum(happenings),
  alarm: StoredAlarm,
  rules: z.array(z.string()),
  kind: z.enum(limitKinds),
  point: z.string().nullable(),
  source: z.string(),
  level: z.enum(levels),
  limit: z.number().nullable(),
  reason: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
});
export type AlarmBody = z.infer<typeof AlarmBody>;

/** What the journal keeps of a change. `mono`: the moment of the change. */
export function bodyOf(change: AlarmChange, rule: AlarmRule, mono: MonoMs): AlarmBody {
  return {
    what: change.what, alarm: toStored(change.alarm, mono), rules: [...change.rules], kind: rule.kind, point: rule.point, source: rule.source,
    level: rule.level, limit: rule.limit, reason: change.reason === null ? null : { code: change.reason.code, params: { ...change.reason.params } },
  };
}

/** Adds one event to what is known: the last event of an alarm is its state, and `closed` ends it. Works in place: a tail may be long. */
export function foldAlarm(known: Map<AlarmId, StoredAlarm>, body: AlarmBody): Map<AlarmId, StoredAlarm> {
  if (body.what === 'closed') known.delete(body.alarm.id as AlarmId);
  else known.set(body.alarm.id as AlarmId, body.alarm);
  return known;
}
