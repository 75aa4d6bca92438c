import { execFile, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import { userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Status } from '#app/acquisition';
import { never, until, wait } from '../../conformance/subject.ts';
import { certificates } from './certificates.ts';
import { folder, one } from './harness.ts';

const installed = ['mosquitto', 'mosquitto_pub'].every((name) => spawnSync(name, ['--help']).error === undefined);
if (!installed) process.stdout.write('skipped: mosquitto is not installed\n');

const freePort = (): Promise<number> => new Promise((done) => { const s = net.createServer().listen(0, '127.0.0.1', () => { const { port } = s.address() as net.AddressInfo; s.close(() => done(port)); }); });

/** The broker of Debian (`apt-get install mosquitto mosquitto-clients`) on a free port of loopback, and its own publisher. */
async function mosquitto(dir: string, more = '') {
  const port = await freePort();
  writeFileSync(path.join(dir, 'mosquitto.conf'), `user ${userInfo().username}\nlistener ${port} 127.0.0.1\nallow_anonymous true\npersistence true\npersistence_location ${dir}/\n${more}`);
  async function start() {
    const child = spawn('mosquitto', ['-c', path.join(dir, 'mosquitto.conf')], { stdio: 'ignore' });
    const gone = new Promise((r) => { child.once('exit', r); });
    for (let up = false, tries = 0; !up && tries < 200; tries++, await wait(20)) up = await new Promise((r) => { const s = net.connect(port, '127.0.0.1', () => { s.destroy(); r(true); }).on('error', () => r(false)); });
    return async (): Promise<void> => { child.kill('SIGTERM'); await gone; };
  }
  let stop = await start();
  onTestFinished(() => stop());
  const run = promisify(execFile);
  return {
    port,
    publish: async (topic: string, message: string, ...args: string[]): Promise<void> => { await run('mosquitto_pub', ['-p', String(port), '-t', topic, '-m', message, '-q', '1', ...args]); },
    restart: async (): Promise<void> => { await stop(); await wait(100); stop = await start(); },
  };
}
const said = (v: number, t = Date.now()): string => JSON.stringify({ v, t, q: 0 });

describe.runIf(installed)('MQT-13 a broker of another make: mosquitto', () => {
  it.each([[4, 0], [4, 1], [4, 2], [5, 0], [5, 1], [5, 2]])('version %i, QoS %i: values, a pulse, and back after a restart of the broker', { timeout: 20_000 }, async (version, qos) => {
    const broker = await mosquitto(folder());
    const a = one(broker.port, folder(), { version, qos });
    expect(await a.adapter.open(never)).toEqual({ ok: true, value: undefined });
    a.watch('park/a#$.v', 'park/b');
    await wait(100);
    for (const v of [1, 100, 1]) await broker.publish('park/a', said(v), '-q', String(qos));
    await broker.publish('park/b', '2.5');
    await until(() => a.of(0).length >= 3 && a.last(1)?.value === 2.5);
    expect(a.of(0).map((s) => [s.value, s.status])).toEqual([[1, 0], [100, 0], [1, 0]]);
    await broker.restart();
    await until(() => a.of(0).some((s) => s.status === Status.noCommunication) && a.links.at(-1)?.up === true);
    await wait(100);
    await broker.publish('park/a', said(9));
    await until(() => a.last(0)?.value === 9);
  });
  it.each([4, 5])('version %i: what was sent while we were away arrives with its own time; retained is the last known one, and not said twice', { timeout: 20_000 }, async (version) => {
    const broker = await mosquitto(folder());
    const pki = folder();
    const first = one(broker.port, pki, { version, freshMs: 0 });
    await first.adapter.open(never);
    first.watch('park/a#$.v', 'park/r#$.v');
    await wait(150);
    await first.adapter.close();
    const hour = Date.now() - 3_600_000;
    for (let i = 0; i < 10; i++) await broker.publish('park/a', said(i, hour + i));
    await broker.publish('park/r', said(7), '-r');
    const second = one(broker.port, pki, { version, freshMs: 0 });
    await second.adapter.open(never);
    second.watch('park/a#$.v', 'park/r#$.v');
    await until(() => second.of(0).length >= 10 && second.of(1).length > 0);
    await wait(150);
    expect(second.of(0).map((s) => [s.value, s.sourceTime, s.status])).toEqual(Array.from({ length: 10 }, (_, i) => [i, hour + i, 0]));
    expect(second.of(1).map((s) => [s.value, s.status])).toEqual([[7, 0]]);
    const third = one(broker.port, folder(), { version, freshMs: 0 });
    await third.adapter.open(never);
    third.watch('park/r#$.v');
    await until(() => third.of(0).length > 0);
    expect(third.last()).toMatchObject({ value: 7, status: Status.noCommunicationLastUsable });
  });
  it('a hundred undated ones that it queued are all last known ones, though it sends twenty at a time', { timeout: 20_000 }, async () => {
    const broker = await mosquitto(folder());
    const pki = folder();
    const first = one(broker.port, pki, { version: 5 });
    await first.adapter.open(never);
    first.watch('park/a');
    await wait(150);
    await first.adapter.close();
    const { connectAsync } = await import('mqtt');
    const client = await connectAsync(`mqtt://127.0.0.1:${broker.port}`);
    for (let i = 0; i < 100; i++) await client.publishAsync('park/a', String(i), { qos: 1 });
    await client.endAsync();
    const second = one(broker.port, pki, { version: 5 });
    await second.adapter.open(never);
    second.watch('park/a');
    await until(() => second.of(0).length >= 100);
    expect(second.of(0).map((s) => s.value)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(second.of(0).every((s) => s.status === Status.noCommunicationLastUsable)).toBe(true);
  });
  it('3000 retained values all arrive, though it queues 1000 for a client', { timeout: 30_000 }, async () => {
    const broker = await mosquitto(folder(), 'max_queued_messages 1000\n');
    const { connectAsync } = await import('mqtt');
    const client = await connectAsync(`mqtt://127.0.0.1:${broker.port}`);
    await Promise.all(Array.from({ length: 3000 }, (_, i) => client.publishAsync(`park/p${i}`, said(i), { qos: 1, retain: true })));
    await client.endAsync();
    const a = one(broker.port, folder(), { version: 5 });
    await a.adapter.open(never);
    a.watch(...Array.from({ length: 3000 }, (_, i) => `park/p${i}#$.v`));
    await until(() => new Set(a.taken.filter((s) => s.value !== null).map((s) => s.handle)).size === 3000, 15_000);
  });
  it('TLS with a name and a password', { timeout: 20_000 }, async () => {
    const dir = folder();
    const at = certificates(dir);
    if (at === null || spawnSync('mosquitto_passwd', ['-b', '-c', path.join(dir, 'users'), 'watch', 'tower-7']).status !== 0) return;
    const conf = `cafile ${at}/ca.pem\ncertfile ${at}/server.pem\nkeyfile ${at}/server.key\npassword_file ${dir}/users\n`;
    const broker = await mosquitto(dir, conf);
    const with_ = (password: string, version: number) => one(broker.port, dir, { url: `mqtts://127.0.0.1:${broker.port}`, ca: 'mqtt/ca.pem', version, username: 'watch', password: `secret:${password}`, answerMs: 2000 }, (name) => name);
    expect(await with_('tower-7', 5).adapter.open(never)).toEqual({ ok: true, value: undefined });
    for (const version of [4, 5]) expect(await with_('no', version).adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'not-authorized' } } });
  });
  it('a write that nobody listens to is said (version 5)', { timeout: 20_000 }, async () => {
    const broker = await mosquitto(folder());
    const a = one(broker.port, folder(), { version: 5 });
    await a.adapter.open(never);
    a.watch('park/a#$.v');
    await wait(100);
    expect(await a.adapter.write!({ handle: 0, id: 'p' as never, address: 'park/a#$.v' }, 5)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'nobody-listens' } } });
  });
});
