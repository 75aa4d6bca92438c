import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Batch } from '#app/acquisition';
import { password, postgres, postgresBin, type Server } from '../../../native-adapters/database/servers.ts';
import type { Stored } from './stored.ts';

export { postgresBin };
const table = 'CREATE TABLE sample (point integer NOT NULL, time bigint NOT NULL, received bigint NOT NULL, value double precision, status bigint NOT NULL)';
const index = 'CREATE INDEX ON sample (point, time)';
const perInsert = 1000;

const timeOf = (b: Batch, i: number): number => (Number.isNaN(b.sourceTime[i]!) ? b.receivedTime[i]! : b.sourceTime[i]!);
/** Statements of at most 1,000 rows each, every one its own transaction. */
function insertsOf(batches: readonly Batch[]): string[] {
  const rows = batches.flatMap((b) => Array.from({ length: b.length }, (_, i) => `(${b.handle[i]!},${timeOf(b, i)},${b.receivedTime[i]!},${Number.isNaN(b.value[i]!) ? 'NULL' : b.value[i]!},${b.status[i]!})`));
  return Array.from({ length: Math.ceil(rows.length / perInsert) }, (_, n) => `INSERT INTO sample VALUES ${rows.slice(n * perInsert, (n + 1) * perInsert).join(',')};\n`);
}
const copyOf = (b: Batch): string =>
  `COPY sample FROM STDIN;\n${Array.from({ length: b.length }, (_, i) => `${b.handle[i]!}\t${timeOf(b, i)}\t${b.receivedTime[i]!}\t${Number.isNaN(b.value[i]!) ? '\\N' : b.value[i]!}\t${b.status[i]!}\n`).join('')}\\.\n`;

/** Feeds statements to PostgreSQL's own client, which answers for each before the next. */
async function feed(server: Server, statements: readonly string[]): Promise<void> {
  const child = spawn('psql', ['-q', '-X', '-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-p', String(server.port), '-U', 'reader', '-d', 'postgres', '-f', '-'], { env: { ...process.env, PGPASSWORD: password }, stdio: ['pipe', 'ignore', 'inherit'] });
  const gone = once(child, 'exit');
  await pipeline(Readable.from(statements), child.stdin);
  const [code] = await gone as [number | null];
  if (code !== 0) throw new Error(`psql ended with ${code}`);
}
/** One number of a table, through a file that psql cannot write: the size on the disk. */
async function sizeOf(server: Server): Promise<number> {
  const child = spawn('psql', ['-q', '-X', '-t', '-A', '-h', '127.0.0.1', '-p', String(server.port), '-U', 'reader', '-d', 'postgres', '-c', "SELECT pg_total_relation_size('sample')"], { env: { ...process.env, PGPASSWORD: password }, stdio: ['ignore', 'pipe', 'inherit'] });
  return Number((await child.stdout.toArray()).join(''));
}
const samplesIn = (batches: readonly Batch[]): number => batches.reduce((n, b) => n + b.length, 0);

async function stored(name: string, samples: number, statements: readonly string[], before: readonly string[]): Promise<Stored> {
  const server = await postgres(undefined, true);
  try {
    for (const sql of before) await server.sql(sql);
    const from = performance.now();
    await feed(server, statements);
    const seconds = (performance.now() - from) / 1000;
    return { name, samples, seconds, cpuSeconds: Number.NaN, bytes: await sizeOf(server) };
  } finally { await server.leave(); }
}
/** What PostgreSQL makes of them with 1,000-row INSERTs, an index on (point, time) and fsync on; statements are rendered before the clock runs. */
export const intoPostgres = (batches: readonly Batch[]): Promise<Stored> => stored('PostgreSQL, 1,000-row INSERTs', samplesIn(batches), insertsOf(batches), [table, index]);
/** The same by COPY, a transaction a batch, with the same index. */
export const copyIntoPostgres = (batches: readonly Batch[]): Promise<Stored> => stored('PostgreSQL, COPY', samplesIn(batches), batches.map(copyOf), [table, index]);
