import type { DataSourceOptions, Logger } from 'typeorm';
import { IN_TIME } from './sql.ts';
import { offsets } from './zone.ts';
import type { DatabaseOptions } from './options.ts';
import type { Wires } from './wires.ts';

/** `password` and `ca` as read; `inTime`: throws when a statement of SQLite has had its time. */
export interface Means { readonly password: string; readonly ca: string | undefined; readonly wires: Wires; readonly inTime: () => number }

const nothing = (): void => {};
/** Nothing that a library would log is worth a password in a log. */
const silent: Logger = { logQuery: nothing, logQueryError: nothing, logQuerySlow: nothing, logSchemaBuild: nothing, logMigration: nothing, log: nothing };
/** PostgreSQL's own text for everything but truth (16): numbers keep their digits, times their offset. */
const asText = { getTypeParser: (oid: number) => (oid === 16 ? (s: string): boolean => s === 't' : (s: string): string => s) };

type Prepare = (db: { function(name: string, options: object, run: () => number): void }) => void;
const QUIET = { logging: false, logger: silent, synchronize: false, migrationsRun: false };

function sqlServer(o: DatabaseOptions, there: object, { ca, wires }: Means, host: string): DataSourceOptions {
  const tls = ca === undefined ? {} : { cryptoCredentialsDetails: { ca } };
  const options = { encrypt: o.ssl, trustServerCertificate: !o.ssl, readOnlyIntent: true, appName: 'watchroom', useUTC: true, connector: () => wires.connected(host, o.port), ...tls };
  return { ...there, type: 'mssql', connectionTimeout: o.queryMs, requestTimeout: o.queryMs, pool: { max: 1, min: 0 }, options };
}

/** One connection, read only as far as the database can promise it, certificates always verified when there are any. */
export function sourceOptions(o: DatabaseOptions, means: Means): DataSourceOptions {
  const { password, ca, wires, inTime } = means;
  const { host = '', port, database = '', user = '', queryMs } = o;
  const there = { ...QUIET, host, port, database, username: user, password };
  const tls = { rejectUnauthorized: true, host, ...(ca !== undefined && { ca }) };
  switch (o.dialect) {
    case 'postgres': return {
      ...there, type: 'postgres', poolSize: 1, ssl: o.ssl && tls, connectTimeoutMS: queryMs, installExtensions: false, applicationName: 'watchroom',
      extra: { stream: () => wires.make(), types: asText, idleTimeoutMillis: 0 },
    };
    case 'mysql': return {
      ...there, type: 'mysql', poolSize: 1, connectTimeout: queryMs, dateStrings: true, charset: 'utf8mb4', multipleStatements: false,
      ...(o.ssl && { ssl: { ...tls, verifyIdentity: true } as object }),
      extra: { stream: () => wires.to(host, port) },
    };
    case 'mssql': return sqlServer(o, there, means, host);
    case 'sqlite': {
      const prepareDatabase: Prepare = (db) => { db.function(IN_TIME, { deterministic: false, directOnly: true, varargs: true }, inTime); };
      return { ...QUIET, type: 'better-sqlite3', database: o.file ?? '', readonly: true, fileMustExist: true, timeout: 0, statementCacheSize: 16, prepareDatabase };
    }
  }
}

const two = (n: number): string => String(n).padStart(2, '0');
/** The offset that the zone has now; MySQL knows zones by name only where somebody filled its tables. */
function mysqlZone(zone: string, nowMs: number): string {
  const minutes = Math.round(offsets(zone)(nowMs) / 60_000);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

/** What a session is told first. `optional`: MySQL and MariaDB each know one of two. */
export function setup(o: DatabaseOptions, nowMs: number): readonly { readonly text: string; readonly optional: boolean }[] {
  const must = (text: string) => ({ text, optional: false });
  switch (o.dialect) {
    case 'postgres': return ['SET default_transaction_read_only = on', `SET statement_timeout = ${o.queryMs}`, `SET lock_timeout = ${o.queryMs}`, "SET TimeZone = 'UTC'", "SET DateStyle = 'ISO, YMD'"].map(must);
    case 'mysql': return [
      must("SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'"),   // with NO_BACKSLASH_ESCAPES the driver's quoting of parameters would not hold
      must('SET SESSION TRANSACTION READ ONLY'), must(`SET time_zone = '${mysqlZone(o.zone, nowMs)}'`),
      { text: `SET SESSION max_execution_time = ${o.queryMs}`, optional: true }, { text: `SET SESSION max_statement_time = ${o.queryMs / 1000}`, optional: true },
    ];
    case 'mssql': case 'sqlite': return [];
  }
}
