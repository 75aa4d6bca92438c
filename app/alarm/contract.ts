import { z } from 'zod';
import { levels, limitKinds } from '#app/park';
import type { Contract } from '#kernel/contract';
import type { Alarm, AlarmRule } from './alarm.ts';

/** One alarm as a window shows it. `active`: its condition is met. `recorded`: false while the journal cannot be written. `may`: what this state allows, so that no window decides it. */
export const AlarmView = z.object({
  id: z.string(), kind: z.enum(limitKinds), point: z.string().nullable(), source: z.string(), level: z.enum(levels),
  state: z.enum(['normal', 'unacknowledged', 'acknowledged', 'returned']), active: z.boolean(), confirmed: z.boolean(),
  since: z.number(), raisedAt: z.number().nullable(), handleBy: z.number().nullable(), occurrence: z.string().nullable(),
  limit: z.number().nullable(), value: z.number().nullable(), status: z.number(), sourceTime: z.number().nullable(), receivedTime: z.number().nullable(),
  suppressed: z.object({ shelved: z.boolean(), byDesign: z.boolean(), outOfService: z.boolean() }),
  may: z.object({ acknowledge: z.boolean(), confirm: z.boolean() }),
  recorded: z.boolean(),
});
export type AlarmView = z.infer<typeof AlarmView>;

/** As an alarm that saw nothing yet is shown. */
const unseen = { value: null, status: 0, sourceTime: null, receivedTime: null };

/** What a window may see of an alarm. `recorded`: false while the journal cannot be written. */
export function viewOf(rule: AlarmRule, alarm: Alarm, recorded = true): AlarmView {
  const { id, state, confirmed, since, raisedAt, occurrence, suppressed, condition } = alarm;
  const { value, status, sourceTime, receivedTime } = alarm.witness ?? unseen;
  return {
    id, kind: rule.kind, point: rule.point, source: rule.source, level: rule.level, state, active: condition === 'met' || condition === 'leaving', confirmed,
    since, raisedAt, handleBy: raisedAt === null || state === 'normal' ? null : raisedAt + rule.handleWithinMs, occurrence, limit: rule.limit,
    value, status, sourceTime, receivedTime, suppressed,
    may: { acknowledge: rule.ackRequired && (state === 'unacknowledged' || state === 'returned'), confirm: !confirmed }, recorded,
  };
}
/** True while it belongs on the list: active, unacknowledged or unconfirmed (OPC 10000-9 Retain). */
export const retained = (v: Pick<AlarmView, 'state' | 'confirmed'>): boolean => v.state !== 'normal' || !v.confirmed;

/** One step of the life of one alarm, from the journal. */
export const AlarmStep = z.object({
  seq: z.number(), time: z.number(), actor: z.string(), occurrence: z.string().nullable(), state: AlarmView.shape.state, kind: z.string(), rules: z.array(z.string()),
  value: z.number().nullable(), status: z.number(), sourceTime: z.number().nullable(), level: z.enum(levels), limit: z.number().nullable(),
});
export type AlarmStep = z.infer<typeof AlarmStep>;

/** At most so many occurrences are acknowledged by one call (BAT-02). */
export const mostInBatch = 200;
/** What became of one occurrence of a batch; `fault` is null where it was acknowledged. */
export const BatchOutcome = z.object({ occurrence: z.string(), fault: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable() });
export type BatchOutcome = z.infer<typeof BatchOutcome>;

export const alarmContract = {
  calls: {
    /** All that belong on the list. */
    'alarm.list': { in: z.object({}), out: z.array(AlarmView), needs: 'alarm.view' },
    'alarm.acknowledge': { in: z.object({ occurrence: z.string().max(300) }), out: AlarmView, needs: 'alarm.acknowledge' },
    /** Each by itself: what cannot be acknowledged stops no other. The outcomes come in the order that was asked. */
    'alarm.acknowledge-batch': { in: z.object({ occurrences: z.array(z.string().max(300)).min(1).max(mostInBatch) }), out: z.array(BatchOutcome), needs: 'alarm.acknowledge' },
    'alarm.confirm': { in: z.object({ occurrence: z.string().max(300) }), out: AlarmView, needs: 'alarm.confirm' },
    /** The newest first. */
    'alarm.history': { in: z.object({ alarm: z.string().max(300), limit: z.number().int().min(1).max(200) }), out: z.array(AlarmStep), needs: 'alarm.view' },
  },
  streams: { 'alarm.changed': { kind: 'every', of: AlarmView, needs: 'alarm.view' } },
} as const satisfies Contract;
