import net from 'node:net';

/** The sockets of one session. They are ours and not the drivers', so that one call ends every one of them, whatever a driver is waiting for. `loud`: they end with an error, since the driver of SQL Server does not hear an end without one. */
export function wires(onLost: () => void, loud: boolean) {
  const open = new Set<net.Socket>();
  let ended = false;
  function make(): net.Socket {
    if (ended) throw new Error('the session is over');   // a socket that was only destroyed would connect all the same
    const socket = new net.Socket();
    socket.setNoDelay(true);
    open.add(socket);
    let there = false;
    socket.once('connect', () => { there = true; });
    // heard before the driver does, which says why. mysql2 throws at a second error of a connection it gave up, unless it is this one.
    socket.on('error', (e: NodeJS.ErrnoException) => { if (there) e.code = 'ECONNRESET'; });
    socket.on('close', () => { open.delete(socket); onLost(); });
    return socket;
  }
  return {
    make,
    /** A socket that is on its way there. */
    to: (host: string, port: number): net.Socket => { const s = make(); s.connect({ host, port }); return s; },
    /** A socket that is there. */
    connected: (host: string, port: number): Promise<net.Socket> => new Promise((resolve, reject) => {
      const s = make();
      s.once('connect', () => resolve(s));
      s.once('error', reject);
      s.once('close', () => reject(new Error('closed')));
      s.connect({ host, port });
    }),
    end(): void { ended = true; for (const s of open) s.destroy(loud ? Object.assign(new Error('the session is over'), { code: 'ECONNRESET' }) : undefined); },
  };
}
export type Wires = ReturnType<typeof wires>;
