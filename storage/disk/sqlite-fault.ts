import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { JournalFault } from '#app/journal';
import { reasonOf } from './reason.ts';

/** Below this the disk counts as full when SQLite can say no more than "I/O error". */
const fullBelowBytes = 1_048_576;

/** Free bytes where `file` is; Infinity where that cannot be asked. */
export function freeBytes(file: string): number {
  try { const s = fs.statfsSync(path.dirname(file)); return s.bavail * s.bsize; } catch { return Infinity; }
}
function readOnly(dir: string): boolean {
  try { fs.accessSync(dir, fs.constants.W_OK); return false; } catch (error) { return error instanceof Error && 'code' in error && ['EROFS', 'EACCES', 'EPERM'].includes(String(error.code)); }
}

const fault = (code: JournalFault['code'], error: unknown, dir: string): JournalFault =>
  ({ code, params: { dir, reason: reasonOf(error) } });

/** What an exception of the database says to somebody who can do something about it. `file`: the database. */
export function faultOf(error: unknown, file: string): JournalFault {
  const dir = path.dirname(file);
  const code = error instanceof Database.SqliteError ? error.code : '';
  if (code === 'SQLITE_FULL') return fault('disk-full', error, dir);
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return fault('corrupt', error, dir);
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return fault('locked', error, dir);
  if (readOnly(dir)) return fault('read-only', error, dir);
  if (code.startsWith('SQLITE_IOERR') && freeBytes(file) < fullBelowBytes) return fault('disk-full', error, dir);
  return fault(code.startsWith('SQLITE_READONLY') ? 'read-only' : 'journal-error', error, dir);
}
