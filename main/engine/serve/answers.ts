import type { accessContract } from '#app/access';
import type { PointValue, PointWhy, SourceQuality, SourceView } from '#app/acquisition';
import type { AlarmStep, AlarmView, BatchOutcome } from '#app/alarm';
import type { auditContract } from '#app/audit';
import type { EngineContract } from '#app/contract';
import type { Health } from '#app/health';
import type { historyContract } from '#app/history';
import type { JournalEvent, JournalQuery } from '#app/journal';
import type { mimicContract } from '#app/mimic';
import type { MapPage, SiteReload, SiteView } from '#app/park';
import type { selectionContract } from '#app/selection';
import type { Handlers } from '#kernel/contract';
import { fail, ok, type Result } from '#kernel/result';
import type { Actor, Session } from '#kernel/session';
import type { DutyDesk } from '../duty/duty.ts';
import { auditorsOwn, lineOf } from '../record/journal-lines.ts';

/** What a window's calls come down to. One engine has one of these; each window has its own answers. */
export interface Desk {
  readonly site: () => SiteView;
  readonly map: (after: number, most?: number) => MapPage;
  readonly alarms: () => readonly AlarmView[];
  /** Acts on the occurrence if it is still the alarm's own, and resolves when the act is committed. */
  readonly act: (what: 'acknowledge' | 'confirm', occurrence: string, by: Session) => Promise<Result<AlarmView>>;
  /** Acknowledges each that can be, and resolves when all are committed. */
  readonly acknowledgeAll: (occurrences: readonly string[], by: Session) => Promise<readonly BatchOutcome[]>;
  readonly steps: (alarm: string, limit: number) => Promise<Result<readonly AlarmStep[]>>;
  readonly sources: () => readonly SourceView[];
  readonly quality: (source: string, offset: number, limit: number) => Result<SourceQuality>;
  readonly why: (point: string) => Result<PointWhy>;
  readonly value: (point: string) => PointValue | null;
  readonly events: (query: JournalQuery) => Promise<Result<readonly JournalEvent[]>>;
  readonly health: () => Health;
  readonly mimics: Handlers<typeof mimicContract>;
  readonly duty: Pick<DutyDesk, 'answers' | 'shiftAt'>;
  readonly access: Handlers<typeof accessContract>;
  /** What a person's id is shown as. */
  readonly loginOf: (id: string) => string;
  readonly audit: Handlers<typeof auditContract>;
  /** All of history but the last hour that is held in memory. */
  readonly history: Handlers<typeof historyContract>;
  /** Somebody commanded something, which keeps her session open (ACC-40). */
  readonly acted: (session: Session) => void;
  /** Reads the site's folder again and applies it without a restart; every mistake is told and nothing is half-applied. */
  readonly reload: (by: Actor) => Promise<Result<SiteReload>>;
}

/** The answers of one window. The actor is the session's: nothing in an input can say otherwise. `watch`: the points whose values this window wants from now on. */
export function answers(desk: Desk, selection: Handlers<typeof selectionContract>, watch: (points: readonly string[]) => void): Handlers<EngineContract> {
  return {
    ...selection,
    ...desk.mimics,
    ...desk.duty.answers,
    ...desk.access,
    ...desk.audit,
    ...desk.history,
    'site.get': async () => ok(desk.site()),
    'park.map': async ({ after, most }) => ok(desk.map(after, most)),
    'site.reload': (_input, { actor }) => desk.reload(actor),
    'source.list': async () => ok([...desk.sources()]),
    'source.quality': async ({ source, offset, limit }) => desk.quality(source, offset, limit),
    'point.why': async ({ point }) => desk.why(point),
    'point.watch': async ({ points }) => {
      watch(points);
      return ok(points.map(desk.value).filter((v) => v !== null));
    },
    'alarm.list': async () => ok([...desk.alarms()]),
    'alarm.acknowledge': ({ occurrence }, session) => desk.act('acknowledge', occurrence, session),
    'alarm.acknowledge-batch': async ({ occurrences }, session) => ok([...await desk.acknowledgeAll(occurrences, session)]),
    'alarm.confirm': ({ occurrence }, session) => desk.act('confirm', occurrence, session),
    'alarm.history': async ({ alarm, limit }) => {
      const steps = await desk.steps(alarm, limit);
      return steps.ok ? ok([...steps.value]) : steps;
    },
    'journal.recent': async ({ limit, subject }) => {
      const events = await desk.events({ limit, newestFirst: true, everyNode: true, ...(subject !== undefined && { subject }) });
      return events.ok ? ok(events.value.filter(({ kind }) => !auditorsOwn(kind)).map((e) => lineOf(e, desk.duty.shiftAt, desk.loginOf))) : fail(events.fault.code, events.fault.params);
    },
    'health.get': async () => ok(desk.health()),
  };
}
