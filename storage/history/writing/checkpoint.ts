import fs from 'node:fs';
import path from 'node:path';
import { gapBehind, inOrder, noData, rowBefore, thinned, tierMs, tierSteps, writeBlock, writeTier, type EndBefore, type IntakeRows, type TaggedRows, type TierStep } from '#app/history';
import type { Result } from '#kernel/result';
import { checkpointFact, type Catalogue, type CatalogueFault } from '../catalogue/index.ts';
import { systemFault } from '../disk.ts';
import { segmentFolder } from '../folder.ts';
import { segmentWriter, type SegmentRow, type SegmentWriter } from '../segment/index.ts';
import { isAhead, newestOf, sampleOf, type Newest } from '../memory/newest.ts';
import type { SeriesBook } from '../memory/series-book.ts';
import { writeState } from './state.ts';
import { noneTaken, takenOf, type TakenRows, type TierBook } from '../memory/tier-book.ts';
import type { Window } from '../memory/window.ts';

/** A window, and what of it the tiers have had: by series, how many of its rows; and which rows of tiers ended because of it. */
export interface Closed { readonly window: Window; fed: Uint32Array; readonly taken: TakenRows }
export const closable = (window: Window): Closed => ({ window, fed: new Uint32Array(0), taken: noneTaken() });

/** No block of a file is longer: as much is decoded to find one sample. */
const mostRows = 4096;
/** What comes later than this after its step is over makes a row of its own, that is merged. */
const graceMs = 5000;

export interface CheckpointDeps {
  readonly dir: string; readonly catalogue: Catalogue; readonly book: SeriesBook; readonly tiers: TierBook; readonly newest: Newest; readonly sliceMs: number;
  now(): number;
  /** True once nobody waits for it any more: it gives up, and the log has it all. */
  readonly ending: () => boolean;
  /** Lets the thread do what waits. */
  breathe(): Promise<void>;
  duplicates(series: number, count: number): void;
}
export interface CheckpointDone { readonly files: readonly SegmentRow[]; readonly kept: number; readonly newest: Newest }

/** Gives the tiers the rows of a series that they have not had, in the order in which they came; `rows`: all of them, in order, where they have had none. */
export function feed(closed: Closed, series: number, tiers: TierBook, rows?: IntakeRows): void {
  const { window } = closed;
  if (series >= closed.fed.length) { const more = new Uint32Array(Math.max(window.width(), series + 1)); more.set(closed.fed); closed.fed = more; }
  const had = closed.fed[series]!;
  if (had === window.count(series)) return;
  tiers.feed(rows ?? window.gather(series, had), series);
  closed.fed[series] = window.count(series);
}

/** Rows of their own: those of a window are overwritten by whoever asks it next. */
const owned = ({ length, source, received, time, value, status, text }: IntakeRows): IntakeRows =>
  ({ length, source: source.slice(0, length), received: received.slice(0, length), time: time.slice(0, length), value: value.slice(0, length), status: status.slice(0, length), text });
/** What a block is gathered in: one is made at a time. */
const work = { sourceTime: new Float64Array(mostRows), receivedTime: new Float64Array(mostRows), value: new Float64Array(mostRows), status: new Uint32Array(mostRows) };

/** What is kept of the rows of a series: their numbers, and marks of gaps. */
interface KeptRows { readonly series: number; readonly rows: IntakeRows; readonly kept: Uint32Array; readonly before: EndBefore; readonly holdMs: number }
function timeAt({ rows, kept, before, holdMs }: KeptRows, i: number): number {
  const row = kept[i]!;
  if (row < gapBehind) return rows.time[row]!;
  return (row === gapBehind + rowBefore ? before.time : rows.time[row - gapBehind]!) + holdMs;
}
/** The kept ones from the `a`th to before the `b`th as a block. */
function blockOf(of: KeptRows, a: number, b: number, book: SeriesBook): Uint8Array {
  const { rows, kept, series } = of;
  const { sourceTime, receivedTime, value, status } = work;
  const text = rows.text === null ? null : new Map<number, string>();
  for (let i = 0; i < b - a; i++) {
    const row = kept[a + i]!;
    const mark = row >= gapBehind;
    sourceTime[i] = mark ? timeAt(of, a + i) : rows.source[row]!;
    receivedTime[i] = mark ? timeAt(of, a + i) : rows.received[row]!;
    value[i] = mark ? Number.NaN : rows.value[row]!;
    status[i] = mark ? noData : rows.status[row]!;
    const words = rows.text?.get(row);
    if (words !== undefined) text!.set(i, words);
  }
  return writeBlock({ length: b - a, sourceTime, receivedTime, value, status, ...(text !== null && text.size > 0 && { text }) }, book.grids(series));
}

/**
 * Makes files of a closed window: raw samples in order and thinned, rows of the tiers that ended, and what goes on; then one transaction, after which it is all there (before it, nothing is). Works in slices, so that what comes meanwhile is taken.
 * Where it fails the window is as it was, and may be tried again.
 */
