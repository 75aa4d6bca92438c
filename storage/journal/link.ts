import { Worker } from 'node:worker_threads';
import type { JournalFault } from '#app/journal';
import { fail, type Result } from '#kernel/result';
import type { Note } from '../note.ts';
import type { Ask, Close, FromWorker, Opened, Query, WorkerOptions, WriterStatus } from './protocol.ts';
import type { SearchAsk } from '../search/protocol.ts';
import type { VerifyAsk } from '../verifying/protocol.ts';
import { reasonOf } from '../disk/reason.ts';

type Without<T> = T extends unknown ? Omit<T, 'id'> : never;

/** The engine's end of one of the two worker threads. */
export interface WorkerLink {
  readonly opened: Promise<Result<Opened | null, JournalFault>>;
  /** Answers come in the order of the questions; a worker that died answers all of them with `journal-error`. */
  ask<T>(question: Without<Ask | Query | SearchAsk | VerifyAsk>): Promise<Result<T, JournalFault>>;
  alive(): boolean;
  close(): Promise<void>;
}

/** `status`: what the writer says of itself, before the answers it came with are heard. `died`: the worker ended without being closed. */
export interface LinkEars { readonly note: Note; status(status: WriterStatus): void; died(reason: string): void; progress?(checked: number, of: number): void }

const closeWithinMs = 10_000;

export function workerLink(url: URL, options: WorkerOptions, ears: LinkEars): WorkerLink {
  const worker = new Worker(url, { workerData: options, name: `journal-${options.role}` });
  const opened = Promise.withResolvers<Result<Opened | null, JournalFault>>();
  const ended = Promise.withResolvers<void>();
  const waiting = new Map<number, (result: Result<never, JournalFault>) => void>();
  let [last, alive, closing] = [0, true, false];

  function gone(reason: string): void {
    if (!alive) return;
    alive = false;
    const result = closing ? fail('journal-closed') : fail('journal-error', { reason });
    opened.resolve(result);
    if (!closing) ears.died(reason);
    for (const resolve of waiting.values()) resolve(result);
    waiting.clear();
    ended.resolve();
  }
  worker.on('message', (m: FromWorker) => {
    if (m.t === 'opened') opened.resolve(m.result);
    if (m.t === 'note') ears.note(m.note);
    if (m.t === 'progress') ears.progress?.(m.checked, m.of);
    if (m.t !== 'answers') return;
    if (m.status !== undefined) ears.status(m.status);
    for (const { id, result } of m.answers) {
      const resolve = waiting.get(id);
      waiting.delete(id);
      resolve?.(result as Result<never, JournalFault>);
    }
  });
  worker.on('error', (error) => { gone(error.message); });
  worker.on('exit', (code) => { gone(`its thread ended with ${code}`); });

  return {
    opened: opened.promise,
    ask<T>(question: Without<Ask | Query | SearchAsk | VerifyAsk>) {
      if (!alive || closing) return Promise.resolve(fail('journal-closed'));
      const { promise, resolve } = Promise.withResolvers<Result<T, JournalFault>>();
      const id = ++last;
      try { worker.postMessage({ ...question, id }); } catch (error) {   // a body that cannot be copied between threads: a function, a socket
        return Promise.resolve(fail('bad-event', { kind: '', reason: reasonOf(error) }));
      }
      waiting.set(id, resolve);
      return promise;
    },
    alive: () => alive,
    async close() {
      if (!closing && alive) {
        closing = true;
        worker.postMessage({ t: 'close' } satisfies Close);
        const limit = setTimeout(() => void worker.terminate(), closeWithinMs);
        void ended.promise.then(() => { clearTimeout(limit); });
      }
      await ended.promise;
    },
  };
}
