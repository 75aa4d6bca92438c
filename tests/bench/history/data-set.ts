import fs from 'node:fs';
import path from 'node:path';
import { converterGrids, cutRows, tiersOf, writeBlock, writeTier, type Grid, type Samples, type Series, type SeriesSource, type TierRows, type TierStep } from '#app/history';
import { epochMs } from '#kernel/time';
import { openCatalogue, type Catalogue } from '../../../storage/history/catalogue/index.ts';
import { makeFolders, segmentFolder } from '../../../storage/history/folder.ts';
import { historyReader } from '../../../storage/history/reading/reader.ts';
import { segmentWriter, seriesSection, type SegmentRow, type SeriesRow } from '../../../storage/history/segment/index.ts';
import { column, DIGEST, SEED, START_MS } from './generator.ts';
import { benchPoint } from './points.ts';

export const dayMs = 86_400_000;
const inBlock = 3600;

/** The data set of the queries: `year` points for `days` days at 1 s, and on the last of them `day` points more. Written as the keeper leaves it behind: a file a day of samples, a file a month of minutes. */
export interface DataSet { readonly year: number; readonly days: number; readonly day: number }
export const dataSet: DataSet = { year: 20, days: 365, day: 2000 };
export const pointName = (n: number): string => `BENCH-${String(n).padStart(6, '0')}`;
export const beginsAt = (of: DataSet): { readonly from: number; readonly to: number; readonly lastDay: number } => ({ from: START_MS, to: START_MS + of.days * dayMs, lastDay: START_MS + (of.days - 1) * dayMs });

export const seriesOf = (n: number): SeriesRow => { const p = benchPoint(n, SEED); return { number: n, point: pointName(n), type: p.type, low: p.range.low, high: p.range.high, bits: p.bits, deviation: 0, holdMs: 60_000, retention: 'standard' }; };
const cut = (s: Samples, a: number, b: number): Samples => ({ length: b - a, sourceTime: s.sourceTime.subarray(a, b), receivedTime: s.receivedTime.subarray(a, b), value: s.value.subarray(a, b), status: s.status.subarray(a, b) });
const later = (s: Samples, ms: number): Samples => ({ ...s, sourceTime: s.sourceTime.map((t) => t + ms), receivedTime: s.receivedTime.map((t) => t + ms) });
const timeAt = (s: Samples, i: number): number => (Number.isNaN(s.sourceTime[i]!) ? s.receivedTime[i]! : s.sourceTime[i]!);

function opened(dir: string): Catalogue {
  const catalogue = openCatalogue(dir);
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.fault));
  return catalogue.value;
}
function change(catalogue: Catalogue, add: readonly SegmentRow[]): void {
  const done = catalogue.change({ add, now: 0 });
  if (!done.ok) throw new Error(JSON.stringify(done.fault));
}

/** Makes what is missing of the samples, a day at a time; it can be stopped and goes on. `said`: how far it is. */
export async function makeSamples(dir: string, of: DataSet, said: (line: string) => void): Promise<void> {
  makeFolders(dir);
  const catalogue = opened(dir);
  const all = Array.from({ length: of.year + of.day }, (_, n) => seriesOf(n));
  catalogue.putSeries(all);
  const section = seriesSection(all);
  const grids: readonly (readonly Grid[])[] = all.map((s) => converterGrids(s.low, s.high));
  const made = catalogue.segmentsIn('raw', 0, Infinity).length;
  const columns = Array.from({ length: made < of.days ? of.year : 0 }, (_, n) => column(n));
  for (let day = 0; day < of.days && made < of.days; day++) {
    const days = columns.map((c) => c.next(dayMs / 1000));
    if (day < made) continue;
    const writer = segmentWriter(segmentFolder(dir), { kind: 'raw', level: 2 });
    const put = (n: number, samples: Samples): void => {
      for (let a = 0; a < samples.length; a += inBlock) {
        const some = cut(samples, a, Math.min(a + inBlock, samples.length));
        writer.add(n, timeAt(some, 0), timeAt(some, some.length - 1), some.length, writeBlock(some, grids[n]));
      }
    };
    days.forEach((samples, n) => { put(n, samples); });
    if (day === of.days - 1) for (let n = of.year; n < all.length; n++) put(n, later(column(n).next(dayMs / 1000), day * dayMs));
    change(catalogue, [await writer.finish(section)]);
    if (day % 10 === 9 || day === of.days - 1) said(`samples: day ${day + 1} of ${of.days}`);
  }
  catalogue.close();
}

