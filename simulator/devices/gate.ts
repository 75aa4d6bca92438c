import net from 'node:net';

/** The device's end of one connection. */
export interface Line { send(bytes: Buffer): void; end(): void }
/** What the device does with what a client says. */
export interface Listener { hear(bytes: Buffer): void; gone(): void }

interface Held { readonly due: number; readonly bytes: Buffer }

/** What is wrong with a gate's lines now. `slowMs`: over how long each answer trickles. `half`: answers end in their middle, and nothing comes after. */
interface Spoilt { lateMs: number; noise: boolean; slowMs: number; half: boolean }
const PIECES = 8;

/** One client: what goes to it can be held back, in order, trickle, break off, or be replaced by noise. */
function lineOf(socket: net.Socket, spoilt: Readonly<Spoilt>): Line & { close(): void; broken(): boolean } {
  const held: Held[] = [];
  let timer: NodeJS.Timeout | null = null;
  let broken = false;
  const write = (bytes: Buffer): void => { if (socket.writable) socket.write(bytes); };
  const next = (): void => {
    const first = held[0];
    if (timer !== null || first === undefined) return;
    timer = setTimeout(() => { timer = null; held.shift(); write(first.bytes); next(); }, Math.max(0, first.due - performance.now()));
  };
  return {
    send: (given) => {
      if (broken) return;
      broken = spoilt.half;
      const bytes = spoilt.noise ? Buffer.alloc(given.length, 0xa5) : spoilt.half ? given.subarray(0, Math.ceil(given.length / 2)) : given;
      if (spoilt.lateMs === 0 && spoilt.slowMs === 0 && held.length === 0) { write(bytes); return; }
      const size = spoilt.slowMs === 0 ? bytes.length : Math.ceil(bytes.length / PIECES);
      for (let at = 0; at < bytes.length; at += size) held.push({ due: performance.now() + spoilt.lateMs + (spoilt.slowMs * (at + size)) / Math.max(1, bytes.length), bytes: Buffer.from(bytes.subarray(at, at + size)) });
      next();
    },
    broken: () => broken,
    end: () => { socket.destroy(); },
    close: () => { if (timer !== null) clearTimeout(timer); held.length = 0; socket.destroy(); },
  };
}

/** A listening port on loopback, the same for every protocol, where a line can be cut, refused, delayed, slowed, broken off or filled with noise. */
export function gate(accept: (line: Line) => Listener) {
  const lines = new Set<ReturnType<typeof lineOf>>();
  let server: net.Server | null = null;
  let port = 0;
  const spoilt: Spoilt = { lateMs: 0, noise: false, slowMs: 0, half: false };

  function connect(socket: net.Socket): void {
    socket.setNoDelay(true);
    const line = lineOf(socket, spoilt);
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
    late: (ms: number): void => { spoilt.lateMs = ms; },
    noise: (on: boolean): void => { spoilt.noise = on; },
    /** Every answer takes `ms` from its first byte to its last; 0 ends it. */
    slow: (ms: number): void => { spoilt.slowMs = ms; },
    /** Each line breaks off in the middle of its next answer and then says nothing; lines that did are cut when it ends. */
    half: (on: boolean): void => {
      spoilt.half = on;
      if (!on) for (const line of lines) if (line.broken()) line.close();
    },
    connections: (): number => lines.size,
  };
}
