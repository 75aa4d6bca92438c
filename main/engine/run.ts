import path from 'node:path';
import type { Batch } from '#app/acquisition';
import type { AlarmChange, AlarmRule } from '#app/alarm';
import type { Historian } from '#app/history';
import type { RecordingJournal } from '#app/journal';
import type { Site, SiteReload } from '#app/park';
import type { Wire } from '#kernel/contract';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { actor, engineActor, type Actor, type NodeId, type Realm, type Session } from '#kernel/session';
import type { Stop } from '#kernel/time';
import { hashThread, openData, openHistorian, openJournal, openSearch, openVerifier, readMimics, type StorageNote } from '#storage';
import type { AuditFinding } from '#app/audit';
import { againstHead, type AuditStorage } from './audit/parts.ts';
import { folderIdentity } from './access/secrets/identity.ts';
import { systemClock } from './clock.ts';
import { collectorWorkers } from './collect/connect.ts';
import { startEngine, type Engine } from './engine.ts';
import { liveWorld } from './live.ts';
import { logFile } from './record/log.ts';
import { lastSite } from './record/site-import.ts';
import type { Refused } from './refused.ts';
import { readCheckedSite, type CheckedSite } from './site-folder.ts';
import { historyEvents } from './history/noted.ts';
import { hostWeb } from './web/host.ts';
import { historyUrls, hashWorkerUrl, journalWriterUrl } from './workers.ts';

/** What `npm run engine` and the shell start an engine with. `site` null: the site that the journal holds. */
export interface RunOptions {
  readonly site: string | null;
  readonly data: string;
  readonly heads: readonly string[];
  readonly workstation: string;
  readonly restart: { readonly reason: string; readonly attempt: number } | null;
  /** The port on this machine's loopback where browsers may show the windows (0: any); null: none may. */
  readonly web?: number | null;
  /** A gap on the roster is told so many hours before its shift begins; absent: 24. */
  readonly gapHours?: number;
}
export interface RunEars {
  readonly note: (line: string) => void;
  /** Hears every alarm change after its commit (or, where it could not be committed, at once with `recorded` false). */
  readonly event: ((change: AlarmChange, rule: AlarmRule, recorded: boolean) => void) | null;
  /** Sees every batch on its way to the pipeline, e.g. to count it; it may not keep it. */
  readonly tap?: (source: string, batch: Batch) => void;
}
export interface RunningEngine {
  readonly node: NodeId;
  readonly realm: Realm;
  open(wire: Wire, session: () => Session): Stop;
  readonly seat: Engine['seat'];
  note(kind: string, subject: string, params: Readonly<Record<string, unknown>>, by?: Actor): void;
  /** The port at which browsers find it; null: none. */
  readonly webPort: number | null;
  /** Reads the site's folder again and applies it without a restart. */
  reload(): Promise<Result<SiteReload>>;
  stop(): Promise<void>;
}
type Started<T> = { readonly ok: true; readonly value: T } | Refused;
const refused = (fault: Fault): Refused => ({ ok: false, fault, details: [] });

interface Opened { readonly dir: string; readonly journal: RecordingJournal; readonly history: Historian | null; readonly historyEvents: ReturnType<typeof historyEvents>; readonly note: (line: string) => void; readonly audit: AuditStorage; readonly close: () => Promise<void> }
/** The data folder, held, with its journal and its log. */
async function openFolder({ data: dir, heads }: RunOptions, ears: RunEars): Promise<Started<Opened>> {
  const data = openData(dir, { clock: systemClock });
  if (!data.ok) return refused(data.fault);
  const log = logFile(path.join(data.value.dir, 'logs'), () => systemClock.now());
  const note = (line: string): void => { log.line(line); ears.note(line); };
  const { node } = data.value;
  const atStart: AuditFinding[] = [];
  const told = (n: StorageNote): void => {
    note(`storage ${n.name} ${JSON.stringify(n.params)}`);
    const finding = againstHead(node, n);
    if (finding !== null) atStart.push(finding);
  };
  const journal = await openJournal(data.value, { clock: systemClock, realm: 'live', note: told, workerUrl: journalWriterUrl(), headCopies: heads });
  if (!journal.ok) { data.value.close(); return refused(journal.fault); }
  const events = historyEvents();
  const history = await openHistorian({ dir: data.value.dir, note: (n) => { note(`storage ${n.name} ${JSON.stringify(n.params)}`); events.hear(n); }, urls: historyUrls() });
  if (!history.ok) note(`storage history-not-opened ${JSON.stringify(history.fault)}`);   // alarms and journal go on without it
  const [search, verifier] = [openSearch(data.value, { note: told, workerUrl: journalWriterUrl() }), openVerifier(data.value, { note: told, workerUrl: journalWriterUrl(), headCopies: heads })];
  const close = async (): Promise<void> => { await Promise.all([search.close(), verifier.close(), history.ok ? history.value.close() : null]); await journal.value.close(); data.value.close(); };
  return ok({ dir: data.value.dir, journal: journal.value, history: history.ok ? history.value : null, historyEvents: events, note, audit: { dir: data.value.dir, search, verifier, atStart }, close });
}

