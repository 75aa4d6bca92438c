import { adapterKind } from '#adapters';
import type { Batch } from '#app/acquisition';
import { alarmChanged, bodyOf, historyRules, historySource, rulesOf as siteRules, type Alarm, type AlarmAction, type AlarmChange, type AlarmRule } from '#app/alarm';
import type { ShiftTable } from '#app/duty';
import { historyPlan } from '#app/history';
import { derivedKind, type Site, type SiteReload } from '#app/park';
import type { Wire } from '#kernel/contract';
import { ok, type Result } from '#kernel/result';
import { actor, engineActor, type Actor, type Session } from '#kernel/session';
import { moment, type Stop } from '#kernel/time';
import { every, watchClock } from './clock.ts';
import { calculations } from './calculation/calculations.ts';
import type { Collector, CollectorEars } from './collect/collector.ts';
import { desk } from './serve/desk.ts';
import { historyFindings } from './history/finding.ts';
import { keptAnswers } from './history/answers.ts';
import { exportAnswer } from './history/exporting.ts';
import { historyNotes } from './history/notes.ts';
import { healthReadings } from './serve/health.ts';
import { deviceEventKind, deviceEvents } from './record/device-events.ts';
import { openOffice, type Office, type OfficeSetup } from './office.ts';
import { pipeline } from './pipeline.ts';
import { records } from './record/records.ts';
import { closedChange, restoreAlarms, snapshotState } from './record/restore.ts';
import { importDrafts } from './record/site-import.ts';
import { pipelinePoints, roster } from './roster.ts';
import { placed } from './serve/placed.ts';
import { shownAlarms } from './serve/shown.ts';
import { sources } from './collect/sources.ts';
import { mimics } from './serve/mimics.ts';
import { diagnosis } from './quality/diagnosis.ts';
import { quality } from './quality/quality.ts';
import { suspicions } from './quality/suspicions.ts';
import { windows } from './serve/windows.ts';
import type { FolderMimics } from '#storage';
import type { World } from './world.ts';
import type { Refused } from './refused.ts';

/** How one engine is set up, beside its world and its site. */
export interface EngineSetup extends OfficeSetup {
  readonly connect: (source: Site['sources'][number], ears: CollectorEars) => Collector;
  readonly restart: { readonly reason: string; readonly attempt: number } | null;
  readonly workstation: string;
  /** The folder the site was read from, and the site that the journal knew before; null: nothing to import. */
  readonly importFrom: string | null;
  readonly keptSite: Site | null;
  /** Every alarm change, after its commit; `recorded` false where it could not be committed. */
  readonly event: ((change: AlarmChange, rule: AlarmRule, recorded: boolean) => void) | null;
  readonly checkOutputs: boolean;
  /** Reads the site's folder again and applies it. */
  readonly reload: (by: Actor) => Promise<Result<SiteReload>>;
}
export interface Engine {
  /** Opens the port of one window; the end closes it. */
  open(wire: Wire, session: () => Session): Stop;
  /** Where somebody logs in: the desk of a workstation, or a window's own. */
  readonly seat: Office['access']['seat'];
  /** Puts another site in the place of this one, as one event; answers with the number of changes. */
  replaceSite(next: Site, from: string, by: Actor): Promise<number>;
  /** Takes the mimics of the site's folder as they lie there now. */
  takeMimics(folder: FolderMimics): void;
  /** Takes the shifts of the site's folder; null: it says nothing of them. */
  takeShifts(table: ShiftTable | null): Promise<void>;
  /** Journals what the shell has to say, e.g. that a window was restarted. `by`: who commanded it; absent: the place. */
  note(kind: string, subject: string, params: Readonly<Record<string, unknown>>, by?: Actor): void;
  stop(): Promise<void>;
}

const snapshotEveryMs = 1000;
const valuesEveryMs = 200;
/** A drift learns this often. */
const learntEveryMs = 600_000;
/** What is asked for is done in this order: the record first. */
const actionOrder = ['journal', 'annunciate', 'silence'] as const satisfies readonly AlarmAction[];

