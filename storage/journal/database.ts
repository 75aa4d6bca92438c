import Database from 'better-sqlite3';

export type Db = Database.Database;

/** The one connection that writes. FULL: a commit is on the disk before it is told (STO-02). Throws when there is no such file. */
export function openForWriting(file: string): Db {
  const db = new Database(file, { fileMustExist: true, timeout: 2000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('wal_autocheckpoint = 4000');
    db.pragma('journal_size_limit = 67108864');
    return db;
  } catch (error) { db.close(); throw error; }
}

/** A connection beside the writer that can change nothing. */
export function openForReading(file: string): Db {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 2000 });
  try { db.pragma('query_only = ON'); return db; } catch (error) { db.close(); throw error; }
}
