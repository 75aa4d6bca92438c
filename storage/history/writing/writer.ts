import { columnsIn, judge, refusals, refuse, refusedCounts, type HistoryPlan } from '#app/history';
import { ok, type Result } from '#kernel/result';
import type { Catalogue } from '../catalogue/index.ts';
import { freeBytes, reasonOf, systemFault } from '../disk.ts';
import { logFolder } from '../folder.ts';
import { records } from '../log/index.ts';
import type { Note } from '../note.ts';
import type { WriterFault, WriterOptions, WriterStatus } from '../protocol.ts';
import { checkpoint, closable, type Closed } from './checkpoint.ts';
import { headReads } from './head-reads.ts';
import { writingLogs } from './logs.ts';
import { newestOf, type Newest } from '../memory/newest.ts';
import { catalogueOfFolder, clearOrphans, clearOvertaken, clearOvertakenLater, replayAll, stateOfFolder } from './opening.ts';
import { seriesBook } from '../memory/series-book.ts';
import { filesOf } from './standing.ts';
import { tierBook } from '../memory/tier-book.ts';
import { newWindow, slabPool, type Window } from '../memory/window.ts';

export interface WriterEnds { readonly note: Note; readonly now: () => number; readonly mono: () => number; readonly breathe: () => Promise<void> }

/** A close makes no file of more rows than these: they are in the log, and whoever shuts down does not wait. */
const mostAtClose = 200_000;

/** Opens what the last life left, the log included (STO-19). Never throws. */
export function openWriter(options: WriterOptions, ends: WriterEnds): Result<HistoryWriter, WriterFault> {
  const catalogue = ((): ReturnType<typeof catalogueOfFolder> => {
    try { return catalogueOfFolder(options.dir, ends.note, !options.first); } catch (error) {
      const { code, params } = systemFault(error, options.dir);
      return { ok: false, fault: { code: code === 'disk-full' || code === 'read-only' ? code : 'catalogue-error', params } };
    }
  })();
  if (!catalogue.ok) return { ok: false, fault: { code: catalogue.fault.code === 'disk-full' || catalogue.fault.code === 'read-only' ? catalogue.fault.code : 'history-error', params: catalogue.fault.params } };
  try { return ok(writerOn(catalogue.value, options, ends)); } catch (error) {
    catalogue.value.close();
    const { code, params } = systemFault(error, options.dir);
    return { ok: false, fault: { code: code === 'disk-full' || code === 'read-only' ? code : 'history-error', params } };
  }
}

