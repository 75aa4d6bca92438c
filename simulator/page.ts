import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type net from 'node:net';
import path from 'node:path';
import { faultTable } from './fault-table.ts';
import { parkFaultKinds } from './park-device.ts';
import type { Park } from './park.ts';
import type { ParkDescription } from './plant/description.ts';
import { scenariosOf } from './scenario.ts';

const MOST_BODY = 1000;
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'" };

/** `obey`: does what a typed line says, and gives a sentence where it is not understood. */
export interface PageOptions { readonly port: number; readonly park: Park; readonly description: ParkDescription; readonly obey: (line: string) => Promise<string | null> }

/** What the page shows. */
function stateOf({ park, description }: PageOptions): unknown {
  return {
    name: description.name, playing: park.playing(), elapsedS: Math.floor(park.elapsedS()),
    scenarios: scenariosOf(description).map(({ name, tells }) => ({ name, tells })), conditions: park.conditions(),
    devices: description.devices.map((d) => ({ id: d.id, kind: d.kind, port: park.ports[d.id], connections: park.devices.get(d.id)!.device.connections(), faults: park.faults(d.id),
      can: parkFaultKinds.map((fault) => ({ fault, ...faultTable[d.kind][fault] })) })),
  };
}
function bodyOf(request: http.IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    let text = '';
    request.setEncoding('utf8').on('data', (s: string) => { text += s; if (text.length > MOST_BODY) resolve(null); }).on('end', () => resolve(text)).on('error', () => resolve(null));
  });
}
/** Only a page that came from here may say something: another site that a browser shows cannot name this host, send JSON without asking, or come with this origin. */
function ours(request: http.IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const origin = request.headers.origin;
  return hosts.includes(request.headers.host ?? '') && (origin === undefined || hosts.some((h) => origin === `http://${h}`));
}

/** One page on loopback: devices with their faults, scenarios, and the line that the terminal takes too. Resolves to its port. */
export async function startPage(o: PageOptions): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const html = await readFile(path.join(import.meta.dirname, 'page.html'));
  let port = o.port;
  async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const send = (status: number, type: string, body: string | Buffer): void => { response.writeHead(status, { ...HEADERS, 'content-type': type }).end(body); };
    const json = (status: number, body: unknown): void => send(status, 'application/json', JSON.stringify(body));
    if (!ours(request, port)) { json(403, { error: 'not from here' }); return; }
    const asked = `${request.method} ${request.url}`;
    if (asked === 'GET /') { send(200, 'text/html; charset=utf-8', html); return; }
    if (asked === 'GET /state') { json(200, stateOf(o)); return; }
    if (asked !== 'POST /say') { json(404, { error: 'nothing there' }); return; }
    if (request.headers['content-type'] !== 'application/json') { json(415, { error: 'JSON only' }); return; }
    const line = lineOf(await bodyOf(request));
    const wrong = line === null ? 'not understood' : await o.obey(line);
    json(wrong === null ? 200 : 400, wrong === null ? stateOf(o) : { error: wrong });
  }
  const server = http.createServer({ requestTimeout: 5000 }, (request, response) => { void answer(request, response).catch(() => { response.writeHead(500).end(); }); });
  await new Promise<void>((resolve, reject) => { server.once('error', reject); server.listen(o.port, '127.0.0.1', resolve); });
  port = (server.address() as net.AddressInfo).port;
  return { port, stop: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }) };
}

/** The line in `{"line":"..."}`. */
function lineOf(body: string | null): string | null {
  try {
    const said: unknown = JSON.parse(body ?? '');
    return typeof said === 'object' && said !== null && 'line' in said && typeof said.line === 'string' && !/[\r\n]/.test(said.line) ? said.line : null;
  } catch { return null; }
}
