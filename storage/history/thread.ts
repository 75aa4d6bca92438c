import { Worker, type Transferable } from 'node:worker_threads';
import { reasonOf } from './disk.ts';
import type { Note } from './note.ts';

/** A thread that is started again when it dies: at once, then after twice as long each time, up to 30 s; one that lived for a minute is forgiven. */
export interface Thread<To> {
  post(message: To, transfer?: readonly Transferable[]): void;
  alive(): boolean;
  /** Ends it; another takes its place. */
  renew(): void;
  /** Tells it to close, and ends it where it does not within 20 s. */
  close(message: To): Promise<void>;
}
/** `started`: there is a new thread, nothing was said to it yet. `died`: it did not end by `close`; what it was asked is answered by nobody. */
export interface ThreadEars<From> { heard(message: From): void; started(first: boolean): void; died(reason: string): void }
export interface ThreadShape { readonly name: string; readonly url: URL; readonly data: (first: boolean) => unknown }

const firstRestMs = 100;
const longestRestMs = 30_000;
const forgivenMs = 60_000;
const closeWithinMs = 20_000;

export function keepThread<To, From extends { readonly t: string }>({ name, url, data }: ThreadShape, ears: ThreadEars<From>, note: Note): Thread<To> {
  let worker: Worker | null = null;
  let [restMs, closing, first] = [firstRestMs, false, true];
  let again: NodeJS.Timeout | null = null;
  let ended = Promise.withResolvers<void>();

  function start(): void {
    again = null;
    const mine = new Worker(url, { workerData: data(first), name });
    worker = mine;
    ended = Promise.withResolvers<void>();
    const since = performance.now();
    let reason = '';
    mine.on('message', (message: From) => { if (worker === mine) ears.heard(message); });
    mine.on('error', (error) => { reason = reasonOf(error); });
    mine.on('exit', (code) => {
      worker = null;
      ended.resolve();
      if (closing) return;
      const why = reason === '' ? `exit ${code}` : reason;
      if (performance.now() - since > forgivenMs) restMs = firstRestMs;
      note({ name: 'history-thread-died', params: { thread: name, reason: why, againMs: restMs } });
      ears.died(why);
      again = setTimeout(start, restMs);
      restMs = Math.min(longestRestMs, restMs * 2);
    });
    ears.started(first);
    first = false;
  }
  start();
  return {
    post(message, transfer = []) { worker?.postMessage(message, transfer); },
    alive: () => worker !== null,
    renew() { void worker?.terminate(); },
    async close(message) {
      closing = true;
      if (again !== null) clearTimeout(again);
      if (worker === null) return;
      worker.postMessage(message);
      const limit = setTimeout(() => void worker?.terminate(), closeWithinMs);
      await ended.promise;
      clearTimeout(limit);
    },
  };
}
