import http from 'node:http';
import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { post, signedRequest } from '../../../simulator/devices/pusher.ts';
import { until, wait } from '../../conformance/subject.ts';
import { SECRET, stand } from './stand.ts';

const one = [{ point: 'p1', value: 1, quality: 'good', time: 1_700_000_000_000 }];
/** Any bytes as a body, signed as if they were right. */
async function raw(port: number, body: string | Buffer, { path = '/v1/samples', method = 'POST', signature = `v1=${'0'.repeat(64)}` as string | null } = {}) {
  return new Promise<{ status: number; code: unknown; params: unknown; headers: http.IncomingHttpHeaders }>((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, path, method, agent: false, headers: { 'content-length': Buffer.byteLength(body), ...(signature !== null && { 'watchroom-signature': signature }) } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (s: string) => { text += s; }).on('end', () => { const said = JSON.parse(text) as Record<string, unknown>; resolve({ status: response.statusCode ?? 0, code: said['code'], params: said['params'], headers: response.headers }); });
    });
    request.on('error', reject);
    request.end(body);
  });
}
const envelope = (more: Record<string, unknown> = {}): string => JSON.stringify({ enterprise: 'hengyuan', sent: Date.now(), nonce: 'nonce-0001', samples: [], ...more });

describe('PSH-03 every refusal has its code and status, and is counted', () => {
  it.each([
    ['another path', '', { path: '/v1/other' }, 404, 'unknown-path'],
    ['another method', '', { method: 'PUT' }, 405, 'unknown-method'],
    ['no signature', envelope(), { signature: null }, 401, 'no-signature'],
    ['a signature that is none', envelope(), { signature: 'v1=zz' }, 401, 'no-signature'],
    ['a body too large', ' '.repeat(5000), {}, 413, 'too-large'],
    ['a body far too large', ' '.repeat(50_000), {}, 413, 'too-large'],
    ['no JSON', '{"enterprise":', {}, 400, 'bad-json'],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), {}, 400, 'bad-json'],
    ['JSON too deep', '['.repeat(2000) + ']'.repeat(2000), {}, 400, 'bad-json'],
    ['a key that reaches a prototype', '{"__proto__":{"enterprise":"hengyuan"}}', {}, 400, 'bad-json'],
    ['a number beyond all numbers', envelope().replace('[]', '[{"point":"p1","value":1e999}]'), {}, 400, 'bad-json'],
    ['no object', '[]', {}, 400, 'bad-request'],
    ['a field that is not known', envelope({ more: 1 }), {}, 400, 'bad-request'],
    ['an enterprise that is no name', envelope({ enterprise: '../x' }), {}, 400, 'bad-request'],
    ['sent as words', envelope({ sent: 'now' }), {}, 400, 'bad-request'],
    ['a nonce too short', envelope({ nonce: 'abc' }), {}, 400, 'bad-request'],
    ['no samples', envelope({ samples: {} }), {}, 400, 'bad-request'],
    ['too many samples', envelope({ samples: Array.from({ length: 11 }, () => 1) }), {}, 413, 'too-many-samples'],
    ['an enterprise that is not ours', envelope({ enterprise: 'nobody' }), {}, 403, 'unknown-enterprise'],
    ['a wrong signature', envelope(), {}, 401, 'bad-signature'],
  ] as const)('%s: %#', async (_, body, more, status, code) => {
    const { port, adapter } = await stand({ maxBytes: 4096, maxSamples: 10 });
    const answer = await raw(port, body, more);
    expect(answer).toMatchObject({ status, code });
    expect(answer.headers.connection).toBe('close');
    expect(adapter.counts()).toEqual({ [code]: 1 });
  });
  it.each([
    ['a sample that is no object', [1], { index: 0, field: 'sample' }],
    ['a point without a name', [...one, { value: 1 }], { index: 1, field: 'point' }],
    ['a name that would be ours', [{ point: '!up', value: 1 }], { index: 0, field: 'point' }],
    ['a quality that is not known', [{ point: 'p1', value: 1, quality: 'fine' }], { index: 0, field: 'quality' }],
    ['a time that is none', [{ point: 'p1', value: 1, time: '2026-01-01' }], { index: 0, field: 'time' }],
    ['no value', [{ point: 'p1' }], { index: 0, field: 'value' }],
    ['a list as value', [{ point: 'p1', value: [1] }], { index: 0, field: 'value' }],
    ['words without end', [{ point: 'p1', value: 'x'.repeat(1025) }], { index: 0, field: 'value' }],
    ['a field that is not known', [{ point: 'p1', value: 1, unit: 'bar' }], { index: 0, field: 'unit' }],
  ])('a request is taken whole or not at all: %s', async (_, samples, params) => {
    const { send, watch, taken } = await stand();
    watch('hengyuan/p1');
    expect(await send('hengyuan', samples)).toMatchObject({ status: 400, body: { code: 'bad-sample', params } });
    await wait(20);
    expect(taken).toEqual([]);
  });
  it('whatever of body, time, nonce, path or method was changed after signing', async () => {
    const { port } = await stand();
    const { body, signature } = signedRequest('hengyuan', SECRET.hengyuan, one, { sent: 1_700_000_000_000, nonce: 'nonce-0001' });
    for (const changed of [body.replace('"value":1', '"value":2'), body.replace('1700000000000,"nonce', '1700000000001,"nonce'), body.replace('nonce-0001', 'nonce-0002'), body.replace('hengyuan', 'ruifeng'), `${body} `]) {
      expect(await post(port, changed, signature)).toMatchObject({ status: 401, body: { code: 'bad-signature' } });
    }
    expect(await post(port, body, signature)).toMatchObject({ status: 401, body: { code: 'old-timestamp' } });   // proved, but of 2023
  });
  it('an enterprise whose secret is missing or too short is refused, and noted without the secret', async () => {
    const { send, notes } = await stand({}, { secrets: { hengyuan: 'short-secret' } });
    expect(await send('hengyuan', one)).toMatchObject({ status: 403, body: { code: 'no-secret' } });
    expect(await send('ruifeng', one)).toMatchObject({ status: 403, body: { code: 'no-secret' } });
    expect(notes.join()).toContain('secret:hengyuan is shorter');
    expect(notes.join()).not.toContain('short-secret');
  });
});

