import http from 'node:http';
import type net from 'node:net';
import { onTestFinished } from 'vitest';
import { httpPoll, httpPollOptions } from '#adapters/http-poll';
import { row, type LinkState, type Point, type Sample } from '#app/acquisition';
import { pointId } from '#app/park';
import { countingClock } from '../../conformance/subject.ts';

/** One request as the device sees it. */
export interface Asked { readonly method: string; readonly path: string; readonly headers: http.IncomingHttpHeaders; readonly body: string; readonly at: number }
export type Script = (asked: Asked, response: http.ServerResponse) => void;

/** A device of a few lines, whose every word the test decides. */
export async function device(script: Script, server: http.Server = http.createServer()) {
  const asked: Asked[] = [];
  server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
    let body = '';
    request.setEncoding('utf8').on('data', (s: string) => { body += s; }).on('end', () => {
      const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body, at: performance.now() };
      asked.push(one);
      script(one, response);
    });
  });
  const port = await new Promise<number>((r) => { server.listen(0, '127.0.0.1', () => r((server.address() as net.AddressInfo).port)); });
  onTestFinished(() => new Promise<void>((r) => { server.closeAllConnections(); server.close(() => r()); }));
  return { port, asked, paths: (): string[] => asked.map((a) => a.path) };
}
export const json = (response: http.ServerResponse, document: unknown, headers: http.OutgoingHttpHeaders = {}): void => { response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(document)); };

/** An adapter for that device with its samples, link states and notes kept; it is closed when the test ends. */
export function asking(url: string, options: Record<string, unknown> = {}, { secrets = {}, pki = '' }: { readonly secrets?: Readonly<Record<string, string>>; readonly pki?: string } = {}) {
  const parsed = httpPollOptions({ url, everyMs: 20, answerMs: 150, retryMs: 30, maxRetryMs: 60, refusedMs: 200, ...options });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  const { clock, timers } = countingClock();
  const [links, notes, taken]: [LinkState[], string[], Sample[]] = [[], [], []];
  const adapter = httpPoll(parsed.value, { clock, note: (l) => { notes.push(l); }, bound: 1000, link: (l) => { links.push(l); }, pki, secret: (name) => secrets[name] ?? null });
  onTestFinished(() => adapter.close());
  const point = (address: string, handle: number): Point => ({ handle, id: pointId('p'), address });
  const watch = (...addresses: readonly string[]) => adapter.watch(addresses.map(point), { take: async (b) => { for (let i = 0; i < b.length; i++) taken.push(row(b, i)); } });
  const of = (handle: number): Sample[] => taken.filter((s) => s.handle === handle);
  return { adapter, watch, of, last: (handle: number): Sample | undefined => taken.findLast((s) => s.handle === handle), taken, links, notes, timers };
}
