import { expect, it } from 'vitest';
import type { Answering, SeriesSource } from '#app/history';
import { fail, ok, type Result } from '#kernel/result';
import { epochMs } from '#kernel/time';
import type { StorageNote } from '../../../../storage/history/note.ts';
import type { Question } from '../../../../storage/history/reading/protocol.ts';
import { questionRunner, sliceMs, type Workings } from '../../../../storage/history/reading/runner.ts';
import { GoneFile } from '../../../../storage/history/stored/files.ts';

type Work = () => Answering<unknown>;
/** A runner whose time is what its questions take: `work` by the first point asked. */
function bench(works: (tools: { readonly steps: (n: number, ms: number, end?: Result<unknown>) => Work }) => Readonly<Record<string, Work>>) {
  const time = { ms: 0 };
  /** `n` steps of `ms` each. */
  const steps = (n: number, ms: number, end: Result<unknown> = ok('done')): Work => function* () { for (let i = 0; i < n; i++) { time.ms += ms; yield; } return end; };
  const work = works({ steps });
  const answers: (readonly [id: number, result: Result<unknown>])[] = [];
  const notes: StorageNote[] = [];
  let last = 0;
  const working = ({ points }: { readonly points: readonly string[] }): Answering<unknown> => work[points[0]!]!();
  const workings = { 'history.latest': working } as unknown as Workings;
  const begun: number[] = [];
  const runner = questionRunner({
    workings, mono: () => time.ms, note: (n) => notes.push(n), progress: () => {}, ready: () => {},
    begin: async (q) => { begun.push(q.id); return {} as SeriesSource; },
    answer: (id, result) => { structuredClone(result); answers.push([id, result]); },
  });
  return {
    runner, answers, notes, begun, time,
    ask: async (point: string): Promise<number> => { const question: Question = { t: 'ask', id: ++last, now: epochMs(0), name: 'history.latest', question: { points: [point] } }; await runner.ask(question); return last; },
    run: (turns = Infinity): number => { let n = 0; while (n < turns && runner.waiting()) { runner.turn(); n++; } return n; },
  };
}

it('HIS-93 a question works ten milliseconds at a time, and goes on where it was', async () => {
  const b = bench(({ steps }) => ({ year: steps(100, 3, ok('a year')) }));
  await b.ask('year');
  b.runner.turn();
  expect(b.time.ms).toBe(12);
  expect(b.time.ms).toBeLessThan(sliceMs + 3);
  expect(b.run()).toBe(24 + 1);
  expect(b.answers).toEqual([[1, ok('a year')]]);
});
it('HIS-93 a short question waits for one slice of a long one, and for one more with each slice of its own, however many long ones there are', async () => {
  const b = bench(({ steps }) => ({ year: steps(10_000, 10), short: steps(1, 1, ok('short')), three: steps(3, 10, ok('three')) }));
  for (let i = 0; i < 12; i++) await b.ask('year');
  b.run(12 * 20);
  const from = b.time.ms;
  const short = await b.ask('short');
  b.run(2);
  expect(b.answers).toEqual([[short, ok('short')]]);
  expect(b.time.ms - from).toBeLessThanOrEqual(2 * sliceMs);
  const three = await b.ask('three');
  b.run(8);
  expect(b.answers.at(-1)).toEqual([three, ok('three')]);
  const before = b.time.ms;
  b.run(12);
  expect(b.time.ms).toBe(before + 120);                      // and the long ones go on
});
it('HIS-93 long questions go on while short ones keep coming', async () => {
  const b = bench(({ steps }) => ({ year: steps(100, 10, ok('a year')), short: steps(1, 1) }));
  const year = await b.ask('year');
  for (let i = 0; i < 300; i++) { await b.ask('short'); b.run(1); }
  expect(b.answers).toContainEqual([year, ok('a year')]);
});
it('HIS-94 a question that is taken back is worked on no more, lets go what it held, and is not answered', async () => {
  let [steps, held] = [0, true];
  const b = bench(() => ({ year: function* () { try { for (;;) { steps++; b.time.ms += 10; yield; } } finally { held = false; } } }));
  const id = await b.ask('year');
  b.run(5);
  b.runner.takeBack(id);
  expect([b.run(), steps, held, b.answers]).toEqual([0, 5, false, []]);
  const beginning = b.ask('year');                           // before its source is there
  b.runner.takeBack(id + 1);
  await beginning;
  expect([b.run(), steps]).toEqual([0, 5]);
});
it('HIS-94 a question that throws is answered with history-lost and named; the others go on', async () => {
  const b = bench(({ steps }) => ({ broken: function* () { b.time.ms += 1; yield; throw new Error('a bug'); }, uncloneable: steps(1, 1, ok(() => 1)), fine: steps(50, 1, ok('fine')), fault: steps(1, 1, fail('bad-span')) }));
  for (const point of ['fine', 'broken', 'uncloneable', 'fault', 'unknown']) await b.ask(point);
  b.run();
  expect(b.answers.toSorted(([x], [y]) => x - y)).toEqual([[1, ok('fine')], [2, fail('history-lost', { reason: 'a bug' })], [3, fail('history-lost')], [4, fail('bad-span')], [5, expect.objectContaining({ ok: false })]]);
  expect(b.notes.map((n) => n.name)).toEqual(['history-question-failed', 'history-question-failed', 'history-question-failed']);
});
it('HIS-92 a question whose file went away begins anew, but not for ever', async () => {
  let times = 0;
  const b = bench(() => ({ once: function* () { yield; if (times++ === 0) throw new GoneFile('raw-0'); return ok('there'); }, always: function* () { yield; throw new GoneFile('raw-1'); } }));
  const all = [await b.ask('once'), await b.ask('always')];
  for (let i = 0; i < 20; i++) { b.run(); await Promise.resolve(); }
  expect(b.answers).toEqual([[all[0], ok('there')], [all[1], expect.objectContaining({ ok: false, fault: expect.objectContaining({ code: 'history-lost' }) as unknown })]]);
  expect(b.begun).toEqual([1, 2, 1, 2, 2]);
});
it('STO-11 a step that holds up the others is named', async () => {
  const b = bench(({ steps }) => ({ slow: steps(2, 90) }));
  await b.ask('slow');
  b.run();
  expect(b.notes).toEqual([{ name: 'slow-query', params: { query: 'history.latest', ms: 90 } }]);
});
it('HIS-93 of many at once only so many are begun, and each is answered in its turn; those taken back unbegun are not', async () => {
  const b = bench(({ steps }) => ({ short: steps(3, 10), gone: function* () { yield; throw new Error('no'); }, year: steps(1000, 10) }));
  for (let i = 0; i < 250; i++) await b.ask(i % 50 === 7 ? 'gone' : 'short');
  expect(b.begun.length).toBe(24);
  const unbegun = await b.ask('short');
  b.runner.takeBack(unbegun);
  b.runner.takeBack(1);
  for (let turn = 0; turn < 600 && b.answers.length < 249; turn++) { b.run(4); await Promise.resolve(); await Promise.resolve(); }
  expect(b.answers.length).toBe(249);
  expect(b.begun).not.toContain(unbegun);
  for (let i = 0; i < 40; i++) { await b.ask('year'); b.run(30); }
  await b.ask('short');
  b.run(60);
  expect(b.answers.length).toBe(250);                        // long ones leave their places to others
});