/** The composition root: opens every part, wires them, and runs until stopped. The same in every world. */
export async function startEngine(world: World, site: Site, setup: EngineSetup): Promise<{ readonly ok: true; readonly value: Engine } | Refused> {
  const { clock, journal, realm, history: historian } = world;
  const park = roster(site);

  const restored = await restoreAlarms(journal);
  if (!restored.ok) return { ok: false, fault: restored.fault, details: [] };
  const notes = await historyNotes({
    journal, record: ({ kind, subject, body }, by) => written.commit([draft(kind, subject, body, by)]), knows: (point) => park.handleOf(point) !== undefined, placeOf: (points) => where.points(points),
    loginOf: (id) => access.loginOf(id), told: (annotation) => open.annotated(annotation), note: world.note,
  });
  // what is written, and shown after its commit
  const written = records(world, {
    published: (event) => { office.published(event); notes.hear(event); },
    resumed: (held, lost) => { shown.recorded(); write(draft('journal.resumed', journal.node, { held, lost })); for (const view of shown.list()) open.alarm(view); },
  });
  const { draft, write, broken, outputs, recorder: record } = written;
  const opened = await openOffice(world, setup, { site: () => park.site(), records: written, windows: () => open });
  if (!opened.ok) return { ok: false, fault: opened.fault, details: [] };
  const office = opened.value;
  const { access, duty, audit } = office;

  // what the tables ask for by name; a name that nobody carries out does not compile
  const horn = (order: string, { occurrence, by }: Pick<AlarmChange, 'occurrence' | 'by'>) => void outputs.command({ device: 'horn', order, cause: occurrence ?? '', by });
  const done: Record<AlarmAction, (change: AlarmChange, rule: AlarmRule) => void> = {
    annunciate: (change) => horn('sound', change),
    silence: (change) => horn('hush', change),
    journal: (change, rule) => write(draft(alarmChanged.kind, change.alarm.id, bodyOf(change, rule, clock.mono()), change.by), (recorded) => {
      open.alarm(shown.show(rule, change.alarm, recorded, change.what === 'closed'));
      setup.event?.(change, rule, recorded);
    }),
  };
  const suspects = suspicions(clock, ({ point, state, begun, params }) => write(draft(begun ? 'point.suspected' : 'point.trusted', point, { state, ...params })), restored.value.drifts);
  suspects.points(park.points(), site.sources);
  const reckoning = calculations({ roster: park, clock, state: restored.value.calculations, note: world.note });
  const changes = { n: 0, kept: -1, reckoned: 0 };
  const rulesOf = (of: Site): AlarmRule[] => [...siteRules(of), ...(historian === null ? [] : historyRules(of.levels))];
  const lines = pipeline(pipelinePoints(park.points()), rulesOf(site), {
    clock, term: journal.term, restored: [...restored.value.alarms.values()], note: world.note,
    keeps: (id) => { const kind = adapterKind(park.site().sources.find((s) => s.id === id)?.kind ?? ''); return kind.ok && kind.value.keeps; },
    begun: (id) => feeds.begun(id), fault: broken, judged: (batch, i, handle, mono) => { suspects.hear(batch, i, handle, mono); reckoning.hear(batch, i, handle, mono); },
  }, (change, rule) => {
    changes.n++;
    for (const action of actionOrder) if (change.actions.includes(action)) done[action](change, rule);
  });
  const shown = shownAlarms(lines.list());
  const take = async (batch: Batch): Promise<void> => {
    await lines.take(batch);
    historian?.put(batch);                            // judged first: nothing that history does may hold an alarm up
    reckoning.settle();
  };
  const sounds = ({ state, suppressed: s }: Pick<Alarm, 'state' | 'suppressed'>): boolean => (state === 'unacknowledged' || state === 'returned') && !s.shelved && !s.byDesign && !s.outOfService;
  /** ALM-38, of what went while the engine was off. */
  function closeOrphans(): void {
    const before = new Map((setup.keptSite === null ? [] : rulesOf(setup.keptSite)).map((rule) => [rule.id as string, rule]));
    for (const orphan of lines.orphans()) {
      const { change, rule } = closedChange(orphan, before.get(orphan.id), moment(clock));
      done.journal(change, rule);
      if (sounds(orphan)) done.silence(change, rule);
    }
  }

  const told = deviceEvents();
  const feeds = sources(site.sources, park.points(), {
    clock, connect: (source, ears) => (source.kind === derivedKind ? reckoning.connect(source, ears) : setup.connect(source, ears)), take, counts: lines.counts, note: world.note,
    clockChanged: ({ definition, clock: device, clockWrongSince }) => write(draft('source.clock', definition.id, { state: clockWrongSince === null ? 'right' : 'wrong', seconds: Math.round((device.says().offsetMs ?? 0) / 1000) })),
    event: (source, point, said) => { const news = told.draft(source, point, said); if (news !== null) write(draft(deviceEventKind, news.subject, news.body)); },
    record: (source, { kind, params }) => write(draft(kind, source, params)),
    eventsLeft: (source, left, of) => write(draft('device.flood', source, { left, conditions: of })),
    changed: ({ definition, link, reason }, ended) => {
      if (link !== 'connecting') lines.link(definition.id, link === 'up', reason, link === 'refused');
      write(draft(ended === null ? 'source.changed' : 'source.quarantined', definition.id, { link, ...(reason !== null && { fault: reason }) }), () => {
        const view = feeds.list().find((s) => s.id === definition.id);   // now, not with the next second
        if (view !== undefined) open.source(view);
      });
    },
  });
  const grey = quality({ roster: park, pipeline: lines, feeds, suspicions: suspects, clock });
  const findings = diagnosis({ clock, states: feeds.states, suspicions: suspects, found: (...of) => lines.finding(...of) });
  const keeping = historian === null ? null : historyFindings(() => historian.health(), (...of) => lines.finding(historySource, ...of));
  historian?.follow(historyPlan(site, (id) => park.handleOf(id)));
  const health = healthReadings({ clock, journal, recorder: record, restart: setup.restart, samples: feeds.samples, sources: feeds.links, audit: () => audit.trust(), history: () => historian?.health() ?? null });
  const where = placed(() => park.site());
  const look = desk({ roster: park, pipeline: lines, feeds, journal, record, shown, health: health.read, quality: grey, placed: where, clock });
  const drawn = await mimics(journal, clock, {
    write: (event, by, then) => write({ ...draft(event.kind, event.subject, event.body, by), v: event.v }, then), tell: (id, revision) => open.mimic(id, revision), note: world.note, placeOf: where.points,
  });
  /** Whatever came of it: that somebody had the folder read again is in the journal. */
  const reload: EngineSetup['reload'] = async (by) => {
    const came = await setup.reload(by);
    write(draft('site.reloaded', park.site().id, came.ok ? { changes: came.value.changes, mistakes: came.value.mistakes.length } : { changes: 0, mistakes: 0, fault: came.fault }, by));
    return came;
  };
  const exporter = exportAnswer({
    history: historian, zone: () => park.site().zone, placeOf: (points) => where.points(points), exporting: (value) => open.historyExporting(value),
    record: (kind, subject, body, by) => written.commit([draft(kind, subject, body, by)]),
  });
  const open = windows({ ...look, reload, mimics: drawn.answers, access: access.answers, loginOf: access.loginOf, acted: access.acted, audit: audit.answers, duty, history: { ...keptAnswers(historian), ...notes.answers, ...exporter } }, clock, broken, setup.checkOutputs);

  const who = { time: clock.now(), actor: actor(`unidentified@${setup.workstation}`), realm };
  if (setup.importFrom !== null) for (const imported of importDrafts(setup.keptSite, site, setup.importFrom, who).drafts) write(imported);
  closeOrphans();
  for (const { alarm } of lines.list()) if (sounds(alarm)) horn('sound', { occurrence: alarm.occurrence, by: engineActor });   // OUT-05
  write(draft('engine.started', journal.node, { term: journal.term, site: site.id, points: site.points.length, ...(setup.restart && { reason: setup.restart.reason, attempt: setup.restart.attempt }) }));
  feeds.run();
  await office.begin();

  /** At most a second old, and none where nothing moved: neither an alarm nor a running delay. */
  const keep = (): void => {
    if (changes.n === changes.kept && lines.totals().delays === 0 && reckoning.reckoned() === changes.reckoned) return;
    record.keep(() => { changes.kept = changes.n; changes.reckoned = reckoning.reckoned(); return snapshotState(lines.snapshot(), suspects.drifts(), reckoning.state()); });
  };
  const stops = [
    every(clock, snapshotEveryMs, keep),
    every(clock, learntEveryMs, () => { if (suspects.drifts().length > 0) changes.kept = -1; }),
    every(clock, valuesEveryMs, () => open.values((point) => look.changed(point))),
    every(clock, 1000, () => { findings.look(); keeping?.look(); health.measure(); open.health(health.read()); for (const s of feeds.list()) open.source(s); }),
    watchClock(clock, (jump) => { health.jumped(jump); feeds.clockJumped(); write(draft('clock.jumped', journal.node, { ms: jump.ms })); }),
  ];
  return ok({
    open: (wire, session) => open.open(wire, session),
    seat: access.seat,
    /** Another site in the place of this one, without a restart: one event; what stays goes on as it was, what is gone is closed. */
    async replaceSite(next, from, by) {
      const { drafts, changes: many } = importDrafts(park.site(), next, from, { time: clock.now(), actor: by, realm });
      if (drafts.length === 0) return 0;
      for (const event of drafts) write(event);
      const now = park.replace(next);
      lines.replace(pipelinePoints(now), rulesOf(next));
      suspects.points(now, next.sources);
      reckoning.replace();
      historian?.follow(historyPlan(next, (id) => park.handleOf(id)));
      await feeds.replace(next.sources, now);
      open.site(next.id);
      duty.siteChanged();
      shown.rules((id) => lines.get(id)?.rule ?? null);
      for (const view of shown.list()) open.alarm(view);
      return many;
    },
    takeMimics: (folder) => drawn.take(folder),
    takeShifts: (table) => duty.takeShifts(table),
    note: (kind, subject, params, by = actor(`unidentified@${setup.workstation}`)) => write(draft(kind, subject, params, by)),
    async stop() {
      for (const stop of stops) stop();
      await feeds.stop();
      lines.stop();
      reckoning.stop();
      await office.stop();
      write(draft('engine.stopped', journal.node, { term: journal.term }));
      await record.close();
      if (record.health().fault === null) await journal.snapshot(snapshotState(lines.snapshot(), suspects.drifts(), reckoning.state()));
    },
  });
}
