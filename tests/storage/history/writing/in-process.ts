import fs from 'node:fs';
import { onTestFinished } from 'vitest';
import type { Batch } from '#app/acquisition';
import { columnsIn, mergePieces, mergeTiers, pieceOf, readBlock, readTier, rowBytes, type HistoryPlan, type Piece, type TierRows, type TierStep } from '#app/history';
import type { StorageNote } from '#storage';
import { openCatalogue } from '../../../../storage/history/catalogue/index.ts';
import { segmentFolder } from '../../../../storage/history/folder.ts';
import { writingLimits, type WritingLimits } from '../../../../storage/history/protocol.ts';
import { openSegment, type SegmentKind } from '../../../../storage/history/segment/index.ts';
import { openWriter, type HistoryWriter } from '../../../../storage/history/writing/writer.ts';
import { must, tempFolder } from '../../opened.ts';

export interface InProcess { readonly dir: string; readonly writer: HistoryWriter; readonly notes: StorageNote[]; put(batch: Batch): void; readonly time: { now: number } }

/** A writer without a thread around it, on a clock of the test; nothing is due but what the test says. `meanwhile`: what happens between two turns of a checkpoint. */
export function openedWriter(dir = tempFolder(), { limits = {}, first = true, plan, now = Date.now(), meanwhile }: { limits?: Partial<WritingLimits>; first?: boolean; plan?: HistoryPlan; now?: number; meanwhile?: (on: HistoryWriter) => void } = {}): InProcess {
  fs.mkdirSync(dir, { recursive: true });
  const notes: StorageNote[] = [];
  const time = { now };
  const writer = must(openWriter({ dir, first, limits: { ...writingLimits, windowRows: Infinity, logBytes: Infinity, longMs: Infinity, windowMs: Infinity, leaveBytes: 0, retryMs: 100, ...limits } }, {
    note: (n) => { notes.push(n); }, now: () => time.now, mono: () => time.now, breathe: () => new Promise((resolve) => { setImmediate(() => { meanwhile?.(writer); resolve(); }); }),
  }));
  onTestFinished(() => writer.close());
  if (plan !== undefined) writer.follow(plan);
  function put(batch: Batch): void {
    const buffer = new ArrayBuffer(batch.length * rowBytes);
    const columns = columnsIn(buffer);
    columns.value.set(batch.value.subarray(0, batch.length));
    columns.source.set(batch.sourceTime.subarray(0, batch.length));
    columns.received.set(batch.receivedTime.subarray(0, batch.length));
    columns.handle.set(batch.handle.subarray(0, batch.length));
    columns.status.set(batch.status.subarray(0, batch.length));
    writer.take(buffer, batch.length, [...(batch.text ?? [])]);
  }
  return { dir, writer, notes, put, time };
}

function* blocksOf(dir: string, kind: SegmentKind, point: string): Generator<Uint8Array> {
  const catalogue = must(openCatalogue(dir, { readonly: true }));
  const number = catalogue.seriesOf(point)?.number ?? -1;
  for (const { file, kind: of } of catalogue.segments()) {
    if (of !== kind) continue;
    const reader = must(openSegment(segmentFolder(dir), file));
    for (const entry of must(reader.find(number, -Infinity, Infinity))) yield must(reader.read(entry));
    reader.close();
  }
  catalogue.close();
}
/** All samples of a point: those in files, and those in memory. */
export function samplesOf(dir: string, writer: HistoryWriter | null, point: string, number: number): Piece | null {
  const pieces = [...blocksOf(dir, 'raw', point)].map((bytes) => pieceOf(must(readBlock(bytes))));
  const head = writer?.reads.raw(number) ?? null;
  const all = head === null ? pieces : [...pieces, head];
  return all.length === 0 ? null : mergePieces(all);
}
/** All rows of a tier of a point: those in files, and those in memory. */
export function tierRowsAll(dir: string, writer: HistoryWriter, point: string, number: number, step: TierStep): TierRows | null {
  const rows = [...blocksOf(dir, step, point)].map((bytes) => must(readTier(bytes)));
  const head = writer.reads.tier(number, step);
  const all = head === null ? rows : [...rows, head];
  return all.length === 0 ? null : all.reduce((a, b) => mergeTiers(a, b));
}
