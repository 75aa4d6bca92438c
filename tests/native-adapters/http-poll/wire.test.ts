import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Status } from '#app/acquisition';
import { never, until, wait } from '../../conformance/subject.ts';
import { asking, device, json } from './asking.ts';

const opened = { ok: true, value: undefined };

describe('POL-03 one resource takes nothing from the others', () => {
  it('absent, forbidden, broken, not JSON, slow, endless, packed, too deep: each point says why, and the good one keeps its pace', { timeout: 15_000 }, async () => {
    const { port, paths } = await device(({ path: p }, r) => {
      switch (p) {
        case '/good': json(r, { v: 1 }); break;
        case '/forbidden': r.writeHead(403).end(); break;
        case '/broken': r.writeHead(500).end(); break;
        case '/words': r.writeHead(200).end('<html>'); break;
        case '/slow': break;
        case '/endless': { const more = setInterval(() => { if (!r.write(Buffer.alloc(1000, 0x20))) clearInterval(more); }, 1); r.on('close', () => clearInterval(more)); break; }
        case '/packed': r.writeHead(200, { 'content-encoding': 'br' }).end('{"v":1}'); break;
        case '/deep': r.writeHead(200).end('['.repeat(5000)); break;
        case '/away': r.writeHead(302, { location: 'http://127.0.0.1:1/evil' }).end(); break;
        case '/cut': r.writeHead(200, { 'content-length': 100 }); r.write('{"v":'); setTimeout(() => r.destroy(), 10); break;
        case '/proto': r.writeHead(200).end('{"__proto__":{"v":1}}'); break;
        default: r.writeHead(404).end();
      }
    });
    const names = ['good', 'absent', 'forbidden', 'broken', 'words', 'slow', 'endless', 'packed', 'deep', 'away', 'cut', 'proto'];
    const { adapter, watch, last, of, links } = asking(`http://127.0.0.1:${port}/`, { maxBytes: 10_000 });
    expect(await adapter.open(never)).toEqual(opened);
    watch(...names.map((n) => `${n}#$.v`));
    await until(() => names.every((_, i) => last(i) !== undefined));
    expect(names.map((n, i) => [n, last(i)!.value, last(i)!.status])).toEqual([
      ['good', 1, 0], ['absent', null, 0x808b_0004], ['forbidden', null, 0x801f_0000], ['broken', null, Status.noCommunication], ['words', null, 0x8007_0000], ['slow', null, Status.noCommunication], ['endless', null, 0x8007_0000],
      ['packed', null, 0x8007_0000], ['deep', null, 0x8007_0000], ['away', null, 0x801f_0000], ['cut', null, Status.noCommunication], ['proto', null, 0x8007_0000],
    ]);
    const before = of(0).length;
    await wait(600);
    expect(of(0).length - before).toBeGreaterThan(15);
    expect(links).toEqual([{ up: true, reason: null }]);
    const refusals = paths().filter((p) => p === '/forbidden').length;
    expect(refusals).toBeLessThan(6);                                     // every refusedMs, not every beat
  });
  it('a place that the document lacks, and what is no value', async () => {
    const { port } = await device((_, r) => { r.writeHead(200).end('{"a":{"b":[1,2]},"n":null,"t":"words","y":true,"o":{}}'); });
    const { watch, last } = asking(`http://127.0.0.1:${port}/`);
    watch('$.a.b[1]', '$.a.b[2]', '$.a.x', '$.n', '$.t', '$.y', '$.o', '$.a.b.length');
    await until(() => last(7) !== undefined && last(0)?.value === 2);
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((h) => [last(h)!.value, last(h)!.text, last(h)!.status])).toEqual([
      [2, undefined, 0], [null, undefined, 0x803e_0000], [null, undefined, 0x803e_0000], [null, undefined, 0x809b_0000], [null, 'words', 0], [1, undefined, 0], [null, undefined, 0x808b_0006], [null, undefined, 0x803e_0000],
    ]);
  });
  it('all resources broken: the link is down, with the reason; it waits longer and longer, but no longer than it may', async () => {
    const state = { up: true };
    const { port, asked } = await device((_, r) => { if (state.up) json(r, { v: 1 }); else r.writeHead(503, { 'retry-after': '1' }).end(); });
    const { watch, last, links } = asking(`http://127.0.0.1:${port}/`, { retryMs: 40, maxRetryMs: 160 });
    watch('a#$.v', 'b#$.v');
    await until(() => last(0)?.value === 1 && last(1)?.value === 1);
    state.up = false;
    await until(() => links.length === 2);
    expect(links[1]).toMatchObject({ up: false, reason: { code: 'unreachable', params: { reason: 'status-503' } } });
    const from = asked.length;
    await wait(800);
    expect(asked.length - from).toBeLessThan(14);                         // of 80; Retry-After is heeded, up to refusedMs
    state.up = true;
    const began = performance.now();
    await until(() => last(0)?.value === 1 && last(1)?.value === 1);
    expect(performance.now() - began).toBeLessThan(400);
  });
  it('a device that falls silent is given up before all of its resources were waited for, and its points learn it together', async () => {
    const state = { mute: false };
    const { port, asked } = await device((_, r) => { if (!state.mute) json(r, { v: 1 }); });
    const { watch, last, of, links } = asking(`http://127.0.0.1:${port}/`, { parallel: 3 });
    const all = Array.from({ length: 30 }, (_, i) => i);
    watch(...all.map((i) => `r${i}#$.v`));
    await until(() => all.every((i) => last(i)?.value === 1));
    state.mute = true;
    const from = asked.length;
    await until(() => links.length === 2);
    expect(asked.length - from).toBeLessThanOrEqual(12);                  // three rounds of three, and what was under way
    await until(() => all.every((i) => last(i)?.value === null));
    expect(all.filter((i) => of(i).filter((s) => s.value === null).length > 1).length).toBeLessThanOrEqual(6);   // not one by one before: only what was asked while its last answers came
    state.mute = false;
    await until(() => all.every((i) => last(i)?.value === 1));
  });
  it('many silent resources in a row keep the others out once at most', async () => {
    const { port, paths } = await device(({ path: p }, r) => { if (p.startsWith('/good')) json(r, { v: 1 }); });
    const { watch, last, of, links } = asking(`http://127.0.0.1:${port}/`, { parallel: 3 });
    watch(...Array.from({ length: 10 }, (_, i) => `mute${i}#$.v`), 'good1#$.v', 'good2#$.v');
    await until(() => last(10)?.value === 1 && last(11)?.value === 1);
    expect(paths().findIndex((p) => p.startsWith('/good'))).toBeLessThanOrEqual(18);   // the next link begins with those that were not silent
    const before = of(10).length;
    await until(() => of(10).length > before + 20 && Array.from({ length: 10 }, (_, i) => i).every((i) => last(i)?.status === Status.noCommunication));
    expect(links.filter((l) => !l.up).length).toBeLessThanOrEqual(1);
    expect(links.at(-1)).toEqual({ up: true, reason: null });
  });
  it('a device that hangs up on everybody is called more and more seldom', async () => {
    let calls = 0;
    const server = net.createServer((s) => { calls++; s.on('error', () => {}).destroy(); });
    const port = await new Promise<number>((r) => { server.listen(0, '127.0.0.1', () => r((server.address() as net.AddressInfo).port)); });
    onTestFinished(() => new Promise<void>((r) => { server.close(() => r()); }));
    const { watch, links } = asking(`http://127.0.0.1:${port}/`, { retryMs: 30, maxRetryMs: 480 });
    watch('$.v');
    await wait(1000);
    expect(calls).toBeGreaterThan(3);
    expect(calls).toBeLessThan(12);                                      // of 30
    expect(links).toMatchObject([{ up: false, reason: { code: 'unreachable' } }]);
  });
});

