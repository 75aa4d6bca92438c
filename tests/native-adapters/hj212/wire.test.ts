import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import { hj212Station } from '../../../simulator/devices/hj212.ts';
import { until, wait } from '../../conformance/subject.ts';
import { caller, centre, freePort, said } from './caller.ts';

const now = 'DataTime=20200101080000;';
const NOW = Date.UTC(2020, 0, 1);

describe('HJ-10 answers', () => {
  it('9014 to data, 9013 to a notice, 9022 to a greeting, nothing where nothing is asked for', async () => {
    const c = await centre({});
    const a = await caller(c.port);
    const data = said('A', `${now}a1-Rtd=1`);
    const qn = data.slice(0, 20);
    expect(await a.ask(data)).toBe(`${qn};ST=91;CN=9014;PW=123456;MN=A;Flag=4;CP=&&&&`);
    expect(await a.ask(said('A', 'PolId=a1', { cn: '1013' }))).toMatch(/^QN=\d{17};ST=91;CN=9013;PW=123456;MN=A;Flag=4;CP=&&&&$/);
    expect(await a.ask(said('A', '', { cn: '9021', flag: '4' }))).toMatch(/CN=9022;PW=123456;MN=A;Flag=4;CP=&&Logon=1&&$/);
    a.say(said('A', `${now}a1-Rtd=1`, { flag: '4' }));
    for (const cn of ['3020', '2081', '1061']) expect(await a.ask(said('A', `${now}a1-Rtd=2`, { cn }))).toMatch(/CN=9014;/);
    expect(a.heard).toHaveLength(6);
  });
  it('in the words of HJ/T 212-2005 to whoever speaks them', async () => {
    const c = await centre({});
    const a = await caller(c.port);
    const data = said('A', `${now}a1-Rtd=1`, { flag: '1', cn: '2051' });
    expect(await a.ask(data)).toBe(`ST=91;CN=9014;PW=123456;MN=A;Flag=0;CP=&&${data.slice(0, 20)};CN=2051&&`);
    expect(await a.ask(said('A', '', { flag: '1', cn: '9021' }))).toMatch(/^ST=91;CN=9022;PW=123456;MN=A;Flag=0;CP=&&QN=\d{17};Logon=1&&$/);
  });
});

describe('HJ-11 a packet said again is answered again, and delivered once', () => {
  it('on the same line and on the next', async () => {
    const c = await centre({ 1: 'A/a1-Rtd' });
    const a = await caller(c.port);
    const data = said('A', `${now}a1-Rtd=1`);
    const answers = [await a.ask(data), await a.ask(data)];
    const b = await caller(c.port);
    answers.push(await b.ask(data));
    expect(new Set(answers).size).toBe(1);
    await b.ask(said('A', `${now}a1-Rtd=1`));
    expect(c.values(1)).toEqual([1, 1]);
    expect(c.of(1)[0]).toMatchObject({ status: 0, sourceTime: NOW });
  });
});

