import type { Ports } from '#kit/port';
import type { EndingWire } from '#kit/wire';

/** The protocol of the engine's web door; the token goes beside it (docs/web.md). */
const subprotocol = 'watchroom.1';
/** Said by a page that has a seat of its own. */
const ownSeat = 'seat.own';
/** How long after a loss the engine is asked for again, in ms: soon, then later, never given up. */
const againAfterMs = [200, 500, 1000, 2000, 5000] as const;

/** What is needed of the page. */
export interface WebPage { readonly socket: (address: string, protocols: string[]) => WebSocket; readonly address: string; readonly after: (ms: number, run: () => void) => void }

/** An open socket as a wire; what it says before anybody hears is kept. */
function socketWire(socket: WebSocket): EndingWire {
  const early: unknown[] = [];
  let listener = (message: unknown): void => void early.push(message);
  socket.onmessage = (e: MessageEvent<string>) => listener(JSON.parse(e.data));
  return {
    post: (message) => { if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message)); },
    hear(run) {
      listener = run;
      for (const message of early.splice(0)) run(message);
      return () => { listener = () => undefined; };
    },
    closed(run) {
      socket.addEventListener('close', run);
      return () => socket.removeEventListener('close', run);
    },
    end: () => socket.close(),
  };
}

/** The wires of a page that a browser shows: the engine's over a WebSocket that comes again by itself, the shell's from `shell`. `own`: the page has a seat of its own, and not the desk's. */
export function webPorts({ socket: open, address, after }: WebPage, token: string, shell: () => EndingWire, own = false): Ports {
  return {
    take(name, run) {
      if (name === 'shell-port') { run(shell()); return () => undefined; }
      const now = { over: false, losses: 0 };
      function connect(): void {
        if (now.over) return;
        const socket = open(address, [subprotocol, `token.${token}`, ...(own ? [ownSeat] : [])]);
        socket.onopen = () => { now.losses = 0; run(socketWire(socket)); };
        socket.addEventListener('close', () => after(againAfterMs[Math.min(now.losses++, againAfterMs.length - 1)] ?? 5000, connect));
      }
      connect();
      return () => { now.over = true; };
    },
  };
}
