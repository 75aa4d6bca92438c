import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { databaseDevice } from '../../../simulator/devices/database.ts';
import { never, until } from '../../conformance/subject.ts';
import { mariadb, mariadbBin, password, postgres, postgresBin, type Server } from './servers.ts';
import { optionsOf, reading } from './subject.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-wires-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A peer that is no database: `mute` says nothing, `noise` says garbage, `greeting` what a peer of that kind would begin with and then garbage. */
async function stranger(says: Buffer | null): Promise<{ readonly port: number; readonly open: () => number }> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((s) => { sockets.add(s); s.on('close', () => sockets.delete(s)); s.on('error', () => {}); if (says !== null) { s.write(says); s.on('data', () => s.write(says)); } else s.resume(); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()); });
  onTestFinished(() => new Promise<void>((resolve) => { for (const s of sockets) s.destroy(); server.close(() => resolve()); }));
  return { port: (server.address() as net.AddressInfo).port, open: () => sockets.size };
}
const remote = (dialect: string, port: number, more: object = {}): Record<string, unknown> => ({ dialect, host: '127.0.0.1', port, database: 'd', user: 'reader', password: 'secret:db', by: 'key', queryMs: 300, retryMs: 50, everyMs: 20, ...more });
const NOISE = Buffer.alloc(200, 0xa5);
const TDS = Buffer.from('0401003b000001000000150006010000001b000102001c00010300001d0000ff0f0007d00000020000', 'hex');

describe.each(['postgres', 'mysql', 'mssql'])('DBR-09 %s: a peer that is none', (dialect) => {
  it.each([['mute', null], ['noise', NOISE], ['zeros', Buffer.alloc(500)], ['half a greeting of SQL Server', TDS]] as const)('%s: a fault in time, nothing thrown, nothing left', { timeout: 10_000 }, async (_, says) => {
    const peer = await stranger(says);
    const r = reading(optionsOf(remote(dialect, peer.port)), { secret: () => password });
    const began = performance.now();
    const opened = await r.adapter.open(never);
    expect(performance.now() - began).toBeLessThan(1500);
    expect(opened.ok).toBe(false);
    if (!opened.ok) expect(['unreachable', 'protocol', 'refused']).toContain(opened.fault.code);
    r.watch('A');
    await until(() => r.of(0).length > 0);
    await r.adapter.close();
    await until(() => peer.open() === 0, 500);
    expect(r.timers()).toBe(0);
    expect(JSON.stringify([opened, r.notes, r.links])).not.toContain(password);
  });
});

describe('ADP-08 after close the process ends by itself', () => {
  async function leaves(options: object, ms: number): Promise<string> {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'leave.ts'), JSON.stringify({ options, password, ms })], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    let closedAt = NaN;
    child.stdout.on('data', (b: Buffer) => { said += b.toString(); closedAt = performance.now(); });
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
    const code = await new Promise((resolve) => { child.on('exit', resolve); });
    clearTimeout(late);
    expect(code).toBe(0);
    expect(performance.now() - closedAt).toBeLessThan(1500);
    return said.trim();
  }
  const tables = { table: 'readings', columns: { point: 'tag', key: 'id', time: 'ts', value: 'value' } };
  it('sqlite', { timeout: 20_000 }, async () => {
    const d = databaseDevice({ file: path.join(folder, 'leave.db') });
    await d.start(0); d.set('A', 1);
    expect(await leaves({ ...tables, dialect: 'sqlite', file: d.file, by: 'key' }, 0)).toBe('closed open');
    await d.stop();
  });
  it.each(['postgres', 'mysql', 'mssql'])('%s: nobody there', { timeout: 20_000 }, async (dialect) => { expect(await leaves({ ...remote(dialect, 1), ...tables }, 0)).toBe('closed unreachable'); });
  it.each(['postgres', 'mysql', 'mssql'])('%s: cancelled while a mute peer is waited for', { timeout: 20_000 }, async (dialect) => {
    const peer = await stranger(null);
    expect(await leaves({ ...remote(dialect, peer.port, { queryMs: 60_000 }), ...tables }, 500)).toBe('closed cancelled');
  });
});

const openssl = spawnSync('openssl', ['version']).status === 0;
describe.skipIf(!openssl)(openssl ? 'DBR-10 certificates' : 'skipped: openssl is not installed', () => {
  const make = (...args: readonly string[]): void => { execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' }); };
  const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
  function certificate(name: string, alternative: string): void {
    writeFileSync(path.join(folder, `${name}.ext`), `subjectAltName=${alternative}\n`);
    make('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    make('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', `${name}.pem`, '-days', '2', '-extfile', `${name}.ext`);
  }
  beforeAll(() => {
    make('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=ca');
    make('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'other.key', '-out', 'other.pem', '-days', '2', '-subj', '/CN=other');
    certificate('good', 'IP:127.0.0.1,DNS:localhost');
    certificate('elsewhere', 'DNS:elsewhere.example');
    mkdirSync(path.join(folder, 'database'));
    for (const name of ['ca.pem', 'other.pem']) writeFileSync(path.join(folder, 'database', name), read(name));
  });
  it.each([['postgres', 'postgresql', postgresBin, postgres], ['mysql', 'mariadb-server', mariadbBin, mariadb]] as const)('%s: verified by CA and by name, never without', { timeout: 60_000 }, async (dialect, debian, bin, start) => {
    if (bin === null) { process.stdout.write(`skipped: ${debian} is not installed\n`); return; }
    const open = async (server: Server, host: string, ca: string | undefined): Promise<unknown> => {
      const r = reading(optionsOf(remote(dialect, server.port, { host, database: dialect === 'mysql' ? 'park' : 'postgres', ssl: true, queryMs: 2000, ...(ca !== undefined && { ca }) })), { secret: () => password, pki: folder });
      const opened = await r.adapter.open(never);
      await r.adapter.close();
      return opened.ok ? 'open' : opened.fault.code;
    };
    const good = await start({ cert: read('good.pem'), key: read('good.key') });
    onTestFinished(() => good.leave());
    expect([await open(good, '127.0.0.1', 'ca.pem'), await open(good, 'localhost', 'ca.pem'), await open(good, '127.0.0.1', 'other.pem'), await open(good, '127.0.0.1', undefined), await open(good, '127.0.0.1', 'gone.pem')]).toEqual(['open', 'open', 'untrusted', 'untrusted', 'untrusted']);
    const elsewhere = await start({ cert: read('elsewhere.pem'), key: read('elsewhere.key') });
    onTestFinished(() => elsewhere.leave());
    expect([await open(elsewhere, '127.0.0.1', 'ca.pem'), await open(elsewhere, 'localhost', 'ca.pem')]).toEqual(['untrusted', 'untrusted']);
  });
});
