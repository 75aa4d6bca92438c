import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { connect } from '#kernel/client';
import type { Contract, Handlers, VersionedContract, WireMessage } from '#kernel/contract';
import { fail, ok } from '#kernel/result';
import { serve } from '#kernel/serve';
import { nodeId, unidentified, type Permission } from '#kernel/session';
import { handClock } from '../../clock.ts';
import { channel } from '../../wire.ts';

const contract = {
  version: 3,
  calls: { 'door.open': { in: z.object({ door: z.string() }), out: z.string(), needs: 'alarm.acknowledge' } },
  streams: {
    'door.opened': { kind: 'every', of: z.string(), needs: 'alarm.view' },
    'door.angle': { kind: 'latest', of: z.object({ door: z.string(), angle: z.number() }), needs: 'point.view', paceMs: 100 },
  },
} as const satisfies VersionedContract;
/** Doors that nobody waits for any more. */
const lost: string[] = [];
const handlers: Handlers<typeof contract> = { 'door.open': async ({ door }, { actor }, wanted) => { if (door === 'trap') throw new Error('secret'); if (door === 'slow') { lost.length = 0; await new Promise<void>((r) => { wanted?.lost(() => { lost.push(door); r(); }); }); } return door === 'lie' ? ok(7 as never) : ok(`${door} by ${actor}`); } };
const everything: Permission[] = ['alarm.acknowledge', 'alarm.view', 'point.view'];
const settle = () => new Promise((r) => setTimeout(r, 15));

function open({ may = everything, ours = 3, serving = true, gatherMs }: { may?: Permission[]; ours?: number; serving?: boolean; gatherMs?: number } = {}) {
  const { engine, window, close } = channel();
  const heard: WireMessage[] = [];
  const crashes: string[] = [];
  const hand = handClock();
  const drawing: (() => void)[] = [];
  window.hear((m) => heard.push(m as WireMessage));
  const client = connect({ ...contract, version: ours } as typeof contract, window, (run) => drawing.push(run));
  const served = serving
    ? serve(contract, handlers, { wire: engine, clock: hand.clock, session: () => unidentified('desk-1', nodeId('n1'), 'drill', may), crashed: (call, e) => crashes.push(`${call}: ${String(e)}`), check: true, ...(gatherMs !== undefined && { gatherMs }) })
    : null;
  onTestFinished(close);
  return { client, engine, window, heard, crashes, hand, served: served!, draw: () => { for (const run of drawing.splice(0)) run(); } };
}

it('the first message says version, realm and node', async () => {
  const { client, heard } = open();
  expect(await client.ready).toEqual(ok({ realm: 'drill', node: 'n1', actor: 'unidentified@desk-1' }));
  expect(heard[0]).toEqual({ t: 'hello', version: 3, realm: 'drill', node: 'n1', actor: 'unidentified@desk-1' });
});

it('nothing is asked of another version, or of a port that does not greet first', async () => {
  const { client, heard } = open({ ours: 2 });
  expect(await client.call('door.open', { door: 'a' })).toEqual(fail('other-version', { ours: 2, theirs: 3 }));
  expect(heard.length).toBe(1);
  const mute = open({ serving: false });
  mute.engine.post({ t: 'stream', name: 'door.opened', n: 1, values: ['a'] });
  expect(await mute.client.call('door.open', { door: 'a' })).toEqual(fail('no-hello'));
});

it('the actor is the session of the port, whatever the input says', async () => {
  const input = { door: 'a', actor: 'chief', by: 'chief' };
  expect(await open().client.call('door.open', input)).toEqual(ok('a by unidentified@desk-1'));
});

it('without the right a call is forbidden, before its input is even read, and a stream is not heard', async () => {
  const { client, served } = open({ may: ['alarm.view'] });
  for (const door of ['trap', 7]) expect(await client.call('door.open', { door: door as string })).toEqual(fail('forbidden', { call: 'door.open', needs: 'alarm.acknowledge' }));
  const heard: unknown[] = [];
  client.listen('door.angle', { value: (v) => heard.push(v) });
  client.listen('door.opened', { value: (v) => heard.push(v) });
  served.say('door.angle', { door: 'a', angle: 3 }, 'a');
  served.say('door.opened', 'b');
  await settle();
  expect(heard).toEqual(['b']);
});

it('what is wrong is said by code and params, never in a sentence; an answer of the wrong shape is a crash', async () => {
  const { client, crashes } = open();
  expect(await client.call('door.open', { door: 7 as never })).toEqual(fail('bad-input', { call: 'door.open', at: 'door' }));
  expect(await client.call('door.open', { door: 'trap' })).toEqual(fail('crashed', { call: 'door.open' }));
  expect(await client.call('door.open', { door: 'lie' })).toEqual(fail('crashed', { call: 'door.open' }));
  expect(crashes[0]).toBe('door.open: Error: secret');
});

