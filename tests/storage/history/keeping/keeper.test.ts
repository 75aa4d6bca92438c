import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blocksOf, day, hour, kept, rowsIn, seconds, seriesRow, standard, timeOf, today, type Kept, type Row } from './kept.ts';

const minute = 60_000;
/** An hour of checkpoints of three points. */
async function anHour(k: Kept, from: number): Promise<void> {
  for (let m = 0; m < 60; m += 4) await k.put(new Map([0, 1, 2].map((n) => [n, [seconds(from + m * minute, 240, n)]])), from + (m + 4) * minute);
}

it('HIS-61 checkpoints of an hour that is over become one file within minutes, and not before', async () => {
  const k = kept();
  await anHour(k, today);
  const before = [0, 1, 2].map((n) => k.rows(n));
  k.now = today + hour + 2 * minute;
  expect(await k.work()).toBe(0);
  k.now = today + hour + 3 * minute;
  await k.work();
  expect(k.files().map((f) => [f.kind, f.level, f.samples])).toEqual([['raw', 1, 3 * 3600]]);
  expect([0, 1, 2].map((n) => k.rows(n))).toEqual(before);
  expect(blocksOf(k, k.files()[0]!.file, 1)).toEqual([[today, today + hour - 1000, 3600]]);
});

it('HIS-61 the hours of a day become one file when the day is over, their blocks copied as they are', async () => {
  const k = kept();
  for (let h = 0; h < 24; h++) await k.put(new Map([[0, [seconds(today + h * hour, 1800, h, 2000)]]]), today + (h + 1) * hour, 1);
  const before = k.rows(0);
  k.now = today + day + 4 * minute;
  expect(await k.work()).toBe(0);
  k.now = today + day + 6 * minute;
  await k.work();
  expect(k.files().map((f) => [f.level, f.blocks, f.samples])).toEqual([[2, 24, 24 * 1800]]);
  expect(k.rows(0)).toEqual(before);
});

it('HIS-61 small blocks become larger ones; keepNow waits for nothing', async () => {
  const k = kept();
  for (let h = 0; h < 24; h++) await k.put(new Map([[0, [seconds(today + h * hour, 120, h, 30_000)]]]), today + (h + 1) * hour);
  const before = k.rows(0);
  k.now = today + hour;
  await k.keeper.keepNow();
  expect(k.files().map((f) => [f.level, f.blocks])).toEqual([[2, 1]]);
  expect(k.rows(0)).toEqual(before);
});

const row = fc.record({
  at: fc.integer({ min: 0, max: 400 }), lag: fc.integer({ min: 0, max: 3 }), value: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(Number.NaN), fc.double({ min: -1, max: 1, noNaN: true })), status: fc.constantFrom(0, 0x40000000, 0x80000000), dated: fc.boolean(),
}).map(({ at, lag, value, status, dated }): Row => { const time = today - hour + at * 20_000; return { source: dated ? time : null, received: dated ? time + lag : time, value, status }; });
const block = fc.array(row, { minLength: 1, maxLength: 30 }).map((rows) => [...new Map(rows.map((r) => [timeOf(r), r])).values()].toSorted((a, b) => timeOf(a) - timeOf(b)));
const checkpoint = fc.dictionary(fc.constantFrom('0', '1', '2'), fc.array(block, { minLength: 1, maxLength: 2 }), { minKeys: 1 });

const rank = (r: Row): readonly number[] => [r.received, r.status, Number.isNaN(r.value) ? Infinity : r.value];
const first = (rows: readonly Row[]): Row => rows.reduce((a, b) => { const [x, y] = [rank(a), rank(b)]; const i = x.findIndex((v, j) => v !== y[j]); return i < 0 || x[i]! < y[i]! ? a : b; });
const said = (r: Row): readonly number[] => [r.received, r.status, r.value];

type Times = Map<number, Row[]>;
function remember(all: Map<number, Times>, series: number, rows: readonly Row[]): void {
  const times = all.get(series) ?? new Map<number, Row[]>();
  for (const r of rows) times.set(timeOf(r), [...times.get(timeOf(r)) ?? [], r]);
  all.set(series, times);
}
function expectKept(k: Kept, n: number, times: Times): void {
  const got = k.rows(n);
  for (const [time, some] of Map.groupBy(got, timeOf)) {
    expect(said(first(some))).toEqual(said(first(times.get(time) ?? [])));
    for (const r of some) expect(times.get(time)?.some((s) => s.source === r.source && s.received === r.received)).toBe(true);
  }
  // Files of one period may stand side by side, and a reader merges them; in each nothing overlaps.
  expect(new Set(got.map(timeOf))).toEqual(new Set(times.keys()));
  for (const { file } of k.files()) {
    const [blocks, inFile] = [blocksOf(k, file, n), rowsIn(k.folder, file, n).map(timeOf)];
    for (let i = 1; i < blocks.length; i++) expect(blocks[i]![0]).toBeGreaterThan(blocks[i - 1]![1]);
    for (let i = 1; i < inFile.length; i++) expect(inFile[i]).toBeGreaterThan(inFile[i - 1]!);
  }
}

