import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { converterGrids, pieceOf, tierMs, tierRowsOf, writeBlock, writeTier } from '#app/history';
import { openCatalogue } from '../../../storage/history/catalogue/index.ts';
import { makeFolders, segmentFolder } from '../../../storage/history/folder.ts';
import { keeperOf, slices } from '../../../storage/history/keeping/index.ts';
import { segmentWriter, seriesSection, type SeriesRow } from '../../../storage/history/segment/index.ts';
import { row, type Row } from '../report.ts';
import { column, START_MS } from './generator.ts';

const minuteMs = 60_000;
/** Of the park that is merged: enough for files of some size. */
const [points, hours] = [400, 2] as const;

/** What merging costs: checkpoints of a minute to hours and to a day, lossless, from the frozen generator, in processor time per sample of raw. At 100,000 samples a second 2.5 us are a quarter of a core. */
export async function mergingRows(): Promise<Row[]> {
  const rows: Row[] = [];
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'merging-'));
  makeFolders(dir);
  const opened = openCatalogue(dir);
  if (!opened.ok) throw new Error(opened.fault.code);
  const catalogue = opened.value;
  const columns = Array.from({ length: points }, (_, n) => column(n));
  const series = columns.map(({ point }, number): SeriesRow => ({ number, point: `P-${number}`, type: 'analog', low: point.range.low, high: point.range.high, bits: null, deviation: 0, holdMs: minuteMs, retention: 'standard' }));
  catalogue.putSeries(series);
  const grids = series.map((s) => converterGrids(s.low, s.high));
  const section = seriesSection(series);

  for (let minute = 0; minute < hours * 60; minute++) {
    const [raw, tier] = [segmentWriter(segmentFolder(dir), { kind: 'raw', level: 0, epoch: minute }), segmentWriter(segmentFolder(dir), { kind: 'minute', level: 0, epoch: minute })];
    for (const [n, of] of columns.entries()) {
      const samples = of.next(60);
      const piece = pieceOf(samples);
      raw.add(n, piece.time[0]!, piece.time[59]!, 60, writeBlock(samples, grids[n]));
      const minutes = tierRowsOf([piece], 'minute', { stepped: false, holdMs: minuteMs });
      tier.add(n, minutes.start[0]!, minutes.start[minutes.length - 1]! + tierMs.minute - 1, minutes.length, writeTier(minutes, grids[n]));
    }
    const add = [await raw.finish(section), await tier.finish(section)];
    const made = (START_MS + (minute + 1) * minuteMs) / 1000;
    for (const { file } of add) { fs.utimesSync(path.join(segmentFolder(dir), file), made, made); }
    catalogue.change({ add, now: made });
  }
  const keeper = keeperOf({ dir, catalogue, now: () => START_MS + hours * 3_600_000 + 600_000, mono: () => performance.now(), note: (n) => { process.stderr.write(`${n.name}\n`); }, slices: slices(() => true), graceMs: 0 });
  const samples = points * hours * 3600;
  const cost = async (what: string, limit: string | null, work: () => Promise<void>): Promise<void> => {
    const cpu = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(cpu);
    const now = catalogue.segments();
    rows.push(row('history', `merging ${what}`, (user + system) / samples, 'us/sample', limit), row('history', '  raw afterwards', now.filter((f) => f.kind === 'raw').reduce((n, f) => n + f.bytes, 0) / samples, 'B/sample'));
  };
  await cost('checkpoints to hours', '<= 2.5', async () => { while (await keeper.step()); });
  await cost('hours to days', null, () => keeper.keepNow());
  catalogue.close();
  fs.rmSync(dir, { recursive: true, force: true });
  return rows;
}
