import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { writeBlock, type Piece } from '#app/history';
import { openCatalogue, type Catalogue } from '../../../../storage/history/catalogue/index.ts';
import { makeFolders, segmentFolder } from '../../../../storage/history/folder.ts';
import { segmentWriter, seriesSection, type SegmentKind, type SegmentRow, type SeriesRow } from '../../../../storage/history/segment/index.ts';
import type { StorageNote } from '../../../../storage/history/note.ts';
import { headLink, type HeadLink } from '../../../../storage/history/reading/head-link.ts';
import { historyReader, type HistoryReader } from '../../../../storage/history/reading/reader.ts';

export const seriesRow = (number: number): SeriesRow => ({ number, point: `P-${number}`, type: 'analog', low: 0, high: 100, bits: null, deviation: 0, holdMs: 60_000, retention: 'standard' });
export const blockOf = ({ length, time, received, value, status, text }: Piece): Uint8Array => writeBlock({ length, sourceTime: time, receivedTime: received, value, status, ...(text === undefined ? {} : { text }) });

/** Turns one byte of a file round. */
export function spoil(dir: string, file: string, at: number): void {
  const handle = fs.openSync(path.join(segmentFolder(dir), file), 'r+');
  const byte = Buffer.alloc(1);
  fs.readSync(handle, byte, 0, 1, at);
  byte[0]! ^= 0xff;
  fs.writeSync(handle, byte, 0, 1, at);
  fs.closeSync(handle);
}

export interface Block { readonly series: number; readonly from: number; readonly to: number; readonly samples: number; readonly bytes: Uint8Array }
export const rawBlock = (series: number, piece: Piece): Block => ({ series, from: piece.time[0]!, to: piece.time[piece.length - 1]!, samples: piece.length, bytes: blockOf(piece) });

/** A folder of history that a test fills by hand, with the same code that the writer has. */
export function historyFolder(series = 3): {
  readonly dir: string; readonly catalogue: Catalogue; readonly notes: StorageNote[];
  readonly file: (kind: SegmentKind, blocks: readonly Block[], level?: number) => Promise<SegmentRow>;
  readonly reader: (head?: HeadLink | null, bounds?: { readonly cacheBytes: number; readonly mostOpen: number }) => HistoryReader;
  readonly headLink: () => HeadLink;
} {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'history-'));
  const closers: (() => void)[] = [];
  onTestFinished(() => { for (const close of closers.toReversed()) close(); fs.rmSync(dir, { recursive: true, force: true }); });
  makeFolders(dir);
  const opened = openCatalogue(dir);
  if (!opened.ok) throw new Error(opened.fault.code);
  const catalogue = opened.value;
  closers.push(() => { catalogue.close(); });
  const rows = Array.from({ length: series }, (_, i) => seriesRow(i));
  catalogue.putSeries(rows);
  const notes: StorageNote[] = [];
  return {
    dir, catalogue, notes,
    async file(kind, blocks, level = 0) {
      const writer = segmentWriter(segmentFolder(dir), { kind, level });
      for (const b of blocks.toSorted((x, y) => x.series - y.series || x.from - y.from)) writer.add(b.series, b.from, b.to, b.samples, b.bytes);
      const row = await writer.finish(seriesSection(rows));
      const done = catalogue.change({ add: [row], now: 0 });
      if (!done.ok) throw new Error(done.fault.code);
      return row;
    },
    reader(head = null, bounds = { cacheBytes: 1 << 24, mostOpen: 8 }) {
      const reader = historyReader({ dir, ...bounds, head, note: (n) => notes.push(n), now: () => 1 });
      closers.push(() => { reader.close(); });
      return reader;
    },
    headLink() { const link = headLink(); closers.push(() => { link.attach(null); }); return link; },
  };
}
