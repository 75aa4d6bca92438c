import { z } from 'zod';
import { AlarmBody, alarmChanged, foldAlarm, fromStored, StoredAlarm, type AlarmChange, type AlarmId, type AlarmRule } from '#app/alarm';
import { StoredCalculation } from '#app/calculation';
import type { JournalFault, RecordingJournal } from '#app/journal';
import { diagnosticKinds, keepingKinds, limitKinds, pointId, ruleKinds, sourceId, type LimitKind } from '#app/park';
import { ok, type Result } from '#kernel/result';
import { engineActor } from '#kernel/session';
import type { Moment } from '#kernel/time';
import { StoredDrift } from '../quality/suspicions.ts';

/** The engine's snapshot: every alarm that is not at rest, with what remains of its delay; what drifts have learnt, and what calculations have counted, where there are any. */
export const EngineSnapshot = z.object({ v: z.literal(1), alarms: z.array(StoredAlarm), drifts: z.array(StoredDrift).exactOptional(), calculations: z.array(StoredCalculation).exactOptional() });
export const snapshotState = (alarms: readonly StoredAlarm[], drifts: readonly StoredDrift[], calculations: readonly StoredCalculation[] = []): z.infer<typeof EngineSnapshot> =>
  ({ v: 1, alarms: [...alarms], ...(drifts.length > 0 && { drifts: [...drifts] }), ...(calculations.length > 0 && { calculations: [...calculations] }) });
/** What the engine knew when it last wrote. */
export interface Restored { readonly alarms: ReadonlyMap<AlarmId, StoredAlarm>; readonly drifts: readonly StoredDrift[]; readonly calculations: readonly StoredCalculation[] }

const fromSnapshot = (data: z.infer<typeof EngineSnapshot> | undefined) => ({ kept: data?.alarms ?? [], drifts: data?.drifts ?? [], calculations: data?.calculations ?? [] });

/** The alarms as they were when the engine last wrote: the newest snapshot, and every alarm event of every node behind it. A snapshot of another shape is passed over: the journal alone tells all but running delays. */
export async function restoreAlarms(journal: RecordingJournal): Promise<Result<Restored, JournalFault>> {
  const snapshot = await journal.lastSnapshot();
  if (!snapshot.ok) return snapshot;
  const read = EngineSnapshot.safeParse(snapshot.value?.state);
  const { kept, drifts, calculations } = fromSnapshot(read.data);
  const alarms = new Map<AlarmId, StoredAlarm>(kept.map((a) => [a.id as AlarmId, a]));
  for await (const page of journal.replay(read.success ? snapshot.value : null)) {
    if (!page.ok) return page;
    for (const { kind, body } of page.value) {
      const change = kind === alarmChanged.kind ? AlarmBody.safeParse(body) : null;
      if (change?.success === true) foldAlarm(alarms, change.data);
    }
  }
  return ok({ alarms, drifts, calculations });
}

const ofSource: ReadonlySet<LimitKind> = new Set(['source', ...diagnosticKinds, ...keepingKinds]);
const ofRule: ReadonlySet<LimitKind> = new Set(ruleKinds);
/** What the name of an alarm tells of a rule that nobody knows any more: `<point or source>.<kind>`, and of one that was written `<rule>.<kind>`, which names neither (ALM-46). Its level is unclassified. */
function ruleByName(id: string): AlarmRule {
  const kind = limitKinds.find((k) => id.endsWith(`.${k}`)) ?? 'source';
  const owner = id.slice(0, -kind.length - 1);
  return {
    id: id as AlarmId, kind, point: ofSource.has(kind) || ofRule.has(kind) ? null : pointId(owner), source: sourceId(ofSource.has(kind) ? owner : ''), range: { low: 0, high: 0 }, limit: null, deadband: 0,
    onDelayMs: 0, offDelayMs: 0, level: 'U', ackRequired: false, confirmRequired: false, handleWithinMs: 0,
  };
}
/** The end of an alarm that the site no longer has (ALM-38): what is kept of it is its last word. `before`: its rule as the site before had it, where that is known. */
export function closedChange(orphan: StoredAlarm, before: AlarmRule | undefined, { now, mono }: Moment): { readonly change: AlarmChange; readonly rule: AlarmRule } {
  const rule = before ?? ruleByName(orphan.id);
  const alarm = fromStored({ ...orphan, condition: 'clear', state: 'normal', confirmed: true, remainingMs: null }, mono);
  return { rule, change: { alarm, occurrence: alarm.occurrence, what: 'closed', time: now, rules: ['ALM-38'], actions: ['journal'], by: engineActor, reason: null } };
}
