import { row, type Row } from '../../report.ts';
import { rounds } from '../generator.ts';
import { intoOurs } from './ours.ts';
import { copyIntoPostgres, intoPostgres, postgresBin } from './postgres.ts';
import type { Stored } from './stored.ts';
import { intoVictoria, victoriaBin } from './victoria.ts';

const bench = 'history';
const points = 2000;
/** How many seconds of the park each takes; PostgreSQL's INSERTs are a part of them, for it is slower. */
const [seconds, insertSeconds] = [1200, 60] as const;

const rowsOf = (s: Stored, ours: Stored | null, limit: string | null): Row[] => [
  row(bench, `${s.name}: samples a second`, s.samples / s.seconds, 'samples/s'),
  row(bench, '  processor', (s.cpuSeconds / s.samples) * 1e6, 'us/sample'),
  row(bench, '  on the disk', s.bytes / s.samples, 'B/sample'),
  ...(ours === null ? [] : [row(bench, `  ours takes in so many times as much`, ours.samples / ours.seconds / (s.samples / s.seconds), 'times', limit)]),
];

/** The same frozen data into ours and into databases of others on this machine, durable on both sides. What is not installed here is said and left out. */
export async function compareRows(): Promise<Row[]> {
  const next = rounds(points);
  const batches = Array.from({ length: seconds }, () => next()).flat();
  const few = batches.slice(0, (batches.length / seconds) * insertSeconds);
  const ours = await intoOurs(batches, points, 0);
  const lossy = await intoOurs(batches, points, 0.001);
  const out: Row[] = [...rowsOf(ours, null, null), row(bench, '  of it for minutes, hours and days', ours.tierBytes / ours.samples, 'B/sample'), ...rowsOf(lossy, null, null), row(bench, '  of it for minutes, hours and days', lossy.tierBytes / lossy.samples, 'B/sample')];
  if (victoriaBin === null) process.stdout.write('VictoriaMetrics is not here (package victoria-metrics, or VICTORIA_METRICS=path): not compared\n');
  else {
    const theirs = await intoVictoria(batches);
    out.push(...rowsOf(theirs, ours, '>= 2'), row(bench, '  ours, until all of it is in compressed files too', theirs.seconds / theirs.samples / (ours.filedSeconds / ours.samples), 'times'), row(bench, '  our raw samples, lossless, take so much of its disk', (ours.bytes - ours.tierBytes) / ours.samples / (theirs.bytes / theirs.samples), 'times', '<= 1'), row(bench, '  with our tiers, which it has not', ours.bytes / ours.samples / (theirs.bytes / theirs.samples), 'times'));
  }
  if (postgresBin === null) process.stdout.write('PostgreSQL is not here (package postgresql): not compared\n');
  else {
    out.push(...rowsOf(await intoPostgres(few), ours, '>= 10'));
    out.push(...rowsOf(await copyIntoPostgres(few), ours, null));
  }
  return out;
}
