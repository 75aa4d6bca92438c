import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { opcua, opcuaOptions } from '#adapters/opcua';
import { row, type LinkState, type Sample } from '#app/acquisition';
import { pointId } from '#app/park';
import { opcuaDevice } from '../../../simulator/devices/opcua.ts';
import { countingClock, never, until } from '../../conformance/subject.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-opcua-'));
const device = opcuaDevice({ pkiDir: path.join(folder, 'device'), users: { watch: 'tower-7' }, anonymous: true });
const strict = opcuaDevice({ pkiDir: path.join(folder, 'strict'), users: { watch: 'tower-7' }, anonymous: false });
const address = 'ns=2;s=level';
beforeAll(async () => { await device.start(0); await strict.start(0); device.set(address, 12); strict.set(address, 13); });
afterAll(async () => { await device.stop(); await strict.stop(); rmSync(folder, { recursive: true, force: true, maxRetries: 3 }); });

function adapter(pki: string, endpoint: string, security: Record<string, unknown>) {
  const parsed = opcuaOptions({ endpoint, publishingMs: 20, retryMs: 50, answerMs: 2000, ...security });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  const links: LinkState[] = [];
  const notes: string[] = [];
  const { clock, timers } = countingClock();
  const it_ = opcua(parsed.value, { clock, note: (l) => { notes.push(l); }, bound: 100, link: (l) => { links.push(l); }, pki, secret: (name) => (name === 'park' ? 'tower-7' : name === 'wrong' ? 'no' : null) });
  onTestFinished(() => it_.close());
  const taken: Sample[] = [];
  const watch = () => it_.watch([{ handle: 1, id: pointId('level'), address }], { take: async (b) => { for (let i = 0; i < b.length; i++) taken.push(row(b, i)); } });
  return { adapter: it_, links, taken, watch, timers, notes };
}
const pki = (name: string): string => path.join(folder, `node-${name}`);
function trust(of: string): void {
  const rejected = readdirSync(path.join(of, 'rejected'));
  mkdirSync(path.join(of, 'trusted', 'certs'), { recursive: true });
  for (const file of rejected) renameSync(path.join(of, 'rejected', file), path.join(of, 'trusted', 'certs', file));
}

describe('OPC UA security', () => {
  it('OPC-01 an unknown server is not accepted: the fault names the file to move, and once it is moved the link comes up by itself', { timeout: 30_000 }, async () => {
    const mine = pki('trust');
    const { adapter: a, links, taken, watch } = adapter(mine, device.endpoint(), { securityMode: 'SignAndEncrypt' });
    const opened = await a.open(never);
    expect(opened).toMatchObject({ ok: false, fault: { code: 'untrusted', params: { to: 'trusted/certs' } } });
    const file = opened.ok ? '' : String(opened.fault.params['file']);
    expect(readdirSync(path.join(mine, 'rejected')).map((f) => `rejected/${f}`)).toEqual([file]);
    watch();
    await until(() => taken.at(-1)?.value === null);
    expect(links.every((l) => !l.up)).toBe(true);
    trust(mine);
    await until(() => taken.at(-1)?.value === 12, 10_000);
    expect(links.at(-1)).toEqual({ up: true, reason: null });
    expect(readdirSync(path.join(mine, 'own', 'certs'))).toContain('watchroom.pem');
  });
  it('OPC-01 a certificate that was copied to the trust list, not moved, is trusted too', { timeout: 30_000 }, async () => {
    const mine = pki('copied');
    const { adapter: a, taken, watch } = adapter(mine, device.endpoint(), { securityMode: 'Sign' });
    expect((await a.open(never)).ok).toBe(false);
    const [file] = readdirSync(path.join(mine, 'rejected'));
    copyFileSync(path.join(mine, 'rejected', file!), path.join(mine, 'trusted', 'certs', 'the server.pem'));
    watch();
    await until(() => taken.at(-1)?.value === 12, 10_000);
  });
  it.each([['Sign', 'Basic256Sha256'], ['SignAndEncrypt', 'Basic256Sha256'], ['SignAndEncrypt', 'Aes256_Sha256_RsaPss']])('OPC-02 speaks %s with %s, by name and password', { timeout: 30_000 }, async (securityMode, securityPolicy) => {
    const mine = pki('modes');
    const security = { securityMode, securityPolicy, user: { name: 'watch', password: 'secret:park' } };
    const first = adapter(mine, strict.endpoint(), security);
    if (!(await first.adapter.open(never)).ok) { await first.adapter.close(); trust(mine); }
    const { adapter: a, taken, watch, timers } = adapter(mine, strict.endpoint(), security);
    expect(await a.open(never)).toEqual({ ok: true, value: undefined });
    watch();
    await until(() => taken.at(-1)?.value === 13);
    await a.close();
    expect(timers()).toBe(0);
  });
  it.each([
    ['a wrong password', { name: 'watch', password: 'secret:wrong' }, /^Bad(UserAccessDenied|IdentityTokenRejected)/],
    ['a secret that is not there', { name: 'watch', password: 'secret:gone' }, /^secret-missing$/],
    ['nobody where a name is asked for', null, /^no-such-user-token$|^BadIdentityToken/],
  ])('OPC-03 %s is refused by name, and the password is in no note', { timeout: 30_000 }, async (_, user, reason) => {
    const { adapter: a, notes } = adapter(pki('users'), strict.endpoint(), { securityMode: 'None', user });
    const opened = await a.open(never);
    expect(opened).toMatchObject({ ok: false, fault: { code: 'refused' } });
    expect(opened.ok ? '' : opened.fault.params['reason']).toMatch(reason);
    expect(notes.join()).not.toContain('tower-7');
  });
  it('OPC-04 a policy that the server does not offer is refused, not lowered', { timeout: 30_000 }, async () => {
    const { adapter: a } = adapter(pki('policy'), device.endpoint(), { securityMode: 'SignAndEncrypt', securityPolicy: 'Aes128_Sha256_RsaOaep' });
    expect(await a.open(never)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'no-such-security' } } });
  });
});
