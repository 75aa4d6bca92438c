import Database from 'better-sqlite3';
import { openForReading } from '../journal/database.ts';
import { syncFile } from './state-file.ts';

/** One consistent copy of a database that may be in use: one read transaction, which holds up no writer. In a form that can be read where nothing can be written. */
export function copyDatabase(from: string, to: string): void {
  const db = openForReading(from);
  try { db.pragma('query_only = OFF'); db.prepare('VACUUM INTO ?').run(to); } finally { db.close(); }
  const copy = new Database(to, { fileMustExist: true });
  try { copy.pragma('journal_mode = DELETE'); } finally { copy.close(); }
  syncFile(to);
}
