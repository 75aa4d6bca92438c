import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { WebSocketServer } from 'ws';
import { askedFor, headersOf } from '#app/page';
import type { Wire } from '#kernel/contract';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Clock, Stop } from '#kernel/time';
import { socketWire } from './socket.ts';
import { isToken } from './token.ts';

/** What the door is made of. `port` 0: any free one. `open`: gives the engine a window's wire; `own`: it wants a seat of its own. `note`: a line of the log. */
export interface DoorDeps {
  readonly port: number;
  readonly token: string;
  readonly roots: { readonly pages: string; readonly site: string | null };
  readonly clock: Clock;
  readonly open: (wire: Wire, own: boolean) => Stop;
  readonly note: (line: string) => void;
}
export interface Door { readonly port: number; close(): Promise<void> }

/** The protocol that both ends speak; the token comes beside it as `token.<hex>`, for a browser lets a page set no other header of a WebSocket. */
export const subprotocol = 'watchroom.1';
/** Said beside it by a page that wants a seat of its own and not the desk's: administration. It gives nothing: before somebody logs in there, nothing is shown. */
export const ownSeat = 'seat.own';
const host = '127.0.0.1';
const mostWindows = 64;
const mostMessage = 1024 * 1024;
/** Refusals of one reason are noted at most so often, in ms. */
const noteEveryMs = 60_000;

/** The web host of the engine's windows, on this machine's loopback alone: our pages, the shelves of the site, and one WebSocket for each window (WEB-01..06, docs/web.md). */
export function openDoor({ port, token, roots, clock, open, note }: DoorDeps): Promise<Result<Door, Fault<'web-port'>>> {
  const refusals = new Map<string, { count: number; at: number }>();
  function refused(reason: string): void {
    const told = refusals.get(reason) ?? { count: 0, at: -Infinity };
    told.count++;
    if (clock.mono() - told.at >= noteEveryMs) { note(`web refused ${reason}, ${told.count} times`); told.at = clock.mono(); told.count = 0; }
    refusals.set(reason, told);
  }
  /** WEB-02: by our own name and no other, so that no page of elsewhere reaches us under a name that it made point here. */
  const ours = (name: string | undefined): boolean => name === `${host}:${at()}`;

  const end = (response: http.ServerResponse, status: number, more: http.OutgoingHttpHeaders = {}): void => { response.writeHead(status, { ...headersOf('/refused'), 'content-type': 'text/plain', 'content-length': 0, ...more }).end(); };
  const onward = (location: string) => (_request: http.IncomingMessage, response: http.ServerResponse): void => end(response, 302, { location });
  /** What is no file. */
  const ways: Readonly<Record<string, (request: http.IncomingMessage, response: http.ServerResponse) => void>> = {
    '/': onward('/windows/desk/index.html'),
    '/favicon.ico': (_request, response) => end(response, 204),   // every browser asks
    '/-/token': ({ headers }, response) => end(response, isToken(token, (headers.authorization ?? '').replace(/^Bearer /, '')) ? 204 : 401),
  };
  /** The true place of a file; null: there is none, or it is a link that leads out of its folder. */
  async function placeOf(root: string, segments: readonly string[]): Promise<string | null> {
    try {
      const [real, inside] = await Promise.all([realpath(path.join(root, ...segments)), realpath(root)]);
      return real.startsWith(inside + path.sep) ? real : null;
    } catch { return null; }
  }
  async function giveFile(pathname: string, response: http.ServerResponse, body: boolean): Promise<void> {
    const asked = askedFor(pathname);
    const root = asked === null ? null : roots[asked.of];
    const file = asked === null || root === null ? null : await placeOf(root, asked.segments);
    const found = file === null ? null : await stat(file).catch(() => null);
    if (file === null || found?.isFile() !== true) { end(response, 404); return; }
    response.writeHead(200, { ...headersOf(pathname), 'content-length': found.size, 'cache-control': 'no-cache' });
    if (!body) { response.end(); return; }
    pipeline(createReadStream(file), response, () => undefined);   // a reader that leaves takes the file's stream with it
  }
  async function give(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const pathname = (request.url ?? '/').split('?')[0] ?? '/';
    const { host: name } = request.headers;
    if (name === `localhost:${at()}`) { end(response, 302, { location: `http://${host}:${at()}${pathname}` }); return; }
    if (!ours(name)) { refused('host'); end(response, 421); return; }
    if (request.method !== 'GET' && request.method !== 'HEAD') { end(response, 405, { allow: 'GET, HEAD' }); return; }
    const way = Object.hasOwn(ways, pathname) ? ways[pathname] : undefined;
    if (way !== undefined) { way(request, response); return; }
    await giveFile(pathname, response, request.method === 'GET');
  }
  const server = http.createServer({ headersTimeout: 5000, requestTimeout: 10_000, maxHeaderSize: 8192 }, (request, response) => {
    give(request, response).catch((error: unknown) => { note(`web ${String(error)}`); response.destroy(); });
  });
  server.maxConnections = 4 * mostWindows;
  server.on('clientError', (_error, socket) => { refused('bad-http'); socket.destroy(); });
  const at = (): number => { const a = server.address(); return typeof a === 'object' && a !== null ? a.port : 0; };

  const sockets = new WebSocketServer({ noServer: true, maxPayload: mostMessage, perMessageDeflate: false, handleProtocols: (said) => (said.has(subprotocol) ? subprotocol : false) });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const turn = (reason: string, status: string): void => { refused(reason); socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`); };
    const said = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((s) => s.trim());
    const word = said.find((s) => s.startsWith('token.'))?.slice('token.'.length) ?? '';
    const origin = request.headers.origin;
    if (request.url !== '/engine') { turn('path', '404 Not Found'); return; }
    if (!ours(request.headers.host) || (origin !== undefined && origin !== `http://${host}:${at()}`)) { turn('origin', '403 Forbidden'); return; }   // WEB-03
    if (!said.includes(subprotocol)) { turn('protocol', '400 Bad Request'); return; }
    if (!isToken(token, word)) { turn('token', '401 Unauthorized'); return; }                                                                                          // WEB-04
    if (sockets.clients.size >= mostWindows) { turn('too-many-windows', '503 Service Unavailable'); return; }
    sockets.handleUpgrade(request, socket, head, (window) => {
      let stop: Stop | null = null;
      stop = open(socketWire(window, clock, () => stop?.()), said.includes(ownSeat));
    });
  });

  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(fail('web-port', { port, reason: error.code ?? 'error' })));
    server.listen({ host, port, exclusive: true }, () => resolve(ok({
      port: at(),
      close: () => new Promise((done) => {
        for (const window of sockets.clients) window.terminate();
        server.close(() => done());
        server.closeAllConnections();
      }),
    })));
  });
}
