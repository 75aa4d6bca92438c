import { Worker } from 'node:worker_threads';
import type { PasswordHash } from '#app/access';
import type { Slow, SlowAnswer, SlowName } from './hash-protocol.ts';
import { passwordHash } from './password-hash.ts';

/** What cannot be judged because its thread died or could not; thrown, for a hash that is not there is neither right nor wrong. */
export class HashLost extends Error { override readonly name = 'HashLost'; }

/** Everything that costs an argon2id, in a thread of its own: a hash holds up no alarm. Rejects with `HashLost`. */
export interface HashThread extends PasswordHash {
  newKey(pin: string): Promise<Slow['new-key']['out']>;
  /** Signs with the private key in the file. */
  sign(file: string, pin: string, text: string): Promise<Slow['sign']['out']>;
  stop(): Promise<void>;
}
interface Waiting { readonly resolve: (out: never) => void; readonly reject: (why: HashLost) => void }

/** Begun by the first hash; a thread that died is begun again by the next. `url`: the script. */
export function hashThread(url: URL, note: (line: string) => void): HashThread {
  let thread: Worker | null = null;
  let asked = 0;
  let stopped = false;
  const waiting = new Map<number, Waiting>();

  function gone(worker: Worker, why: string): void {
    if (thread !== worker) return;
    thread = null;
    note(`hash thread ended: ${why}`);
    for (const one of waiting.values()) one.reject(new HashLost(why));
    waiting.clear();
  }
  function begun(): Worker {
    const worker = new Worker(url, { stdout: false, stderr: false });
    worker.unref();
    worker.on('message', (answer: SlowAnswer) => {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (waiting.size === 0) worker.unref();
      if ('threw' in answer) one?.reject(new HashLost(answer.threw)); else one?.resolve(answer.out as never);
    });
    worker.on('error', (error) => gone(worker, String(error).slice(0, 200)));
    worker.on('exit', (code) => gone(worker, `exit ${code}`));
    return worker;
  }
  function ask<K extends SlowName>(t: K, input: Slow[K]['in']): Promise<Slow[K]['out']> {
    if (stopped) return Promise.reject(new HashLost('stopped'));
    thread ??= begun();
    const id = ++asked;
    const { promise, resolve, reject } = Promise.withResolvers<Slow[K]['out']>();
    waiting.set(id, { resolve, reject });
    thread.ref();                          // whoever waits is not left by a process that ends
    thread.postMessage({ id, t, ...input });
    return promise;
  }
  const here = passwordHash();
  return {
    hash: (password) => ask('hash', { password }),
    verify: (password, stored) => ask('verify', { password, stored }),
    outdated: (stored) => here.outdated(stored),
    newKey: (pin) => ask('new-key', { pin }),
    sign: (file, pin, text) => ask('sign', { file, pin, text }),
    async stop() {
      stopped = true;
      const worker = thread;
      if (worker === null) return;
      gone(worker, 'stopped');
      await worker.terminate();
    },
  };
}
