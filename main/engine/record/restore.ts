import { z } from 'zod';
import { AlarmBody, alarmChanged, foldAlarm, fromStored, StoredAlarm, type AlarmChange, type AlarmId, type AlarmRule } from '#app/alarm';
import type { JournalFault, RecordingJournal } from '#app/journal';
import { limitKinds, pointId, sourceId } from '#app/park';
import { ok, type Result } from '#kernel/result';
import { engineActor } from '#kernel/session';
import type { Moment } from '#kernel/time';

/** The engine's snapshot: every alarm that is not at rest, with what remains of its delay. */
export const EngineSnapshot = z.object({ v: z.literal(1), alarms: z.array(StoredAlarm) });
export const snapshotState = (alarms: readonly StoredAlarm[]): z.infer<typeof EngineSnapshot> => ({ v: 1, alarms: [...alarms] });

/** The alarms as they were when the engine last wrote: the newest snapshot, and every alarm event of every node behind it. A snapshot of another shape is passed over: the journal alone tells all but running delays. */
export async function restoreAlarms(journal: RecordingJournal): Promise<Result<ReadonlyMap<AlarmId, StoredAlarm>, JournalFault>> {
  const snapshot = await journal.lastSnapshot();
  if (!snapshot.ok) return snapshot;
  const state = EngineSnapshot.safeParse(snapshot.value?.state);
  const alarms = new Map<AlarmId, StoredAlarm>(state.success ? state.data.alarms.map((a) => [a.id as AlarmId, a]) : []);
  for await (const page of journal.replay(state.success ? snapshot.value : null)) {
    if (!page.ok) return page;
    for (const { kind, body } of page.value) {
      const read = kind === alarmChanged.kind ? AlarmBody.safeParse(body) : null;
      if (read?.success === true) foldAlarm(alarms, read.data);
    }
  }
  return ok(alarms);
}

/** The end of an alarm that the site no longer has (ALM-38): what is kept of it is its last word. Its rule is gone too, so its level is unclassified. */
export function closedChange(orphan: StoredAlarm, { now, mono }: Moment): { readonly change: AlarmChange; readonly rule: AlarmRule } {
  const kind = limitKinds.find((k) => orphan.id.endsWith(`.${k}`)) ?? 'source';
  const owner = orphan.id.slice(0, -kind.length - 1);
  const rule: AlarmRule = {
    id: orphan.id as AlarmId, kind, point: kind === 'source' ? null : pointId(owner), source: sourceId(kind === 'source' ? owner : ''), range: { low: 0, high: 0 }, limit: null, deadband: 0,
    onDelayMs: 0, offDelayMs: 0, level: 'U', ackRequired: false, confirmRequired: false, handleWithinMs: 0,
  };
  const alarm = fromStored({ ...orphan, condition: 'clear', state: 'normal', confirmed: true, remainingMs: null }, mono);
  return { rule, change: { alarm, occurrence: alarm.occurrence, what: 'closed', time: now, rules: ['ALM-38'], actions: ['journal'], by: engineActor, reason: null } };
}