describe('POL-04 what is asked', () => {
  it('an ETag is given back, and 304 says the same again with our time', async () => {
    const { port, asked } = await device(({ headers }, r) => { if (headers['if-none-match'] === '"7"') r.writeHead(304, { etag: '"7"' }).end(); else json(r, { v: 7, t: 1000 }, { etag: '"7"' }); });
    const { watch, of } = asking(`http://127.0.0.1:${port}/x`, { timePath: '$.t' });
    watch('$.v');
    await until(() => of(0).length > 5);
    expect(of(0).every((s) => s.value === 7 && s.sourceTime === 1000)).toBe(true);
    expect(of(0).at(-1)!.receivedTime).toBeGreaterThan(of(0)[0]!.receivedTime);
    expect(asked.filter((a) => a.headers['if-none-match'] === undefined).length).toBe(1);
    expect(new Set(asked.map((a) => a.path))).toEqual(new Set(['/x']));
  });
  it('headers, names and secrets; a POST with its body; none of it in a note', async () => {
    const { port, asked } = await device((_, r) => json(r, { v: 1 }));
    const secrets = { pw: 'pässword:with:colons', key: 'the-api-key' };
    const { watch, last, notes } = asking(`http://127.0.0.1:${port}/api`, { method: 'POST', body: '{"all":true}', headers: { 'X-Key': 'secret:key', Accept: 'application/x' }, auth: { kind: 'basic', user: 'park', password: 'secret:pw' } }, { secrets });
    watch('v1/q?x=1#$.v');
    await until(() => last(0)?.value === 1);
    expect(asked.at(-1)).toMatchObject({ method: 'POST', path: '/api/v1/q?x=1', body: '{"all":true}', headers: { 'x-key': 'the-api-key', accept: 'application/x', 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`park:${secrets.pw}`).toString('base64')}` } });
    expect(notes.join()).not.toMatch(/the-api-key|colons/);
  });
  it.each([['bearer', { kind: 'bearer', token: 'secret:t' }, 'authorization', 'Bearer tok'], ['header', { kind: 'header', name: 'X-Token', value: 'secret:t' }, 'x-token', 'tok']] as const)('auth %s; without its secret it does not ask', async (_, auth, header, value) => {
    const { port, asked } = await device((_a, r) => json(r, { v: 1 }));
    const without = asking(`http://127.0.0.1:${port}/`, { auth });
    expect(await without.adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'secret-missing', secret: 'secret:t' } } });
    expect(asked).toEqual([]);
    expect(await asking(`http://127.0.0.1:${port}/`, { auth }, { secrets: { t: 'tok' } }).adapter.open(never)).toEqual(opened);
    expect(asked[0]!.headers[header]).toBe(value);
    expect(await asking(`http://127.0.0.1:${port}/`, { auth }, { secrets: { t: 'tok\r\nx: y' } }).adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'refused' } });
  });
  it('a refused device is asked no more than every refusedMs, and found again by itself', async () => {
    const state = { status: 401 };
    const { port, asked } = await device((_, r) => { if (state.status === 200) json(r, { v: 1 }); else r.writeHead(state.status).end(); });
    const { adapter, watch, last, links } = asking(`http://127.0.0.1:${port}/`);
    expect(await adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'refused', params: { reason: 'status-401' } } });
    watch('$.v');
    await wait(700);
    expect(asked.length).toBeLessThan(6);
    expect(links.every((l) => !l.up)).toBe(true);
    state.status = 200;
    await until(() => last(0)?.value === 1);
  });
});

