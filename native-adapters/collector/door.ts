import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import type { AdapterDeps, AdapterFault } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import type { Cancellation } from '#kernel/time';
import type { CollectorOptions } from './options.ts';

/** The port, once it is ours. `end` resolves when it is free again; who still stands there must be sent away before. */
export interface Door { readonly server: net.Server; end(): Promise<void> }

/** Takes the port, or says why not. */
export function openDoor(o: CollectorOptions, deps: AdapterDeps, call: (socket: net.Socket) => void, badTls: (from: string) => void, cancel: Cancellation): Promise<Result<Door, AdapterFault>> {
  const peer = `${o.host}:${o.port}`;
  const raw = new Set<net.Socket>();
  let server: net.Server;
  try {
    server = o.tls === null ? net.createServer(call) : tls.createServer({ minVersion: 'TLSv1.2', handshakeTimeout: o.answerMs, cert: readFileSync(path.join(deps.pki, o.tls.cert)), key: readFileSync(path.join(deps.pki, o.tls.key)) }, call);
  } catch (error) {
    return Promise.resolve(fail('refused', { peer, reason: 'certificate', why: (error as NodeJS.ErrnoException).code ?? 'error' }));
  }
  server.maxConnections = 4 * o.maxConnections;
  server.on('connection', (socket: net.Socket) => { raw.add(socket); socket.on('close', () => { raw.delete(socket); }); });
  server.on('tlsClientError', (_error: Error, socket: tls.TLSSocket) => { badTls(socket.remoteAddress ?? ''); socket.destroy(); });
  const end = (): Promise<void> => new Promise((resolve) => { server.close(() => resolve()); for (const socket of raw) socket.destroy(); });
  return new Promise((resolve) => {
    server.once('error', (e: NodeJS.ErrnoException) => resolve(fail('unreachable', { peer, reason: e.code ?? 'error' })));
    server.listen({ host: o.host, port: o.port, exclusive: true }, () => {
      if (cancel.aborted) void end().then(() => resolve(fail('cancelled'))); else resolve(ok({ server, end }));
    });
  });
}
