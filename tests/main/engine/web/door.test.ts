import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Wire, WireMessage } from '#kernel/contract';
import type { Stop } from '#kernel/time';
import { openDoor, subprotocol, type Door } from '../../../../main/engine/web/door.ts';
import { isToken, webToken } from '../../../../main/engine/web/token.ts';
import { realClock } from '../../../clock.ts';
import { scratch } from '../living.ts';

const token = 'ab'.repeat(32);
let folder: ReturnType<typeof scratch>;
let door: Door;
let wires: { readonly wire: Wire; stopped: boolean }[];
let notes: string[];

beforeEach(async () => {
  folder = scratch();
  const write = (name: string, text: string): void => { fs.mkdirSync(path.dirname(path.join(folder.dir, name)), { recursive: true }); fs.writeFileSync(path.join(folder.dir, name), text); };
  write('pages/windows/desk/index.html', '<!doctype html><title>desk</title>');
  write('site/mimics/tanks.svg', '<svg/>');
  write('site/sources.json', '{"password":"x"}');
  wires = [];
  notes = [];
  const opened = await openDoor({
    port: 0, token, roots: { pages: path.join(folder.dir, 'pages'), site: path.join(folder.dir, 'site') }, clock: realClock, note: (line) => notes.push(line),
    open: (wire): Stop => { const one = { wire, stopped: false }; wires.push(one); return () => { one.stopped = true; }; },
  });
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  door = opened.value;
});
afterEach(async () => { await door.close(); folder.remove(); });

/** One request, as it stands: fetch would mend paths and refuse headers. */
const ask = (way: string, more: http.RequestOptions = {}): Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }> => new Promise((resolve, reject) => {
  const request = http.request({ host: '127.0.0.1', port: door.port, path: way, ...more }, (response) => {
    let body = '';
    response.setEncoding('utf8').on('data', (chunk: string) => { body += chunk; }).on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
  });
  request.on('error', reject).end();
});
/** Opens a socket; resolves with it, or with the status it was refused with. */
const knock = (protocols: string[], more: { readonly way?: string; readonly headers?: Record<string, string>; readonly origin?: string } = {}): Promise<WebSocket | number> => new Promise((resolve, reject) => {
  const socket = new WebSocket(`ws://127.0.0.1:${door.port}${more.way ?? '/engine'}`, protocols, { headers: more.headers, origin: more.origin ?? `http://127.0.0.1:${door.port}` });
  socket.on('open', () => resolve(socket));
  socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
  socket.on('error', reject);
});
const closed = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', resolve));
async function enter(): Promise<WebSocket> {
  const socket = await knock([subprotocol, `token.${token}`]);
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  return socket;
}

