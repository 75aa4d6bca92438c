import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { readDataFile } from './data-folder.ts';
import { copyDatabase } from './disk/copy-database.ts';
import { BadCopy, copyHistory, type HistoryCopy } from './history/copying/index.ts';
import { faultOf } from './disk/sqlite-fault.ts';
import { writeStateFile } from './disk/state-file.ts';
import { reasonOf } from './disk/reason.ts';
import { systemFault } from './disk/system-fault.ts';
import { verifyJournal, type VerifyReport } from './verify.ts';

export type BackupFault = Fault<'not-a-data-folder' | 'not-empty' | 'data-damaged' | 'backup-damaged' | 'disk-full' | 'read-only' | 'access-denied' | 'corrupt' | 'locked' | 'newer-format' | 'not-found' | 'backup-failed'>;
/** `secrets`: they are taken along only when asked for, and readable by the owner of the process alone. */
export interface BackupOptions { readonly secrets?: boolean }
/** `history`: what of it was copied; null: there is none. */
export interface Backup { readonly to: string; readonly report: VerifyReport; readonly history: HistoryCopy | null }

/** Nothing is there, or an empty folder. */
export const isEmptyFolder = (dir: string): boolean => !fs.existsSync(dir) || (fs.statSync(dir).isDirectory() && fs.readdirSync(dir).length === 0);

function copyFolder(from: string, to: string, mode: number): void {
  if (!fs.existsSync(from)) return;
  fs.mkdirSync(to, { recursive: true, mode: mode | 0o100 | (mode & 0o044) >> 2 });
  for (const name of fs.readdirSync(from)) {
    if (!name.endsWith('.tmp') && fs.statSync(path.join(from, name)).isFile()) writeStateFile(path.join(to, name), fs.readFileSync(path.join(from, name), 'utf8'), mode);
  }
}

/**
 * Copies a data folder, also while an engine runs on it (STO-10): heads first, then the journal, so that no head is newer than the copy; then history (STO-28); `data.json` last, so
 * that a copy cut short is none. The copy is verified before this says it is one. Runs on the calling thread.
 */
export function backupData(dir: string, to: string, { secrets = false }: BackupOptions = {}): Result<Backup, BackupFault> {
  const [source, target] = [path.resolve(dir), path.resolve(to)];
  const data = readDataFile(source);
  if (!data.ok) return data;
  if (data.value === null) return fail('not-a-data-folder', { dir: source });
  try {
    if (!isEmptyFolder(target)) return fail('not-empty', { dir: target });
    fs.mkdirSync(target, { recursive: true });
    copyFolder(path.join(source, 'heads'), path.join(target, 'heads'), 0o644);
    copyDatabase(path.join(source, 'journal.db'), path.join(target, 'journal.db'));
    if (secrets) copyFolder(path.join(source, 'secrets'), path.join(target, 'secrets'), 0o600);
    const history = copyHistory(path.join(source, 'history'), path.join(target, 'history'));
    writeStateFile(path.join(target, 'data.json'), fs.readFileSync(path.join(source, 'data.json'), 'utf8'));
    const report = verifyJournal(target);
    if (!report.ok) return { ok: false, fault: { code: 'backup-damaged', params: { dir: target, seq: 0, reason: report.fault.code } } };
    const found = report.value.findings[0];
    return found === undefined ? ok({ to: target, report: report.value, history }) : fail('backup-damaged', { dir: target, seq: found.seq, reason: found.reason });
  } catch (error) { return { ok: false, fault: copyFault(error, target) }; }
}

/** What stopped a copy. */
export function copyFault(error: unknown, dir: string): BackupFault {
  if (error instanceof BadCopy) return fail('backup-damaged', { dir, seq: 0, reason: reasonOf(error) }).fault;
  const { code, params } = error instanceof Database.SqliteError ? faultOf(error, path.join(dir, 'journal.db')) : systemFault(error, dir);
  return code === 'disk-full' || code === 'read-only' || code === 'corrupt' || code === 'locked' || code === 'access-denied' ? { code, params } : fail('backup-failed', { dir, reason: reasonOf(error) }).fault;
}
