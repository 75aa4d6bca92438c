import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readTier, tierMs, writeTier, type TierRows, type TierStep } from '#app/history';
import { openSegment, segmentWriter, seriesSection } from '../../../../storage/history/segment/index.ts';
import { day, hour, kept, seriesRow, today, type Kept } from './kept.ts';

/** Rows of one step each, as many samples as the row's number says. */
function rows(step: TierStep, from: number, count: number, samples = 60): TierRows {
  const column = (of: (i: number) => number): Float64Array => Float64Array.from({ length: count }, (_, i) => of(i));
  return {
    length: count, start: column((i) => from + i * tierMs[step]), samples: column(() => samples), readings: column(() => samples), min: column((i) => i), max: column((i) => i + 2), first: column((i) => i + 1), last: column((i) => i + 1),
    firstAt: column(() => 0), lastAt: column(() => 1000), sum: column((i) => (i + 1) * samples), m2: column(() => 1), knownMs: column(() => 1000), area: column(() => 500), worst: new Uint8Array(count),
  };
}
async function put(k: Kept, step: TierStep, of: TierRows, made: number): Promise<void> {
  const writer = segmentWriter(k.folder, { kind: step, level: 0 });
  for (const series of [0, 1]) writer.add(series, of.start[0]!, of.start[of.length - 1]! + tierMs[step] - 1, of.length, writeTier(of));
  const row = await writer.finish(seriesSection([seriesRow(0)]));
  fs.utimesSync(path.join(k.folder, row.file), made / 1000, made / 1000);
  k.catalogue.change({ add: [row], now: made });
}
function read(k: Kept, file: string, series: number): { readonly blocks: number; readonly start: readonly number[]; readonly samples: readonly number[]; readonly to: readonly number[] } {
  const reader = openSegment(k.folder, file);
  if (!reader.ok) throw new Error(reader.fault.code);
  const found = reader.value.find(series, -Infinity, Infinity);
  const entries = found.ok ? found.value : [];
  const all = entries.map((e) => { const bytes = reader.value.read(e); const r = bytes.ok ? readTier(bytes.value) : bytes; if (!r.ok) throw new Error(r.fault.code); return r.value; });
  reader.value.close();
  return { blocks: entries.length, start: all.flatMap((r) => [...r.start]), samples: all.flatMap((r) => [...r.samples]), to: entries.map((e) => e.to) };
}

it('HIS-61 minutes become one file of a month in which those of a point stand next to one another, hours and days one of a year', async () => {
  const k = kept();
  const month = Date.UTC(2026, 9, 1);
  for (let d = 0; d < 31; d++) await put(k, 'minute', rows('minute', month + d * day, 1440), month + (d + 1) * day);
  for (let d = 0; d < 31; d++) await put(k, 'hour', rows('hour', month + d * day, 24), month + (d + 1) * day);
  k.now = today;
  await k.keeper.keepNow();
  const [minutes, hours] = [k.files().filter((f) => f.kind === 'minute'), k.files().filter((f) => f.kind === 'hour')];
  expect([minutes.map((f) => f.level), hours.map((f) => f.level)]).toEqual([[3], [3]]);
  const m = read(k, minutes[0]!.file, 1);
  expect(m.start).toEqual(Array.from({ length: 31 * 1440 }, (_, i) => month + i * 60_000));
  expect(m.blocks).toBeLessThanOrEqual(16);
  expect(m.to.at(-1)).toBe(month + 31 * day - 1);
  expect(read(k, hours[0]!.file, 0)).toMatchObject({ blocks: 1, start: Array.from({ length: 31 * 24 }, (_, i) => month + i * hour) });
});

it('HIS-62 rows of one step that stand in several files add up, each once', async () => {
  const k = kept();
  await put(k, 'minute', rows('minute', today, 60), today + hour);
  await put(k, 'minute', rows('minute', today + 59 * 60_000, 3, 7), today + hour);
  k.now = today + 2 * hour;
  await k.keeper.keepNow();
  await k.keeper.keepNow();
  const files = k.files().map((f) => read(k, f.file, 0));
  expect(files.flatMap((f) => f.start)).toEqual(Array.from({ length: 62 }, (_, i) => today + i * 60_000));
  expect(files.flatMap((f) => f.samples)).toEqual([...Array.from({ length: 59 }, () => 60), 67, 7, 7]);
});

it('HIS-63 a tier that a class does not keep is not carried on', async () => {
  const k = kept([seriesRow(0), seriesRow(1, 'bare')], [{ name: 'standard', rawDays: 1, minuteDays: 10, hourDays: 10, dayDays: 10 }, { name: 'bare', rawDays: 1, minuteDays: 0, hourDays: 10, dayDays: 10 }]);
  await put(k, 'minute', rows('minute', today, 60), today + hour);
  k.now = today + 2 * hour;
  await k.work();
  expect(k.files().map((f) => [read(k, f.file, 0).start.length, read(k, f.file, 1).start.length])).toEqual([[60, 0]]);
});
