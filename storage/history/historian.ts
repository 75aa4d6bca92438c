import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { AnswerOf, Historian, HistoryHealth, HistoryPlan, KeptQuestion, QuestionOf } from '#app/history';
import type { Wanted } from '#kernel/contract';
import { fail, ok, type Result } from '#kernel/result';
import type { FromKeeper, KeeperOptions, ToKeeper } from './keeping/protocol.ts';
import { lostRows } from './lost-rows.ts';
import type { Note, StorageNote } from './note.ts';
import { writingLimits, type FromWriter, type ToWriter, type WriterFault, type WriterOptions, type WriterStatus, type WritingLimits } from './protocol.ts';
import { questions } from './questions.ts';
import type { FromReader, ReaderOptions, ToReader } from './reading/protocol.ts';
import { staging } from './staging.ts';
import { keepThread, type Thread } from './thread.ts';

export interface OpenHistorianOptions {
  /** The data folder; history has a folder of its own in it. */
  readonly dir: string;
  readonly note: Note;
  /** The scripts of its threads where they were bundled. */
  readonly urls?: { readonly writer: URL; readonly reader: URL; readonly keeper: URL };
  /** What the thread that reads may keep of files in memory. */
  readonly cacheBytes?: number;
  readonly limits?: Partial<WritingLimits>;
  /** The clock of questions; the machine's own where it is left out. */
  readonly now?: () => number;
}
/** `keepNow`: merges all that may be merged, for benches and tests. */
export interface OpenedHistorian extends Historian { keepNow(): Promise<void> }

const defaultCacheBytes = 134_217_728;
/** So long rows wait for others before they are handed over, and so many buffers may be under way (32 bytes a row): 2 million rows, 64 MB. */
const handAfterMs = 50;
const mostBuffers = 128;
const openWithinMs = 120_000;
/** Where the first thread dies so often before it has opened anything, there is no history to be had here. */
const mostDeaths = 3;

const here = (file: string): URL => new URL(file, import.meta.url);
const nothing: WriterStatus = { state: 'keeping', reason: null, refused: [], quarantined: [], bytes: { raw: 0, tiers: 0, ahead: 0 }, points: 0, kept: 0, used: 0, oldest: null, taken: 0, through: 0, stored: 0 };

