import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, expect, it, onTestFinished, vi } from 'vitest';
import { opcua } from '#adapters/opcua';
import { row, type LinkState, type Sample } from '#app/acquisition';
import { pointId } from '#app/park';
import { opcuaDevice } from '../../../simulator/devices/opcua.ts';
import { countingClock, never, until, wait } from '../../conformance/subject.ts';
import { chance } from '../../fuzz/chance.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-opcua-noise-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

/** A wire on which each piece that the server says has some bytes changed, put in or left out, while `on`. */
async function noisy(to: number, seed: number) {
  const n = chance(seed);
  const state = { on: false, spoilt: 0 };
  const sockets = new Set<net.Socket>();
  const spoil = (bytes: Buffer): Buffer => {
    state.spoilt++;
    const b = Buffer.from(bytes);
    for (let i = 1 + n(4); i > 0; i--) b[n(b.length)] = n(256);
    const at = n(b.length);
    return [b, b, b.subarray(0, at), Buffer.concat([b, b.subarray(at)])][n(4)]!;
  };
  const server = net.createServer((client) => {
    const device = net.connect(to, '127.0.0.1');
    sockets.add(client);
    for (const [s, other] of [[client, device], [device, client]] as const) { s.on('error', () => s.destroy()); s.on('close', () => other.destroy()); }
    client.on('data', (b) => { device.write(b); });
    device.on('data', (b: Buffer) => { client.write(state.on && n(8) === 0 ? spoil(b) : b); });
  });
  await new Promise<void>((r) => { server.listen(0, '127.0.0.1', r); });
  onTestFinished(() => new Promise<void>((r) => { for (const s of sockets) s.destroy(); server.close(() => r()); }));
  return { state, port: (server.address() as net.AddressInfo).port };
}

it('OPC-17 bytes changed on a real wire: no throw, no stop; the link is lost and found, and afterwards everything is true again', { timeout: 60_000 }, async () => {
  const n = 5;                                    // a server keeps the subscriptions of every lost link for a while: more points, and it is the device that cannot follow
  const device = opcuaDevice({ pkiDir: path.join(folder, 'device') });
  const port = await device.start(0);
  onTestFinished(() => device.stop());
  const seed = Date.now() % 2 ** 31;
  const wire = await noisy(port, seed);
  const { clock, timers } = countingClock();
  const [links, last] = [[] as LinkState[], new Map<number, Sample>()];
  const adapter = opcua({
    endpoint: `opc.tcp://127.0.0.1:${wire.port}/park`, securityMode: 'None', securityPolicy: 'None', user: null, publishingMs: 50, samplingMs: 0, queueSize: 50, retryMs: 20, answerMs: 300, events: 'all', notifiers: ['i=2253'],
  }, { clock, bound: 1000, note: () => {}, link: (l) => { links.push(l); }, pki: path.join(folder, 'node'), secret: () => null });
  onTestFinished(() => adapter.close());
  for (let i = 0; i < n; i++) device.set(`ns=2;s=p${i}`, 0);
  await adapter.open(never);
  adapter.watch(Array.from({ length: n }, (_, handle) => ({ handle, id: pointId(`p${handle}`), address: `ns=2;s=p${handle}` })), { take: async (b) => { for (let i = 0; i < b.length; i++) last.set(b.handle[i]!, row(b, i)); } });
  const all = (x: number): boolean => last.size === n && [...last.values()].every((s) => s.value === x && s.status === 0);
  await until(() => all(0), 10_000);
  const lag = monitorEventLoopDelay({ resolution: 5 });
  lag.enable();
  wire.state.on = true;
  let x = 0;
  for (const end = Date.now() + 30_000; wire.state.spoilt < 15 && Date.now() < end; await wait(20)) { x++; for (let i = 0; i < n; i++) device.set(`ns=2;s=p${i}`, x); }
  wire.state.on = false;
  for (let i = 0; i < n; i++) device.set(`ns=2;s=p${i}`, -1);
  await until(() => all(-1) && links.at(-1)?.up === true, 15_000);
  lag.disable();
  process.stdout.write(`opcua noise: seed ${seed}, ${wire.state.spoilt} spoilt pieces, ${links.filter((l) => !l.up).length} links lost, longest stop ${Math.round(lag.max / 1e6)} ms\n`);
  expect(links.filter((l) => !l.up).length).toBeGreaterThan(1);
  await adapter.close();
  expect(timers()).toBe(0);
});

it.each([0xffff_fff0, 0x7fff_ffff, 1, 0])('OPC-17 an Acknowledge that says buffers of %i bytes: no throw and no such allocation; the next request is of an ordinary size', { timeout: 20_000 }, async (size) => {
  const heard = Promise.withResolvers<Buffer>();
  const server = net.createServer((s) => {
    s.on('error', () => s.destroy());
    let asked = 0;
    s.on('data', (b) => {
      if (++asked > 1) { heard.resolve(b); s.destroy(); return; }
      const ack = Buffer.alloc(28);
      ack.write('ACKF');
      for (const [i, x] of [28, 0, size, size, 0, 0].entries()) ack.writeUInt32LE(x, 4 + 4 * i);
      s.write(ack);
    });
  });
  await new Promise<void>((r) => { server.listen(0, '127.0.0.1', r); });
  onTestFinished(() => new Promise<void>((r) => { server.close(() => r()); }));
  const adapter = opcua({
    endpoint: `opc.tcp://127.0.0.1:${(server.address() as net.AddressInfo).port}/park`, securityMode: 'None', securityPolicy: 'None', user: null, publishingMs: 50, samplingMs: 0, queueSize: 50, retryMs: 20, answerMs: 300, events: 'off', notifiers: [],
  }, { clock: countingClock().clock, bound: 1000, note: () => {}, link: () => {}, pki: path.join(folder, 'node'), secret: () => null });
  onTestFinished(() => adapter.close());
  const [made, unsafe] = [vi.spyOn(Buffer, 'alloc'), vi.spyOn(Buffer, 'allocUnsafe')];
  onTestFinished(() => { made.mockRestore(); unsafe.mockRestore(); });
  const opened = adapter.open(never);
  const request = await heard.promise;
  expect(Math.max(...[...made.mock.calls, ...unsafe.mock.calls].map(([bytes]) => bytes))).toBeLessThanOrEqual(655_360);
  expect(request.subarray(0, 3).toString()).toBe('OPN');
  expect(request.length).toBeLessThan(1024);
  await opened;
  await adapter.close();
});
