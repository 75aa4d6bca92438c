import type net from 'node:net';
import type { AdapterDeps } from '#app/acquisition';
import type { Stop } from '#kernel/time';
import { frameReader, frameWriter, type Frame, type FrameKind } from './frames.ts';
import type { CollectorOptions } from './options.ts';
import { freshNonce, isProof, proofOf, sealKey, shortestSecret, type Meeting } from './proof.ts';
import { bodyOf, wordsIn, type Words } from './words.ts';
import type { Span } from '#app/acquisition';

/** The link of a collection host that has proved who it is. `pause`: nothing more is read until `resume`. */
export interface Line { readonly from: string; readonly stream: string; say(kind: FrameKind, body: Uint8Array): void; pause(): void; resume(): void; end(): void }
export interface LineDeps {
  readonly o: CollectorOptions;
  readonly deps: AdapterDeps;
  /** A fault or a refusal by name, and where it was. */
  readonly count: (fault: string, where: string) => void;
  /** What of a stream was taken before. */
  readonly taken: (stream: string) => readonly Span[];
  readonly admitted: (line: Line) => void;
  readonly heard: (line: Line, frame: Frame) => void;
  /** `fault`: what was wrong with what it said, null where it only left. */
  readonly left: (line: Line, fault: { readonly what: string; readonly at: number } | null) => void;
}

/** Bytes of answers that a caller does not read. */
const mostUnread = 1_048_576;

/** One caller: asked who he is, and nobody until he has proved it; then a line. */
export function callerOf(socket: net.Socket, { o, deps, count, taken, admitted, heard, left }: LineDeps): { readonly end: () => void; readonly known: () => boolean } {
  const from = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`;
  const [reader, writer] = [frameReader(), frameWriter()];
  const asked = freshNonce();
  let line: Line | null = null;
  let fault: { readonly what: string; readonly at: number } | null = null;

  function say(kind: FrameKind, body: Uint8Array): void {
    if (socket.writableLength > mostUnread) { count('not-reading', from); socket.destroy(); }
    else if (socket.writable) socket.write(writer.frame(kind, body));
  }
  function refuse(code: string): void {
    count(code, from);
    say('refused', bodyOf('refused', { code }));
    socket.end();
  }
  /** The secrets that may be used: two while a key is changed. */
  function secrets(): readonly string[] {
    const names = [o.secret, ...(o.nextSecret === null ? [] : [o.nextSecret])];
    const read = names.map((name) => deps.secret(name.slice('secret:'.length)));
    if (read[0] === null) count('secret-missing', o.secret);
    return read.filter((s) => s !== null && s.length >= shortestSecret) as string[];
  }
  function prove({ host, stream, nonce, proof }: Words<'prove'>): void {
    const meeting: Meeting = { host, stream, asked, answered: nonce };
    const secret = secrets().filter((s) => isProof(proof, s, 'host', meeting))[0];
    if (host !== o.collector || secret === undefined) { refuse(host === o.collector ? 'bad-proof' : 'unknown-collector'); return; }
    stop();
    const before = taken(stream);
    say('welcome', bodyOf('welcome', { proof: proofOf(secret, 'receiver', meeting, JSON.stringify(before)), taken: before.map(([a, b]) => [a, b]) }));
    reader.sealWith(sealKey(secret, 'host', meeting));
    writer.sealWith(sealKey(secret, 'receiver', meeting));
    line = { from, stream, say, pause: () => { socket.pause(); }, resume: () => { socket.resume(); }, end: () => { socket.destroy(); } };
    admitted(line);
  }
  function stranger(frame: Frame): void {
    const words = frame.kind === 'prove' ? wordsIn('prove', frame.body) : null;
    if (words === null || !words.ok) { refuse('no-proof'); return; }
    prove(words.value);
  }
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 60_000);
  socket.on('data', (chunk: Buffer) => {
    reader.take(chunk);
    for (let got = reader.next(); got !== null && !socket.destroyed; got = reader.next()) {
      if ('fault' in got) { fault = { what: got.fault.name, at: got.fault.at }; count(got.fault.name, `${from} at byte ${got.fault.at}`); socket.destroy(); return; }
      if (line === null) stranger(got.frame); else heard(line, got.frame);
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => { stop(); if (line !== null) left(line, fault); });
  const stop: Stop = deps.clock.after(o.answerMs, () => { count('stranger', from); socket.destroy(); });
  say('hello', bodyOf('hello', { nonce: asked }));
  return { end: () => { socket.destroy(); }, known: () => line !== null };
}
