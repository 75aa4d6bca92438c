import { row, type Asked, type Row } from '../report.ts';
import { loaded, type Loaded } from './load.ts';

const bench = 'engine';
const points = 100_000;
/** Each part: how often all points speak, for how long, and what is asked of it. Three minutes without `--long`, an hour with it. */
const parts = {
  sustained: { periodMs: 1000, seconds: 180, long: 3600, perSecond: '>= 99000', cpu: '<= 1' },
  peak: { periodMs: 200, seconds: 60, long: 60, perSecond: '>= 495000', cpu: null },
} as const;

const rowsOf = (name: string, l: Loaded, perSecond: string, cpu: string | null): Row[] => [
  row(bench, `${name}: samples a second, judged and kept`, l.stored / l.seconds, 'samples/s', perSecond),
  row(bench, `  start of an engine of 100,000 points, for the first time`, l.startSeconds, 's'),
  row(bench, `  all its threads`, l.cpu, 'cores', cpu),
  row(bench, `  sent and not kept`, l.sent - l.stored, 'samples', '<= 0'),
  row(bench, `  lost because history could not follow`, l.overflow, 'samples', '<= 0'),
  row(bench, `  longest until on the disk`, l.lagMs, 'ms', '<= 1000'),
  row(bench, `  longest that a batch came after its beat`, l.behindMs, 'ms'),
  row(bench, `  changes of alarms, journalled`, l.changes / l.seconds, '/s'),
  row(bench, `  memory at the end`, l.rssMB, 'MB'),
  row(bench, `  its climb that is certain, after the first third`, Math.max(0, l.mbPerMin - l.half), 'MB/min'),
  row(bench, `  its climb`, l.mbPerMin, 'MB/min'),
  row(bench, `  on the disk, not merged yet`, l.diskMBPerMin, 'MB/min'),
];

/** The whole hot path: columns of a source, alarms of every point, history and journal on the disk, in one process. */
export async function run(seconds: number | null, asked: Asked): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (asked.parts.length > 0 && !asked.parts.includes(name)) continue;
    const l = await loaded(points, part.periodMs, seconds ?? (asked.long ? part.long : part.seconds));
    rows.push(...rowsOf(name, l, part.perSecond, part.cpu));
    if (l.refused.length > 0) process.stdout.write(`${name}: refused ${l.refused.join(', ')}\n`);
  }
  return rows;
}
