import net from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { httpPush, httpPushOptions } from '#adapters/http-push';
import { Status } from '#app/acquisition';
import { pusher, post, signedRequest } from '../../../simulator/devices/pusher.ts';
import { countingClock, never, until, wait } from '../../conformance/subject.ts';
import { SECRET, stand } from './stand.ts';

const at = (value: number, time = Date.now()) => ({ point: 'p1', value, quality: 'good', time });

describe('PSH-06 each enterprise is a link of its own', () => {
  it('one that goes silent takes only its own points with it, and comes back with what it says', async () => {
    const { send, watch, of, links } = await stand({ silentMs: 300 });
    watch('hengyuan/p1', 'ruifeng/p1', 'hengyuan/!up', 'ruifeng/!up', 'hengyuan/!clock');
    await send('hengyuan', [at(1)]); await send('ruifeng', [at(2)]);
    await until(() => of(1).length === 1 && of(2).length === 1);
    const beat = setInterval(() => void send('ruifeng', []), 60);
    onTestFinished(() => clearInterval(beat));
    await until(() => of(0).at(-1)?.status === Status.noCommunication);
    expect([of(2).map((s) => s.value), of(3).map((s) => s.value), of(1).map((s) => s.value)]).toEqual([[1, 0], [1], [2]]);
    expect(links).toEqual([{ up: true, reason: null }]);                  // somebody is heard
    await send('hengyuan', [at(3)]);
    await until(() => of(0).at(-1)?.value === 3 && of(2).at(-1)?.value === 1);
    expect(Math.abs(of(4).at(0)!.value!)).toBeLessThan(1000);
    clearInterval(beat);
    await until(() => links.length === 2);
    expect(links[1]).toMatchObject({ up: false, reason: { code: 'unreachable', params: { reason: 'silent' } } });
  });
  it('what nobody watches is said so, kept, and told to who watches it later', async () => {
    const { send, watch, of } = await stand();
    watch('hengyuan/p1');
    expect(await send('hengyuan', [at(1), { point: 'p2', value: 5 }, { point: 'p3', value: true }])).toMatchObject({ body: { accepted: 3, unknown: 2, unknownPoints: ['p2', 'p3'] } });
    watch('hengyuan/p3', 'hengyuan/p2', 'hengyuan/p9');
    await until(() => of(1).length > 0);
    expect([of(0).at(-1)?.value, of(1).at(-1)?.value, of(2)]).toEqual([1, 5, []]);
  });
  it('keeps no more names than it may', async () => {
    const { send, watch, of } = await stand({ maxPoints: 3 });
    await send('hengyuan', Array.from({ length: 10 }, (_, i) => ({ point: `p${i}`, value: i })));
    watch(...Array.from({ length: 10 }, (_, i) => `hengyuan/p${i}`));
    await until(() => of(2).length > 0);
    expect(Array.from({ length: 10 }, (_, i) => of(i).length)).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
  });
  it('values: numbers, truth, words, none; good, uncertain, bad; a value that is bad is none', async () => {
    const { send, watch, of } = await stand();
    watch('hengyuan/p1');
    const said = [[1.5, 'good'], [true, 'good'], ['running', 'good'], [null, 'good'], [7, 'uncertain'], [8, 'bad'], [null, 'bad'], [9, undefined]] as const;
    await send('hengyuan', said.map(([value, quality], i) => ({ point: 'p1', value, quality, time: 1000 + i })));
    await until(() => of(0).length === said.length);
    expect(of(0).map((s) => [s.value, s.text, s.status, s.sourceTime])).toEqual([
      [1.5, undefined, 0, 1000], [1, undefined, 0, 1001], [null, 'running', 0, 1002], [null, undefined, 0x809b_0000, 1003], [7, undefined, 0x4000_0000, 1004], [null, undefined, 0x808b_0000, 1005], [null, undefined, 0x808b_0000, 1006], [9, undefined, 0, 1007],
    ]);
  });
  it('a port that another has is unreachable, and taken once it is free', async () => {
    const blocker = net.createServer();
    const port = await new Promise<number>((r) => { blocker.listen(0, '127.0.0.1', () => r((blocker.address() as net.AddressInfo).port)); });
    const options = httpPushOptions({ port, enterprises: [{ id: 'hengyuan', secret: 'secret:hengyuan' }], retryMs: 20 });
    if (!options.ok) throw new Error('options');
    const { clock, timers } = countingClock();
    const adapter = httpPush(options.value, { clock, note: () => {}, bound: 10, link: () => {}, pki: '', secret: () => SECRET.hengyuan });
    onTestFinished(() => adapter.close());
    expect(await adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'unreachable', params: { reason: 'EADDRINUSE' } } });
    await new Promise<void>((r) => { blocker.close(() => r()); });
    const { body, signature } = signedRequest('hengyuan', SECRET.hengyuan, []);
    await until(() => timers() > 0);
    for (let status = 0; status !== 200; await wait(10)) status = (await post(port, body, signature)).status;
  });
});

