import mysql from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { afterAll, describe, it } from 'vitest';
import { database } from '#adapters/database';
import { Status } from '#app/acquisition';
import { adapterConformance } from '../../conformance/adapter.suite.ts';
import { relay } from '../../conformance/relay.ts';
import { mariadb, mariadbBin, password, postgres, postgresBin } from './servers.ts';
import { optionsOf } from './subject.ts';

const local = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 23).replace('T', ' ');
type Insert = (rows: readonly (readonly [tag: string, ts: string, value: number, quality: number])[]) => Promise<unknown>;

/** Runs the suite against a server, whose rows are written beside the wire that the adapter is on. */
async function judge(dialect: 'postgres' | 'mysql', port: number, insert: Insert): Promise<void> {
  const wire = relay();
  const at = await wire.reserve();
  const last = new Map<string, number>();
  let waiting: (readonly [string, string, number, number])[] = [];
  let writing: Promise<unknown> | null = null;
  async function write(): Promise<void> {
    await Promise.resolve();
    while (waiting.length > 0) { const rows = waiting.splice(0, 5000); await insert(rows); }
    writing = null;
  }
  const put = (tag: string, value: number, quality: number, ms = Date.now()): void => { waiting.push([tag, local(ms), value, quality]); writing ??= write(); };
  adapterConformance({
    name: `database ${dialect}`,
    at: (n) => `TAG-${n}`,
    absent: { address: 'NO-SUCH-TAG', status: (Status.deviceFailure | 2) >>> 0 },
    travelMs: 200,
    noticeMs: 2500,
    wire,
    peer: {
      start: async () => { await writing; await wire.start(port); },
      stop: () => wire.stop(),
      connections: () => wire.connections(),
      set: (a, v) => { last.set(a, v); put(a, v, 0); },
      setAt: (a, v, ms) => { last.set(a, v); put(a, v, 0, ms); },
      fault: (a) => { put(a, last.get(a) ?? 0, 9); return 9; },
    },
    note: (line) => process.stdout.write(`database ${dialect}: ${line}\n`),
    make: (deps) => database(optionsOf({ dialect, host: '127.0.0.1', port: at, database: dialect === 'mysql' ? 'park' : 'postgres', user: 'reader', password: 'secret:db', by: 'key', everyMs: 10, retryMs: 20, queryMs: 500, batch: 5000 }), { ...deps, secret: () => password }),
  });
}

if (postgresBin === null) describe('skipped: postgresql is not installed', () => { it.skip('database postgres keeps the adapter contract', () => {}); });
else {
  const server = await postgres();
  await server.sql('CREATE TABLE readings (id bigserial PRIMARY KEY, tag text NOT NULL, ts timestamp(3), value double precision, quality int); CREATE INDEX ON readings (tag, id)');
  const client = await new DataSource({ type: 'postgres', host: '127.0.0.1', port: server.port, username: 'reader', password, database: 'postgres', poolSize: 1 }).initialize();
  afterAll(async () => { await client.destroy(); await server.leave(); });
  await judge('postgres', server.port, (rows) => client.query('INSERT INTO readings (tag, ts, value, quality) SELECT * FROM unnest($1::text[], $2::timestamp[], $3::float8[], $4::int[])', [0, 1, 2, 3].map((i) => rows.map((row) => row[i]))));
}

if (mariadbBin === null) describe('skipped: mariadb-server is not installed', () => { it.skip('database mysql keeps the adapter contract', () => {}); });
else {
  const server = await mariadb();
  await server.sql('USE park; CREATE TABLE readings (id bigint AUTO_INCREMENT PRIMARY KEY, tag varchar(60) NOT NULL, ts datetime(3), value double, quality int, KEY (tag, id))');
  const client = await mysql.createConnection({ host: '127.0.0.1', port: server.port, user: 'reader', password, database: 'park' });
  afterAll(async () => { await client.end(); await server.leave(); });
  await judge('mysql', server.port, (rows) => client.query('INSERT INTO readings (tag, ts, value, quality) VALUES ?', [rows]));
}
