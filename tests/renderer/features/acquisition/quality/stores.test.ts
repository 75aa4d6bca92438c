import { expect, it, onTestFinished } from 'vitest';
import type { PointWhy, SourceQuality, SourceView } from '#app/acquisition';
import { fail, ok } from '#kernel/result';
import { qualityStore, whyStore, worstOf } from '../../../../../renderer/features/acquisition/index.ts';
import { engineDouble, until, type Calls } from '../../../engine-double.ts';

const view = (id: string, more: Partial<SourceView> = {}): SourceView =>
  ({ id, kind: 'modbus', link: 'up', since: 0, reason: null, points: 9, good: 9, uncertain: 0, bad: 0, samples: 1, lost: 0, reconnects: 0, lastSampleAt: null, ...more });
const quality = (id: string, offset: number): SourceQuality => ({
  source: view(id), rate: 1, ageMs: 1, unheard: 0, stale: 0, suspected: 0, late: 0, jumps: 0, beyond: 0, queue: 0, counts: [], frozen: { since: null, known: false }, words: [], clock: { offsetMs: null, toleranceMs: 60_000, wrongSince: null }, backOff: null, faults: [], points: { total: 0, offset, rows: [] },
});
function double(calls: Calls) {
  const engine = engineDouble(calls);
  onTestFinished(engine.close);
  const ticks = new Set<() => void>();
  return { client: engine.client, ticks, every: (_ms: number, run: () => void) => { ticks.add(run); return () => void ticks.delete(run); } };
}

it('reads a page while it is open, turns it, and asks nothing once it is closed', async () => {
  const asked: string[] = [];
  const { client, ticks, every } = double({ 'source.quality': async ({ source, offset }) => { asked.push(`${source} ${offset}`); return ok(quality(source, offset)); } });
  const store = qualityStore(client, every);
  store.open('a');
  await until(() => store.state.getState().quality !== null);
  store.turn(50);
  await until(() => store.state.getState().quality?.points.offset === 50);
  for (const t of ticks) t();
  await until(() => asked.length === 3);
  store.open('b');
  await until(() => store.state.getState().quality?.source.id === 'b');
  expect(asked).toEqual(['a 0', 'a 50', 'a 50', 'b 0']);
  store.close();
  expect([ticks.size, store.state.getState().source]).toEqual([0, null]);
});
it('an answer that comes after the page was closed is nobody\'s, and a fault is shown', async () => {
  const { promise: gate, resolve: answer } = Promise.withResolvers<null>();
  const { client, every } = double({ 'source.quality': async ({ source }) => { if (source === 'gone') return fail('no-such-source', { source }); await gate; return ok(quality(source, 0)); } });
  const store = qualityStore(client, every);
  store.open('a');
  store.close();
  answer(null);
  store.open('gone');
  await until(() => store.state.getState().fault !== null);
  expect(store.state.getState()).toMatchObject({ source: 'gone', quality: null, fault: { code: 'no-such-source' } });
});
it('why is asked for the point that is looked at, and an answer for another is dropped', async () => {
  const asked: string[] = [];
  const why = (point: string): PointWhy => ({ point, quality: 'bad', stale: false, why: [{ code: 'no-value', since: 1, params: {}, fault: null }] });
  const { client, ticks, every } = double({ 'point.why': async ({ point }) => { asked.push(point); return ok(why(point)); } });
  const store = whyStore(client, every);
  store.look('p'); store.look('p'); store.look('q');
  await until(() => store.state.getState().why !== null);
  expect([asked, store.state.getState().why?.point, ticks.size]).toEqual([['p', 'q'], 'q', 1]);
  store.look(null);
  expect([store.state.getState().why, ticks.size]).toEqual([null, 0]);
});
it('the source that needs it most: one that is down before one with bad points, and none of none', () => {
  expect(worstOf([view('a', { bad: 9 }), view('b', { link: 'down' }), view('c', { uncertain: 9 })])).toBe('b');
  expect(worstOf([view('a'), view('c', { bad: 1 })])).toBe('c');
  expect(worstOf([])).toBeNull();
});