describe('POL-08 a device whose url itself is forbidden or silent', () => {
  it.each([403, 500, 0])('is read all the same: %i', async (status) => {
    const { port } = await device(({ path: p }, r) => { if (p === '/tank') json(r, { v: 1 }); else if (status > 0) r.writeHead(status).end(); });
    const { adapter, watch, last } = asking(`http://127.0.0.1:${port}/`, { refusedMs: 60_000, maxRetryMs: 60_000, retryMs: 60 });
    expect((await adapter.open(never)).ok).toBe(false);
    watch('silent#$.v', 'tank#$.v');
    await until(() => last(1)?.value === 1, 1000);
  });
});

describe('POL-05 the beat', () => {
  it('as many silent resources as there are lines leave one line to those that answer', async () => {
    const { port } = await device(({ path: p }, r) => { if (p === '/good') json(r, { v: 1 }); });
    const { watch, of } = asking(`http://127.0.0.1:${port}/`, { parallel: 3, answerMs: 400, retryMs: 10, maxRetryMs: 10 });
    watch('a#$.v', 'b#$.v', 'c#$.v', 'd#$.v', 'good#$.v');
    await until(() => [0, 1, 2, 3].every((h) => of(h).length > 0));
    const before = of(4).length;
    await wait(1200);
    expect(of(4).length - before).toBeGreaterThan(35);
  });
  it('does not drift, and a slow resource does not hold it', async () => {
    const { port, asked } = await device(({ path: p }, r) => { if (p === '/slow') setTimeout(() => json(r, { v: 2 }), 110); else setTimeout(() => json(r, { v: 1 }), 5); });
    const { watch, of } = asking(`http://127.0.0.1:${port}/`, { everyMs: 50 });
    watch('fast#$.v', 'slow#$.v');
    await wait(1500);
    const fast = asked.filter((a) => a.path === '/fast').slice(1).map((a) => a.at);
    const phase = (some: readonly number[]): number => some.map((at) => at % 50).toSorted((a, b) => a - b)[some.length >> 1]!;
    const drift = Math.abs(phase(fast.slice(-9)) - phase(fast.slice(0, 9)));
    expect(fast.length).toBeGreaterThan(20);
    expect(Math.min(drift, 50 - drift)).toBeLessThan(8);
    expect(of(1).filter((s) => s.value === 2).length).toBeGreaterThan(7);
  });
  it('a device that closes every connection after its answer is asked on a new one', async () => {
    const used = new WeakSet<object>();
    const { port } = await device((_, r) => { 
      const { socket } = r;
      if (socket !== null && used.has(socket)) { socket.destroy(); return; }   // just as it is used again
      if (socket !== null) used.add(socket);
      json(r, { v: 1 });
    });
    const { watch, of, links } = asking(`http://127.0.0.1:${port}/`);
    watch('$.v');
    await until(() => of(0).length > 20);
    expect([...new Set(of(0).map((s) => s.value))]).toEqual([1]);
    expect(links).toEqual([{ up: true, reason: null }]);
  });
});