export async function checkpoint(closed: Closed, deps: CheckpointDeps): Promise<Result<CheckpointDone, CatalogueFault>> {
  const { window, taken } = closed;
  const { dir, catalogue, book, tiers, sliceMs } = deps;
  const folder = segmentFolder(dir);
  const shape = { level: 0, epoch: window.epoch };
  const newest = newestOf(Math.max(window.width(), deps.newest.time.length), deps.newest);
  const open: SegmentWriter[] = [];
  const finished: SegmentRow[] = [];
  let [began, kept] = [performance.now(), new Uint32Array(1024)];
  let left = 0;
  const slice = async (): Promise<void> => {
    if (performance.now() - began <= sliceMs) return;
    await deps.breathe();
    if (deps.ending()) throw new Error('closing');
    began = performance.now();
  };

  function undo(): void {
    for (const writer of open) writer.abandon();
    for (const { file } of finished) fs.rmSync(path.join(folder, file), { force: true });
  }
  function keepNewest(rows: IntakeRows, series: number): void {
    const end = rows.length - 1;
    if (rows.time[end]! < newest.time[series]! && !isAhead(newest.time[series]!, rows.received[end]!)) return;
    newest.time[series] = rows.time[end]!;
    newest.received[series] = rows.received[end]!;
    newest.value[series] = rows.value[end]!;
    newest.status[series] = rows.status[end]!;
    const words = rows.text?.get(end);
    if (words === undefined) newest.text.delete(series); else newest.text.set(series, words);
  }
  /** The rows of a series in order, each given to the tiers once. */
  function ordered(series: number): IntakeRows {
    const had = closed.fed[series] ?? 0;
    if (had > 0) feed(closed, series, tiers);          // some of them had their turn in the order in which they came: so the rest
    const rows = window.gather(series);
    const doubles = window.late(series) ? inOrder(rows) : 0;
    if (doubles > 0) deps.duplicates(series, doubles);
    if (had === 0) feed(closed, series, tiers, rows);
    return rows.length > mostRows ? owned(rows) : rows;
  }
  function chosen(of: KeptRows): number {
    const { series, rows, before, holdMs } = of;
    if ((book.row(series)?.deviation ?? 0) > 0) return thinned(rows, book.deviation(series), holdMs, before, kept);
    for (let i = 0; i < rows.length; i++) kept[i] = i;
    return rows.length;
  }
  async function putSeries(raw: SegmentWriter, series: number): Promise<void> {
    const rows = ordered(series);
    if (kept.length < 2 * rows.length + 1) kept = new Uint32Array(rows.length * 4);
    const of: KeptRows = { series, rows, kept, before: sampleOf(deps.newest, series), holdMs: book.holdMs(series) };
    const count = chosen(of);
    for (let a = 0; a < count; a += mostRows) {
      const b = Math.min(count, a + mostRows);
      raw.add(series, timeAt(of, a), timeAt(of, b - 1), b - a, blockOf(of, a, b, book));
      if (count > mostRows) await slice();
    }
    keepNewest(rows, series);
    left += count;
  }
  async function putTier(step: TierStep, all: readonly TaggedRows[]): Promise<void> {
    if (all.length === 0) return;
    const writer = segmentWriter(folder, { kind: step, ...shape });
    open.push(writer);
    const next = all.map(() => 0);
    for (;;) {
      const slot = all.reduce((least, rows, k) => (next[k]! < rows.length ? Math.min(least, rows.slot[next[k]!]!) : least), Infinity);
      if (slot === Infinity) return;
      for (const [k, rows] of all.entries()) while (next[k]! < rows.length && rows.slot[next[k]!]! === slot) next[k]!++;
      const rows = takenOf(all, slot)!;
      writer.add(slot, rows.start[0]!, rows.start[rows.length - 1]! + tierMs[step] - 1, rows.length, writeTier(rows, book.grids(slot)));
      await slice();
    }
  }
  try {
    const raw = segmentWriter(folder, { kind: 'raw', ...shape });
    open.push(raw);
    for (let series = 0; series < window.width(); series++) if (window.has(series)) { await putSeries(raw, series); await slice(); }
    tiers.advance(deps.now() - graceMs);
    tiers.take(taken);
    for (const step of tierSteps) await putTier(step, taken[step]);
    await deps.breathe();
    await writeState(dir, window.epoch, { newest, tiers: tiers.save() });
    const section = book.section();
    for (const writer of open) finished.push(await writer.finish(section));
    const files = finished;
    const done = catalogue.change({ add: files, now: deps.now(), facts: { [checkpointFact]: String(window.epoch) } });
    if (done.ok) return { ok: true, value: { files, kept: left, newest } };
    undo();
    return done;
  } catch (error) {
    undo();
    const { code, params } = systemFault(error, dir);
    return { ok: false, fault: { code: code === 'disk-full' || code === 'read-only' ? code : 'catalogue-error', params } };
  }
}