describe('PSH-07 late samples', () => {
  it('an hour of back-fill keeps its times, and loses nothing, however slow the engine is', async () => {
    const { send, watch, of, adapter } = await stand({ perSecond: 100 }, { bound: 5, take: () => wait(5) });
    watch('hengyuan/p1');
    const begin = Date.now() - 3_600_000;
    for (let part = 0; part < 6; part++) {
      expect(await send('hengyuan', Array.from({ length: 600 }, (_, i) => at(part * 600 + i, begin + (part * 600 + i) * 1000)))).toMatchObject({ status: 200, body: { accepted: 600 } });
    }
    expect(of(0).map((s) => s.value)).toEqual(Array.from({ length: 3600 }, (_, i) => i));
    expect(of(0).every((s, i) => s.sourceTime === begin + i * 1000)).toBe(true);
    expect(adapter.lost()).toBe(0);
  });
  it('while an engine is stuck, two such requests wait and the third is told to come again; the others are heard', async () => {
    const gate = Promise.withResolvers<void>();
    const { send, watch } = await stand({}, { take: () => gate.promise });
    watch('hengyuan/p1', 'ruifeng/p1');
    const late = () => send('hengyuan', [at(1, Date.now() - 3_600_000)]);
    const first = [late(), late()];
    await wait(50);
    expect(await late()).toMatchObject({ status: 429, body: { code: 'busy' }, retryS: 1 });
    expect((await send('ruifeng', [at(1)])).status).toBe(200);
    gate.resolve();
    expect((await Promise.all(first)).map((a) => a.status)).toEqual([200, 200]);
  });
});

