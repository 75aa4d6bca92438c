import net from 'node:net';
import type { WireFault } from './cases.ts';

const stormMs = 400;
const slow = { pieces: 8, ms: 1500 };

/** A wire between a peer and us that can be spoilt: `to` its far end. The peer's words are spoilt: those of the server, or where the peer calls, of the client. It keeps its port. */
export async function spoiltWire(to: () => number, peerCalls: boolean) {
  const sockets = new Set<net.Socket>();
  let fault: WireFault | null = null;
  let storm: NodeJS.Timeout | null = null;
  const cut = (): void => { for (const s of sockets) s.destroy(); };

  /** The words of the peer, as the fault has them. */
  function pass(bytes: Buffer, other: net.Socket, line: { stuck: boolean; due: number }): void {
    if (line.stuck || !other.writable) return;
    if (fault === 'half-frame') { line.stuck = true; other.write(bytes.subarray(0, Math.ceil(bytes.length / 2))); return; }
    const now = performance.now();
    if (fault !== 'slow-answer' && line.due <= now) { other.write(bytes); return; }
    const size = Math.max(1, Math.ceil(bytes.length / slow.pieces));
    for (let at = 0; at < bytes.length; at += size) {
      line.due = Math.max(now, line.due) + (fault === 'slow-answer' ? slow.ms / slow.pieces : 0);
      const piece = Buffer.from(bytes.subarray(at, at + size));
      setTimeout(() => { if (other.writable) other.write(piece); }, line.due - now);
    }
  }
  const server = net.createServer((client) => {
    const far = net.connect(to(), '127.0.0.1');
    const line = { stuck: false, due: 0 };
    for (const [s, other] of [[client, far], [far, client]] as const) {
      sockets.add(s);
      s.setNoDelay(true);
      s.on('error', () => s.destroy());
      s.on('close', () => { sockets.delete(s); other.destroy(); });
      const peer = s === (peerCalls ? client : far);
      s.on('data', (bytes: Buffer) => {
        if (fault === 'dead-wire') line.stuck = true;
        if (peer) pass(bytes, other, line); else if (!line.stuck && other.writable) other.write(bytes);
      });
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    port: (server.address() as net.AddressInfo).port,
    /** Lines on which something was kept back are cut when the fault ends. `dead-wire`: nothing passes, and nobody is told. */
    spoil(next: WireFault | null): void {
      if (storm !== null) clearInterval(storm);
      storm = next === 'reconnect-storm' ? setInterval(cut, stormMs) : null;
      const was = fault;
      fault = next;
      if (next === null && (was === 'half-frame' || was === 'dead-wire')) cut();
    },
    async end(): Promise<void> {
      if (storm !== null) clearInterval(storm);
      cut();
      await new Promise<void>((resolve) => { server.close(() => resolve()); });
    },
  };
}
export type SpoiltWire = Awaited<ReturnType<typeof spoiltWire>>;
