import { MessageChannel, Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { keptQuestions, type AnswerOf, type KeptQuestion, type QuestionOf } from '#app/history';
import { fail, ok, type Result } from '#kernel/result';
import { epochMs } from '#kernel/time';
import type { FromReader, ReaderOptions, ToReader } from '../../../../storage/history/reading/protocol.ts';
import { workings } from '../../../../storage/history/reading/workings.ts';
import { tellHead } from '../../../../storage/history/writing/tell-head.ts';
import { historyFolder, rawBlock } from './folder.ts';
import { pieceOf, type Row } from './rows.ts';

const run = (from: number, n: number): Row[] => Array.from({ length: n }, (_, i) => ({ time: from + i * 10, received: from + i * 10 + 1, value: i, status: 0, text: i === 3 ? 'three' : null }));

/** The thread as the engine starts it. */
function thread(dir: string): { ask<K extends KeptQuestion>(name: K, question: QuestionOf<K>): Promise<Result<AnswerOf<K>>>; readonly post: Worker['postMessage']; readonly heard: FromReader[]; until(t: FromReader['t']): Promise<void> } {
  const worker = new Worker(new URL('../../../../storage/history/reading/worker.ts', import.meta.url), { workerData: { dir, cacheBytes: 1 << 24 } satisfies ReaderOptions });
  onTestFinished(async () => { await worker.terminate(); });
  const heard: FromReader[] = [];
  const ears = new Set<() => void>();
  worker.on('message', (m: FromReader) => { heard.push(m); for (const ear of ears) ear(); });
  async function when<T>(look: () => T | undefined): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<T>();
    const ear = (): void => { const found = look(); if (found !== undefined) { ears.delete(ear); resolve(found); } };
    ears.add(ear);
    ear();
    return promise;
  }
  let last = 0;
  return {
    heard, post: worker.postMessage.bind(worker),
    async ask(name, question) {
      const id = ++last;
      worker.postMessage({ t: 'ask', id, now: epochMs(1_000_000), name, question });
      return await when(() => heard.find((m) => m.t === 'answer' && m.id === id)).then((m) => (m as { result: Result<never> }).result);
    },
    until: async (t) => { await when(() => heard.find((m) => m.t === t)); },
  };
}

it('the thread answers from files and from the memory of another thread, takes questions back, and closes', async () => {
  const folder = historyFolder();
  await folder.file('raw', [rawBlock(0, pieceOf(run(0, 10)))]);
  const t = thread(folder.dir);
  const question = { point: 'P-0', from: 0, to: 1000, limit: 100 };
  const rows = (all: readonly Row[]): unknown => expect.objectContaining({ at: all.map((r) => r.time), value: all.map((r) => r.value), received: all.map((r) => r.received), more: false });
  expect(await t.ask('history.rows', question)).toEqual(ok(rows(run(0, 10))));
  const { port1, port2 } = new MessageChannel();
  tellHead(port1, { checkpoint: () => 0, raw: (n) => (n === 0 ? pieceOf(run(100, 5)) : null), tier: () => null, latest: (series) => ({ ...pieceOf(Array.from(series, () => run(140, 1)[0]!)), text: new Map() }) });
  t.post({ t: 'head', port: port2 } satisfies ToReader, [port2]);
  expect(await t.ask('history.rows', question)).toEqual(ok(rows([...run(0, 10), ...run(100, 5)])));
  expect(await t.ask('history.latest', { points: ['P-0'] })).toEqual(ok({ length: 1, time: Float64Array.of(140), received: Float64Array.of(141), value: Float64Array.of(0), status: Uint32Array.of(0), text: new Map() }));
  expect(await t.ask('history.rows', { ...question, point: 'P-9' })).toEqual(fail('no-such-point', { point: 'P-9' }));
  t.post({ t: 'ask', id: 1000, now: epochMs(0), name: 'history.rows', question } satisfies ToReader);
  t.post({ t: 'take-back', id: 1000 } satisfies ToReader);
  port1.close();
  expect(await t.ask('history.rows', question)).toEqual(ok(rows(run(0, 10))));
  t.post({ t: 'close' } satisfies ToReader);
  await t.until('closed');
  expect(t.heard.filter((m) => (m.t === 'note' && m.note.name !== 'slow-query') || (m.t === 'answer' && m.id === 1000))).toEqual([]);
});
it('a folder that cannot be read is answered with history-lost, named, and tried again', async () => {
  const t = thread('/proc/nothing');
  await t.until('opened');
  expect(await t.ask('history.rows', { point: 'P-0', from: 0, to: 1, limit: 1 })).toMatchObject({ ok: false, fault: { code: 'history-lost' } });
  expect(new Set(t.heard.map((m) => (m.t === 'note' ? m.note.name : m.t)))).toEqual(new Set(['history-not-read', 'opened', 'history-question-failed', 'answer']));
});
it('every question that history is asked has somebody who works on it', () => { expect(Object.keys(workings('history')).toSorted()).toEqual(keptQuestions.toSorted()); });
