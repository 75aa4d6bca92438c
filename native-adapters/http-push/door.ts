import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type net from 'node:net';
import path from 'node:path';
import type { AdapterDeps, AdapterFault } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import type { Cancellation } from '#kernel/time';
import { callersOf } from './callers.ts';
import type { Asked, Reply } from './judge.ts';
import type { HttpPushOptions } from './options.ts';

/** The port, once it is ours. `end` hangs up on everybody; it resolves when the port is free again. */
export interface Door { readonly server: http.Server | https.Server; end(): Promise<void> }
export interface DoorDeps { readonly o: HttpPushOptions; readonly deps: AdapterDeps; readonly judge: (asked: Asked) => Promise<Reply>; readonly refused: (reason: string, address: string) => void }

/** A body that is larger than it may be is heard out to this many times its bound, so that its sender hears why. */
const HEARD_OUT = 4;

/** The body whole; null when it is larger than `most`; `gone` when its sender left. `held` is told of every byte that is kept or let go. */
function collect(request: http.IncomingMessage, most: number, held: (bytes: number) => void): Promise<Buffer | null | 'gone'> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let [size, kept] = [0, 0];
    const done = (body: Buffer | null | 'gone'): void => { held(-kept); kept = 0; chunks = []; resolve(body); };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) { chunks.push(chunk); kept += chunk.length; held(chunk.length); return; }
      if (chunks.length > 0) { held(-kept); kept = 0; chunks = []; }
      if (size > HEARD_OUT * most) done(null);
    });
    request.on('end', () => done(size > most ? null : Buffer.concat(chunks)));
    request.on('error', () => done('gone'));
    request.on('close', () => done('gone'));
  });
}

function write(response: http.ServerResponse, { status, body, retryS, proved }: Reply): void {
  if (response.destroyed || response.headersSent) return;
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff',
    ...(retryS !== undefined && { 'retry-after': String(Math.max(1, retryS)) }), ...((!proved || status === 413) && { connection: 'close' }), ...(status === 405 && { allow: 'POST' }),
  }).end(bytes);
}

/** Takes the port, or says why not. Slow callers are hung up on by `headersMs` and `requestMs`; when too many stand at the door, a stranger leaves. */
export function openDoor({ o, deps, judge, refused }: DoorDeps, cancel: Cancellation): Promise<Result<Door, AdapterFault>> {
  const peer = `${o.host}:${o.port}`;
  const callers = callersOf(o.maxConnections, 64 * o.maxBytes, (address) => refused('too-many-connections', address));
  const settings: http.ServerOptions = {
    headersTimeout: o.headersMs, requestTimeout: Math.max(o.requestMs, o.headersMs), connectionsCheckingInterval: Math.max(50, Math.min(1000, o.headersMs / 4)), keepAliveTimeout: Math.max(65_000, o.silentMs),
    maxHeaderSize: 8192, insecureHTTPParser: false,
  };

  async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const address = request.socket.remoteAddress ?? '';
    response.on('error', () => request.socket.destroy());
    const large = Number(request.headers['content-length'] ?? 0) > HEARD_OUT * o.maxBytes;
    const body = large ? null : await collect(request, o.maxBytes, (bytes) => callers.held(request.socket, bytes));
    if (body === 'gone') return;
    const reply = await judge({ method: request.method ?? '', path: request.url ?? '', signature: one(request.headers['watchroom-signature']), address, body });
    if (reply.proved) callers.proved(request.socket);
    write(response, reply);
  }
  const answer = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    serve(request, response).catch((e: unknown) => { deps.note(`http-push ${peer}: ${String(e)}`); write(response, { status: 500, body: { code: 'crashed', params: {} }, proved: false }); });
  };

  let server: http.Server | https.Server;
  try {
    server = o.tls === null ? http.createServer(settings, answer) : https.createServer({ ...settings, minVersion: 'TLSv1.2', handshakeTimeout: o.headersMs, cert: readFileSync(path.join(deps.pki, o.tls.cert)), key: readFileSync(path.join(deps.pki, o.tls.key)) }, answer);
  } catch (error) {
    return Promise.resolve(fail('refused', { peer, reason: 'certificate', why: (error as NodeJS.ErrnoException).code ?? 'error' }));
  }
  server.on(o.tls === null ? 'connection' : 'secureConnection', (socket: net.Socket) => callers.came(socket));
  server.maxConnections = 4 * o.maxConnections;          // handshakes that never end: only for TLS, where callers count once they are through
  server.on('clientError', (error: NodeJS.ErrnoException, socket: net.Socket) => {
    if (error.code !== 'ECONNRESET') refused(error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'too-slow' : 'bad-http', socket.remoteAddress ?? '');
    socket.destroy();
  });
  server.on('tlsClientError', (_error, socket) => { refused('bad-tls', socket.remoteAddress ?? ''); socket.destroy(); });
  const end = (): Promise<void> => new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
    callers.end();
  });
  return new Promise((resolve) => {
    server.once('error', (e: NodeJS.ErrnoException) => resolve(fail('unreachable', { peer, reason: e.code ?? 'error' })));
    server.listen({ host: o.host, port: o.port, exclusive: true }, () => {
      if (cancel.aborted) void end().then(() => resolve(fail('cancelled'))); else resolve(ok({ server, end }));
    });
  });
}

const one = (h: string | string[] | undefined): string | undefined => (Array.isArray(h) ? undefined : h);
