import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Db } from './journal/database.ts';
import { faultOf } from './disk/sqlite-fault.ts';
import { syncFile } from './disk/state-file.ts';
import { reasonOf } from './disk/reason.ts';

/** One step of the folder's format. `number` is the format it leads to; `database` the file it changes, in one transaction. */
export interface Migration { readonly number: number; readonly name: string; readonly database: string; up(db: Db): void }

export type MigrateFault = Fault<'newer-format' | 'data-damaged' | 'migration-failed'>;

/** The format today's programme writes. */
export const formatOf = (steps: readonly Migration[]): number => steps.at(-1)?.number ?? 0;

/** A copy of every database as it was before a step, under `backups/format-<from>`. It is made once: a second try never overwrites it. */
function keepCopy(dir: string, from: number, files: readonly string[]): void {
  const to = path.join(dir, 'backups', `format-${from}`);
  fs.mkdirSync(to, { recursive: true });
  for (const file of files) {
    const [source, copy] = [path.join(dir, file), path.join(to, file)];
    if (!fs.existsSync(source) || fs.existsSync(copy)) continue;
    const db = new Database(source, { fileMustExist: true });
    try { fs.rmSync(`${copy}.tmp`, { force: true }); db.prepare('VACUUM INTO ?').run(`${copy}.tmp`); } finally { db.close(); }
    syncFile(`${copy}.tmp`);
    fs.renameSync(`${copy}.tmp`, copy);
  }
  if (fs.existsSync(path.join(dir, 'data.json'))) fs.copyFileSync(path.join(dir, 'data.json'), path.join(to, 'data.json'));
}

/** One step. Its number goes into the database's own `user_version` in the same transaction: a step that was cut short before `data.json` knew of it is not done twice. */
function run(dir: string, step: Migration): void {
  const db = new Database(path.join(dir, step.database));
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    if (Number(db.pragma('user_version', { simple: true })) >= step.number) return;
    db.transaction(() => { step.up(db); db.pragma(`user_version = ${step.number}`); })();
  } finally { db.close(); }
}

/** The database of a folder is there and is of the folder's format; null, or what is wrong with it. */
function damage(dir: string, file: string, from: number, steps: readonly Migration[]): string | null {
  const least = steps.findLast((s) => s.database === file && s.number <= from)?.number;
  if (least === undefined) return null;
  const full = path.join(dir, file);
  if (!fs.existsSync(full)) return 'missing';
  const db = new Database(full, { fileMustExist: true });
  try { return Number(db.pragma('user_version', { simple: true })) < least ? 'of an older format, or empty' : null; } finally { db.close(); }
}

/** Brings a folder from format `from` to today's (STO-05): a newer one is refused, an older one copied first. `reached` is told after every step. Throws what a full or read-only disk throws. */
export function migrate(dir: string, from: number, steps: readonly Migration[], reached: (format: number) => void): Result<void, MigrateFault> {
  const known = formatOf(steps);
  if (from > known) return fail('newer-format', { dir, format: from, known });
  const files = [...new Set(steps.map((s) => s.database))];
  for (const file of files) {
    try {
      const reason = damage(dir, file, from, steps);
      if (reason !== null) return fail('data-damaged', { file: path.join(dir, file), reason });
    } catch (error) {
      if (faultOf(error, path.join(dir, file)).code !== 'corrupt') throw error;   // a full disk is no damage
      return fail('data-damaged', { file: path.join(dir, file), reason: reasonOf(error) });
    }
  }
  for (const step of steps.filter((s) => s.number > from)) {
    try {
      if (from > 0) keepCopy(dir, from, files);
      run(dir, step);
      reached(step.number);
    } catch (error) {
      if (faultOf(error, path.join(dir, step.database)).code === 'disk-full') throw error;
      return fail('migration-failed', { dir, number: step.number, name: step.name, reason: reasonOf(error) });
    }
  }
  return ok(undefined);
}