it('garbage is passed over, and a name that is no call is said to be none', async () => {
  const { window, heard, client } = open();
  for (const garbage of [null, 'call', {}, { t: 'call', id: 'x', name: 'door.open' }, { t: 'drawn', name: 'constructor' }, { t: 'call', id: 9, name: 'constructor', input: {} }]) window.post(garbage as WireMessage);
  await client.call('door.open', { door: 'a' });
  expect(heard.map((m) => (m.t === 'reply' ? m.result : m.t))).toEqual(['hello', fail('unknown-call', { call: 'constructor' }), ok('a by unidentified@desk-1')]);
});

it('of an `every` stream nothing is dropped, and a gap makes the client list again', async () => {
  const { client, engine, served } = open();
  const heard: string[] = [];
  client.listen('door.opened', { value: (v) => heard.push(v), gap: () => heard.push('gap') });
  for (const v of ['1', '2', '3']) served.say('door.opened', v);
  engine.post({ t: 'stream', name: 'door.opened', n: 5, values: ['5'] });
  await settle();
  expect(heard).toEqual(['1', '2', '3', 'gap', '5']);
});

it('what comes close together goes in one message: numbered, in order, never overtaken by an answer', async () => {
  const { client, served, hand, heard } = open({ gatherMs: 16 });
  const values: string[] = [];
  client.listen('door.opened', { value: (v) => values.push(v), gap: () => values.push('gap') });
  for (const v of ['1', '2', '3']) served.say('door.opened', v);
  await settle();
  expect(values).toEqual(['1']);                                 // the first at once
  hand.pass(16);
  await settle();
  expect(values).toEqual(['1', '2', '3']);
  served.say('door.opened', '4');
  const before = client.call('door.open', { door: 'a' }).then(() => values.push('answer'));
  await before;
  expect(values).toEqual(['1', '2', '3', '4', 'answer']);
  hand.pass(16);
  hand.pass(16);
  served.say('door.opened', '5');
  await settle();
  expect(heard.flatMap((m) => (m.t === 'stream' ? [[m.n, m.values]] : []))).toEqual([[1, ['1']], [2, ['2', '3']], [3, ['4']], [4, ['5']]]);
  served.say('door.opened', '6');
  served.stop();
  expect(hand.timers()).toBe(0);
});

it('what was gathered while the right was there is not heard once it is gone: a gap', async () => {
  const may = new Set(everything);
  const { engine, window, close } = channel();
  onTestFinished(close);
  const hand = handClock();
  const values: string[] = [];
  const client = connect(contract, window, (run) => run());
  client.listen('door.opened', { value: (v) => values.push(v), gap: () => values.push('gap') });
  const served = serve(contract, handlers, { wire: engine, clock: hand.clock, session: () => unidentified('desk-1', nodeId('n1'), 'drill', [...may]), crashed: () => {}, gatherMs: 16 });
  for (const v of ['1', '2']) served.say('door.opened', v);
  may.clear();
  hand.pass(16);
  may.add('alarm.view');
  hand.pass(16);
  served.say('door.opened', '3');
  await settle();
  expect(values).toEqual(['1', 'gap', '3']);
});

it('of a `latest` stream only the newest per key waits, until the window has drawn and its pace is over', async () => {
  const { client, served, hand, draw } = open();
  const heard: string[] = [];
  client.listen('door.angle', { value: ({ door, angle }) => heard.push(`${door}${angle}`) });
  served.say('door.angle', { door: 'a', angle: 1 }, 'a');       // at once: the window has drawn all it was sent
  for (const angle of [2, 3, 4]) served.say('door.angle', { door: 'a', angle }, 'a');
  served.say('door.angle', { door: 'b', angle: 9 }, 'b');
  hand.pass(500);
  await settle();
  expect(heard).toEqual(['a1']);                                 // not drawn yet
  draw();
  await settle();
  expect(heard).toEqual(['a1', 'a4', 'b9']);
  draw();
  await settle();
  served.say('door.angle', { door: 'a', angle: 5 }, 'a');
  await settle();
  expect(heard.length).toBe(3);                                  // drawn, but inside the pace
  hand.pass(100);
  await settle();
  expect(heard.at(-1)).toBe('a5');
  served.say('door.angle', { door: 'a', angle: 6 }, 'a');
  draw();
  await settle();
  served.stop();
  expect(hand.timers()).toBe(0);
});

it('closing a client ends every call under way, and silences its ears', async () => {
  const { client, served } = open({ serving: true });
  await client.ready;
  const heard: string[] = [];
  client.listen('door.opened', { value: (v) => heard.push(v) });
  const under = client.call('door.open', { door: 'a' });
  await Promise.resolve();
  client.close();
  expect((await under).ok).toBe(false);
  expect(await client.call('door.open', { door: 'a' })).toEqual(fail('port-closed', { call: 'door.open' }));
  served.say('door.opened', 'late');
  await settle();
  expect(heard).toEqual([]);
});