describe('PSH-04 time and nonce', () => {
  it('the window is both ways, and the answer says what time it is', async () => {
    const { send } = await stand({ windowMs: 60_000 });
    for (const [off, status] of [[-61_000, 401], [-59_000, 200], [59_000, 200], [61_000, 401]] as const) {
      const answer = await send('hengyuan', one, { sent: Date.now() + off });
      expect(answer.status).toBe(status);
      if (status === 401) expect(answer.body).toMatchObject({ code: 'old-timestamp', params: { now: expect.any(Number) as number, windowMs: 60_000 } });
    }
  });
  it('the same request again is answered, and not delivered twice', async () => {
    const { send, watch, of } = await stand();
    watch('hengyuan/p1');
    const same = { sent: Date.now(), nonce: 'once-and-again' };
    expect(await send('hengyuan', one, same)).toMatchObject({ status: 200, body: { accepted: 1, duplicate: false } });
    for (let i = 0; i < 3; i++) expect(await send('hengyuan', one, same)).toMatchObject({ status: 200, body: { accepted: 1, duplicate: true } });
    expect(await send('hengyuan', [{ ...one[0], value: 2 }], same)).toMatchObject({ status: 409, body: { code: 'nonce-reused' } });
    expect(await send('ruifeng', one, same)).toMatchObject({ status: 200, body: { duplicate: false } });            // nonces are each enterprise's own
    await until(() => of(0).length > 0);
    expect(of(0).map((s) => s.value)).toEqual([1]);
  });
  it('a request that was refused may come again under its nonce', async () => {
    const { send } = await stand({ perSecond: 0.5, burst: 1 });
    const same = { nonce: 'refused-first', sent: Date.now() };
    expect((await send('hengyuan', one)).status).toBe(200);
    expect(await send('hengyuan', one, same)).toMatchObject({ status: 429, body: { code: 'too-fast' }, retryS: 2 });
    await wait(2000);
    expect(await send('hengyuan', one, same)).toMatchObject({ status: 200, body: { duplicate: false } });
  });
  it('both secrets are good while a key is changed', async () => {
    const enterprises = [{ id: 'hengyuan', secret: 'secret:old', nextSecret: 'secret:new' }];
    const { port } = await stand({ enterprises }, { secrets: { old: 'the-old-secret-0001', new: 'the-new-secret-0001' } });
    for (const [secret, status] of [['the-old-secret-0001', 200], ['the-new-secret-0001', 200], ['another-secret-0001', 401]] as const) {
      const { body, signature } = signedRequest('hengyuan', secret, one);
      expect((await post(port, body, signature)).status).toBe(status);
    }
  });
});

describe('PSH-05 slow and broken callers', () => {
  const talk = (port: number, text: string) => new Promise<string>((resolve) => {
    let said = '';
    const s = net.connect(port, '127.0.0.1', () => s.write(text));
    s.on('data', (b) => { said += b.toString(); }).on('error', () => {}).on('close', () => resolve(said));
  });
  it.each([['its headers', 'POST /v1/samples HTTP/1.1\r\nHost: x\r\nX: '], ['its body', `POST /v1/samples HTTP/1.1\r\nHost: x\r\nWatchroom-Signature: v1=${'0'.repeat(64)}\r\nContent-Length: 100\r\n\r\n{"enter`]])('one who never finishes %s is hung up on', async (_, text) => {
    const { port, adapter } = await stand({ headersMs: 200, requestMs: 200, reportMs: 50 });
    const started = performance.now();
    await talk(port, text);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(Object.keys(adapter.counts())).toEqual(['too-slow']);
  });
  it('noise is hung up on and counted', async () => {
    const { port, adapter } = await stand();
    await talk(port, 'a5'.repeat(100) + '\r\n\r\n');
    expect(adapter.counts()).toEqual({ 'bad-http': 1 });
  });
  it('strangers who fill the room leave first; one of ours comes in, and stays', async () => {
    const { port, send, adapter } = await stand({ maxConnections: 10, headersMs: 5000 });
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const say = () => { const { body, signature } = signedRequest('hengyuan', SECRET.hengyuan, one); return post(port, body, signature, { agent }); };
    expect((await say()).status).toBe(200);
    const idle = Array.from({ length: 40 }, () => net.connect(port, '127.0.0.1').on('error', () => {}));
    await until(() => adapter.counts()['too-many-connections'] === 31);
    expect(Object.values(agent.freeSockets).flat().length).toBe(1);       // the line of the one that proved itself was not cut
    expect((await send('ruifeng', one)).status).toBe(200);
    expect((await say()).status).toBe(200);
    for (const s of idle) s.destroy();
    agent.destroy();
  });
});
