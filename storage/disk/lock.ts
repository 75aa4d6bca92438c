import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { fail, ok, type Fault, type Result } from '#kernel/result';

/** Held until released, or until the process is gone, however it went. */
export interface Lock { release(): void }

/** Who holds the folder, as far as that is known; 0: it is not. */
function holder(file: string): number {
  try { return Number.parseInt(fs.readFileSync(file, 'utf8'), 10) || 0; } catch { return 0; }
}

/**
 * One process, one data folder (STO-01). The operating system's own file lock, as SQLite takes it on `lock.db`, on Linux and Windows alike: it dies with its
 * process, so nothing is ever stale. The pid beside it is only for the sentence. Throws what opening the file throws.
 */
export function takeLock(dir: string): Result<Lock, Fault<'locked'>> {
  const pidFile = path.join(dir, 'lock.pid');
  const db = new Database(path.join(dir, 'lock.db'), { timeout: 0 });
  try { db.pragma('journal_mode = MEMORY'); db.exec('BEGIN EXCLUSIVE'); } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return fail('locked', { pid: holder(pidFile), dir });
    throw error;
  }
  try { fs.writeFileSync(pidFile, `${process.pid}\n`); } catch { fs.rmSync(pidFile, { force: true }); }   // a full disk: the lock holds without it
  return ok({
    release() {
      if (!db.open) return;
      fs.rmSync(pidFile, { force: true });
      db.close();
    },
  });
}
