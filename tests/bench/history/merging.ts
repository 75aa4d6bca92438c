import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { converterGrids, pieceOf, tierMs, tierRowsOf, writeBlock, writeTier } from '#app/history';
import { openCatalogue } from '../../../storage/history/catalogue/index.ts';
import { makeFolders, segmentFolder } from '../../../storage/history/folder.ts';
import { keeperOf, slices } from '../../../storage/history/keeping/index.ts';
import { segmentWriter, seriesSection, type SeriesRow } from '../../../storage/history/segment/index.ts';
import { column, START_MS } from './generator.ts';

const [points, hours] = [Number(process.argv[2] ?? 400), Number(process.argv[3] ?? 2)];
const minuteMs = 60_000;

/** What merging costs: checkpoints of a minute to hours and to a day, lossless, from the frozen generator. Prints microseconds of processor time per sample of raw. */
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

let bytes = 0;
for (let minute = 0; minute < hours * 60; minute++) {
  const [raw, tier] = [segmentWriter(segmentFolder(dir), { kind: 'raw', level: 0, epoch: minute }), segmentWriter(segmentFolder(dir), { kind: 'minute', level: 0, epoch: minute })];
  for (const [n, of] of columns.entries()) {
    const samples = of.next(60);
    const piece = pieceOf(samples);
    raw.add(n, piece.time[0]!, piece.time[59]!, 60, writeBlock(samples, grids[n]));
    const rows = tierRowsOf([piece], 'minute', { stepped: false, holdMs: minuteMs });
    tier.add(n, rows.start[0]!, rows.start[rows.length - 1]! + tierMs.minute - 1, rows.length, writeTier(rows, grids[n]));
  }
  const add = [await raw.finish(section), await tier.finish(section)];
  const made = (START_MS + (minute + 1) * minuteMs) / 1000;
  for (const { file, bytes: n } of add) { bytes += n; fs.utimesSync(path.join(segmentFolder(dir), file), made, made); }
  catalogue.change({ add, now: made });
}
const keeper = keeperOf({ dir, catalogue, now: () => START_MS + hours * 3_600_000 + 600_000, mono: () => performance.now(), note: (n) => { process.stderr.write(`${n.name}\n`); }, slices: slices(() => true), graceMs: 0 });
const samples = points * hours * 3600;
const cost = async (what: string, work: () => Promise<void>): Promise<void> => {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  const now = catalogue.segments();
  process.stdout.write(`${what}: ${((user + system) / samples).toFixed(3)} us of processor a sample, ${((performance.now() - wall) / 1000).toFixed(2)} s; ${now.length} files, ${(now.filter((f) => f.kind === 'raw').reduce((n, f) => n + f.bytes, 0) / samples).toFixed(3)} bytes a raw sample\n`);
};
process.stdout.write(`${samples} samples of ${points} points, ${hours} h, in ${hours * 120} checkpoint files, ${(bytes / samples).toFixed(3)} bytes a sample with minutes\n`);
await cost('checkpoints to hours', async () => { while (await keeper.step()); });
await cost('hours to days', () => keeper.keepNow());
process.stdout.write(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB\n`);
catalogue.close();
fs.rmSync(dir, { recursive: true, force: true });
