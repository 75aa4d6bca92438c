import net from 'node:net';

/** `half`: the first half of the next answer, then nothing more on that line. `garbage`: answers become noise. `frozen`: nothing passes either way, and nobody is told. */
export type WireMode = 'pass' | 'half' | 'garbage' | 'frozen';

/** A wire that can be spoilt, between an adapter and its device. It keeps its port over stop and start. `teller`: the end whose words are spoilt, the device's; a device that calls is the client. */
export function relay(teller: 'server' | 'client' = 'server') {
  const most = teller === 'client' ? 30 : Infinity;   // a device that calls says several things in one piece at once: half of them must not be a whole one
  const sockets = new Set<net.Socket>();
  let mode: WireMode = 'pass';
  let server: net.Server | null = null;
  let port = 0;
  let target = 0;

  function carry(client: net.Socket): void {
    const device = net.connect(target, '127.0.0.1');
    let stuck = false;
    sockets.add(client);
    for (const [s, other] of [[client, device], [device, client]] as const) {
      s.setNoDelay(true);
      s.on('error', () => s.destroy());
      s.on('close', () => { sockets.delete(s); other.destroy(); });
    }
    const [from, to] = teller === 'server' ? [device, client] : [client, device];
    to.on('data', (bytes) => { if (mode !== 'frozen' && !stuck) from.write(bytes); });
    from.on('data', (bytes: Buffer) => {
      if (mode === 'frozen' || stuck || !to.writable) return;
      if (mode === 'half') { stuck = true; to.write(bytes.subarray(0, Math.min(Math.ceil(bytes.length / 2), most))); }
      else to.write(mode === 'garbage' ? Buffer.alloc(Math.max(bytes.length, 64), 0xa5) : bytes);
    });
  }
  const stop = (): Promise<void> => new Promise((resolve) => {
    for (const s of sockets) s.destroy();
    sockets.clear();
    const was = server;
    server = null;
    if (was === null) resolve(); else was.close(() => resolve());
  });
  const start = (): Promise<number> => new Promise((resolve, reject) => {
    const s = net.createServer(carry).once('error', reject);
    s.listen(port, '127.0.0.1', () => { server = s; port = (s.address() as net.AddressInfo).port; resolve(port); });
  });
  return {
    /** Takes a port and gives it back, so that it is known before anything listens there. */
    reserve: async (): Promise<number> => { await start(); await stop(); return port; },
    port: (): number => port,
    start: async (to: number): Promise<void> => { if (server !== null) await stop(); mode = 'pass'; target = to; await start(); },
    stop,
    spoil: (to: WireMode): void => { mode = to; },
    connections: (): number => sockets.size,
  };
}
