import type net from 'node:net';

interface Caller { readonly socket: net.Socket; readonly address: string; known: boolean; held: number }

/**
 * Who stands at the door. When more come than there is room for, or more is held than there is memory for, one leaves: a stranger of the address that has most
 * strangers, the one that came first; only when there is none, the newcomer. So nobody can stand in the way of an enterprise that has once proved itself, and it can always come in.
 */
export function callersOf(most: number, mostHeld: number, turnedAway: (address: string) => void) {
  const callers = new Map<net.Socket, Caller>();
  let all = 0;

  function leave(newcomer: Caller | null): void {
    const strangers = Map.groupBy([...callers.values()].filter((c) => !c.known && c !== newcomer), (c) => c.address);
    const crowd = [...strangers.values()].reduce<readonly Caller[]>((a, b) => (b.length > a.length ? b : a), []);
    const one = crowd[0] ?? newcomer;
    if (one === undefined || one === null) return;
    turnedAway(one.address);
    callers.delete(one.socket);
    all -= one.held;
    one.held = 0;
    one.socket.destroy();
  }
  return {
    came(socket: net.Socket): void {
      const caller: Caller = { socket, address: socket.remoteAddress ?? '', known: false, held: 0 };
      callers.set(socket, caller);
      socket.on('close', () => { if (callers.get(socket) === caller) { callers.delete(socket); all -= caller.held; } });
      if (callers.size > most) leave(caller);
    },
    /** So many more bytes are kept for it (or fewer). */
    held(socket: net.Socket, bytes: number): void {
      const caller = callers.get(socket);
      if (caller === undefined) return;
      caller.held += bytes;
      all += bytes;
      if (all > mostHeld) leave(null);
    },
    proved(socket: net.Socket): void { const caller = callers.get(socket); if (caller !== undefined) caller.known = true; },
    size: (): number => callers.size,
    end(): void { for (const { socket } of callers.values()) socket.destroy(); },
  };
}
