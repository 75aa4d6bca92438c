import { z } from 'zod';
import { AlarmBody, alarmChanged, foldAlarm, StoredAlarm, type AlarmId } from '#app/alarm';
import type { Journal, JournalEvent, JournalFault } from '#app/journal';
import { limitKinds } from '#app/park';
import { ok, type Result } from '#kernel/result';

/** A page of the tail read at a time. */
const page = 5000;

/** Reads every event after `seq` of the kinds asked for, oldest first, and gives each to `fold`. Answers with how many there were. */
export async function readTail(journal: Journal, afterSeq: number, kinds: readonly string[], fold: (event: JournalEvent) => void): Promise<Result<number, JournalFault>> {
  let after = afterSeq;
  let n = 0;
  for (;;) {
    const events = await journal.read({ afterSeq: after, kinds, limit: page });
    if (!events.ok) return events;
    for (const event of events.value) { fold(event); n++; }
    const last = events.value.at(-1);
    if (last === undefined || events.value.length < page) return ok(n);
    after = last.seq;
  }
}

/** The engine's snapshot: every alarm that is not at rest, with what remains of its delay. */
export const EngineSnapshot = z.object({ v: z.literal(1), alarms: z.array(StoredAlarm) });
export const snapshotState = (alarms: readonly StoredAlarm[]): z.infer<typeof EngineSnapshot> => ({ v: 1, alarms: [...alarms] });

/** The alarms as they were when the engine last wrote: the newest snapshot, and every alarm event after it. A snapshot of another shape is passed over: the journal alone tells it all but running delays. */
export async function restoreAlarms(journal: Journal): Promise<Result<ReadonlyMap<AlarmId, StoredAlarm>, JournalFault>> {
  const snapshot = await journal.lastSnapshot();
  if (!snapshot.ok) return snapshot;
  const state = EngineSnapshot.safeParse(snapshot.value?.state);
  const alarms = new Map<AlarmId, StoredAlarm>(state.success ? state.data.alarms.map((a) => [a.id as AlarmId, a]) : []);
  const tail = await readTail(journal, state.success ? (snapshot.value?.seq ?? 0) : 0, [alarmChanged.kind], (event) => {
    const body = AlarmBody.safeParse(event.body);
    if (body.success) foldAlarm(alarms, body.data);
  });
  return tail.ok ? ok(alarms) : tail;
}

/** The end of an alarm that the site no longer has (ALM-38): what is kept of it is its last word. */
export function closedBody(orphan: StoredAlarm): AlarmBody {
  const kind = limitKinds.find((k) => orphan.id.endsWith(`.${k}`)) ?? 'source';
  const owner = orphan.id.slice(0, -kind.length - 1);
  return {
    what: 'closed', alarm: { ...orphan, condition: 'clear', state: 'normal', confirmed: true, remainingMs: null }, rules: ['ALM-38'], kind,
    point: kind === 'source' ? null : owner, source: kind === 'source' ? owner : '', level: 'U', limit: null, reason: null,
  };
}