describe('PSH-08 floods', () => {
  it('an enterprise beyond its rate is told when to come; another one does not feel it', { timeout: 20_000 }, async () => {
    const { send, watch, of, notes, adapter } = await stand({ perSecond: 5, burst: 5, reportMs: 100 });
    watch('ruifeng/p1', 'hengyuan/!refused');
    const flooding = { on: true, sent: 0, codes: new Set<number>() };
    const samples = Array.from({ length: 3000 }, (_, i) => at(i));
    const flood = Promise.all(Array.from({ length: 4 }, async () => { while (flooding.on) { flooding.codes.add((await send('hengyuan', samples)).status); flooding.sent++; } }));
    const times: number[] = [];
    for (let i = 0; i < 8; i++) {
      const began = performance.now();
      expect((await send('ruifeng', [at(i)])).status).toBe(200);
      times.push(performance.now() - began);
      await wait(220);
    }
    flooding.on = false;
    await flood;
    await until(() => of(0).length === 8);
    process.stdout.write(`http-push: ${flooding.sent} requests of 3000 samples in 2 s from one; the other waited ${Math.round(Math.max(...times))} ms at most\n`);
    expect([...flooding.codes].toSorted((a, b) => a - b)).toEqual([200, 429]);
    expect(Math.max(...times)).toBeLessThan(500);
    await until(() => of(1).at(-1)?.value === 0);
    expect(Math.max(...of(1).map((s) => s.value ?? 0))).toBeGreaterThan(10);
    expect(notes.filter((n) => n.includes('too-fast')).length).toBeLessThan(40);
    expect(adapter.counts()['too-fast']).toBeGreaterThan(10);
  });
  it('an address that is refused again and again hears less, and an enterprise behind it everything', async () => {
    const { port, send, watch, of, notes } = await stand({ strangersBurst: 5, strangersPerSecond: 0.5, reportMs: 100 });
    watch('*/!refused', 'hengyuan/!refused');
    const { body } = signedRequest('hengyuan', SECRET.hengyuan, []);
    const codes: unknown[] = [];
    for (let i = 0; i < 12; i++) codes.push((await post(port, body, `v1=${'0'.repeat(64)}`)).body['code']);
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'bad-signature'), ...Array.from({ length: 7 }, () => 'too-many-refusals')]);
    expect(await post(port, '{', `v1=${'0'.repeat(64)}`)).toMatchObject({ status: 429, body: { code: 'too-many-refusals' }, retryS: 2 });
    expect((await send('hengyuan', [at(1)])).status).toBe(200);
    expect((await send('ruifeng', [at(1)])).status).toBe(200);
    await until(() => of(0).some((s) => s.value === 1) && of(1).some((s) => s.value === 12));
    await until(() => of(0).at(-1)?.value === 0 && of(1).at(-1)?.value === 0);
    expect(notes.filter((n) => n.includes('refused 12 of hengyuan: 12 bad-signature')).length).toBe(1);
  });
  it('nobody can use up the rate or the nonces of another in his name', async () => {
    const { port, send } = await stand({ burst: 3, perSecond: 0.1, strangersBurst: 100 });
    for (let i = 0; i < 30; i++) {
      const { body } = signedRequest('hengyuan', 'a-guessed-secret-01', [], { nonce: 'the-next-nonce' });
      expect((await post(port, body, `v1=${'0'.repeat(64)}`)).status).toBe(401);
    }
    expect(await send('hengyuan', [at(1)], { nonce: 'the-next-nonce' })).toMatchObject({ status: 200, body: { duplicate: false } });
  });
});

describe('PSH-09 a collection host through its faults', () => {
  it('is refused with a wrong clock, heard again with a right one, and sends what it kept', { timeout: 15_000 }, async () => {
    const { port, watch, of } = await stand({ silentMs: 400, perSecond: 500, burst: 500 });
    const host = pusher({ enterprise: 'hengyuan', secret: SECRET.hengyuan, everyMs: 50, answerMs: 200, retryMs: 20 });
    onTestFinished(() => host.stop());
    watch('hengyuan/p1', 'hengyuan/p2');
    host.set('hengyuan/p2', 7); host.set('hengyuan/p1', 0);
    await host.start(port);
    await until(() => of(0).at(-1)?.value === 0 && of(1).at(-1)?.value === 7);
    for (const fault of ['wrong-clock', 'half-frame', 'garbage', 'drop'] as const) {
      const before = of(0).length;
      await host.inject(fault);
      for (let v = 1; v <= 5; v++) host.set('hengyuan/p1', v);
      await until(() => of(0).at(-1)?.status === Status.noCommunication);
      await host.inject(null);
      await until(() => of(0).at(-1)?.value === 5 && of(1).at(-1)?.value === 7);
      expect(of(0).slice(before).flatMap((s) => (s.value === null ? [] : [s.value]))).toEqual([1, 2, 3, 4, 5]);
    }
    expect(host.answers()['401 old-timestamp']).toBeGreaterThan(0);
  });
});
