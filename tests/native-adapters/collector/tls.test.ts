import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bodyOf, frameWriter } from '#adapters/collector';
import { dialReceiver } from '../../../main/engine/collecting/dial.ts';
import { realClock } from '../../clock.ts';
import { never, until } from '../../conformance/subject.ts';
import { port, receiver, secret } from './desk.ts';

const openssl = spawnSync('openssl', ['version']).status === 0;
function pkiWith(...names: readonly string[]): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'collect-pki-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  for (const name of names) spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', path.join(folder, `${name}.key`), '-out', path.join(folder, `${name}.pem`), '-days', '2', '-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1']);
  return folder;
}
const dial = (at: number, pki: string, tls: boolean, text: string | null = secret) => dialReceiver({ address: { host: '127.0.0.1', port: at, tls, secret: 'far' }, name: 'far', stream: 's', secret: () => text, pki, clock: realClock, answerMs: 1000 }, never);

describe.skipIf(!openssl)('COL-10 tls', () => {
  it('only a certificate that the host knows is believed; who does not speak tls is counted and leaves', { timeout: 20_000 }, async () => {
    const [ours, theirs] = [pkiWith('receiver'), pkiWith('collect-ca')];
    const at = await port();
    const r = await receiver(at, ['a'], { options: { tls: { cert: 'receiver.pem', key: 'receiver.key' } }, pki: ours });
    expect(await dial(at, theirs, true)).toMatchObject({ ok: false, fault: { code: 'untrusted' } });
    expect((await dial(at, theirs, false)).ok).toBe(false);
    fs.copyFileSync(path.join(ours, 'receiver.pem'), path.join(theirs, 'collect-ca.pem'));
    const link = await dial(at, theirs, true);
    if (!link.ok) throw new Error(JSON.stringify(link.fault));
    link.value.end();
    await until(() => (r.adapter.counts()['bad-tls'] ?? 0) > 0);
  });
});

describe('COL-10 a host that calls', () => {
  it('gives nothing to a receiver that lacks the secret, though it speaks the protocol', async () => {
    let heard = Buffer.alloc(0);
    const liar = net.createServer((s) => {
      const writer = frameWriter();
      s.on('error', () => {}).on('data', (b: Buffer) => { if (heard.length === 0) s.write(writer.frame('welcome', bodyOf('welcome', { proof: 'a'.repeat(64), taken: [[1, 1_000_000]] }))); heard = Buffer.concat([heard, b]); });
      s.write(writer.frame('hello', bodyOf('hello', { nonce: '0'.repeat(32) })));
    });
    await new Promise<void>((done) => { liar.listen(0, '127.0.0.1', () => done()); });
    onTestFinished(() => { liar.close(); });
    expect(await dial((liar.address() as net.AddressInfo).port, '', false)).toMatchObject({ ok: false, fault: { code: 'untrusted', params: { reason: 'bad-proof' } } });
    expect([heard[3], heard.includes(secret)]).toEqual([2, false]);      // only who it is
  });
  it('says nothing to a receiver that cannot prove who it is, and by name what is in the way', async () => {
    const fake = net.createServer((s) => { s.on('error', () => {}).write(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')); });
    await new Promise<void>((done) => { fake.listen(0, '127.0.0.1', () => done()); });
    onTestFinished(() => { fake.close(); });
    const at = (fake.address() as net.AddressInfo).port;
    expect(await dial(at, '', false)).toMatchObject({ ok: false, fault: { code: 'protocol', params: { what: 'bad-magic at byte 0' } } });
    expect(await dial(at, '', false, null)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'secret-missing' } } });
    expect(await dial(at, '', false, 'short')).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'secret-too-short' } } });
    const free = await port();
    expect(await dial(free, '', false)).toMatchObject({ ok: false, fault: { code: 'unreachable', params: { reason: 'ECONNREFUSED' } } });
    await receiver(free, ['a']);
    expect(await dial(free, '', false, 'another-secret-of-some-length')).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'bad-proof' } } });
  });
});
