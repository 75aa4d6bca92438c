import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { readBlock, writeBlock, type RetentionClass, type Samples } from '#app/history';
import { openCatalogue, type Catalogue } from '../../../../storage/history/catalogue/index.ts';
import { makeFolders, segmentFolder } from '../../../../storage/history/folder.ts';
import { keeperOf, slices, type Keeper } from '../../../../storage/history/keeping/index.ts';
import { openSegment, segmentWriter, seriesSection, type SegmentRow, type SeriesRow } from '../../../../storage/history/segment/index.ts';

export const hour = 3_600_000;
export const day = 24 * hour;
/** 2026-11-20 00:00 UTC. */
export const today = Date.UTC(2026, 10, 20);

export interface Row { readonly source: number | null; readonly received: number; readonly value: number; readonly status: number; readonly text?: string }
export const timeOf = (r: Row): number => r.source ?? r.received;
export const samplesOf = (rows: readonly Row[]): Samples => ({
  length: rows.length, sourceTime: Float64Array.from(rows, (r) => r.source ?? Number.NaN), receivedTime: Float64Array.from(rows, (r) => r.received), value: Float64Array.from(rows, (r) => r.value), status: Uint32Array.from(rows, (r) => r.status),
  ...(rows.some((r) => r.text !== undefined) && { text: new Map(rows.flatMap((r, i) => (r.text === undefined ? [] : [[i, r.text] as const]))) }),
});
export const rowsOf = ({ length, sourceTime, receivedTime, value, status, text }: Samples): readonly Row[] => Array.from({ length }, (_, i) => {
  const [source, words] = [sourceTime[i]!, text?.get(i)];
  return { source: Number.isNaN(source) ? null : source, received: receivedTime[i]!, value: value[i]!, status: status[i]!, ...(words !== undefined && { text: words }) };
});
/** One reading a second from `from` on, good and a little behind. */
export const seconds = (from: number, count: number, value = 1, everyMs = 1000): readonly Row[] => Array.from({ length: count }, (_, i) => ({ source: from + i * everyMs, received: from + i * everyMs + 120, value: value + (i % 7) / 10, status: 0 }));

export const seriesRow = (number: number, retention = 'standard'): SeriesRow => ({ number, point: `P-${number}`, type: 'analog', low: 0, high: 100, bits: null, deviation: 0, holdMs: 60_000, retention });
export const standard: RetentionClass = { name: 'standard', rawDays: 90, minuteDays: 400, hourDays: 3650, dayDays: 3650 };

/** What a file has of a series, in its own order. */
export function rowsIn(folder: string, file: string, series: number): readonly Row[] {
  const reader = openSegment(folder, file);
  if (!reader.ok) throw new Error(reader.fault.code);
  try {
    const entries = reader.value.find(series, -Infinity, Infinity);
    if (!entries.ok) throw new Error(entries.fault.code);
    return entries.value.flatMap((e) => { const bytes = reader.value.read(e); const rows = bytes.ok ? readBlock(bytes.value) : bytes; if (!rows.ok) throw new Error(rows.fault.code); return rowsOf(rows.value); });
  } finally { reader.value.close(); }
}

/** A folder of history with a catalogue and a keeper whose clock stands where the test puts it. */
export interface Kept {
  readonly dir: string; readonly folder: string; readonly catalogue: Catalogue; readonly keeper: Keeper; readonly notes: string[]; now: number; mono: number; free: number;
  /** Brings a checkpoint in that was made at `made`: blocks of one series are its lists of rows. */
  put(series: ReadonlyMap<number, readonly (readonly Row[])[]>, made: number, level?: number): Promise<SegmentRow>;
  files(): readonly SegmentRow[];
  /** Everything that is kept of a series as the files have it, oldest first. */
  rows(series: number): readonly Row[];
  work(): Promise<number>;
}
export function kept(series: readonly SeriesRow[] = [0, 1, 2].map((n) => seriesRow(n)), classes: readonly RetentionClass[] = [standard], budgetBytes: number | null = null): Kept {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'kept-'));
  makeFolders(dir);
  const opened = openCatalogue(dir);
  if (!opened.ok) throw new Error(opened.fault.code);
  const catalogue = opened.value;
  onTestFinished(() => { catalogue.close(); fs.rmSync(dir, { recursive: true, force: true }); });
  catalogue.putSeries(series);
  const notes: string[] = [];
  const used = (): number => fs.readdirSync(segmentFolder(dir)).reduce((n, f) => n + fs.statSync(path.join(segmentFolder(dir), f)).size, 0);
  const keeper = keeperOf({ dir, catalogue, now: () => self.now, mono: () => self.mono, note: (n) => { notes.push(n.name); }, slices: slices(() => true), use: () => ({ used: used(), free: self.free }), graceMs: 60_000 });
  keeper.follow({ points: [], classes, budgetBytes });
  const self: Kept = {
    dir, folder: segmentFolder(dir), catalogue, keeper, notes, now: today, mono: 0, free: 1e12,
    async put(of, made, level = 0) {
      const writer = segmentWriter(segmentFolder(dir), { kind: 'raw', level });
      for (const [number, blocks] of [...of].toSorted(([a], [b]) => a - b)) for (const rows of blocks) writer.add(number, timeOf(rows[0]!), timeOf(rows.at(-1)!), rows.length, writeBlock(samplesOf(rows)));
      const row = await writer.finish(seriesSection(series));
      fs.utimesSync(path.join(segmentFolder(dir), row.file), made / 1000, made / 1000);
      const done = catalogue.change({ add: [row], now: made });
      if (!done.ok) throw new Error(JSON.stringify(done.fault));
      return row;
    },
    files: () => catalogue.segments(),
    rows: (number) => catalogue.segments().filter((f) => f.kind === 'raw').flatMap(({ file }) => rowsIn(self.folder, file, number)).toSorted((a, b) => timeOf(a) - timeOf(b)),
    async work() { let did = 0; while (await keeper.step()) if (++did > 200) throw new Error('no end'); return did; },
  };
  return self;
}
/** Blocks of one series in a file, as [from, to, rows]. */
export function blocksOf(of: Kept, file: string, series: number): readonly (readonly [number, number, number])[] {
  const reader = openSegment(of.folder, file);
  if (!reader.ok) throw new Error(reader.fault.code);
  try {
    const found = reader.value.find(series, -Infinity, Infinity);
    return found.ok ? found.value.map((e) => [e.from, e.to, e.samples] as const) : [];
  } finally { reader.value.close(); }
}
