import Database from 'better-sqlite3';

export type Db = Database.Database;

/** The form of the catalogue; another one is refused (`damaged`), and made anew from the files. */
export const catalogueVersion = 1;

const tables = `
CREATE TABLE series(number INTEGER PRIMARY KEY, point TEXT NOT NULL UNIQUE, type TEXT NOT NULL, low REAL NOT NULL, high REAL NOT NULL, bits INTEGER, deviation REAL NOT NULL, holdMs REAL, retention TEXT NOT NULL) STRICT;
CREATE TABLE segments(file TEXT PRIMARY KEY, kind TEXT NOT NULL, level INTEGER NOT NULL, epoch INTEGER, "from" REAL NOT NULL, "to" REAL NOT NULL, bytes INTEGER NOT NULL, blocks INTEGER NOT NULL, samples INTEGER NOT NULL) STRICT;
CREATE TABLE doomed(file TEXT PRIMARY KEY, since REAL NOT NULL) STRICT;
CREATE TABLE quarantined(file TEXT PRIMARY KEY, why TEXT NOT NULL, "from" REAL, "to" REAL, at REAL NOT NULL) STRICT;
CREATE TABLE facts(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
PRAGMA user_version = ${catalogueVersion};
`;

/** What is no catalogue of ours, whatever it is. */
class OtherForm extends Error {}
/** True of an error that says that the file itself does not hold, and not that something stood in the way. */
export const isDamage = (error: unknown): boolean => error instanceof OtherForm || (error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code));

/** Opens the catalogue of a folder, made where there is none. FULL: a commit is on the disk before it is told. Throws. */
export function openDatabase(file: string, readonly: boolean): Db {
  const db = new Database(file, { readonly, timeout: 5000 });
  try {
    if (!readonly) {
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      if (db.pragma('user_version', { simple: true }) === 0) db.transaction(() => { if (db.pragma('user_version', { simple: true }) === 0) db.exec(tables); }).immediate();
    }
    const version = db.pragma('user_version', { simple: true });
    if (version !== catalogueVersion) throw new OtherForm(`form ${String(version)}`);
    return db;
  } catch (error) { db.close(); throw error; }
}
