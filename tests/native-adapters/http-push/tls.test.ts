import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { httpPush, httpPushOptions } from '#adapters/http-push';
import { signedRequest } from '../../../simulator/devices/pusher.ts';
import { relay } from '../../conformance/relay.ts';
import { countingClock, never, until } from '../../conformance/subject.ts';
import { SECRET, stand } from './stand.ts';

const openssl = spawnSync('openssl', ['version']).status === 0;

function folderWith(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-push-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', path.join(folder, `${name}.key`), '-out', path.join(folder, `${name}.pem`), '-days', '2', '-subj', '/CN=push', '-addext', 'subjectAltName=IP:127.0.0.1']);
  return folder;
}

describe.skipIf(!openssl)('PSH-12 https', () => {
  it('is spoken with the certificate of pki, from TLS 1.2 on; who does not speak it is counted, and does not stay', { timeout: 20_000 }, async () => {
    const pki = folderWith('push');
    const { port, watch, of, adapter } = await stand({ tls: { cert: 'push.pem', key: 'push.key' }, headersMs: 300 }, { pki });
    watch('hengyuan/p1');
    const { body, signature } = signedRequest('hengyuan', SECRET.hengyuan, [{ point: 'p1', value: 4 }]);
    const status = await new Promise<number>((resolve, reject) => {
      const request = https.request({ host: '127.0.0.1', port, path: '/v1/samples', method: 'POST', agent: false, ca: readFileSync(path.join(pki, 'push.pem')), headers: { 'watchroom-signature': signature } }, (r) => { r.resume().on('end', () => resolve(r.statusCode ?? 0)); });
      request.on('error', reject).end(body);
    });
    expect(status).toBe(200);
    await until(() => of(0).at(-1)?.value === 4);
    const old = await new Promise<string>((resolve) => { const s = tls.connect({ host: '127.0.0.1', port, maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ...(process.versions['electron'] === undefined && { ciphers: 'DEFAULT@SECLEVEL=0' }), rejectUnauthorized: false }, () => resolve('connected')); s.on('error', () => resolve('refused')); });
    expect(old).toBe('refused');
    await until(() => (adapter.counts()['bad-tls'] ?? 0) > 0);
  });
  it('a certificate that is not there is said, and the port is taken once it is', { timeout: 20_000 }, async () => {
    const pki = folderWith('late');
    const port = await relay().reserve();
    const options = httpPushOptions({ port, enterprises: [{ id: 'hengyuan', secret: 'secret:hengyuan' }], retryMs: 30, tls: { cert: 'absent.pem', key: 'late.key' } });
    if (!options.ok) throw new Error('options');
    const { clock } = countingClock();
    const adapter = httpPush(options.value, { clock, note: () => {}, bound: 10, link: () => {}, pki, secret: () => SECRET.hengyuan });
    onTestFinished(() => adapter.close());
    expect(await adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'certificate', why: 'ENOENT' } } });
    spawnSync('cp', [path.join(pki, 'late.pem'), path.join(pki, 'absent.pem')]);
    const reached = (): Promise<boolean> => new Promise((resolve) => { const s = tls.connect({ host: '127.0.0.1', port, ca: readFileSync(path.join(pki, 'late.pem')) }, () => { s.destroy(); resolve(true); }); s.on('error', () => resolve(false)); });
    for (let up = false; !up;) up = await reached();
  });
});
