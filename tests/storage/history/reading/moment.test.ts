import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Piece, SeriesSource } from '#app/history';
import { epochMs } from '#kernel/time';
import { segmentFolder } from '../../../../storage/history/folder.ts';
import { GoneFile } from '../../../../storage/history/stored/files.ts';
import type { HistoryReader } from '../../../../storage/history/reading/reader.ts';
import { historyFolder, rawBlock } from './folder.ts';
import { memoryOf, pieceOf, rowsOf, type Row } from './rows.ts';

const run = (from: number, n: number): Row[] => Array.from({ length: n }, (_, i) => ({ time: from + i * 10, received: from + i * 10 + 1, value: i, status: 0, text: null }));
const askOf = (reader: HistoryReader): Promise<SeriesSource> => reader.source({ name: 'history.rows', question: { point: 'P-0', from: 0, to: 1, limit: 1 }, now: epochMs(10_000) });
const samples = (source: SeriesSource): Row[] => [...source.raw(source.series('P-0')!, 0, 10_000)].flatMap(rowsOf);
const checkpoint = (n: number): { readonly now: number; readonly facts: Readonly<Record<string, string>> } => ({ now: 0, facts: { checkpoint: String(n) } });

it('HIS-92 a checkpoint between the answer of the writer and the look at the files: it is asked again, and nothing is missed or there twice', async () => {
  const folder = historyFolder();
  const before = await folder.file('raw', [rawBlock(0, pieceOf(run(0, 10)))]);
  const written = await folder.file('raw', [rawBlock(0, pieceOf(run(100, 10)))]);
  folder.catalogue.change({ remove: [written.file], now: 0 });              // not in it yet
  let asked = 0;
  let now = 0;
  const { link } = memoryOf({
    checkpoint: () => now,
    raw: (): Piece => {
      if (asked++ > 0) return pieceOf(run(200, 10));
      queueMicrotask(() => { folder.catalogue.change({ add: [written], ...checkpoint(1) }); now = 1; });   // after the answer, before it is heard
      return pieceOf(run(100, 10).map((r) => ({ ...r, value: -1 })));       // in memory they are as they came, in the file thinned: never both
    },
  }, folder);
  expect(samples(await askOf(folder.reader(link)))).toEqual([...run(0, 10), ...run(100, 10), ...run(200, 10)]);
  expect(asked).toBe(2);
  expect(before.samples).toBe(10);
});
it('HIS-92 where the writer ended, what is on the disk is answered', async () => {
  const folder = historyFolder();
  await folder.file('raw', [rawBlock(0, pieceOf(run(0, 10)))]);
  const { link, close } = memoryOf({ checkpoint: () => 0, raw: () => { close(); return null; } }, folder);
  close();
  expect(samples(await askOf(folder.reader(link)))).toEqual(run(0, 10));
  expect(samples(await askOf(folder.reader(link)))).toEqual(run(0, 10));
});
it('HIS-92 a file that was merged into another while a question reads is still read where it is open, and else the question begins anew', async () => {
  const folder = historyFolder();
  const rows = [await folder.file('raw', [rawBlock(0, pieceOf(run(0, 10)))]), await folder.file('raw', [rawBlock(0, pieceOf(run(100, 10)))])];
  const reader = folder.reader();
  const opened = await askOf(reader);
  expect(samples(opened)).toHaveLength(20);
  const unopened = await askOf(folder.reader());
  const merged = await folder.file('raw', [rawBlock(0, pieceOf([...run(0, 10), ...run(100, 10)]))]);
  folder.catalogue.change({ remove: rows.map((r) => r.file), now: 0 });
  for (const { file } of rows) fs.rmSync(path.join(segmentFolder(folder.dir), file));
  expect(samples(opened)).toHaveLength(20);
  expect(() => samples(unopened)).toThrow(GoneFile);
  expect(samples(await askOf(reader))).toHaveLength(20);
  expect([folder.catalogue.quarantined(), folder.notes, merged.level]).toEqual([[], [], 0]);
});
it('HIS-95 a year of files takes no more handles and bytes than were allowed', async () => {
  const folder = historyFolder();
  for (let day = 0; day < 30; day++) await folder.file('raw', [rawBlock(0, pieceOf(run(day * 100, 10)))], 2);
  const reader = folder.reader(null, { cacheBytes: 4000, mostOpen: 8 });
  const source = await askOf(reader);
  const series = source.series('P-0')!;
  let most = 0;
  for (let n = 0; n < 2; n++) {
    expect([...source.raw(series, 0, Infinity)].reduce((sum, p) => sum + p.length, 0)).toBe(300);
    most = Math.max(most, reader.held().open);
  }
  expect(most).toBeLessThanOrEqual(8);
  expect(reader.held().decoded).toBeLessThanOrEqual(4000);
  expect(reader.held().decoded).toBeGreaterThan(3000);
});
it('a point that the site never had is none; one of which nothing is kept has nothing', async () => {
  const source = await askOf(historyFolder().reader());
  expect(source.series('P-9')).toBeNull();
  const series = source.series('P-2')!;
  expect([source.since(series), source.before(series, 1e9, 0), source.after(series, 0, 1e9), [...source.raw(series, 0, 1e9)].flatMap(rowsOf)]).toEqual([null, null, null, []]);
  expect(source.latest(['P-2', 'P-9']).time).toEqual(Float64Array.of(Number.NaN, Number.NaN));
});
