import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { dataLost, type SeriesSource } from '#app/history';
import { epochMs } from '#kernel/time';
import { segmentFolder } from '../../../../storage/history/folder.ts';
import { openSegment, type SegmentRow } from '../../../../storage/history/segment/index.ts';
import type { HistoryReader } from '../../../../storage/history/reading/reader.ts';
import { historyFolder, rawBlock, spoil } from './folder.ts';
import { pieceOf, rowsOf, type Row } from './rows.ts';

const run = (from: number, n: number): Row[] => Array.from({ length: n }, (_, i) => ({ time: from + i * 10, received: from + i * 10 + 1, value: i, status: 0, text: null }));
const askOf = (reader: HistoryReader): Promise<SeriesSource> => reader.source({ name: 'history.aggregates', question: { points: ['P-0', 'P-1'], from: 0, to: 1, stepMs: null, kinds: [{ kind: 'min' }] }, now: epochMs(10_000) });
const samples = (source: SeriesSource, point: string, from = 0, to = 10_000): Row[] => [...source.raw(source.series(point)!, from, to)].flatMap(rowsOf);
const lost = (time: number): Row => ({ time, received: time, value: Number.NaN, status: dataLost, text: null });

/** Where the second block of P-0 lies. */
function secondBlock(dir: string, row: SegmentRow): number {
  const file = openSegment(segmentFolder(dir), row.file);
  if (!file.ok) throw new Error(file.fault.code);
  const found = file.value.find(0, 0, Infinity);
  file.value.close();
  if (!found.ok) throw new Error(found.fault.code);
  return found.value[1]!.at;
}
const threeBlocks = [0, 100, 200].flatMap((from) => [rawBlock(0, pieceOf(run(from, 10))), rawBlock(1, pieceOf(run(from, 10)))]);

it('HIS-91 a damaged block is a gap that says so; the rest of its file reads on, and the catalogue names it once', async () => {
  const folder = historyFolder();
  const row = await folder.file('raw', threeBlocks);
  spoil(folder.dir, row.file, secondBlock(folder.dir, row) + 3);
  const source = await askOf(folder.reader());
  const expected = [...run(0, 10), lost(100), lost(190), ...run(200, 10)];
  expect(samples(source, 'P-0')).toEqual(expected);
  expect(samples(source, 'P-0')).toEqual(expected);
  expect(samples(source, 'P-1')).toEqual([...run(0, 10), ...run(100, 10), ...run(200, 10)]);
  expect(rowsOf(source.before(source.series('P-0')!, 150, 0)!)).toEqual([lost(100)]);
  expect(folder.catalogue.quarantined()).toEqual([{ file: row.file, why: expect.stringContaining('checksum') as unknown, from: 100, to: 190 }]);
  expect(folder.catalogue.segments().map((s) => s.file)).toEqual([row.file]);
  expect(folder.notes.map((n) => n.name)).toEqual(['history-damaged']);
  expect(samples(await askOf(folder.reader()), 'P-0')).toEqual(expected);   // another process, later
});
it('HIS-91 what lies in another file too, or in memory, fills the gap', async () => {
  const folder = historyFolder();
  const row = await folder.file('raw', threeBlocks);
  await folder.file('raw', [rawBlock(0, pieceOf(run(100, 10)))]);
  spoil(folder.dir, row.file, secondBlock(folder.dir, row) + 3);
  expect(samples(await askOf(folder.reader()), 'P-0')).toEqual([...run(0, 10), ...run(100, 10), ...run(200, 10)]);
});
it.each([['a torn end', (file: string) => { fs.truncateSync(file, fs.statSync(file).size - 5); }], ['no file', (file: string) => { fs.rmSync(file); }], ['nothing in it', (file: string) => { fs.truncateSync(file, 0); }]])('HIS-91 a file with %s is a gap for all that it may have held, and read no more', async (_, spoilFile) => {
  const folder = historyFolder();
  await folder.file('raw', [rawBlock(0, pieceOf(run(0, 10)))]);
  const row = await folder.file('raw', [rawBlock(0, pieceOf(run(100, 10))), rawBlock(1, pieceOf(run(100, 10)))]);
  await folder.file('raw', [rawBlock(0, pieceOf(run(200, 10)))]);
  spoilFile(path.join(segmentFolder(folder.dir), row.file));
  const expected = [...run(0, 10), lost(100), lost(190), ...run(200, 10)];
  const reader = folder.reader();
  expect(samples(await askOf(reader), 'P-0')).toEqual(expected);
  expect(folder.catalogue.quarantined()).toMatchObject([{ file: row.file, from: 100, to: 190 }]);
  expect(folder.catalogue.segments()).toHaveLength(2);
  expect(samples(await askOf(reader), 'P-0')).toEqual(expected);
  expect(samples(await askOf(folder.reader()), 'P-0', 0, 150)).toEqual([...run(0, 10), lost(100)]);
  expect(samples(await askOf(folder.reader()), 'P-1')).toEqual([lost(100), lost(190)]);
  expect(folder.notes).toHaveLength(1);
});
it('HIS-91 where a page of the directory does not hold, only what stands in it is lost', async () => {
  const folder = historyFolder();
  const row = await folder.file('raw', [0, 1].flatMap((series) => Array.from({ length: 300 }, (_, n) => rawBlock(series, pieceOf(run(n * 10, 1))))));
  const directory = fs.readFileSync(path.join(segmentFolder(folder.dir), row.file)).indexOf(Buffer.from([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 300 * 5);
  spoil(folder.dir, row.file, directory + 4);
  const source = await askOf(folder.reader());
  expect(samples(source, 'P-0')).toEqual([lost(row.from), lost(row.to)]);
  expect(samples(source, 'P-1')).toHaveLength(300);
});
