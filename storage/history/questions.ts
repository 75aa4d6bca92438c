import { latestViews, type AnswerOf, type KeptQuestion, type QuestionOf } from '#app/history';
import type { Wanted } from '#kernel/contract';
import { fail, ok, type Result } from '#kernel/result';
import { epochMs } from '#kernel/time';
import type { LatestRows, Question, ToReader } from './reading/protocol.ts';

/** The last samples come in columns; every other answer as it is. */
function answerOf<K extends KeptQuestion>(name: K, question: QuestionOf<K>, result: Result<unknown>): Result<AnswerOf<K>> {
  return (name === 'history.latest' && result.ok ? ok(latestViews((question as QuestionOf<'history.latest'>).points, result.value as LatestRows)) : result) as Result<AnswerOf<K>>;
}

/** Questions that are with the thread that reads. `now`: epoch ms: nothing is known of what comes after. */
export function questions(now: () => number) {
  const open = new Map<number, { readonly end: (result: Result<unknown>) => void; readonly told: (progress: unknown) => void }>();
  let last = 0;
  function end(id: number, result: Result<unknown>): void {
    const question = open.get(id);
    open.delete(id);
    question?.end(result);
  }
  return {
    /** Asks, and takes back what nobody wants any more. */
    ask<K extends KeptQuestion>(name: K, question: QuestionOf<K>, wanted: Wanted, post: (message: ToReader) => void, told: (progress: unknown) => void = () => {}): Promise<Result<AnswerOf<K>>> {
      const { promise, resolve } = Promise.withResolvers<Result<AnswerOf<K>>>();
      const id = ++last;
      if (!wanted.still()) return Promise.resolve(fail('taken-back'));
      open.set(id, { end: (result) => { resolve(answerOf(name, question, result)); }, told });
      wanted.lost(() => { if (open.has(id)) { post({ t: 'take-back', id }); end(id, fail('taken-back')); } });
      post({ t: 'ask', id, now: epochMs(now()), name, question } as Question);
      return promise;
    },
    answer: end,
    progress(id: number, progress: unknown): void { open.get(id)?.told(progress); },
    lost(reason: string): void { for (const id of open.keys()) end(id, fail('history-lost', { reason })); },
  };
}