it('HIS-62 whatever is merged in whatever order, every time is kept once, as the sample that was received first; nothing in a file overlaps', async () => {
  await fc.assert(fc.asyncProperty(fc.array(checkpoint, { minLength: 2, maxLength: 4 }), async (points) => {
    const k = kept();
    const all = new Map<number, Times>();
    for (const [i, of] of points.entries()) {
      const series = new Map(Object.entries(of).map(([n, blocks]) => [Number(n), blocks.toSorted((a, b) => timeOf(a[0]!) - timeOf(b[0]!))]));
      await k.put(series, today + i * minute);
      for (const [n, blocks] of series) remember(all, n, blocks.flat());
      if (i % 2 === 1) await k.keeper.keepNow();
    }
    await k.keeper.keepNow();
    for (const [n, times] of all) expectKept(k, n, times);
  }), { numRuns: 10, seed: 6, endOnFailure: true });
});

it('HIS-62 words and times that a device did not say stay what they were', async () => {
  const k = kept([{ ...seriesRow(0), type: 'text' }]);
  const a: readonly Row[] = [{ source: null, received: today, value: Number.NaN, status: 0, text: '开车' }, { source: today + 2000, received: today + 2000, value: Number.NaN, status: 0, text: '停车' }];
  const b: readonly Row[] = [{ source: today + 1000, received: today + 5000, value: Number.NaN, status: 0, text: '检修' }];
  await k.put(new Map([[0, [a]]]), today + minute);
  await k.put(new Map([[0, [b]]]), today + 2 * minute);
  await k.keeper.keepNow();
  expect(k.rows(0)).toEqual([a[0], b[0], a[1]]);
});

it('HIS-61 a sample that comes days late goes to its day, and late ones of one day do not pile up', async () => {
  const k = kept();
  await k.put(new Map([[0, [seconds(today - 10 * day, 3600)]]]), today - 10 * day + hour);
  await k.keeper.keepNow();
  for (let i = 0; i < 30; i++) {
    await k.put(new Map([[0, [[...seconds(today - 10 * day + 5 * hour + i * 1000, 1), ...seconds(today + i * hour, 60)]]]]), today + i * hour + minute);
    k.now = today + (i + 1) * hour + 4 * minute;
    await k.work();
  }
  const late = k.files().filter((f) => f.from < today);
  expect(late.length).toBeLessThanOrEqual(9);
  expect(k.rows(0)).toHaveLength(3600 + 30 * 61);
});

it('HIS-61 a checkpoint that stands over the end of an hour is parted there', async () => {
  const k = kept();
  await k.put(new Map([[0, [seconds(today + hour - minute, 120)]]]), today + hour + minute - 1);
  k.now = today + 2 * hour + 5 * minute;
  await k.work();
  expect(k.files().map((f) => [f.level, f.from, f.to])).toEqual([[1, today + hour - minute, today + hour - 1000], [1, today + hour, today + hour + minute - 1000]]);
});

it('HIS-61 an import of two years makes files of months, not of hours', async () => {
  const k = kept();
  k.now = today;
  await k.put(new Map([[0, [seconds(today - 700 * day, 700 * 4, 1, 6 * hour)]]]), today);
  await k.keeper.keepNow();
  expect(k.files().length).toBeLessThan(100);
  expect(k.rows(0)).toHaveLength(2800);
});

it('STO-27 a file that does not hold is named and stays as it is; the others are merged', async () => {
  const k = kept();
  const bad = await k.put(new Map([[0, [seconds(today, 60)]], [1, [seconds(today, 60)]]]), today + minute);
  await k.put(new Map([[0, [seconds(today + minute, 60)]]]), today + 2 * minute);
  await k.put(new Map([[0, [seconds(today + 2 * minute, 60)]]]), today + 3 * minute);
  const file = path.join(k.folder, bad.file);
  const bytes = fs.readFileSync(file);
  bytes[40] = bytes[40]! ^ 0x10;
  fs.writeFileSync(file, bytes);
  k.now = today + day;
  await k.work();
  expect(k.catalogue.quarantined()).toEqual([{ file: bad.file, why: expect.stringContaining('checksum') as string, from: today, to: today + 59_000 }]);
  expect(k.notes).toEqual(['history-damaged']);
  expect(k.files().map((f) => [f.level, f.samples])).toEqual([[0, 120], [1, 120]]);
  expect(fs.existsSync(file)).toBe(true);
});

it('STO-26 what was merged stays for its grace, for whoever has just looked it up, and is then removed', async () => {
  const k = kept();
  await anHour(k, today);
  const old = k.files().map((f) => f.file);
  k.now = today + hour + 5 * minute;
  await k.work();
  expect(old.every((f) => fs.existsSync(path.join(k.folder, f)))).toBe(true);
  k.now += 61_000;
  await k.work();
  expect(fs.readdirSync(k.folder)).toEqual(k.files().map((f) => f.file));
  expect(k.catalogue.doomed()).toEqual([]);
});