describe('HJ-12 who may speak', () => {
  it('a wrong password is refused with 3, an unknown MN with 4; counted; hung up on after three; no password is noted', async () => {
    const c = await centre({ 1: 'A/a1-Rtd' });
    const a = await caller(c.port);
    expect(await a.ask(said('A', `${now}a1-Rtd=1`, { pw: 'hunter2' }))).toMatch(/CN=9011;PW=hunter2;MN=A;Flag=4;CP=&&QnRtn=3&&$/);
    expect(await a.ask(said('A', `${now}a1-Rtd=1`, { pw: '' }))).toMatch(/QnRtn=3/);
    expect(await a.ask(said('C', `${now}a1-Rtd=1`))).toMatch(/QnRtn=4/);
    await until(a.closed);
    expect(c.adapter.counts()).toEqual({ 'bad-password': 2, 'unknown-mn': 1 });
    expect(c.notes.join()).not.toMatch(/hunter2|123456/);
    const again = await caller(c.port);                        // the address is not locked out
    await again.ask(said('A', `${now}a1-Rtd=2`));
    expect(c.values(1)).toEqual([2]);
  });
  it('a secret that is not there opens nothing', async () => {
    const c = await centre({ 1: 'A/a1-Rtd' }, { stations: [{ mn: 'A', password: 'secret:none' }] });
    const a = await caller(c.port);
    expect(await a.ask(said('A', `${now}a1-Rtd=1`, { pw: '' }))).toMatch(/QnRtn=3/);
    expect(c.adapter.counts()).toMatchObject({ 'secret-missing': 1 });
  });
  it('strangers leave when they have not said who they are, or when there is no room; stations come in', async () => {
    const c = await centre({ 2: 'B/a1-Rtd' }, { maxConnections: 3, answerMs: 100 });
    const strangers = await Promise.all([caller(c.port), caller(c.port), caller(c.port)]);
    const b = await caller(c.port);
    await b.ask(said('B', `${now}a1-Rtd=1`));
    expect(c.values(2)).toEqual([1]);
    await until(() => strangers.every((s) => s.closed()), 2000);
    expect(b.closed()).toBe(false);
    expect(c.adapter.counts()['stranger']).toBeGreaterThan(0);
  });
  it('a caller that nobody reads, or whose frames are all wrong, is hung up on', async () => {
    const c = await centre({});
    const a = await caller(c.port);
    for (let i = 0; i < 20; i++) a.raw('##0003abc0000\r\n');
    await until(a.closed);
    expect(c.adapter.counts()).toEqual({ 'bad-crc': 20 });
  });
});

describe('HJ-09 each station is a link of its own', () => {
  it('one that is silent, noisy or gone takes only its own points with it', async () => {
    const c = await centre({ 1: 'A/a1-Rtd', 2: 'B/a1-Rtd', 3: 'C/a1-Rtd' }, { silentMs: 300 });
    const a = hj212Station({ mn: 'A', periodMs: 50, retryMs: 20, overMs: 100 });
    const b = hj212Station({ mn: 'B', periodMs: 50, retryMs: 20, overMs: 100 });
    try {
      a.set('a1', 1); b.set('a1', 2);
      await a.start(c.port); await b.start(c.port);
      await until(() => c.values(1).at(-1) === 1 && c.values(2).at(-1) === 2);
      expect(c.of(3)).toMatchObject([{ value: null, status: Status.noCommunication }]);   // a station that is not in the list
      await b.inject('garbage');
      await until(() => c.of(2).at(-1)?.status === Status.noCommunication, 3000);
      const noise = await caller(c.port);
      for (let i = 0; i < 200; i++) noise.raw(Buffer.alloc(65_536, '##1024'));
      const before = c.values(1).length;
      await until(() => c.values(1).length > before + 5);
      expect(c.of(1).every((s) => s.status === 0)).toBe(true);
      expect(c.links).toEqual([{ up: true, reason: null }]);
      await b.inject(null);
      await until(() => c.values(2).at(-1) === 2, 3000);
      expect(Object.keys(c.adapter.counts())).toEqual(expect.arrayContaining(['garbage', 'half-frame']));
      await a.inject('drop'); await b.inject('drop');
      await until(() => c.links.at(-1)?.up === false, 3000);
      expect(c.links.at(-1)!.reason).toMatchObject({ code: 'unreachable', params: { reason: 'closed' } });
    } finally { await a.stop(); await b.stop(); }
  });
  it('a second line of a station takes the place of the first', async () => {
    const c = await centre({ 1: 'A/a1-Rtd' }, { answerMs: 10_000 });   // as a stranger it would stay longer than this test
    const first = await caller(c.port);
    await first.ask(said('A', `${now}a1-Rtd=1`));
    const second = await caller(c.port);
    await second.ask(said('A', `${now}a1-Rtd=2`));
    await until(first.closed);
    await wait(150);
    expect(c.values(1)).toEqual([1, 2]);
  });
  it('two stations behind one gateway share a line', async () => {
    const c = await centre({ 1: 'A/a1-Rtd', 2: 'B/a1-Rtd' });
    const gateway = await caller(c.port);
    await gateway.ask(said('A', `${now}a1-Rtd=1`)); await gateway.ask(said('B', `${now}a1-Rtd=2`));
    expect([c.values(1), c.values(2)]).toEqual([[1], [2]]);
    gateway.end();
    await until(() => c.values(1).at(-1) === null && c.values(2).at(-1) === null);
  });
});