function writerOn(catalogue: Catalogue, { dir, first, limits }: WriterOptions, { note, now, mono, breathe }: WriterEnds) {
  if (first) clearOrphans(dir, catalogue, note);
  let done = catalogue.checkpoint();
  clearOvertaken(dir, done);
  const book = seriesBook(catalogue);
  const tiers = tierBook(book);
  const kept = stateOfFolder(dir, done, note);
  let newest: Newest = newestOf(Math.max(1024, book.count()), kept?.newest);
  if (kept !== null) tiers.load(kept.tiers);
  tiers.define();
  const lastTime = { at: newest.time.slice() };
  const pool = slabPool();
  const refused = refusedCounts();
  const logs = writingLogs(dir);
  /** Oldest first; the last takes what comes. */
  let windows: Closed[] = [];
  let [writing, stopped, reason, began] = [null as Promise<void> | null, false, null as string | null, 0];
  let [taken, keptRows, files] = [0, 0, filesOf(catalogue)];
  let lastPlan: HistoryPlan | null = null;
  let retryAt = 0;
  let [broken, ending] = [false, false];

  const live = (): Window => windows.at(-1)!.window;
  const duplicate = (series: number, count = 1): void => { refuse(refused, 'duplicate', series, count); };
  const inMemory = (): Parameters<typeof headReads>[0] extends () => infer T ? T : never => ({ windows, writing: writing !== null, newest, checkpoint: done, tiers, book });

  function stop(why: string): void {
    if (!stopped) note({ name: 'history-stopped', params: { reason: why } });
    [stopped, reason, retryAt] = [true, why, mono() + limits.retryMs];
  }
  function resume(): void {
    if (stopped) note({ name: 'history-resumed', params: {} });
    [stopped, reason] = [false, null];
  }
  function attempt(work: () => void): boolean {
    try { work(); return true; } catch (error) { stop(systemFault(error, dir).code === 'disk-full' ? 'disk-full' : reasonOf(error)); return false; }
  }
  /** A window of its own and a log of its own for what comes from now on. */
  function begin(epoch: number): void {
    logs.begin(epoch, book.section());
    windows.push(closable(newWindow(epoch, pool, lastTime)));
    began = mono();
  }
  const replayed = newWindow(done + 1, pool, lastTime);
  const ahead = replayAll(dir, note, (rows, length, text) => { replayed.add(rows, length, text, () => {}); });
  windows = [closable(replayed)];
  replayed.epoch = Math.max(ahead, done + 1);
  began = mono();
  attempt(() => { logs.begin(replayed.epoch, book.section()); });

  async function run(closed: Closed): Promise<void> {
    const result = await checkpoint(closed, { dir, catalogue, book, tiers, newest, sliceMs: limits.sliceMs, now, breathe, ending: () => ending, duplicates: duplicate });
    if (!result.ok && ending) return;
    if (!result.ok && result.fault.code === 'catalogue-damaged') broken = true;
    if (!result.ok) { stop(result.fault.code === 'disk-full' ? 'disk-full' : String(result.fault.params['reason'] ?? result.fault.code)); return; }
    newest = result.value.newest;
    keptRows += result.value.kept;
    done = closed.window.epoch;
    windows = windows.filter((w) => w !== closed);
    closed.window.release();
    await clearOvertakenLater(dir, done);
    files = filesOf(catalogue);
  }
  /** Makes files of the oldest window, one at a time; the last one is closed first, and another begun. */
  function flush(): Promise<void> {
    if (writing !== null) return writing;
    if (windows.length === 1 && !attempt(() => { begin(live().epoch + 1); })) return Promise.resolve();
    writing = run(windows[0]!).catch((error: unknown) => { stop(reasonOf(error)); }).finally(() => { writing = null; });
    return writing;
  }
  function due(): boolean {
    if (windows.length > 1) return true;
    const age = mono() - began;
    const rows = live().rows();
    return rows >= limits.windowRows || logs.bytes() >= limits.logBytes || (rows > 0 && age >= limits.longMs) || (rows >= limits.fewRows && age >= limits.windowMs);
  }
  /** What has just failed again is not over yet. */
  const isOver = (): boolean => stopped && writing === null && mono() >= retryAt;
  function look(): void {
    if (logs.gone()) { stop('folder-gone'); broken = true; return; }
    if (stopped && mono() < retryAt) return;
    if (freeBytes(logFolder(dir)) < limits.leaveBytes) { stop('disk-full'); return; }
    if (stopped && !attempt(again)) return;
    if (writing === null && due()) void flush();
    if (windows.length > 1 && live().rows() >= 2 * limits.windowRows) stop('disk-slow'); else if (isOver()) resume();
  }
  /** What could not be done is tried again. */
  function again(): void {
    if (!logs.open()) logs.begin(live().epoch, book.section());
    logs.record(records.nothing, new Uint8Array(65_536));
    if (lastPlan !== null && !follow(lastPlan)) throw new Error(reason ?? '');
  }
  function follow(plan: HistoryPlan): boolean {
    lastPlan = plan;
    const followed = book.follow(plan);
    if (!followed.ok) { stop(followed.fault.code); return false; }
    lastPlan = null;
    tiers.define();
    return followed.value.length === 0 || attempt(() => { logs.record(records.series, book.section()); });
  }
  return {
    follow,
    /** Takes rows as they came; the buffer may be used again afterwards. */
    take(buffer: ArrayBuffer, length: number, words: readonly (readonly [number, string])[]): void {
      const rows = columnsIn(buffer);
      taken += length;
      if (stopped) { refuse(refused, 'overflow', book.known().numberOf[rows.handle[0]!] ?? -1, length); return; }
      const text = new Map(words);
      const left = judge(rows, length, text, book.known(), refused, now());
      if (!attempt(() => { logs.append(rows, left, text); })) { refuse(refused, 'overflow', rows.handle[0]!, left); return; }
      if (live().rows() === 0) began = mono();
      live().add(rows, left, text, duplicate);
    },
    /** Once in a while: whether a window is due, whether there is room again. */
    look,
    flush,
    logs,
    /** Rows that were appended and could not be synced may be lost: all of it is made a file at once. */
    syncFailed(why: string): void { stop(why); void flush(); },
    stopped: (): boolean => stopped,
    /** The catalogue was damaged, or the folder removed, while it was open: only another opening can make it anew. */
    broken: (): boolean => broken,
    reads: headReads(inMemory),
    taken: (): number => taken,
    status(): Omit<WriterStatus, 'stored' | 'through'> {
      const said = refusals.flatMap((why, i) => (refused.count[i]! === 0 ? [] : [{ why, count: refused.count[i]!, point: refused.last[i]! < 0 ? '' : why === 'unknown-point' ? `#${refused.last[i]!}` : book.nameOf(refused.last[i]!) }]));
      const bytes = { raw: files.raw, tiers: files.tiers, ahead: logs.bytes() };
      return { state: stopped ? 'stopped' : 'keeping', reason, refused: said, quarantined: [...files.quarantined], bytes, points: book.points(), kept: keptRows, used: bytes.raw + bytes.tiers + bytes.ahead, oldest: files.oldest, taken };
    },
    /** What another thread changed in the catalogue since. */
    lookAround(): void { files = filesOf(catalogue, files); },
    memory: (): number => windows.reduce((n, { window }) => n + window.bytes(), 0),
    async close(): Promise<void> {
      ending = windows.reduce((n, { window }) => n + window.rows(), 0) > mostAtClose;
      await writing;
      while (!stopped && !ending && windows.some(({ window }) => window.rows() > 0)) await flush();
      if (logs.dirty()) await logs.sync().catch((error: unknown) => { stop(reasonOf(error)); });
      logs.close();
      catalogue.close();
    },
  };
}
export type HistoryWriter = ReturnType<typeof writerOn>;
