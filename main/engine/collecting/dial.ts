import { readFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { frameReader, frameWriter, freshNonce, isProof, proofOf, sealKey, shortestSecret, bodyOf, wordsIn, type Frame, type FrameKind, type Meeting } from '#adapters/collector';
import type { AdapterFault, Span } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import type { Cancellation, Clock } from '#kernel/time';

/** Where a receiver is. `tls`: its certificate is checked against `pki/collect-ca.pem`, or the authorities of the system where there is no such file. `secret`: the name of the shared secret. */
export interface ReceiverAddress { readonly host: string; readonly port: number; readonly tls: boolean; readonly secret: string }
/** A link to a receiver that has proved who it is. `hear` gets every frame from then on; `over` resolves with the reason when the link has ended. */
export interface ReceiverLink { readonly taken: readonly Span[]; say(kind: FrameKind, body: Uint8Array): void; unsent(): number; hear(to: (frame: Frame) => void): void; end(): void; readonly over: Promise<AdapterFault> }
export interface DialSetup { readonly address: ReceiverAddress; readonly name: string; readonly stream: string; readonly secret: (name: string) => string | null; readonly pki: string; readonly clock: Clock; readonly answerMs: number }

export const shownReceiver = ({ host, port }: Pick<ReceiverAddress, 'host' | 'port'>): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;
const caFile = 'collect-ca.pem';
const untrusted = /^(?:UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|INVALID_CA|CERT_|ERR_TLS_CERT)/;

async function socketTo({ host, port, tls: secure }: ReceiverAddress, pki: string): Promise<net.Socket> {
  if (!secure) return net.connect({ host, port });
  const ca = await readFile(path.join(pki, caFile)).catch(() => null);
  return tls.connect({ host, port, minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(net.isIP(host) === 0 && { servername: host }), ...(ca !== null && { ca }) });
}

/** One attempt: connects, proves who we are, and has the receiver prove who it is, before anything of the plant is said. */
export async function dialReceiver({ address, name, stream, secret, pki, clock, answerMs }: DialSetup, cancel: Cancellation): Promise<Result<ReceiverLink, AdapterFault>> {
  const peer = shownReceiver(address);
  const shared = secret(address.secret);
  if (shared === null || shared.length < shortestSecret) return fail('refused', { peer, reason: shared === null ? 'secret-missing' : 'secret-too-short', secret: address.secret });
  const socket = await socketTo(address, pki);
  const [reader, writer] = [frameReader(), frameWriter()];
  const over = Promise.withResolvers<AdapterFault>();
  const proved = Promise.withResolvers<Result<ReceiverLink, AdapterFault>>();
  let meeting: Meeting | null = null;
  let hear: ((frame: Frame) => void) | null = null;
  let link: ReceiverLink | null = null;
  let fault: AdapterFault = fail('unreachable', { peer, reason: 'closed' }).fault;

  function end(why: AdapterFault): void { fault = why; socket.destroy(); }
  const say = (kind: FrameKind, body: Uint8Array): void => { if (socket.writable) socket.write(writer.frame(kind, body)); };
  function welcome(frame: Frame, m: Meeting): void {
    const words = wordsIn('welcome', frame.body);
    if (!words.ok || !isProof(words.value.proof, shared!, 'receiver', m, JSON.stringify(words.value.taken))) { end(fail('untrusted', { peer, reason: 'bad-proof', file: address.secret, to: 'secrets' }).fault); return; }
    reader.sealWith(sealKey(shared!, 'receiver', m));
    writer.sealWith(sealKey(shared!, 'host', m));
    link = { taken: words.value.taken, say, unsent: () => socket.writableLength, hear: (to) => { hear = to; }, end: () => { socket.destroy(); }, over: over.promise };
    proved.resolve(ok(link));
  }
  function stranger(frame: Frame): void {
    if (frame.kind === 'refused') { const words = wordsIn('refused', frame.body); end(fail('refused', { peer, reason: words.ok ? words.value.code : 'refused' }).fault); return; }
    if (frame.kind === 'hello' && meeting === null) {
      const words = wordsIn('hello', frame.body);
      if (!words.ok) { end(fail('protocol', { peer, what: 'hello' }).fault); return; }
      meeting = { host: name, stream, asked: words.value.nonce, answered: freshNonce() };
      say('prove', bodyOf('prove', { host: name, stream, nonce: meeting.answered, proof: proofOf(shared!, 'host', meeting) }));
      return;
    }
    if (frame.kind === 'welcome' && meeting !== null) welcome(frame, meeting);
    else end(fail('protocol', { peer, what: `unexpected ${frame.kind}` }).fault);
  }
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 60_000);
  socket.on('data', (chunk: Buffer) => {
    reader.take(chunk);
    for (let got = reader.next(); got !== null && !socket.destroyed; got = reader.next()) {
      if ('fault' in got) { end(fail('protocol', { peer, what: `${got.fault.name} at byte ${got.fault.at}` }).fault); return; }
      if (link === null) stranger(got.frame); else hear?.(got.frame);
    }
  });
  socket.on('error', (e: NodeJS.ErrnoException) => end(fail(untrusted.test(e.code ?? '') ? 'untrusted' : 'unreachable', { peer, reason: e.code ?? 'error', file: 'CA.pem', to: caFile }).fault));
  const stop = clock.after(answerMs, () => end(fail('unreachable', { peer, reason: 'silent' }).fault));
  const abort = (): void => end(fail('cancelled', {}).fault);
  cancel.addEventListener('abort', abort);
  if (cancel.aborted) abort();
  socket.on('close', () => { over.resolve(fault); proved.resolve({ ok: false, fault }); });
  const done = await proved.promise;
  stop();
  if (done.ok) void over.promise.then(() => cancel.removeEventListener('abort', abort)); else cancel.removeEventListener('abort', abort);
  return done;
}