const openssl = spawnSync('openssl', ['version']).status === 0;
describe.skipIf(!openssl)('POL-06 https', () => {
  it('an unknown certificate is untrusted, never accepted; with its authority in pki it is good; a wrong name is not', { timeout: 20_000 }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-poll-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const make = (name: string, san: string): void => {
      spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', path.join(folder, `${name}.key`), '-out', path.join(folder, `${name}.pem`), '-days', '2', '-subj', `/CN=${name}`, '-addext', `subjectAltName=${san}`]);
    };
    make('right', 'IP:127.0.0.1'); make('wrong', 'DNS:other.example');
    const serve = (name: string) => device((_, r) => json(r, { v: 5 }), https.createServer({ cert: readFileSync(path.join(folder, `${name}.pem`)), key: readFileSync(path.join(folder, `${name}.key`)) }));
    const right = await serve('right');
    const wrong = await serve('wrong');
    expect(await asking(`https://127.0.0.1:${right.port}/`, {}, { pki: folder }).adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'untrusted', params: { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' } } });
    expect(await asking(`https://127.0.0.1:${wrong.port}/`, { ca: 'wrong.pem' }, { pki: folder }).adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'untrusted', params: { reason: 'ERR_TLS_CERT_ALTNAME_INVALID' } } });
    expect(await asking(`https://127.0.0.1:${right.port}/`, { ca: 'absent.pem' }, { pki: folder }).adapter.open(never)).toMatchObject({ ok: false, fault: { code: 'untrusted', params: { reason: 'no-such-file', file: 'absent.pem' } } });
    const { adapter, watch, last } = asking(`https://127.0.0.1:${right.port}/`, { ca: 'right.pem' }, { pki: folder });
    expect(await adapter.open(never)).toEqual(opened);
    watch('$.v');
    await until(() => last(0)?.value === 5);
    expect(right.asked.length).toBeGreaterThan(0);
    expect(wrong.asked).toEqual([]);
  });
});

const python = '/usr/bin/python3';
const there = spawnSync(python, ['-c', 'import http.server']).status === 0;
describe('POL-07 a device that none of us wrote', () => {
  it.skipIf(!there)(there ? 'python3 -m http.server: documents, changes, absent files' : 'skipped: python3 is not installed', { timeout: 20_000 }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-poll-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const put = (v: number): void => writeFileSync(path.join(folder, 'tank.json'), JSON.stringify({ level: { value: v, time: '2026-03-01T08:00:00.250+08:00', quality: 'good' }, digest: createHash('sha256').update(String(v)).digest('hex') }));
    put(1.5);
    const server = spawn(python, ['-u', '-m', 'http.server', '--bind', '127.0.0.1', '--directory', folder, '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => new Promise<void>((r) => { server.on('exit', () => r()); server.kill(); }));
    const port = await new Promise<number>((r) => { let said = ''; server.stdout.on('data', (b: Buffer) => { said += b.toString(); const p = /port (\d+)/.exec(said)?.[1]; if (p !== undefined) r(Number(p)); }); });
    const { adapter, watch, last } = asking(`http://127.0.0.1:${port}`, { answerMs: 3000, timePath: '@.time', qualityPath: '@.quality', timeFormat: 'iso' });
    expect(await adapter.open(never)).toEqual(opened);
    watch('tank.json#$.level.value', 'none.json#$.v');
    await until(() => last(0)?.value === 1.5 && last(1) !== undefined);
    expect([last(0)!.sourceTime, last(0)!.status, last(1)!.status]).toEqual([Date.UTC(2026, 2, 1, 0, 0, 0, 250), 0, 0x808b_0004]);
    put(2.5);
    await until(() => last(0)?.value === 2.5);
  });
});