it('five things do not compile (`tsc -b` reads this file too)', () => {
  const io = { in: z.string(), out: z.string() };
  // @ts-expect-error a call without the right it needs
  const unguarded: Contract['calls'] = { 'door.open': io };
  // @ts-expect-error a right that stands on no list
  const invented: Contract['calls'] = { 'door.open': { ...io, needs: 'door.everything' } };
  // @ts-expect-error a stream without the right it needs
  const overheard: Contract['streams'] = { 'door.opened': { kind: 'every', of: z.string() } };
  // @ts-expect-error a call that nobody answers
  const silent: Handlers<typeof contract> = {};
  // @ts-expect-error an actor in the input
  const forged = () => open().client.call('door.open', { door: 'a', by: 'chief' });
  expect([unguarded, invented, overheard, silent, forged].length).toBe(5);
});

it('what was not said while the right was missing is a gap when the right is back: the window lists again', async () => {
  const may = [...everything];
  const { served, client } = open({ may });
  await client.ready;
  const heard: string[] = [];
  client.listen('door.opened', { value: (v) => heard.push(v), gap: () => heard.push('gap') });
  served.say('door.opened', 'a');
  may.splice(0);                                          // the desk is locked
  served.say('door.opened', 'b');
  may.push(...everything);
  served.say('door.opened', 'c');
  await settle();
  expect(heard).toEqual(['a', 'gap', 'c']);
});

it('what waits for the pace of a window is not sent once its right is gone', async () => {
  const may = [...everything];
  const { served, client, heard, hand, draw } = open({ may });
  await client.ready;
  served.say('door.angle', { door: 'a', angle: 1 }, 'a');
  served.say('door.angle', { door: 'a', angle: 2 }, 'a');
  await settle();
  draw();
  await settle();                                         // drawn, and the rest of the pace is waited for
  may.splice(0);
  hand.pass(1000);
  await settle();
  expect(JSON.stringify(heard)).not.toContain('"angle":2');
});

it('a window that asks faster than it is answered is told so, and costs no more than so many calls', async () => {
  const gate = Promise.withResolvers<void>();
  const { engine, window, close } = channel();
  onTestFinished(close);
  let under = 0;
  let most = 0;
  serve(contract, { 'door.open': async () => { most = Math.max(most, ++under); await gate.promise; under--; return ok('x'); } }, { wire: engine, clock: handClock().clock, session: () => unidentified('d', nodeId('n1'), 'live'), crashed: () => {} });
  const client = connect(contract, window, () => {});
  const all = Array.from({ length: 3000 }, () => client.call('door.open', { door: 'a' }));
  await settle(); await settle();
  gate.resolve();
  const answers = await Promise.all(all);
  expect(most).toBeLessThanOrEqual(256);
  expect(answers.filter((a) => a.ok).length).toBe(most);
  expect(answers.find((a) => !a.ok)).toEqual(fail('too-many-calls', { call: 'door.open', most: 256 }));
});

it('a port that can no longer be posted to is nobody else\'s trouble', async () => {
  const crashes: string[] = [];
  let broken = false;
  let hear: (m: unknown) => void = () => {};
  const served = serve(contract, handlers, {
    wire: { post: () => { if (broken) throw new Error('the port is gone'); }, hear: (l) => { hear = l; return () => {}; } }, clock: handClock().clock,
    session: () => unidentified('d', nodeId('n1'), 'live'), crashed: (call, e) => crashes.push(`${call} ${String(e)}`),
  });
  broken = true;
  expect(() => { served.say('door.opened', 'a'); served.say('door.angle', { door: 'a', angle: 1 }, 'a'); hear({ t: 'call', id: 1, name: 'door.open', input: { door: 'a' } }); }).not.toThrow();
  await settle();
  expect(crashes).toEqual(['wire Error: the port is gone']);     // once: a dead port is not news at every value
});

it('a question that is taken back is answered so at once, is told to whoever works on it, and is never replied to', async () => {
  const { client, heard } = open();
  const asked = client.ask('door.open', { door: 'slow' });
  await settle();
  expect(lost).toEqual([]);
  asked.takeBack();
  expect(await asked.answer).toEqual(fail('taken-back', { call: 'door.open' }));
  await settle();
  expect(lost).toEqual(['slow']);
  expect(heard.filter((m) => m.t === 'reply')).toEqual([]);
  expect(await client.call('door.open', { door: 'a' })).toEqual(ok('a by unidentified@desk-1'));
});

it('a port that closes takes back what it asked', async () => {
  const { client, served } = open();
  const asked = client.ask('door.open', { door: 'slow' });
  await settle();
  served.stop();
  expect(lost).toEqual(['slow']);
  client.close();
  expect(await asked.answer).toEqual(fail('port-closed', { call: '' }));
});
