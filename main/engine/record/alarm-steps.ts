import { AlarmBody, type AlarmStep } from '#app/alarm';
import type { JournalEvent } from '#app/journal';

/** One `alarm.changed` event as a step of its alarm's history; null for one that cannot be read. */
export function stepOf({ seq, time, actor, body }: JournalEvent): AlarmStep | null {
  const read = AlarmBody.safeParse(body);
  if (!read.success) return null;
  const { what, alarm: { occurrence, state, witness }, rules, level, limit } = read.data;
  return { seq, time, actor, occurrence, state, kind: what, rules, value: witness?.value ?? null, status: witness?.status ?? 0, sourceTime: witness?.sourceTime ?? null, level, limit };
}
