import { readFileSync, renameSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mqttDevice } from '../../../simulator/devices/mqtt.ts';
import { never, until } from '../../conformance/subject.ts';
import { certificates } from './certificates.ts';
import { folder, one } from './harness.ts';

/** A broker behind TLS. */
async function secured(pki: string, at: string, name = 'server', client = false) {
  const device = mqttDevice({ format: 'json' });
  const inner = await device.start(0);
  device.set('park/a#$.v', 7);
  const read = (file: string): Buffer => readFileSync(path.join(at, file));
  const server = tls.createServer({ cert: read(`${name}.pem`), key: read(`${name}.key`), ...(client && { ca: read('ca.pem'), requestCert: true, rejectUnauthorized: true }) }, (socket) => {
    const to = net.connect(inner, '127.0.0.1');
    for (const s of [socket, to]) s.on('error', () => { socket.destroy(); to.destroy(); });
    socket.pipe(to).pipe(socket);
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((r) => { server.listen(0, '127.0.0.1', r); });
  onTestFinished(async () => { server.close(); await device.stop(); });
  const { port } = server.address() as net.AddressInfo;
  return (options: Readonly<Record<string, unknown>>) => one(port, pki, { url: `mqtts://127.0.0.1:${port}`, answerMs: 2000, ...options });
}

describe('MQT-12 mqtts', () => {
  const setUp = (): { pki: string; at: string } | null => { const pki = folder(); const at = certificates(pki); if (at === null) process.stdout.write('skipped: openssl is not installed\n'); return at === null ? null : { pki, at }; };
  it('comes up with the authority that is named, and with no other: `untrusted`, until the right file is there', async () => {
    const made = setUp();
    if (made === null) return;
    const with_ = await secured(made.pki, made.at);
    const right = with_({ ca: 'mqtt/ca.pem' });
    expect(await right.adapter.open(never)).toEqual({ ok: true, value: undefined });
    right.watch('park/a#$.v');
    await until(() => right.last()?.value === 7);
    for (const ca of ['mqtt/other-ca.pem', null]) expect(await with_({ ca }).adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'untrusted' } });
    const later = with_({ ca: 'mqtt/trusted.pem' });
    expect(await later.adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'file-missing', file: 'mqtt/trusted.pem' } } });
    renameSync(path.join(made.at, 'ca.pem'), path.join(made.at, 'trusted.pem'));
    await until(() => later.links.at(-1)?.up === true);
  });
  it('a certificate of somebody else is refused by name', async () => {
    const made = setUp();
    if (made === null) return;
    const with_ = await secured(made.pki, made.at, 'elsewhere');
    expect(await with_({ ca: 'mqtt/ca.pem' }).adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'ERR_TLS_CERT_ALTNAME_INVALID' } } });
  });
  it('shows its own certificate where one is asked for', async () => {
    const made = setUp();
    if (made === null) return;
    const with_ = await secured(made.pki, made.at, 'server', true);
    expect(await with_({ ca: 'mqtt/ca.pem', cert: 'mqtt/client.pem', key: 'mqtt/client.key' }).adapter.open(never)).toEqual({ ok: true, value: undefined });
    expect((await with_({ ca: 'mqtt/ca.pem' }).adapter.open(never)).ok).toBe(false);
  });
});
