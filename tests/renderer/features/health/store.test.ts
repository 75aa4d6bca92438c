import { expect, it } from 'vitest';
import type { Health } from '#app/health';
import { ok, type Result } from '#kernel/result';
import { healthStore } from '../../../../renderer/features/health/store.ts';
import { engineDouble, until } from '../../engine-double.ts';

const health = (seq: number): Health => ({
  node: 'n', term: 1, startedAt: 0, now: 0, restart: null, history: { state: 'keeping', reason: null, lagMs: 400, used: 0.31, refused: 0, quarantined: 0 }, journal: { state: 'recording', seq, waiting: 0, fault: null }, sources: { up: 1, all: 1 }, samplesPerSecond: 0, cpuPercent: 0, memoryMB: 0, audit: 'ok', clockJump: null,
});

it('takes what it hears over an answer that was asked before', async () => {
  const answer = Promise.withResolvers<Result<Health>>();
  const e = engineDouble({ 'health.get': () => answer.promise });
  const s = healthStore(e.client);
  e.say('health.changed', health(2));
  await until(() => s.state.getState().health !== null);
  answer.resolve(ok(health(1)));
  await s.read;
  expect(s.state.getState().health?.journal.seq).toBe(2);
  e.close();
});
