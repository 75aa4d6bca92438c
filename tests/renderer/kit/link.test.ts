import { MessageChannel } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Wire } from '#kernel/contract';
import { ok } from '#kernel/result';
import { serve } from '#kernel/serve';
import { link } from '#kit/link';
import type { EndingWire } from '#kit/wire';
import { realClock } from '../../clock.ts';
import { session, until } from '../engine-double.ts';

const contract = {
  version: 3,
  calls: { 'health.get': { in: z.object({}), out: z.number(), needs: 'health.view' } },
  streams: { 'health.changed': { kind: 'every', of: z.number(), needs: 'health.view' } },
} as const;

/** One engine's life: a real port, served until it is ended. */
function life(answer: number, version = 3) {
  const { port1, port2 } = new MessageChannel();
  const engine: Wire = { post: (m) => port1.postMessage(m), hear: (l) => { port1.on('message', l); return () => port1.off('message', l); } };
  const window: EndingWire = {
    post: (m) => port2.postMessage(m), hear: (l) => { port2.on('message', l); return () => port2.off('message', l); },
    closed: (run) => { port2.on('close', run); return () => port2.off('close', run); }, end: () => port2.close(),
  };
  const served = serve({ ...contract, version }, { 'health.get': async () => ok(answer) }, { wire: engine, clock: realClock, session, crashed: () => {} });
  return { window, say: (n: number) => served.say('health.changed', n), end: () => port1.close() };
}

it('outlives its ports: what listens hears the next engine too, after being told of the gap; calls meanwhile fail at once', async () => {
  let now = 100;
  const l = link(contract, (run) => run(), () => now);
  const heard: (number | 'gap')[] = [];
  l.client.listen('health.changed', { value: (n) => heard.push(n), gap: () => heard.push('gap') });
  const early = l.client.call('health.get', {});                   // before any port: it waits
  expect(l.state.getState().phase).toBe('waiting');

  const first = life(1);
  l.open(first.window);
  expect(await early).toEqual(ok(1));
  expect(l.state.getState()).toMatchObject({ phase: 'open', realm: 'live', node: 'node-1', openings: 1 });
  first.say(7);
  await until(() => heard.length === 1);

  now = 200;
  first.end();
  await until(() => l.state.getState().phase === 'lost');
  expect(l.state.getState()).toMatchObject({ since: 200, realm: 'live', node: 'node-1' });
  expect(await l.client.call('health.get', {})).toMatchObject({ ok: false, fault: { code: 'not-connected' } });

  const second = life(2);
  l.open(second.window);
  await until(() => l.state.getState().phase === 'open');
  second.say(8);
  await until(() => heard.length === 3);
  expect([heard, await l.client.call('health.get', {})]).toEqual([[7, 'gap', 8], ok(2)]);
  second.end();
});

it('a new port may come before the old one closed; the old one is not heard any more', async () => {
  const l = link(contract, (run) => run(), () => 0);
  const heard: number[] = [];
  l.client.listen('health.changed', { value: (n) => heard.push(n) });
  const [old, fresh] = [life(1), life(2)];
  l.open(old.window);
  l.open(fresh.window);
  await until(() => l.state.getState().phase === 'open');
  old.say(1);
  fresh.say(2);
  await until(() => heard.length > 0);
  expect(heard).toEqual([2]);
  fresh.end();
});

it('another version is refused by name', async () => {
  const l = link(contract, (run) => run(), () => 0);
  const other = life(1, 4);
  l.open(other.window);
  await until(() => l.state.getState().phase === 'refused');
  expect(l.state.getState().fault).toEqual({ code: 'other-version', params: { ours: 3, theirs: 4 } });
  other.end();
});