describe('the pages', () => {
  it('WEB-01 gives our pages under their policy, and the shelves of the site, and nothing else', async () => {
    const desk = await ask('/windows/desk/index.html?x=1');
    expect(desk).toMatchObject({ status: 200, body: '<!doctype html><title>desk</title>' });
    expect(desk.headers['content-security-policy']).toContain("script-src 'self';");
    expect(await ask('/')).toMatchObject({ status: 302, headers: { location: '/windows/desk/index.html' } });
    expect(await ask('/site/mimics/tanks.svg')).toMatchObject({ status: 200, body: '<svg/>' });
    for (const way of ['/site/sources.json', '/windows/../../site/sources.json', '/%2e%2e/site/sources.json', '/windows/desk', '/windows/none.html']) expect((await ask(way)).status, way).toBe(404);
    expect((await ask('/windows/desk/index.html', { method: 'POST' })).status).toBe(405);
    expect(await ask('/windows/desk/index.html', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });
  it.skipIf(process.platform === 'win32')('WEB-01 a link in the folder of a site gives nothing of elsewhere', async () => {
    fs.mkdirSync(path.join(folder.dir, 'data', 'secrets'), { recursive: true });
    fs.writeFileSync(path.join(folder.dir, 'data', 'secrets', 'key-of-keys'), 'secret');
    fs.symlinkSync(path.join(folder.dir, 'data', 'secrets', 'key-of-keys'), path.join(folder.dir, 'site', 'mimics', 'evil.svg'));
    fs.symlinkSync(path.join(folder.dir, 'data'), path.join(folder.dir, 'site', 'tiles'));
    fs.writeFileSync(path.join(folder.dir, 'data', 'secrets', 'key.json'), 'secret');
    fs.symlinkSync('tanks.svg', path.join(folder.dir, 'site', 'mimics', 'again.svg'));
    for (const way of ['/site/mimics/evil.svg', '/site/tiles/secrets/key.json']) expect([way, (await ask(way)).status, (await ask(way)).body]).toEqual([way, 404, '']);
    expect([(await ask('/site/mimics/again.svg')).body, (await ask('/site/mimics/tanks.svg')).body]).toEqual(['<svg/>', '<svg/>']);
  });
  it('WEB-02 answers to its own name only, so that no page of elsewhere reaches it under another', async () => {
    expect((await ask('/windows/desk/index.html', { headers: { host: `evil.example:${door.port}` } })).status).toBe(421);
    expect(await ask('/windows/desk/index.html', { headers: { host: `localhost:${door.port}` } })).toMatchObject({ status: 302, headers: { location: `http://127.0.0.1:${door.port}/windows/desk/index.html` } });
  });
});

describe('the socket', () => {
  it('WEB-03 refuses a page of another origin, even one that knows the token', async () => {
    expect(await knock([subprotocol, `token.${token}`], { origin: 'http://evil.example' })).toBe(403);
    expect(await knock([subprotocol, `token.${token}`], { headers: { host: 'evil.example' } })).toBe(403);
    expect(wires).toHaveLength(0);
  });
  it('WEB-04 opens to the token alone', async () => {
    for (const protocols of [[subprotocol], [subprotocol, `token.${'0'.repeat(64)}`], [subprotocol, 'token.']]) expect(await knock(protocols)).toBe(401);
    expect(await knock([`token.${token}`])).toBe(400);
    expect(await knock([subprotocol, `token.${token}`], { way: '/else' })).toBe(404);
    expect((await ask('/-/token', { headers: { authorization: `Bearer ${token}` } })).status).toBe(204);
    expect((await ask('/-/token', { headers: { authorization: 'Bearer x' } })).status).toBe(401);
    expect(wires).toHaveLength(0);
    expect(notes.join()).toContain('refused token');
    expect(notes.join()).not.toContain('ab'.repeat(8));
    await enter();
    expect(wires).toHaveLength(1);
  });
  it('carries what either end says, and tells the engine when the window is gone', async () => {
    const socket = await enter();
    const heard = new Promise((resolve) => wires[0]?.wire.hear(resolve));
    socket.send(JSON.stringify({ t: 'drawn', name: '罐区' }));
    expect(await heard).toEqual({ t: 'drawn', name: '罐区' });
    const said = new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString()))));
    const message: WireMessage = { t: 'stream', name: 'alarm.changed', n: 1, values: [{ id: 'TK-701.HH', value: null }] };
    wires[0]?.wire.post(message);
    expect(await said).toEqual(message);
    const over = closed(socket);
    socket.close();
    await over;
    await expect.poll(() => wires[0]?.stopped).toBe(true);
  });
  it.each([['no JSON', 'hello'], ['bytes', Buffer.from('{}')], ['a megabyte and more', JSON.stringify('x'.repeat(1_100_000))]])('hangs up on %s', async (_name, words) => {
    const socket = await enter();
    wires[0]?.wire.hear(() => undefined);
    const over = closed(socket);
    socket.send(words);
    expect([1007, 1009]).toContain(await over);
  });
  it('WEB-05 hangs up on a window that does not read, instead of keeping everything for it', async () => {
    const socket = await enter();
    socket.pause();
    const much: WireMessage = { t: 'stream', name: 'alarm.changed', n: 1, values: ['x'.repeat(1_000_000)] };
    for (let n = 0; n < 200 && wires[0]?.stopped === false; n++) { wires[0].wire.post(much); await new Promise((resolve) => setImmediate(resolve)); }
    await expect.poll(() => wires[0]?.stopped).toBe(true);
    socket.terminate();
  });
});

describe('the token', () => {
  it('is made once, for its owner alone', () => {
    const made = webToken(folder.dir);
    expect(webToken(folder.dir)).toEqual(made);
    if (process.platform !== 'win32') expect(fs.statSync(path.join(folder.dir, 'secrets', 'web-token')).mode & 0o777).toBe(0o600);
    if (made.ok) { expect(isToken(made.value, made.value)).toBe(true); expect(isToken(made.value, made.value.slice(1))).toBe(false); }
  });
  it('is not guessed at when its file holds something else', () => {
    fs.mkdirSync(path.join(folder.dir, 'secrets'), { recursive: true });
    fs.writeFileSync(path.join(folder.dir, 'secrets', 'web-token'), 'letmein');
    expect(webToken(folder.dir)).toMatchObject({ ok: false, fault: { code: 'web-token' } });
  });
});