const steps = ['minute', 'hour', 'day'] as const satisfies readonly TierStep[];
const rowsInBlock = 4096;
/** A file a month of minutes, a file a year of hours, one of days, as the keeper has them. */
const periodOf = (step: TierStep, time: number): string => (step === 'day' ? 'all' : new Date(time).toISOString().slice(0, step === 'minute' ? 7 : 4));
interface RowBlock { readonly series: number; readonly from: number; readonly to: number; readonly rows: number; readonly bytes: Uint8Array }

/** The rows of one series, from its samples: by period, in blocks. */
function blocksOf(source: SeriesSource, series: Series, of: DataSet, put: (step: TierStep, period: string, block: RowBlock) => void): void {
  const { from, to, lastDay } = beginsAt(of);
  const tiers = tiersOf();
  const grids = converterGrids(series.range.low, series.range.high);
  tiers.define(0, { stepped: series.type !== 'analog', holdMs: series.holdMs });
  for (const { length, time, value, status } of source.raw(series, series.number < of.year ? from : lastDay, to)) for (let i = 0; i < length; i++) tiers.add(0, time[i]!, value[i]!, status[i]!);
  tiers.flush();
  for (const step of steps) {
    const rows: TierRows = tiers.take(step);
    const starts = Array.from(rows.start);
    for (const [period, mine] of Map.groupBy(starts.keys(), (i) => periodOf(step, starts[i]!))) {
      for (let a = mine[0]!; a <= mine.at(-1)!; a += rowsInBlock) {
        const b = Math.min(a + rowsInBlock, mine.at(-1)! + 1);
        put(step, period, { series: series.number, from: starts[a]!, to: starts[b - 1]!, rows: b - a, bytes: writeTier(cutRows(rows, a, b), grids) });
      }
    }
  }
}
/** Makes the rows of all tiers from the samples that are there. */
export async function makeRows(dir: string, of: DataSet, said: (line: string) => void): Promise<void> {
  const reader = historyReader({ dir, cacheBytes: 1 << 24, head: null, note: ({ name, params }) => { said(`${name} ${JSON.stringify(params)}`); }, now: Date.now });
  const source = await reader.source({ name: 'history.latest', question: { points: [] }, now: epochMs(0) });
  const files = new Map<string, RowBlock[]>();
  for (let n = 0; n < of.year + of.day; n++) {
    blocksOf(source, source.series(pointName(n))!, of, (step, period, block) => { const key = `${step} ${period}`; files.set(key, [...files.get(key) ?? [], block]); });
    if (n < of.year || n % 200 === 0) said(`rows: series ${n}`);
  }
  reader.close();
  const catalogue = opened(dir);
  const section = seriesSection(Array.from({ length: of.year + of.day }, (_, n) => seriesOf(n)));
  for (const [key, blocks] of files) {
    const writer = segmentWriter(segmentFolder(dir), { kind: key.split(' ')[0] as TierStep, level: 2 });
    for (const b of blocks) writer.add(b.series, b.from, b.to, b.rows, b.bytes);
    change(catalogue, [await writer.finish(section)]);
  }
  catalogue.close();
}

const madeFile = (dir: string): string => path.join(dir, 'made.json');
/** Makes the data set where it is not there yet. It takes some minutes, and a gigabyte. */
export async function makeDataSet(dir: string, of: DataSet, said: (line: string) => void): Promise<void> {
  const whole = JSON.stringify({ ...of, SEED, DIGEST });
  if (fs.existsSync(madeFile(dir)) && fs.readFileSync(madeFile(dir), 'utf8') === whole) return;
  await makeSamples(dir, of, said);
  await makeRows(dir, of, said);
  fs.writeFileSync(madeFile(dir), whole);
}
