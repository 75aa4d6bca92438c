import { Worker } from 'node:worker_threads';
import type { KeptQuestion, QuestionOf } from '#app/history';
import { epochMs } from '#kernel/time';
import type { Result } from '#kernel/result';
import type { FromReader, ReaderOptions } from '../../../storage/history/reading/protocol.ts';

/** One question and how often it is asked, one after another. */
export interface Wanted { readonly name: KeptQuestion; readonly question: QuestionOf<KeptQuestion>; readonly times: number }
/** `openMs`: from the start of the thread to where it can be asked. `ms`: of each answer, by question; `cpuMs`: what the whole process reckoned meanwhile, which other work on the machine does not lengthen. `size`: of each last answer, as JSON. */
export interface Taken { readonly openMs: number; readonly ms: readonly (readonly number[])[]; readonly cpuMs: readonly (readonly number[])[]; readonly size: readonly number[]; readonly notes: readonly unknown[] }

/** The thread that reads, as the engine starts it. */
export function readerThread(dir: string) {
  const options: ReaderOptions = { dir, cacheBytes: 64 << 20 };
  const worker = new Worker(new URL('../../../storage/history/reading/worker.ts', import.meta.url), { workerData: options });
  const notes: unknown[] = [];
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  const opened = Promise.withResolvers<void>();
  let last = 0;
  worker.on('error', opened.reject);
  worker.on('message', (m: FromReader) => {
    if (m.t === 'opened') opened.resolve();
    if (m.t === 'note') notes.push(m.note);
    if (m.t === 'answer') { waiting.get(m.id)?.(m.result); waiting.delete(m.id); }
  });
  return {
    opened: opened.promise, notes, worker,
    ask(name: KeptQuestion, question: QuestionOf<KeptQuestion>): Promise<Result<unknown>> {
      const { promise, resolve } = Promise.withResolvers<Result<unknown>>();
      waiting.set(++last, resolve);
      worker.postMessage({ t: 'ask', id: last, now: epochMs(Date.now()), name, question });
      return promise;
    },
    close: (): Promise<number> => worker.terminate(),
  };
}

/** Asks in this process, which is a new one, and says what it took. */
async function take(dir: string, wanted: readonly Wanted[]): Promise<Taken> {
  const begun = performance.now();
  const reader = readerThread(dir);
  await reader.opened;
  const openMs = performance.now() - begun;
  const [ms, cpuMs]: readonly [number[][], number[][]] = [[], []];
  const size: number[] = [];
  for (const { name, question, times } of wanted) {
    const [each, cpu]: readonly [number[], number[]] = [[], []];
    let answer: Result<unknown> | null = null;
    for (let n = 0; n < times; n++) {
      const [from, before] = [performance.now(), process.cpuUsage()];
      answer = await reader.ask(name, question);
      each.push(performance.now() - from);
      const { user, system } = process.cpuUsage(before);
      cpu.push((user + system) / 1000);
      if (!answer.ok) throw new Error(JSON.stringify(answer.fault));
    }
    ms.push(each);
    cpuMs.push(cpu);
    size.push(JSON.stringify(answer).length);
  }
  await reader.close();
  return { openMs, ms, cpuMs, size, notes: reader.notes };
}

if (process.argv[2] === 'take') process.stdout.write(JSON.stringify(await take(process.argv[3]!, JSON.parse(process.argv[4]!) as Wanted[])));
