import path from 'node:path';
import type { Batch } from '#app/acquisition';
import type { AlarmChange, AlarmRule } from '#app/alarm';
import type { Site, SiteReload } from '#app/park';
import type { Wire } from '#kernel/contract';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { actor, type Actor, type NodeId, type Realm, type Session } from '#kernel/session';
import type { Stop } from '#kernel/time';
import { openData, openJournal } from '#storage';
import { systemClock } from './clock.ts';
import { startEngine, type Engine } from './engine.ts';
import { liveWorld } from './live.ts';
import { collectorWorkers } from './collect/connect.ts';
import type { Refused } from './refused.ts';
import { readCheckedSite } from './site-folder.ts';
import { logFile } from './record/log.ts';
import { lastSite } from './record/site-import.ts';
import { journalWriterUrl } from './workers.ts';

/** What `npm run engine` and the shell start an engine with. `site` null: the site that the journal holds. */
export interface RunOptions {
  readonly site: string | null;
  readonly data: string;
  readonly heads: readonly string[];
  readonly workstation: string;
  readonly restart: { readonly reason: string; readonly attempt: number } | null;
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
  note(kind: string, subject: string, params: Readonly<Record<string, string | number>>): void;
  /** Reads the site's folder again and applies it without a restart. */
  reload(): Promise<Result<SiteReload>>;
  stop(): Promise<void>;
}

const refused = (fault: Fault, details: Refused['details'] = []): Refused => ({ ok: false, fault, details });

/** Opens the data folder and the journal, reads and imports the site, starts the engine of the live world. Nothing is left half-started: what was opened is closed again. */
export async function runEngine(options: RunOptions, ears: RunEars): Promise<{ readonly ok: true; readonly value: RunningEngine } | Refused> {
  const read = options.site === null ? null : await readCheckedSite(options.site);
  if (read !== null && !read.ok) return read;
  const data = openData(options.data, { clock: systemClock });
  if (!data.ok) return refused(data.fault);
  const log = logFile(path.join(data.value.dir, 'logs'), systemClock.now);
  const note = (line: string): void => { log.line(line); ears.note(line); };
  const journal = await openJournal(data.value, { clock: systemClock, realm: 'live', note: ({ name, params }) => note(`storage ${name} ${JSON.stringify(params)}`), workerUrl: journalWriterUrl(), headCopies: options.heads });
  if (!journal.ok) { data.value.close(); return refused(journal.fault); }
  const closeAll = async (): Promise<void> => { await journal.value.close(); data.value.close(); };

  const kept = await lastSite(journal.value);
  const site = read?.value.site ?? (kept.ok ? kept.value : null);
  if (site === null) { await closeAll(); return refused({ code: 'no-site', params: { dir: options.data } }); }
  const world = liveWorld({ clock: systemClock, journal: journal.value, dataDir: data.value.dir, note });
  const reload = (by: Actor): Promise<Result<SiteReload>> => reloadFrom(options.site, (next, from) => started?.replaceSite(next, from, by) ?? Promise.resolve(0));
  let started: Engine | null = null;
  const engine = await startEngine(world, site, {
    reload,
    connect: collectorWorkers(data.value.dir, systemClock, ears.tap), restart: options.restart, workstation: options.workstation, event: ears.event,
    importFrom: read === null ? null : path.basename(path.resolve(options.site ?? '')), keptSite: kept.ok ? kept.value : null, checkOutputs: process.env['NODE_ENV'] !== 'production',
  });
  if (!engine.ok) { await closeAll(); return engine; }
  started = engine.value;
  for (const warning of read?.value.warnings ?? []) note(`site ${warning.file}:${warning.line} ${warning.field}: ${warning.fault.code}`);
  return ok(running(engine.value, journal.value.node, world.realm, closeAll, () => reload(actor(`unidentified@${options.workstation}`))));
}

/** One reading of the folder: its mistakes, or how much changed. Faults: `no-site-folder` where the engine runs on the journal's site alone. */
async function reloadFrom(dir: string | null, apply: (next: Site, from: string) => Promise<number>): Promise<Result<SiteReload>> {
  if (dir === null) return fail('no-site-folder');
  const read = await readCheckedSite(dir);
  if (!read.ok) return ok({ changes: 0, mistakes: read.details.slice(0, 1000) });
  return ok({ changes: await apply(read.value.site, path.basename(path.resolve(dir))), mistakes: [] });
}

function running(engine: Engine, node: NodeId, realm: Realm, closeAll: () => Promise<void>, reload: RunningEngine['reload']): RunningEngine {
  let stopping: Promise<void> | null = null;
  return { node, realm, open: engine.open, note: engine.note, reload, stop: () => (stopping ??= engine.stop().then(closeAll)) };
}
