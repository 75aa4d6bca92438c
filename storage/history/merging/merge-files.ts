import fs from 'node:fs';
import path from 'node:path';
import { converterGrids, type Grid } from '#app/history';
import type { Result } from '#kernel/result';
import { openSegment, segmentWriter, type SegmentKind, type SegmentReader, type SegmentRow, type SegmentWriter, type SeriesRow } from '../segment/index.ts';
import { cursorOf, NotRead, type Cursor, type Stored } from './cursor.ts';
import { placeOf, type Place } from './periods.ts';
import { rawRows, tierRows, type RowsCodec } from './rows-codec.ts';
import { madeOf, partOf, splitPart, type Part } from './runs.ts';
import type { Slices } from './slices.ts';

/** What is made of what. `place`: where what stands at a time goes. `expired`: before which time nothing of a series is kept any more. `section`: of the series. `folder`: where the files lie. */
export interface Work {
  readonly folder: string; readonly kind: SegmentKind; readonly files: readonly SegmentRow[]; readonly place: (time: number) => Place;
  readonly series: ReadonlyMap<number, SeriesRow>; readonly section: Uint8Array; readonly expired: (series: number) => number; readonly slices: Slices;
}
/** The place of a merge of files of a level: one level up, those of the last level stay there. */
export const placing = (kind: SegmentKind, level: number, files: readonly SegmentRow[]): Work['place'] => {
  const newest = files.reduce((n, f) => Math.max(n, f.to), 0);
  return (time) => placeOf(kind, level, time, newest);
};

function opened(folder: string, files: readonly SegmentRow[]): readonly SegmentReader[] {
  const readers: SegmentReader[] = [];
  try {
    for (const { file } of files) {
      const reader = openSegment(folder, file);
      if (!reader.ok) throw new NotRead(file, reader.fault, null);
      readers.push(reader.value);
    }
    return readers;
  } catch (error) { for (const r of readers) r.close(); throw error; }
}

/** The files that come out of one piece of work, each begun when something goes into it. */
function outputs({ folder, kind, files, section }: Work) {
  const open = new Map<string, SegmentWriter>();
  const done: SegmentRow[] = [];
  return {
    of(place: Place): SegmentWriter {
      const key = `${place.level}/${place.begin}/${place.end}`;
      let writer = open.get(key);
      if (writer === undefined) open.set(key, writer = segmentWriter(folder, { kind, level: place.level, replaces: files.map((f) => f.file) }));
      return writer;
    },
    async finished(): Promise<readonly SegmentRow[]> {
      for (const writer of open.values()) done.push(await writer.finish(section));
      return done;
    },
    abandon() {
      for (const writer of open.values()) writer.abandon();
      for (const { file } of done) fs.rmSync(path.join(folder, file), { force: true });
    },
  };
}

/** Puts the blocks of one series where they go. */
function putSeries<T>(codec: RowsCodec<T>, work: Work, number: number, blocks: readonly { readonly file: string; readonly stored: Stored }[], of: (place: Place) => SegmentWriter): void {
  const known = work.series.get(number);
  let grids: readonly Grid[] | null = null;
  const gridsOf = (): readonly Grid[] => (grids ??= known === undefined || known.type !== 'analog' ? [] : converterGrids(known.low, known.high));
  const decoded = (file: string, { entry, bytes }: Stored): T => {
    const rows: Result<T> = codec.read(bytes);
    if (!rows.ok) throw new NotRead(file, { code: 'segment-damaged', params: { file, reason: rows.fault.code } }, entry);
    return rows.value;
  };
  const cutoff = work.expired(number);
  const kept = blocks.filter(({ stored }) => stored.entry.to >= cutoff).toSorted((a, b) => a.stored.entry.from - b.stored.entry.from);
  let rest: readonly Part<T>[] = kept.map(({ file, stored }) => partOf(stored, () => decoded(file, stored)));
  while (rest.length > 0) {
    const place = work.place(rest[0]!.from);
    const [here, later]: [Part<T>[], Part<T>[]] = [[], []];
    for (const part of rest) {
      const [before, after] = splitPart(codec, part, place.end);
      if (before !== null) here.push(before);
      if (after !== null) later.push(after);
    }
    const writer = of(place);
    for (const made of madeOf(codec, here, gridsOf)) writer.add(number, made.from, made.to, made.rows, made.bytes);
    rest = later.toSorted((a, b) => a.from - b.from);
  }
}

/** Makes new files of old ones, series by series; what is too old for its class stays behind. They are whole and synced, and nobody's until the catalogue has them. Throws `NotRead` where a file does not hold; then nothing is left behind. */
export async function mergeFiles(work: Work): Promise<readonly SegmentRow[]> {
  const readers = opened(work.folder, work.files);
  const out = outputs(work);
  const { kind } = work;
  const tier = kind === 'raw' ? null : tierRows(kind);
  const of = (place: Place): SegmentWriter => out.of(place);
  const put = (number: number, blocks: Parameters<typeof putSeries>[3]): void => { if (tier === null) putSeries(rawRows, work, number, blocks, of); else putSeries(tier, work, number, blocks, of); };
  try {
    const cursors: readonly Cursor[] = readers.map((r) => cursorOf(r));
    for (;;) {
      const series = cursors.reduce((n, c) => Math.min(n, c.series()), Infinity);
      if (series === Infinity) break;
      put(series, cursors.flatMap((c) => (c.series() === series ? c.take().map((stored) => ({ file: c.file, stored })) : [])));
      if (work.slices.over()) await work.slices.rest();
    }
    return await out.finished();
  } catch (error) { out.abandon(); throw error; } finally { for (const r of readers) r.close(); }
}
