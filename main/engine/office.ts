import type { JournalEvent, JournalFault } from '#app/journal';
import type { Site } from '#app/park';
import { ok, type Result } from '#kernel/result';
import { keepExport, workbookThread } from '#storage';
import { openAccess, type Access } from './access/access.ts';
import { noIdentity, type Identity } from './access/secrets/identity.ts';
import { noAudit } from './audit/absent.ts';
import { auditor, type Auditor } from './audit/auditor.ts';
import type { AuditStorage } from './audit/parts.ts';
import { dutyDesk, type DutyDesk } from './duty/duty.ts';
import { dutyLimits } from './duty/parts.ts';
import { auditorsOwn, lineOf } from './record/journal-lines.ts';
import type { Records } from './record/records.ts';
import type { Windows } from './serve/windows.ts';
import { workbookWorkerUrl } from './workers.ts';
import type { World } from './world.ts';

/** What of the machine the people of an engine need; each absent where there is no data folder. */
export interface OfficeSetup {
  /** What the audit stands on; absent: the journal lies in no data folder. */
  readonly audit?: AuditStorage;
  /** Where passwords are hashed and keys are kept; absent: nowhere, and the place acts. */
  readonly identity?: Identity;
  /** A gap on the roster is told so many hours before its shift begins; absent: 24. */
  readonly gapHours?: number;
}
/** Who is acting, who is on duty, and whether what is written down can be believed. */
export interface Office {
  readonly access: Access; readonly duty: DutyDesk; readonly audit: Auditor;
  /** Every event after its commit: into the windows' log, and into all that is folded from it. */
  published(event: JournalEvent): void;
  /** Windows can hear now. */
  begin(): Promise<void>;
  stop(): Promise<void>;
}

/** `windows`: not to be asked for before `begin`. */
export async function openOffice(world: World, setup: OfficeSetup, { site, records: { draft, write, commit, broken }, windows }: { readonly site: () => Site; readonly records: Records; readonly windows: () => Windows }): Promise<Result<Office, JournalFault>> {
  const { clock, journal, realm, note } = world;
  const published = (event: JournalEvent): void => {
    if (!auditorsOwn(event.kind)) windows().line(lineOf(event, (at) => duty.shiftAt(at), access.loginOf));
    access.heard(event);
    duty.hear(event);
    audit.committed();
  };
  const opened = await openAccess({ clock, realm, journal, identity: setup.identity ?? noIdentity, windows, write: (d, then) => write(d, then), published, note, broken, elsewhere: () => duty });
  if (!opened.ok) return opened;
  const access = opened.value;
  const { keys, people: accounts, inTurn } = access.parts;
  const duty = await dutyDesk({
    clock, journal, site, cipher: keys.cipher, ready: access.keysReady, accounts, inTurn, note, limits: { ...dutyLimits, ...(setup.gapHours !== undefined && { aheadHours: setup.gapHours }) }, workbooks: workbookThread(workbookWorkerUrl()),
    record: (notes, by) => commit(notes.map((n) => draft(n.kind, n.subject, n.body, by))), keep: (name, bytes) => keepExport(world.dataDir, name, bytes), moved: (what) => windows().duty(what),
  });
  const audit = setup.audit === undefined ? noAudit() : auditor({
    clock, journal, storage: setup.audit, zone: () => site().zone, note, line: (event) => lineOf(event, (at) => duty.shiftAt(at), access.loginOf), verifying: (value) => windows().verifying(value), exporting: (value) => windows().exporting(value),
    write: async (kind, subject, body, by) => (await commit([draft(kind, subject, body, by)])).ok,
  });
  return ok({
    access, duty, audit, published,
    async begin() { access.begin(); duty.run(); await audit.begin(); },
    async stop() { audit.stop(); await access.stop(); duty.stop(); },
  });
}