/** Opens the history of a held data folder: what was in the log is readable before this resolves. Each of its threads is begun anew when it dies. */
export async function openHistorian(options: OpenHistorianOptions): Promise<Result<OpenedHistorian, WriterFault>> {
  const { note, cacheBytes = defaultCacheBytes } = options;
  const dir = path.join(options.dir, 'history');
  const urls = options.urls ?? { writer: here('./writing/worker.ts'), reader: here('./reading/worker.ts'), keeper: here('./keeping/worker.ts') };
  const limits: WritingLimits = { ...writingLimits, ...options.limits };
  const opened = Promise.withResolvers<Result<null, WriterFault>>();
  const lost = lostRows();
  const asked = questions(options.now ?? Date.now);
  const settling = new Map<number, () => void>();
  const keeping = new Map<number, () => void>();
  let status = nothing;
  let keeper: Extract<FromKeeper, { t: 'status' }> | null = null;
  let plan: HistoryPlan | null = null;
  let [last, deaths, closed] = [0, 0, false];
  /** False while no thread takes what comes: it is counted as lost. */
  let writing = false;
  let timer: NodeJS.Timeout | null = null;
  const threads: { writer?: Thread<ToWriter>; reader?: Thread<ToReader>; keeper?: Thread<ToKeeper> } = {};

  const stage = staging(mostBuffers, ({ buffer, length, text, at }) => {
    lost.handed(length, at);
    threads.writer!.post({ t: 'rows', buffer, length, text }, [buffer]);
  }, () => performance.now());

  /** The two threads that meet are told of each other anew whenever one of them is new. */
  function introduce(): void {
    if (threads.writer === undefined || threads.reader === undefined || !threads.writer.alive() || !threads.reader.alive()) return;
    const { port1, port2 } = new MessageChannel();
    threads.writer.post({ t: 'head', port: port1 }, [port1]);
    threads.reader.post({ t: 'head', port: port2 }, [port2]);
  }
  function settleAll(): void { for (const resolve of settling.values()) resolve(); settling.clear(); }
  /** What cannot be opened now is tried again with the next thread. */
  function heardOpened(told: Extract<FromWriter, { t: 'opened' }>['result']): void {
    if (!told.ok) note({ name: 'history-not-opened', params: { ...told.fault.params, code: told.fault.code } });
    status = { ...status, state: told.ok ? 'keeping' : 'stopped', reason: told.ok ? null : told.fault.code };
    writing = told.ok;
    opened.resolve(ok(null));
  }
  /** Whoever has the old catalogue open would read from it for ever. */
  function heardNote(told: StorageNote): void {
    note(told);
    if (told.name === 'history-catalogue-made-anew') for (const thread of [threads.reader, threads.keeper]) thread?.renew();
  }
  function heardWriter(m: FromWriter): void {
    if (m.t === 'opened') heardOpened(m.result);
    else if (m.t === 'free') stage.back(m.buffer);
    else if (m.t === 'status') { status = m.status; lost.through(m.status.taken, m.status.through); }
    else if (m.t === 'note') heardNote(m.note);
    else if (m.t === 'settled') { settling.get(m.id)?.(); settling.delete(m.id); }
  }
  function startWriter(): void {
    threads.writer = keepThread<ToWriter, FromWriter>({ name: 'history-writer', url: urls.writer, data: (first): WriterOptions => ({ dir, first, limits }) }, {
      heard: heardWriter,
      started(first) {
        if (first) return;
        queueMicrotask(() => { if (plan !== null) threads.writer!.post({ t: 'follow', plan }); introduce(); });
      },
      died(reason) {
        lost.died(status);
        status = { ...status, taken: 0, through: 0, state: 'stopped', reason: status.reason ?? 'thread-died' };
        writing = false;
        if (++deaths === mostDeaths) opened.resolve(fail('history-error', { reason }));
        stage.forget();
        settleAll();
      },
    }, note);
  }
  function startReader(): void {
    threads.reader = keepThread<ToReader, FromReader>({ name: 'history-reader', url: urls.reader, data: (): ReaderOptions => ({ dir, cacheBytes }) }, {
      heard(m) {
        if (m.t === 'note') note(m.note);
        if (m.t === 'answer') asked.answer(m.id, m.result);
        if (m.t === 'progress') asked.progress(m.id, m.progress);
      },
      started(first) { if (!first) queueMicrotask(introduce); },
      died(reason) { asked.lost(reason); },
    }, note);
  }
  function startKeeper(): void {
    threads.keeper = keepThread<ToKeeper, FromKeeper>({ name: 'history-keeper', url: urls.keeper, data: (): KeeperOptions => ({ dir }) }, {
      heard(m) {
        if (m.t === 'note') note(m.note);
        if (m.t === 'status') keeper = m;
        if (m.t === 'kept') { keeping.get(m.id)?.(); keeping.delete(m.id); }
      },
      started(first) { if (!first) queueMicrotask(() => { if (plan !== null) threads.keeper!.post({ t: 'plan', plan }); }); },
      died() { for (const resolve of keeping.values()) resolve(); keeping.clear(); },
    }, note);
  }
  function handOver(): void { timer = null; stage.flush(); }

  startWriter();
  const limit = setTimeout(() => { opened.resolve(fail('history-error', { reason: 'not opened in time' })); }, openWithinMs);
  const result = await opened.promise;
  clearTimeout(limit);
  if (!result.ok) { await threads.writer!.close({ t: 'close' }); return result; }
  startReader();
  startKeeper();
  introduce();

  return ok({
    follow(next) {
      if (closed) return;
      plan = next;
      stage.flush();
      threads.writer!.post({ t: 'follow', plan });
      threads.keeper?.post({ t: 'plan', plan });
    },
    put(batch) {
      if (closed || batch.length === 0) return;
      const over = writing ? stage.put(batch) : batch.length;
      if (over > 0) lost.overflow(over, batch.handle[batch.length - 1]!);
      if (timer === null && stage.waiting() > 0) timer = setTimeout(handOver, handAfterMs);
    },
    ask<K extends KeptQuestion>(name: K, question: QuestionOf<K>, wanted: Wanted, told?: (progress: unknown) => void): Promise<Result<AnswerOf<K>>> {
      if (closed || threads.reader === undefined || !threads.reader.alive()) return Promise.resolve(fail('history-lost', { reason: 'no thread' }));
      stage.flush();                                   // what came before the question is in its answer
      return asked.ask(name, question, wanted, (message) => { threads.reader!.post(message); }, told);
    },
    health(): HistoryHealth {
      const { state, reason, points, kept, stored, quarantined, bytes, used, oldest } = status;
      const before = lost.before();
      return {
        state, reason, lagMs: lost.lagMs(performance.now()), points, kept: kept + before.kept, stored: stored + before.stored, refused: lost.refused(status.refused, (handle) => plan?.points.find((p) => p.handle === handle)?.id ?? `#${handle}`),
        quarantined, bytes, budgetBytes: keeper?.budgetBytes ?? plan?.budgetBytes ?? null, used: keeper?.used ?? used, oldest: keeper?.oldest ?? oldest,
      };
    },
    settled() {
      if (closed || !writing) return Promise.resolve();
      stage.flush();
      const { promise, resolve } = Promise.withResolvers<void>();
      settling.set(++last, resolve);
      threads.writer!.post({ t: 'settle', id: last });
      return promise;
    },
    keepNow() {
      if (closed || threads.keeper === undefined || !threads.keeper.alive()) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      keeping.set(++last, resolve);
      threads.keeper.post({ t: 'keep-now', id: last });
      return promise;
    },
    async close() {
      if (closed) return;
      closed = true;
      if (timer !== null) clearTimeout(timer);
      stage.flush();
      asked.lost('closed');
      await Promise.all([threads.reader?.close({ t: 'close' }), threads.keeper?.close({ t: 'close' })]);
      await threads.writer!.close({ t: 'close' });
      settleAll();
      for (const resolve of keeping.values()) resolve();
    },
  });
}
