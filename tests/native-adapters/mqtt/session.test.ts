import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Status } from '#app/acquisition';
import { mqttDevice, type MqttDeviceOptions } from '../../../simulator/devices/mqtt.ts';
import { never, until, wait } from '../../conformance/subject.ts';
import { folder, one } from './harness.ts';

async function broker(options: Partial<MqttDeviceOptions> = {}) {
  const device = mqttDevice({ format: 'json', ...options });
  const port = await device.start(0);
  onTestFinished(() => device.stop());
  return { device, port };
}
const said = (v: unknown, t = Date.now(), more: object = {}): string => JSON.stringify({ v, t, ...more });

describe('MQT-06 what came while we were away', () => {
  it('arrives with its own time, each of it, in order, though it waited in the broker; after a restart of ours too', async () => {
    const { device, port } = await broker({ retain: false });
    const pki = folder();
    const first = one(port, pki);
    await first.adapter.open(never);
    first.watch('park/a#$.v');
    await until(() => first.links.length > 0);
    await wait(100);                            // the subscription stands; the broker says nothing of it to us that could be awaited
    await first.adapter.close();
    const hour = Date.now() - 3_600_000;
    for (let i = 0; i < 50; i++) await device.publish('park/a', said(i, hour + i * 1000), { retain: false });
    const second = one(port, pki);
    await second.adapter.open(never);
    await wait(100);                            // nobody listens yet: it is not confirmed, and waits
    second.watch('park/a#$.v');
    await until(() => second.of(0).length >= 50);
    expect(second.of(0).map((s) => [s.value, s.sourceTime, s.status])).toEqual(Array.from({ length: 50 }, (_, i) => [i, hour + i * 1000, 0]));
    await device.publish('park/a', said(99));
    await until(() => second.last()?.value === 99);
  });
  it('without a time of its own it is not taken for new', async () => {
    const { device, port } = await broker({ retain: false, format: 'plain' });
    const pki = folder();
    const first = one(port, pki);
    await first.adapter.open(never);
    first.watch('park/a');
    await wait(100);
    await first.adapter.close();
    for (let i = 1; i <= 100; i++) await device.publish('park/a', String(i));
    const second = one(port, pki);
    await second.adapter.open(never);
    second.watch('park/a');
    await until(() => second.of(0).length >= 100);
    expect(second.of(0).every((s) => s.status === Status.noCommunicationLastUsable && s.sourceTime === null)).toBe(true);
    await wait(150);
    await device.publish('park/a', '800');
    await until(() => second.last()?.value === 800);
    expect(second.last()!.status).toBe(Status.good);
  });
  it('a link that breaks loses nothing, and the subscription of an earlier life is given up', async () => {
    const { device, port } = await broker({ retain: false });
    const pki = folder();
    const early = one(port, pki);
    await early.adapter.open(never);
    early.watch('park/old#$.v', 'park/a#$.v');
    await wait(100);
    await early.adapter.close();
    const a = one(port, pki);
    await a.adapter.open(never);
    a.watch('park/a#$.v');
    await wait(50);
    await device.publish('park/a', said(1));
    await until(() => a.last()?.value === 1);
    await device.cut();
    for (let i = 2; i <= 9; i++) await device.publish('park/a', said(i));
    await until(() => a.last()?.value === 9);
    expect([...new Set(a.of(0).map((s) => s.value).filter((v) => v !== null))]).toEqual(   // what was not confirmed in time comes again: at least once, in order
      [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await device.publish('park/old', said(5));
    const given = (): number => a.notes.filter((n) => n.includes('park/old')).length;
    await until(() => given() === 1);
    await wait(100);                            // the broker has to hear of it before the line is cut
    await device.cut();
    await until(() => a.links.filter((l) => l.up).length === 3);
    await device.publish('park/old', said(6));
    await device.publish('park/a', said(10));
    await until(() => a.last()?.value === 10);
    expect(given()).toBe(1);
  });
  it('the client id is the same for a node, another for another one, and 22 letters and digits', async () => {
    const { device, port } = await broker();
    const [p1, p2] = [folder(), folder()];
    const a = one(port, p1);
    await a.adapter.open(never);
    const id = readFileSync(path.join(p1, 'mqtt', 'node-id'), 'utf8');
    const b = one(port, p2);
    await b.adapter.open(never);
    expect(device.connections()).toBe(2);
    const c = one(port, p1);
    await c.adapter.open(never);                // takes over from a, as a restart would
    await until(() => a.links.some((l) => !l.up));
    expect(readFileSync(path.join(p1, 'mqtt', 'node-id'), 'utf8')).toBe(id);
  });
});

describe('MQT-07 retained values', () => {
  it('are the last known ones: without value for an alarm, unless the device dates them and they are fresh', async () => {
    const { device, port } = await broker();
    await device.publish('park/fresh', said(1));
    await device.publish('park/old', said(2, Date.now() - 60_000));
    await device.publish('park/ahead', said(3, Date.now() + 60_000));
    await device.publish('park/undated', JSON.stringify({ v: 4 }));
    await device.publish('park/bad', said(5, Date.now() - 60_000, { q: 0x808c_0000 }));
    const a = one(port, folder(), { freshMs: 5000 });
    await a.adapter.open(never);
    a.watch(...['fresh', 'old', 'ahead', 'undated', 'bad'].map((n) => `park/${n}#$.v`));
    await until(() => a.taken.length >= 5);
    expect([0, 1, 2, 3, 4].map((h) => [a.last(h)!.value, a.last(h)!.status])).toEqual([[1, 0], [2, Status.noCommunicationLastUsable], [3, Status.noCommunicationLastUsable], [4, Status.noCommunicationLastUsable], [null, 0x808c_0000]]);
    await device.publish('park/old', said(2, Date.now() - 60_000));
    await until(() => a.of(1).length > 1);
    expect(a.last(1)!.status).toBe(Status.good);   // said now, and not retained for us
  });
  it('what was queued for us and is retained too is not said twice', async () => {
    const { device, port } = await broker();
    const pki = folder();
    const first = one(port, pki, { freshMs: 0 });
    await first.adapter.open(never);
    first.watch('park/a#$.v');
    await wait(100);
    await first.adapter.close();
    await device.publish('park/a', said(7));
    const second = one(port, pki, { freshMs: 0 });
    await second.adapter.open(never);
    second.watch('park/a#$.v');
    await until(() => second.of(0).length > 0);
    await wait(150);
    expect(second.of(0).map((s) => [s.value, s.status])).toEqual([[7, 0]]);
  });
});

describe('MQT-08 payloads that cannot be read', () => {
  it('mark their points, are noted once and counted; the link stays, other topics stay good', async () => {
    const { device, port } = await broker({ retain: false });
    const a = one(port, folder(), { maxPayload: 1000 });
    await a.adapter.open(never);
    a.watch('park/a#$.v', 'park/a#$.w', 'park/b#$.v', 'park/plain');
    await wait(100);
    await device.publish('park/b', said(1));
    for (let i = 0; i < 20; i++) await device.publish('park/a', '{nonsense');
    await device.publish('park/a', JSON.stringify({ v: 1, fill: 'x'.repeat(2000) }));
    await device.publish('park/a', `{"v":1,"x":"${'y'.repeat(300_000)}"}`);   // too long for a packet: cut on its way in
    await device.publish('park/plain', 'z'.repeat(300_000));
    await until(() => a.of(0).length >= 22 && a.of(3).length >= 1);
    expect(new Set(a.of(0).map((s) => s.status))).toEqual(new Set([0x808b_0002, 0x808b_0001]));
    expect(a.of(0).every((s) => s.value === null)).toBe(true);
    expect(a.last(3)).toMatchObject({ value: null, status: 0x808b_0001 });
    expect(a.notes.filter((n) => n.includes('cannot be read'))).toHaveLength(3);
    await device.publish('park/a', said(5));
    await until(() => a.last(0)?.value === 5);
    expect(a.of(2).map((s) => [s.value, s.status])).toEqual([[1, 0]]);
    expect(a.links).toEqual([{ up: true, reason: null }]);
    await a.adapter.close();
    expect(a.notes.some((n) => /\b23 payloads could not be read/.test(n))).toBe(true);
  });
  it('a message that leaves a value out says nothing of it; one that never had it is told of once', async () => {
    const { device, port } = await broker({ retain: false });
    const a = one(port, folder());
    await a.adapter.open(never);
    a.watch('park/a#$.v', 'park/a#$.w');
    await wait(100);
    for (const m of [{ v: 1 }, { v: 2 }, { w: 3 }, { v: 4 }]) await device.publish('park/a', JSON.stringify(m));
    await until(() => a.last(0)?.value === 4);
    expect(a.of(0).map((s) => s.value)).toEqual([1, 2, 4]);
    expect(a.of(1).map((s) => [s.value, s.status])).toEqual([[null, 0x8034_0000], [3, 0]]);
  });
});

describe('MQT-09 the broker knows how we are', () => {
  it('statusTopic: online when we come, offline when we leave and when we break', async () => {
    const { device, port } = await broker({ retain: false });
    const pki = folder();
    const listener = one(port, folder(), { timePath: null });
    await listener.adapter.open(never);
    listener.watch('watch/state#$.online');
    await wait(50);
    const a = one(port, pki, { statusTopic: 'watch/state' });
    await a.adapter.open(never);
    await until(() => listener.last()?.value === 1);
    await a.adapter.close();
    await until(() => listener.last()?.value === 0);
    expect(device.connections()).toBe(1);
  });
});

describe('MQT-10 what is refused', () => {
  it('a wrong password by name, a missing one too; no password in any note', async () => {
    const { port } = await broker({ users: { watch: 'tower-7' } });
    const wrong = one(port, folder(), { username: 'watch', password: 'secret:wrong' }, () => 'hunter2');
    expect(await wrong.adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: expect.stringMatching(/user-or-password|not-authorized/) as unknown } } });
    const none = one(port, folder(), { username: 'watch', password: 'secret:none' });
    expect(await none.adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'secret-missing', secret: 'secret:none' } } });
    const right = one(port, folder(), { username: 'watch', password: 'secret:right' }, () => 'tower-7');
    expect(await right.adapter.open(never)).toEqual({ ok: true, value: undefined });
    expect([...wrong.notes, ...none.notes, ...right.notes].some((n) => /hunter2|tower-7/.test(n))).toBe(false);
  });
  it.each([['session-taken-over', 0x8e], ['not-authorized', 0x87], ['quota', 0x97]])('a broker of version 5 that shows us out says why, and is heard though it hangs up at once: %s', async (reason, code) => {
    const server = net.createServer((s) => { s.on('error', () => {}); s.once('data', () => { s.write(Buffer.from([0x20, 3, 0, 0, 0])); setTimeout(() => { s.end(Buffer.from([0xe0, 2, code, 0])); }, 20); }); });
    await new Promise<void>((r) => { server.listen(0, '127.0.0.1', r); });
    onTestFinished(() => { server.close(); });
    const a = one((server.address() as net.AddressInfo).port, folder(), { version: 5, retryMs: 60_000 });
    await a.adapter.open(never);
    await until(() => a.links.at(-1)?.up === false);
    expect(a.links.at(-1)!.reason).toMatchObject({ code: 'refused', params: { reason } });
  });
  it('a broker that lets nobody in is said, and asked again', async () => {
    const { device, port } = await broker();
    await device.inject('garbage');
    const a = one(port, folder());
    expect(await a.adapter.open(never)).toMatchObject({ ok: false, fault: { code: expect.stringMatching(/protocol|unreachable/) as unknown } });
    a.watch('park/a#$.v');
    await device.inject(null);
    await until(() => a.links.at(-1)?.up === true);
  });
});

describe('MQT-11 writing', () => {
  it('never to the topic of the value; the device has to say it back', async () => {
    const { device, port } = await broker();
    device.set('park/a#$.v', 1);
    const a = one(port, folder());
    await a.adapter.open(never);
    a.watch('park/a#$.v', 'park/deaf/x#$.v', 'park/a#$.l[0]');
    await until(() => a.last(0)?.value === 1);
    const point = (address: string) => ({ handle: 0, id: 'p' as never, address });
    expect(await a.adapter.write!(point('park/a#$.v'), 5)).toEqual({ ok: true, value: undefined });
    expect(a.last(0)).toMatchObject({ value: 5, status: 0 });
    await device.inject('frozen');
    expect(await a.adapter.write!(point('park/a#$.v'), 6)).toMatchObject({ ok: false, fault: { code: 'unreachable', params: { reason: 'unconfirmed' } } });
    expect(await a.adapter.write!(point('park/nobody#$.v'), 6)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'not-watched' } } });
    expect(await a.adapter.write!(point('park/a#$.l[0]'), 6)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'not-writable' } } });
  });
});