describe('HJ-07 split packets', () => {
  it('become one, in any order, each answered', async () => {
    const c = await centre({ 1: 'A/a1-Rtd', 2: 'A/a2-Rtd' });
    const a = await caller(c.port);
    const two = said('A', 'a2-Rtd=2', { flag: '7', extra: 'PNUM=2;PNO=2;' });
    expect(await a.ask(two)).toMatch(/CN=9014;PW=123456;MN=A;Flag=4;CP=&&&&$/);
    expect(c.taken).toEqual([]);
    await a.ask(two.replace('PNO=2', 'PNO=1').replace('CP=&&a2-Rtd=2', `CP=&&${now}a1-Rtd=1`));
    expect([c.of(1), c.of(2)]).toMatchObject([[{ value: 1, sourceTime: NOW }], [{ value: 2, sourceTime: NOW }]]);
  });
  it('one that lacks a part is handed on as far as it came, and counted', async () => {
    const c = await centre({ 1: 'A/a1-Rtd' });
    const a = await caller(c.port);
    await a.ask(said('A', `${now}a1-Rtd=1`, { flag: '7', extra: 'PNUM=2;PNO=1;' }));
    await until(() => c.values(1).at(-1) === 1);
    expect(c.adapter.counts()).toEqual({ 'missing-part': 1 });
  });
});

describe('HJ-05 times', () => {
  it('a wrong clock is kept as it was said; a time that is none is no time, and history without one is not taken', async () => {
    const c = await centre({ 1: 'A/a1-Rtd', 2: 'A/2061:a1-Avg' }, { zone: '+09:00' });
    const a = await caller(c.port);
    await a.ask(said('A', 'DataTime=20350101090000;a1-Rtd=1'));
    await a.ask(said('A', 'DataTime=20350230000000;a1-Rtd=2'));
    await a.ask(said('A', 'a1-Avg=3', { cn: '2061' }));
    expect(c.of(1)).toMatchObject([{ value: 1, sourceTime: Date.UTC(2035, 0, 1) }, { value: 2, sourceTime: null }]);
    expect([c.of(2), c.adapter.counts()]).toEqual([[], { 'bad-time': 2 }]);
  });
});

describe('HJ-13 the port', () => {
  it('that another has is unreachable, and taken when it is free', async () => {
    const port = await freePort();
    const other = net.createServer().listen(port, '127.0.0.1');
    await new Promise((r) => { other.once('listening', r); });
    const c = await centre({ 1: 'B/a1-Rtd' }, { port });
    expect(c.opened).toMatchObject({ ok: false, fault: { code: 'unreachable', params: { reason: 'EADDRINUSE' } } });
    expect(c.links).toMatchObject([{ up: false, reason: { params: { reason: 'EADDRINUSE' } } }]);
    await until(() => c.of(1).at(-1)?.status === Status.noCommunication);
    await new Promise((r) => { other.close(r); });
    const b = await (async () => { for (;;) { const d = await caller(port).catch(() => null); if (d !== null) return d; await wait(20); } })();
    await b.ask(said('B', `${now}a1-Rtd=5`));
    await until(() => c.values(1).at(-1) === 5);
    expect(c.links.map((l) => l.reason?.params['reason'] ?? 'up')).toEqual(['EADDRINUSE', 'silent', 'up']);
  });
});
