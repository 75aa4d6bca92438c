import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';

/** What keeps a peer from filling our memory: MQTT packets pass up to `limit` bytes after their head; of a longer PUBLISH only so much passes that its reader sees it is too long. Pure: chunks in, chunks out, null when it is no MQTT or another packet is too long. */
export function packetGuard(limit: number, cut: boolean) {
  let head: number[] = [];
  let pass = 0;
  let drop = 0;
  /** One byte of a head; null when there can be no such packet, else the head to send on once it is whole. */
  function begin(byte: number): Buffer | null | undefined {
    head.push(byte);
    if (head.length < 2) return undefined;
    if (byte >= 0x80) return head.length === 5 ? null : undefined;
    const length = head.slice(1).reduce((sum, b, i) => sum + (b & 0x7f) * 128 ** i, 0);
    if (length > limit && (!cut || head[0]! >> 4 !== 3)) return null;
    pass = Math.min(length, limit);
    drop = length - pass;
    const out = Buffer.from([head[0]!, ...lengthBytes(pass)]);
    head = [];
    return out;
  }
  return (chunk: Buffer): Buffer[] | null => {
    const out: Buffer[] = [];
    let whole = head.length === 0;
    for (let at = 0; at < chunk.length;) {
      const some = Math.min(pass > 0 ? pass : drop, chunk.length - at);
      if (some === 0) {
        const begun = begin(chunk[at++]!);
        if (begun === null) return null;
        if (begun !== undefined) out.push(begun);
      } else if (pass > 0) { out.push(chunk.subarray(at, at + some)); pass -= some; } else drop -= some;
      at += some;
      whole &&= drop === 0;
    }
    const as = out.reduce((sum, b) => sum + b.length, 0);
    return whole && head.length === 0 && as === chunk.length ? [chunk] : out;   // nothing was held back: no copy
  };
}
/** Remaining Length (MQTT 3.1.1, 2.2.3). */
function lengthBytes(length: number): number[] {
  const out: number[] = [];
  let rest = length;
  do { out.push((rest % 128) | (rest >= 128 ? 0x80 : 0)); rest = Math.floor(rest / 128); } while (rest > 0);
  return out;
}

/** A connected socket as the library gets it: what comes in has passed the guard. `onNonsense` is called once when it did not. */
export function guarded(socket: Socket, limit: number, cut: boolean, onNonsense: () => void): Duplex {
  const check = packetGuard(limit, cut);
  const stream = new Duplex({
    read: () => { socket.resume(); },
    write: (chunk: Buffer, _, done) => { socket.write(chunk, done); },
    writev: (chunks, done) => { socket.write(Buffer.concat(chunks.map((c) => c.chunk as Buffer)), done); },
    final: (done) => { socket.end(done); },
    destroy: (error, done) => { socket.destroy(); done(error); },
  });
  socket.on('data', (chunk: Buffer) => {
    const passed = check(chunk);
    if (passed === null) { onNonsense(); stream.destroy(); return; }
    if (passed.length > 0 && !stream.push(passed.length === 1 ? passed[0] : Buffer.concat(passed))) socket.pause();
  });
  socket.on('close', () => stream.destroy());
  return stream;
}
