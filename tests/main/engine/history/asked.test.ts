import { expect, it, onTestFinished, vi } from 'vitest';
import { memory, memoryPeer } from '#adapters/memory';
import { engineContract } from '#app/contract';
import { keptQuestions, type Columns } from '#app/history';
import { nowhere } from '#app/output';
import { connect } from '#kernel/client';
import { fail, type Result } from '#kernel/result';
import { nodeId, permissions, unidentified } from '#kernel/session';
import { openHistorian } from '#storage';
import { startEngine } from '../../../../main/engine/engine.ts';
import { realClock } from '../../../clock.ts';
import { inProcess } from '../../../in-process-collector.ts';
import { memoryJournal } from '../../../journal-double.ts';
import { point, smallSite, source } from '../../../small-site.ts';
import { channel } from '../../../wire.ts';
import { scratch } from '../living.ts';

const site = smallSite([source('a', 'memory')], [point('A-1', 'a', '1'), point('A-2', 'a', '2')]);
function value<T>(r: Result<T>): T { if (!r.ok) throw new Error(JSON.stringify(r.fault)); return r.value; }

/** An engine that keeps history in a folder of its own, and a window. */
async function live() {
  const { dir, remove } = scratch();
  const historian = value(await openHistorian({ dir, note: () => {}, limits: { leaveBytes: 0 } }));
  const peer = memoryPeer();
  for (const address of ['1', '2']) peer.values.set(address, 5);
  const started = await startEngine({ realm: 'live', clock: realClock, journal: memoryJournal().journal, outputs: nowhere, history: historian, dataDir: dir, note: () => {} }, site, {
    connect: inProcess((_s, deps) => memory(peer, deps)), restart: null, workstation: 'desk-1', importFrom: 'small', keptSite: null, event: null, checkOutputs: true, reload: async () => fail('no-site-folder'),
  });
  if (!started.ok) throw new Error(started.fault.code);
  const wire = channel();
  const close = started.value.open(wire.engine, () => unidentified('desk-1', nodeId('n1'), 'live', permissions));
  onTestFinished(async () => { close(); wire.close(); await started.value.stop(); await historian.close(); remove(); });
  return { peer, window: connect(engineContract, wire.window, (run) => setTimeout(run, 0)) };
}

it('a window asks the running engine everything that is kept, from sample to answer, and takes a question back', async () => {
  const { peer, window } = await live();
  const begin = Date.now();
  const columns = async (): Promise<Columns> => value(await window.call('history.columns', { points: ['A-1'], from: begin - 1000, to: begin + 60_000, columns: 61 }))[0]!;
  for (const v of [10, 80, 20]) { peer.values.set('1', v); peer.changed('1'); await vi.waitFor(async () => expect((await columns()).last.findLast((x) => x !== null)).toBe(v), { timeout: 5000 }); }
  expect(Math.max(...(await columns()).max.map((x) => x ?? 0))).toBe(80);
  const [from, to] = [begin - 1000, Date.now() + 1];
  const answers = await Promise.all([
    window.call('history.rows', { point: 'A-1', from, to, limit: 100 }), window.call('history.at', { points: ['A-1', 'A-2'], time: to - 1 }), window.call('history.latest', { points: ['A-2', 'A-1'] }),
    window.call('history.aggregates', { points: ['A-1'], from, to, stepMs: null, kinds: [{ kind: 'max' }, { kind: 'count' }, { kind: 'above', of: 50 }] }), window.call('history.compare', { points: ['A-1'], a: { from: from - 86_400_000, to: to - 86_400_000 }, b: { from, to } }),
    window.call('history.correlate', { points: ['A-1', 'A-2'], from, to, stepMs: 1000, lagMs: 0 }), window.call('history.find', { all: [{ point: 'A-1', is: 'above', value: 50 }], from, to, forMs: 0, limit: 10 }),
    window.call('history.detect', { point: 'A-1', from, to, stepMs: 1000, by: 'hampel', reference: null, threshold: null }),
  ]);
  expect(answers.map((a) => (a.ok ? 'ok' : a.fault.code))).toEqual(answers.map(() => 'ok'));
  const [rows, at, latest, aggregates, compared, , found] = answers;
  expect(value(rows)).toMatchObject({ value: expect.arrayContaining([10, 80, 20]), more: false });
  expect(value(at).map((x) => x.value)).toEqual([20, 5]);
  expect(value(latest).map((x) => [x.point, x.value])).toEqual([['A-2', 5], ['A-1', 20]]);
  expect(value(aggregates)[0]!.values[0]).toEqual([80]);
  expect(value(compared).map((x) => [x.a.max, x.b.max])).toEqual([[null, 80]]);
  expect(value(found).stretches.length).toBeGreaterThan(0);
  expect(await window.call('history.at', { points: ['X-9'], time: to })).toMatchObject({ fault: { code: 'no-such-point' } });
  const asked = window.ask('history.columns', { points: ['A-1'], from: 0, to, columns: 4000 });
  asked.takeBack();
  expect(await asked.answer).toMatchObject({ fault: { code: 'taken-back' } });
  expect(keptQuestions.filter((name) => !['history.columns', 'history.rows', 'history.at', 'history.latest', 'history.aggregates', 'history.compare', 'history.correlate', 'history.find', 'history.detect', 'history.export'].includes(name))).toEqual([]);
}, 30_000);
