import type { MessagePort } from 'node:worker_threads';
import type { HeadAsk, HeadTold, LatestRows } from './protocol.ts';

type Told<T extends HeadTold['t']> = Extract<HeadTold, { t: T }>;

/** Asks the thread that writes for what is in no file yet. Where nobody writes, or it ends before it has answered, the answer is null: what is on the disk is all that there is. */
export function headLink() {
  let port: MessagePort | null = null;
  let last = 0;
  const waiting = new Map<number, (told: HeadTold | null) => void>();

  function gone(of: MessagePort | null): void {
    if (of !== port) return;
    port = null;
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  }
  function ask(to: MessagePort, question: HeadAsk): Promise<HeadTold | null> {
    const { promise, resolve } = Promise.withResolvers<HeadTold | null>();
    waiting.set(question.id, resolve);
    to.postMessage(question);
    return promise;
  }
  return {
    /** Another writer took the place of the one before, or none. */
    attach(next: MessagePort | null): void {
      const before = port;
      gone(before);
      before?.close();
      port = next;
      next?.on('message', (told: HeadTold) => {
        const resolve = waiting.get(told.id);
        waiting.delete(told.id);
        resolve?.(told);
      });
      next?.on('close', () => { gone(next); });
    },
    head: async (series: readonly number[]): Promise<Told<'head'> | null> => (port === null ? null : ask(port, { t: 'head', id: ++last, series }) as Promise<Told<'head'> | null>),
    latest: async (series: Uint32Array): Promise<LatestRows | null> => (port === null ? null : (await ask(port, { t: 'latest', id: ++last, series }) as Told<'latest'> | null)?.latest ?? null),
  };
}
export type HeadLink = ReturnType<typeof headLink>;
