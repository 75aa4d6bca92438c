import type { WebSocket } from 'ws';
import type { Wire } from '#kernel/contract';
import type { Clock, Stop } from '#kernel/time';

/** WEB-05: a window that lets so many bytes wait is hung up on; it comes again and lists. */
const mostWaiting = 16 * 1024 * 1024;
/** WEB-06: how often a window is asked whether it is there, in ms; one that did not answer by the next time is hung up on. */
const pingEveryMs = 15_000;

/** A window's socket as a wire. `ended` runs once, when it is gone. What is no JSON ends it: no page of ours says that. */
export function socketWire(socket: WebSocket, clock: Clock, ended: () => void): Wire {
  let alive = true;
  let timer: Stop | null = null;
  function ping(): void {
    if (!alive) { socket.terminate(); return; }
    alive = false;
    socket.ping();
    timer = clock.after(pingEveryMs, ping);
  }
  timer = clock.after(pingEveryMs, ping);
  socket.on('pong', () => { alive = true; });
  socket.on('error', () => socket.terminate());
  socket.once('close', () => { timer?.(); ended(); });
  return {
    post(message) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > mostWaiting) { socket.terminate(); return; }
      socket.send(JSON.stringify(message));
    },
    hear(listener) {
      const heard = (data: Buffer, binary: boolean): void => {
        let message: unknown;
        try { if (binary) throw new SyntaxError('binary'); message = JSON.parse(data.toString('utf8')); } catch { socket.close(1007, 'not JSON'); return; }
        listener(message);
      };
      socket.on('message', heard);
      return () => void socket.off('message', heard);
    },
  };
}