/** One reading of the folder: its mistakes, or how much changed. Fault `no-site-folder` where the engine runs on the journal's site alone. */
async function reloadFrom(dir: string | null, apply: (next: CheckedSite, from: string) => Promise<number>): Promise<Result<SiteReload>> {
  if (dir === null) return fail('no-site-folder');
  const read = await readCheckedSite(dir);
  if (!read.ok) return ok({ changes: 0, mistakes: read.details.slice(0, 1000) });
  return ok({ changes: await apply(read.value, path.basename(path.resolve(dir))), mistakes: [] });
}

/** The mimics as they lie in the site's folder now. */
async function bringMimics(engine: Engine | null, site: string | null): Promise<void> {
  if (site !== null) engine?.takeMimics(await readMimics(site));
}

/** How an engine reads its site again: one reading after the other, for of two at once the older must not be applied last. `engine`: null until it runs. */
function reloader(site: string | null, engine: () => Engine | null): (by: Actor) => Promise<Result<SiteReload>> {
  let reloading: Promise<unknown> = Promise.resolve();
  return (by) => {
    const next = reloading.then(async () => {
      const again = await reloadFrom(site, async (changed, from) => {
        const changes = await engine()?.replaceSite(changed.site, from, by) ?? 0;
        await engine()?.takeShifts(changed.shifts);
        return changes;
      });
      if (again.ok && again.value.mistakes.length === 0) await bringMimics(engine(), site);
      return again;
    });
    reloading = next.catch(() => {});
    return next;
  };
}

/** Lets browsers in where that was asked for; null where it was not. */
const openWeb = async (engine: Engine, { dir, note }: Opened, { web, site, workstation }: RunOptions): Promise<Awaited<ReturnType<typeof hostWeb>> | null> => (web === undefined || web === null ? null
  : hostWeb(engine, { port: web, dataDir: dir, site, workstation, clock: systemClock, note }));

/** What the engine is started on: the site of the folder, else the one that the journal keeps; null where there is neither. */
async function siteToRun({ journal, note }: Opened, read: CheckedSite | null): Promise<{ readonly site: Site; readonly kept: Site | null } | null> {
  const kept = await lastSite(journal);
  if (!kept.ok) note(`site in the journal: ${kept.fault.code}`);
  for (const { file, line, field, fault } of read?.warnings ?? []) note(`site ${file}:${line} ${field}: ${fault.code}`);
  const before = kept.ok ? kept.value : null;
  const site = read?.site ?? before;
  return site === null ? null : { site, kept: before };
}

/** Starts the engine of the live world on an opened folder, and gives it its way to read its site again. */
async function begin(opened: Opened, read: CheckedSite | null, options: RunOptions, ears: RunEars): Promise<Started<RunningEngine>> {
  const { dir, journal, note, close } = opened;
  const chosen = await siteToRun(opened, read);
  if (chosen === null) return refused({ code: 'no-site', params: { dir: options.data } });
  const running: { engine: Engine | null } = { engine: null };
  const reload = reloader(options.site, () => running.engine);
  const started = await startEngine(liveWorld({ clock: systemClock, journal, history: opened.history, dataDir: dir, note }), chosen.site, {
    connect: collectorWorkers(dir, systemClock, ears.tap), restart: options.restart, workstation: options.workstation, event: ears.event,
    importFrom: read === null ? null : path.basename(path.resolve(options.site ?? '')), keptSite: chosen.kept, checkOutputs: process.env['NODE_ENV'] !== 'production',
    reload, ...(options.gapHours !== undefined && { gapHours: options.gapHours }), audit: opened.audit, identity: folderIdentity(dir, hashThread(hashWorkerUrl(), note), systemClock, note),
  });
  if (!started.ok) return started;
  const engine = started.value;
  running.engine = engine;
  opened.historyEvents.begin((kind, params) => engine.note(kind, 'history', params, engineActor));
  await bringMimics(engine, options.site);
  await engine.takeShifts(read?.shifts ?? null);
  const web = await openWeb(engine, opened, options);
  if (web?.ok === false) { await engine.stop(); return refused(web.fault); }
  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => { await web?.value.close(); await engine.stop(); await close(); };
  return ok({
    node: journal.node, realm: 'live', webPort: web?.value.port ?? null,
    open: (wire, session) => engine.open(wire, session), seat: engine.seat,
    note: (kind, subject, params, by) => engine.note(kind, subject, params, by),
    reload: () => reload(actor(`unidentified@${options.workstation}`)),
    stop: () => (stopping ??= stop()),
  });
}

/** Reads and checks the site, opens the data folder and the journal, and starts the engine. Nothing is left half-started: what was opened is closed again. */
export async function runEngine(options: RunOptions, ears: RunEars): Promise<Started<RunningEngine>> {
  const read = options.site === null ? null : await readCheckedSite(options.site);
  if (read !== null && !read.ok) return read;
  const opened = await openFolder(options, ears);
  if (!opened.ok) return opened;
  const engine = await begin(opened.value, read?.value ?? null, options, ears);
  if (!engine.ok) await opened.value.close();
  return engine;
}
