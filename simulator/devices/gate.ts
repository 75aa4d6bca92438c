import net from 'node:net';

/** The device's end of one connection. */
export interface Line { send(bytes: Buffer): void; end(): void }
/** What the device does with what a client says. */
export interface Listener { hear(bytes: Buffer): void; gone(): void }

interface Held { readonly due: number; readonly bytes: Buffer }

/** One client: what goes to it can be held back, in order, or replaced by noise. */
function lineOf(socket: net.Socket, lateMs: () => number, noise: () => boolean): Line & { close(): void } {
  const held: Held[] = [];
  let timer: NodeJS.Timeout | null = null;
  const write = (bytes: Buffer): void => { if (socket.writable) socket.write(bytes); };
  const next = (): void => {
    const first = held[0];
    if (timer !== null || first === undefined) return;
    timer = setTimeout(() => { timer = null; held.shift(); write(first.bytes); next(); }, Math.max(0, first.due - performance.now()));
  };
  return {
    send: (given) => {
      const bytes = noise() ? Buffer.alloc(given.length, 0xa5) : given;
      const wait = lateMs();
      if (wait === 0 && held.length === 0) return write(bytes);
      held.push({ due: performance.now() + wait, bytes: Buffer.from(bytes) });
      return next();
    },
    end: () => { socket.destroy(); },
    close: () => { if (timer !== null) clearTimeout(timer); held.length = 0; socket.destroy(); },
  };
}

/** A listening port on loopback, the same for every protocol, where a line can be cut, refused, delayed or filled with noise. */
export function gate(accept: (line: Line) => Listener) {
  const lines = new Set<ReturnType<typeof lineOf>>();
  let server: net.Server | null = null;
  let port = 0;
  let lateMs = 0;
  let noise = false;

  function connect(socket: net.Socket): void {
    socket.setNoDelay(true);
    const line = lineOf(socket, () => lateMs, () => noise);
    lines.add(line);
    const listener = accept(line);
    socket.on('data', (bytes: Buffer) => listener.hear(bytes));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => { lines.delete(line); line.close(); listener.gone(); });
  }
  const listen = (wanted: number): Promise<number> => new Promise((resolve, reject) => {
    const s = net.createServer(connect);
    s.once('error', reject);
    s.listen(wanted, '127.0.0.1', () => { server = s; resolve((s.address() as net.AddressInfo).port); });
  });
  function shut(): Promise<void> {
    for (const line of lines) line.close();
    lines.clear();
    const s = server;
    server = null;
    return s === null ? Promise.resolve() : new Promise((resolve) => { s.close(() => resolve()); });
  }
  return {
    start: async (wanted: number): Promise<number> => (port = await listen(wanted)),
    stop: (): Promise<void> => { port = 0; return shut(); },
    /** Cuts every line and refuses new ones, or listens again on the same port. */
    drop: async (on: boolean): Promise<void> => {
      if (on) await shut();
      else if (server === null && port !== 0) await listen(port);
    },
    late: (ms: number): void => { lateMs = ms; },
    noise: (on: boolean): void => { noise = on; },
    connections: (): number => lines.size,
  };
}
