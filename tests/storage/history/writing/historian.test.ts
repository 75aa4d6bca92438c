import fs from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { must, tempFolder, until } from '../../opened.ts';
import { batch, openedHistory, planOf, point, rowsOf, start, wanted, type Row } from './kept.ts';

vi.setConfig({ testTimeout: 30_000 });   // three threads begin and end in each
const seconds = (handle: number, from: number, to: number, value = (s: number): number => s % 17): Row[] => Array.from({ length: to - from }, (_, i) => ({ handle, value: value(from + i), time: start + (from + i) * 1000 }));
const told = (rows: readonly Row[]): readonly (readonly [number, number])[] => rows.map((r) => [r.time - start, r.value]);

it('STO-19 what was put is readable at once, and after close and opening again, from log and files alike', async () => {
  const { dir, history } = await openedHistory();
  history.follow(planOf([point(1), point(2, { type: 'text' }), point(3, { type: 'digital' })]));
  const rows = seconds(1, 0, 300);
  for (let i = 0; i < 300; i += 7) history.put(batch(rows.slice(i, i + 7)));
  history.put(batch([{ handle: 2, value: Number.NaN, time: start, words: '运行' }, { handle: 2, value: Number.NaN, time: start + 5000, words: '停止' }, { handle: 3, value: 1, time: start }]));
  expect(await rowsOf(history, 1)).toEqual(told(rows));
  await history.settled();
  expect(history.health()).toMatchObject({ state: 'keeping', lagMs: 0, points: 3, stored: 303, refused: [], quarantined: [] });
  await history.close();
  expect(fs.readdirSync(path.join(dir, 'history', 'segments')).some((f) => f.startsWith('raw-0-'))).toBe(true);
  const again = await openedHistory(dir);
  expect([again.notes, await rowsOf(again.history, 1), await rowsOf(again.history, 2), await rowsOf(again.history, 3)]).toEqual([[], told(rows), [[0, '运行'], [5000, '停止']], [[0, 1]]]);
  const latest = must(await again.history.ask('history.latest', { points: ['P-1', 'P-2', 'P-3'] }, wanted));
  expect(latest.map((l) => [l.value, l.text, (l.from ?? 0) - start])).toEqual([[rows.at(-1)!.value, null, 299_000], [null, '停止', 5000], [1, null, 0]]);
});
it('HIS-34 HIS-35 late and out of order samples take their place over checkpoints; duplicates are left out and counted', async () => {
  const { history } = await openedHistory(tempFolder(), { limits: { windowRows: 40, longMs: 0, fewRows: 1, windowMs: 0 } });
  history.follow(planOf([point(1)]));
  const rows = seconds(1, 0, 200);
  const shuffled = rows.map((r, i) => ({ r, key: (i * 7919) % 211 })).toSorted((a, b) => a.key - b.key).map(({ r }) => r);
  for (let i = 0; i < shuffled.length; i += 10) { history.put(batch(shuffled.slice(i, i + 10))); await history.settled(); }
  history.put(batch([rows[199]!, rows[199]!]));
  await until('a checkpoint', () => history.health().bytes.raw > 0);
  expect(await rowsOf(history, 1)).toEqual(told(rows));
  await history.settled();
  expect(history.health().refused).toEqual([{ why: 'duplicate', count: 2, point: 'P-1' }]);
});
it('HIS-30 HIS-31 HIS-32 HIS-33 HIS-37 bad input is kept out or kept bad, counted and named in health; what follows is kept', async () => {
  const { history } = await openedHistory();
  history.follow(planOf([point(1), point(2, { type: 'digital' })]));
  history.put(batch([
    { handle: 1, value: Number.NaN, time: start }, { handle: 1, value: Infinity, time: start + 1000 }, { handle: 99, value: 1, time: start }, { handle: 2, value: 7, time: start },
    { handle: 1, value: 5, time: 1000, received: start + 2000 }, { handle: 1, value: 6, time: start + 3 * 86_400_000, received: start + 3000 }, { handle: 1, value: 8, time: start + 4000 },
  ]));
  await history.settled();
  await until('status', () => history.health().refused.length === 4);
  expect(history.health().refused.toSorted((a, b) => (a.why < b.why ? -1 : 1))).toEqual([
    { why: 'absurd-time', count: 2, point: 'P-1' }, { why: 'not-a-number', count: 2, point: 'P-1' }, { why: 'unknown-point', count: 1, point: '#99' }, { why: 'wrong-type', count: 1, point: 'P-2' },
  ]);
  expect(await rowsOf(history, 1)).toEqual([[0, null], [1000, null], [2000, 5], [3000, 6], [4000, 8]]);
  expect(await rowsOf(history, 2)).toEqual([[0, null]]);
});
it('follow: a point keeps its number and what it has under another handle; one that is gone keeps what it had', async () => {
  const { history } = await openedHistory();
  history.follow(planOf([point(1), point(2)]));
  history.put(batch([...seconds(1, 0, 3), ...seconds(2, 0, 3)]));
  history.follow(planOf([point(7, { id: point(1).id }), point(3)]));
  history.put(batch([...seconds(7, 3, 6), ...seconds(2, 3, 6), ...seconds(3, 3, 6)]));
  expect(await rowsOf(history, 1)).toEqual(told(seconds(1, 0, 6)));
  expect(await rowsOf(history, 2)).toEqual(told(seconds(2, 0, 3)));
  expect(await rowsOf(history, 3)).toEqual(told(seconds(3, 3, 6)));
  await history.settled();
  expect(history.health()).toMatchObject({ points: 2, refused: [{ why: 'unknown-point', count: 3, point: '#2' }] });
});
it('HIS-36 what is more than can be under way is counted as overflow and named; nobody waits', async () => {
  const { history } = await openedHistory();
  history.follow(planOf([point(1)]));
  await history.settled();
  const many = batch(Array.from({ length: 100_000 }, (_, i) => ({ handle: 1, value: 1, time: start + i })));
  for (let i = 0; i < 30; i++) history.put(many);             // 3 million in one turn: none can be handed on meanwhile
  const lost = 3_000_000 - 2_097_152;
  expect(history.health().refused).toEqual([{ why: 'overflow', count: lost, point: 'P-1' }]);
  await history.settled();
  expect(await rowsOf(history, 1)).toHaveLength(10_000);
  expect(history.health()).toMatchObject({ lagMs: 0, state: 'keeping' });
});
it('STO-24 a thread that dies is named and begun anew; questions end as lost; what was stored is there', async () => {
  const { history, notes } = await openedHistory(tempFolder(), { urls: { writer: new URL('./dying-writer.ts', import.meta.url), reader: new URL('./dying-reader.ts', import.meta.url), keeper: new URL('../../../../storage/history/keeping/worker.ts', import.meta.url) } });
  history.follow(planOf([point(1), point(13)]));
  const rows = seconds(1, 0, 50);
  history.put(batch(rows));
  await history.settled();
  history.put(batch([{ handle: 13, value: 666, time: start }]));   // the writer of this test dies of it
  await until('the writer died', () => notes.some((n) => n.name === 'history-thread-died'));
  expect(notes).toMatchObject([{ name: 'history-thread-died', params: { thread: 'history-writer' } }]);
  await until('it is back', () => history.health().state === 'keeping');
  history.put(batch(seconds(1, 50, 60)));
  await history.settled();
  expect(await rowsOf(history, 1)).toEqual(told(seconds(1, 0, 60)));
  expect(history.health()).toMatchObject({ refused: [{ why: 'overflow', count: 1 }] });

  const lost = await history.ask('history.rows', { point: 'die', from: 0, to: 1, limit: 1 }, wanted);
  expect(lost).toMatchObject({ ok: false, fault: { code: 'history-lost' } });
  await until('the reader is back', () => notes.filter((n) => n.params['thread'] === 'history-reader').length === 1);
  for (let i = 0; i < 100; i++) { const answer = await history.ask('history.rows', { point: 'P-1', from: start, to: start + 60_000, limit: 100 }, wanted); if (answer.ok) { expect(answer.value.at).toHaveLength(60); return; } await new Promise((r) => { setTimeout(r, 20); }); }
  throw new Error('the reader did not come back');
});
it('a question that nobody wants any more ends as taken back', async () => {
  const { history } = await openedHistory();
  history.follow(planOf([point(1)]));
  expect(await history.ask('history.rows', { point: 'P-1', from: 0, to: 1, limit: 1 }, { still: () => false, lost: () => undefined })).toMatchObject({ ok: false, fault: { code: 'taken-back' } });
  const runs: (() => void)[] = [];
  const asked = history.ask('history.rows', { point: 'P-1', from: 0, to: 1, limit: 1 }, { still: () => true, lost: (run) => { runs.push(run); } });
  for (const run of runs) run();
  expect(await asked).toMatchObject({ ok: false, fault: { code: 'taken-back' } });
});
