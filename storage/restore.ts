import fs from 'node:fs';
import path from 'node:path';
import type { JournalEvent, JournalFault } from '#app/journal';
import { engineActor, nodeId, type NodeId, type Realm } from '#kernel/session';
import type { Clock } from '#kernel/time';
import { fail, ok, type Result } from '#kernel/result';
import { copyFault, isEmptyFolder, type BackupFault } from './backup.ts';
import { newNode, readDataFile, writeDataFile } from './data-folder.ts';
import { copyDatabase } from './disk/copy-database.ts';
import { copyHistory, type HistoryCopy } from './history/copying/index.ts';
import { headKeyName } from './head.ts';
import { openForWriting } from './journal/database.ts';
import { diskReserve, reserveName } from './journal/reserve.ts';
import { journalWriter } from './journal/writer.ts';
import { takeLock, type Lock } from './disk/lock.ts';
import { formatOf, migrate, type MigrateFault } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { verifyJournal, type VerifyReport } from './verify.ts';

export type RestoreFault = BackupFault | MigrateFault | JournalFault;
/** `restored`: the first event of the new node, which names the old one and where its history ends. `history`: what came of the samples; null: the back-up has none. */
export interface Restored { readonly dir: string; readonly node: NodeId; readonly from: NodeId; readonly events: number; readonly restored: JournalEvent; readonly history: HistoryCopy | null }

const files = (folder: string): readonly string[] => (fs.existsSync(folder) ? fs.readdirSync(folder).filter((n) => fs.statSync(path.join(folder, n)).isFile()) : []);

/** The new node's journal begins by saying where it comes from. */
function say(dir: string, node: NodeId, realm: Realm, clock: Clock, old: { readonly node: NodeId; readonly seq: number; readonly hash: string; readonly nodes: number }): Result<JournalEvent, JournalFault> {
  const file = path.join(dir, 'journal.db');
  const note = (): void => { /* nobody listens yet: the engine tells of its own opening */ };
  const writer = journalWriter({ open: () => openForWriting(file), file, node, realm: null, note, reserve: diskReserve(path.join(dir, reserveName), 0, note) });
  try {
    const start = writer.start(null, 0);
    if (!start.ok) return start;
    const now = clock.now();
    const draft = { time: now, actor: engineActor, realm, kind: 'node.restored', v: 1, subject: node, body: { from: old.node, seq: old.seq, hash: old.hash, nodes: old.nodes } };
    const answer = writer.write([{ t: 'append', id: 1, now, drafts: [draft] }])[0]?.result;
    if (answer === undefined || !answer.ok) return answer ?? fail('journal-error', { reason: 'no answer' });
    const kept = 'events' in answer.value ? answer.value.events[0] : undefined;
    return kept === undefined ? fail('journal-error', { reason: 'no event' }) : ok({ ...(JSON.parse(kept.text) as JournalEvent), hash: kept.hash });
  } finally { writer.close(); }
}

/** Heads and secrets of the old node; the new one signs with a key of its own. */
function bringFiles(source: string, target: string): void {
  for (const [folder, mode] of [['heads', 0o755], ['secrets', 0o700]] as const) {
    fs.mkdirSync(path.join(target, folder), { mode });
    for (const name of files(path.join(source, folder))) {
      if (name !== headKeyName) fs.copyFileSync(path.join(source, folder, name), path.join(target, folder, name));
    }
  }
}

interface Proved { readonly formatVersion: number; readonly old: NodeId; readonly report: VerifyReport }
/** The back-up, proved whole. */
function proved(source: string): Result<Proved, RestoreFault> {
  const data = readDataFile(source);
  if (!data.ok) return data;
  if (data.value === null) return fail('not-a-data-folder', { dir: source });
  const { formatVersion, node } = data.value;
  if (formatVersion > formatOf(migrations)) return fail('newer-format', { dir: source, format: formatVersion, known: formatOf(migrations) });
  const report = verifyJournal(source);
  if (!report.ok) return report;
  const found = report.value.findings[0];
  return found === undefined ? ok({ formatVersion, old: nodeId(node), report: report.value }) : fail('backup-damaged', { dir: source, seq: found.seq, reason: found.reason });
}

/** Everything that happens in the new folder once it is held. */
function build(source: string, target: string, { formatVersion, old, report }: Proved, clock: Clock, realm: Realm): Result<Restored, RestoreFault> {
  copyDatabase(path.join(source, 'journal.db'), path.join(target, 'journal.db'));
  bringFiles(source, target);
  const history = copyHistory(path.join(source, 'history'), path.join(target, 'history'));
  const migrated = migrate(target, formatVersion, migrations, () => { /* data.json is yet to come */ });
  if (!migrated.ok) return migrated;
  const node = nodeId(newNode());
  const end = report.nodes.find((n) => n.head.node === old)?.head;
  const restored = say(target, node, realm, clock, { node: old, seq: end?.seq ?? 0, hash: end?.hash ?? '', nodes: report.nodes.length });
  if (!restored.ok) return restored;
  writeDataFile(target, { formatVersion: formatOf(migrations), node, createdAt: clock.now() });
  return ok({ dir: target, node, from: old, events: report.events, restored: restored.value, history });
}

/**
 * Makes a data folder out of a back-up (STO-10): verified first, into an empty folder only, under a new node id. The old node's events stay its own, and
 * `node.restored` is the first of the new one's. Terms go on from the old ones, so that no occurrence is named twice. `data.json` comes last: a folder that
 * was cut short is refused when it is opened.
 */
export function restoreData(from: string, dir: string, { clock, realm = 'live' }: { readonly clock: Clock; readonly realm?: Realm }): Result<Restored, RestoreFault> {
  const [source, target] = [path.resolve(from), path.resolve(dir)];
  let lock: Lock | null = null;
  try {
    if (!isEmptyFolder(target)) return fail('not-empty', { dir: target });
    const backup = proved(source);
    if (!backup.ok) return backup;
    fs.mkdirSync(target, { recursive: true });
    const held = takeLock(target);
    if (!held.ok) return held;
    lock = held.value;
    return build(source, target, backup.value, clock, realm);
  } catch (error) { return { ok: false, fault: copyFault(error, target) }; } finally { lock?.release(); }
}