it('STO-26 a clock that is set back does not keep what was merged for as long', async () => {
  const k = kept();
  await anHour(k, today);
  k.now = today + hour + 5 * minute;
  await k.work();
  k.now -= 30 * day;
  await k.work();
  expect(k.catalogue.doomed()).toEqual([]);
});

it('HIS-61 without room for what it makes nothing is merged, and it is said', async () => {
  const k = kept();
  await anHour(k, today);
  k.now = today + 2 * hour;
  k.free = 1e6;
  expect(await k.work()).toBe(0);
  expect(k.notes).toContain('history-no-room-to-merge');
  k.free = 1e12;
  expect(await k.work()).toBe(1);
});

it('HIS-63 each class is kept for its days: blocks go with their class, files with the last', async () => {
  const short = { ...standard, name: 'short', rawDays: 30 };
  const k = kept([seriesRow(0), seriesRow(1, 'short'), seriesRow(2, 'nobody defines it')], [standard, short]);
  await k.put(new Map([0, 1, 2].map((n) => [n, [seconds(today, 1000)]])), today + minute);
  await k.keeper.keepNow();
  k.now = today + 30 * day;
  await k.work();
  expect([0, 1].map((n) => k.rows(n).length)).toEqual([1000, 1000]);
  expect(k.notes).toEqual([]);
  k.now = today + 31 * day;
  await k.work();
  expect(new Set(k.notes)).toEqual(new Set(['history-retired']));
  expect([0, 1].map((n) => k.rows(n).length)).toEqual([1000, 0]);
  expect(await k.work()).toBe(0);
  k.now = today + 91 * day;
  await k.work();
  expect([0, 1, 2].map((n) => k.rows(n).length)).toEqual([0, 0, 1000]);        // a class that nobody defines keeps all that it has
  k.catalogue.putSeries([seriesRow(2, 'short')]);
  await k.work();
  expect(k.files()).toEqual([]);
});

it('HIS-65 a clock that is set ten years ahead takes a few files an hour, and nothing that has just come', async () => {
  const k = kept();
  for (let d = 0; d < 30; d++) await k.put(new Map([[0, [seconds(today + d * day, 20)]]]), today + d * day + hour, 2);
  await k.put(new Map([[0, [seconds(today + 30 * day, 60)]]]), today + 3650 * day - 2 * hour);
  await k.put(new Map([[0, [seconds(today + 30 * day + minute, 60)]]]), today + 3650 * day - 2 * hour);
  k.now = today + 3650 * day;
  await k.work();
  expect(k.files().map((f) => f.from)).toEqual(Array.from({ length: 19 }, (_, d) => today + (d + 12) * day));
  await k.work();
  expect(k.files()).toHaveLength(19);
  k.mono += hour / 2;
  await k.work();
  expect(k.files()).toHaveLength(13);
});

it('HIS-64 at 80 % of the budget it is told, at 95 % the oldest go first until it is below', async () => {
  const k = kept();
  const sizes: number[] = [];
  for (let d = 0; d < 10; d++) sizes.push((await k.put(new Map([[0, [seconds(today + d * day, 4000)]]]), today + d * day + hour, 2)).bytes);
  const all = sizes.reduce((a, b) => a + b, 0);
  k.now = today + 30 * day;
  const budget = (bytes: number): void => { k.keeper.follow({ points: [], classes: [standard], budgetBytes: bytes }); };
  budget(all / 0.7);
  await k.work();
  expect(k.keeper.status()).toMatchObject({ used: all, pressure: 'none', oldest: today });
  budget(all / 0.85);
  await k.work();
  expect(k.keeper.status().pressure).toBe('near');
  expect(k.files()).toHaveLength(10);
  budget(all);
  await k.work();
  expect(k.files().map((f) => f.from)).toEqual(Array.from({ length: 9 }, (_, d) => today + (d + 1) * day));
  expect(k.notes).toEqual(['history-let-go']);
  expect(k.keeper.status()).toMatchObject({ used: all - sizes[0]!, oldest: today + day });
});

it('HIS-64 what is not a day old goes only where nothing else is left, and it is said; tiers stay', async () => {
  const k = kept();
  const { bytes } = await k.put(new Map([[0, [seconds(today, 4000)]]]), today + hour, 1);
  k.now = today + 2 * hour;
  k.keeper.follow({ points: [], classes: [standard], budgetBytes: bytes });
  await k.keeper.step();
  expect(k.notes).toEqual(['history-young-let-go']);
  expect(k.keeper.status()).toMatchObject({ pressure: 'young', oldest: null });
});

it('HIS-64 where others have filled the disk, nothing goes that is not a day old', async () => {
  const k = kept();
  await k.put(new Map([[0, [seconds(today - 3 * day, 4000)]]]), today, 2);
  await k.put(new Map([[0, [seconds(today, 4000)]]]), today + hour, 1);
  k.now = today + 2 * hour;
  k.free = 0;
  await k.work();
  expect(k.files().map((f) => f.from)).toEqual([today]);
  expect(k.keeper.status().pressure).toBe('over');
});
