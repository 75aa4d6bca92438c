import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeTiers, tierMs, tierRowsOf, writeTier, type Piece, type SeriesSource, type TierRows } from '#app/history';
import { epochMs } from '#kernel/time';
import type { Question } from '../../../../storage/history/reading/protocol.ts';
import { historyFolder, rawBlock, spoil, type Block } from './folder.ts';
import { memorySource } from './memory.ts';
import { pieceOf, rowsOf, type Row } from './rows.ts';

const course = { stepped: false, holdMs: 60_000 };
const at = (time: number, value: number): Row => ({ time, received: time, value, status: 0, text: null });
const rowsAt = (times: readonly number[]): TierRows => tierRowsOf([pieceOf(times.map((t) => at(t, Math.sin(t))))], 'minute', course);
const minute = tierMs.minute;
const asked: Pick<Question, 'name' | 'question' | 'now'> = { name: 'history.rows', question: { point: 'P-0', from: 0, to: 1, limit: 1 }, now: epochMs(0) };
const rowBlock = (series: number, rows: TierRows): Block => ({ series, from: rows.start[0]!, to: rows.start[rows.length - 1]!, samples: rows.length, bytes: writeTier(rows) });
const plain = (pieces: Iterable<TierRows>): (readonly number[])[] => [...pieces].flatMap((r) => Array.from({ length: r.length }, (_, i) => [r.start[i]!, r.samples[i]!, r.readings[i]!, r.min[i]!, r.max[i]!, r.first[i]!, r.last[i]!, r.worst[i]!]));
const minutes = (source: SeriesSource, from: number, to: number): (readonly number[])[] => plain(source.tier(source.series('P-0')!, 'minute', from, to));

it('HIS-90 rows of one step in several files and in memory are added up, each once', () => {
  const times = fc.uniqueArray(fc.integer({ min: 0, max: 20 * minute }), { minLength: 1, maxLength: 30 }).map((all) => all.toSorted((a, b) => a - b));
  fc.assert(fc.property(fc.array(times, { maxLength: 6 }), times, fc.array(fc.tuple(fc.integer({ min: -1, max: 20 }), fc.integer({ min: 0, max: 22 })), { minLength: 8, maxLength: 8 }), (files, inMemory, spans) => {
    const source = memorySource(files.map((of) => ({ kind: 'minute', blocks: [rowBlock(0, rowsAt(of))] })), new Map([[0, { minute: rowsAt(inMemory) }]]));
    const every = plain([[...files, inMemory].map(rowsAt).reduce(mergeTiers)]);
    for (const [from, n] of spans) expect(minutes(source, from * minute, (from + n) * minute)).toEqual(every.filter(([start]) => start! >= from * minute && start! < (from + n) * minute));
    expect(source.since(source.series('P-0')!)?.minute).toBe(every[0]![0]);
  }), { numRuns: 40 });
});
it('columns of rows are decoded when they are touched, and not before', async () => {
  const folder = historyFolder();
  await folder.file('minute', [rowBlock(0, rowsAt(Array.from({ length: 3000 }, (_, i) => i * 20_000)))]);
  const source = await folder.reader().source(asked);
  const [rows] = [...source.tier(source.series('P-0')!, 'minute', 5 * minute, 500 * minute)] as [TierRows];
  expect(Object.entries(Object.getOwnPropertyDescriptors(rows)).filter(([, d]) => d.get === undefined).map(([name]) => name)).toEqual(['length']);
  expect([rows.length, rows.start[0], rows.min.length, rows.min]).toEqual([495, 5 * minute, 495, rows.min]);
});
it('a valve that moved two years ago is found without a look into the files of every day', async () => {
  const folder = historyFolder();
  const day = tierMs.day;
  const days = [0, 3, 9];
  for (const d of Array(40).keys()) await folder.file('raw', [...days.filter((x) => x === d).map((x) => rawBlock(0, pieceOf([at(x * day + 1000, x)]))), rawBlock(1, pieceOf([at(d * day, 1), at((d + 1) * day - 1, 1)]))], 2);
  await folder.file('day', [rowBlock(0, tierRowsOf([pieceOf(days.map((d) => at(d * day + 1000, d)))], 'day', { stepped: true, holdMs: Infinity }))]);
  const reader = folder.reader(null, { cacheBytes: 1 << 20, mostOpen: 1000 });
  const source = await reader.source(asked);
  const series = source.series('P-0')!;
  const row = (found: Piece | null): Row[] => (found === null ? [] : rowsOf(found));
  expect(row(source.before(series, 40 * day, 0))).toEqual([at(9 * day + 1000, 9)]);
  expect(row(source.before(series, 39 * day, 0))).toEqual([at(9 * day + 1000, 9)]);
  expect(reader.held().open).toBeLessThan(22);
  expect(row(source.before(series, 9 * day + 1000, 0))).toEqual([at(3 * day + 1000, 3)]);
  expect(row(source.before(series, 9 * day + 1001, 0))).toEqual([at(9 * day + 1000, 9)]);
  expect(row(source.before(series, 1000, 0))).toEqual([]);
  expect(row(source.after(series, 9 * day + 1001, 40 * day))).toEqual([]);
  expect(row(source.after(series, 3 * day + 1001, 40 * day))).toEqual([at(9 * day + 1000, 9)]);
});
it.each(['a file', 'a block'])('HIS-91 where rows of days were lost with %s, nobody takes the rest of them for all: then every file is looked into', async (what) => {
  const folder = historyFolder();
  const day = tierMs.day;
  for (const d of Array(40).keys()) await folder.file('raw', [...[0, 9].filter((x) => x === d).map((x) => rawBlock(0, pieceOf([at(x * day + 1000, x)]))), rawBlock(1, pieceOf([at(d * day, 1), at((d + 1) * day - 1, 1)]))], 2);
  const days = (d: number): Block => rowBlock(0, tierRowsOf([pieceOf([at(d * day + 1000, d)])], 'day', { stepped: true, holdMs: Infinity }));
  await folder.file('day', [days(0)]);
  const lost = await folder.file('day', [days(9)]);
  if (what === 'a file') folder.catalogue.quarantine({ file: lost.file, why: 'checksum', from: lost.from, to: lost.to }, 0); else spoil(folder.dir, lost.file, 3);
  const source = await folder.reader().source(asked);
  expect(source.before(source.series('P-0')!, 40 * day, 0)?.value[0]).toBe(9);
});
