import { createHash, timingSafeEqual } from 'node:crypto';
import type net from 'node:net';
import type { AdapterDeps } from '#app/acquisition';
import type { MonoMs } from '#kernel/time';
import { qnRtn, refusal } from './answers.ts';
import { frameBytes, frameReader } from './frames.ts';
import type { Hj212Options } from './options.ts';
import { packetOf, type Packet } from './segment.ts';
import type { Line, Station } from './station.ts';

/** `count`: a fault by name, and where it was. */
export interface DoorDeps { readonly o: Hj212Options; readonly deps: AdapterDeps; readonly stations: ReadonlyMap<string, Station>; readonly count: (fault: string, where: string) => void }

interface Caller extends Line { readonly from: string; readonly since: MonoMs; readonly known: Set<Station>; end(): void }

/** A caller who brought this many faulty frames in a row, or this many that were refused, is hung up on; he may call again at once. */
const MOST_FAULTS = 20;
const MOST_REFUSED = 3;
/** Bytes of answers that a caller does not read. */
const MOST_UNREAD = 262_144;

const digest = (text: string): Buffer => createHash('sha256').update(text, 'latin1').digest();

/** Who may come in, and as whom. Whoever calls is nobody until a frame of his names a station of ours with its password; nobody can keep a station out, or speak on its line. */
export function doorOf({ o, deps, stations, count }: DoorDeps) {
  const callers = new Set<Caller>();
  const secrets = new Map(o.stations.map(({ mn, password }) => [mn, password] as const));

  /** Takes the same time for any password; a secret that is not there opens nothing. */
  function passes({ mn, pw }: Packet): boolean {
    const name = secrets.get(mn);
    if (name === null) return true;
    const right = deps.secret(name?.slice('secret:'.length) ?? '');
    if (right === null && name !== undefined) count('secret-missing', `${mn} ${name}`);
    return timingSafeEqual(digest(pw), digest(right ?? '')) && right !== null;
  }
  function admit(caller: Caller, station: Station): void {
    const before = station.line();
    caller.known.add(station);
    for (const other of callers) {
      if (other === before && other !== caller) {
        other.known.delete(station);
        if (other.known.size === 0) other.end();
      }
    }
  }
  /** Room for one more: the longest waiting stranger leaves. False when there is no stranger. */
  function room(): boolean {
    if (callers.size < o.maxConnections) return true;
    const stranger = [...callers].find((c) => c.known.size === 0);
    stranger?.end();
    return stranger !== undefined;
  }

  function call(socket: net.Socket): void {
    if (!room()) { count('too-many', socket.remoteAddress ?? ''); socket.destroy(); return; }
    const reader = frameReader(o.maxFrame);
    let [faults, refused] = [0, 0];
    const from = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`;
    const caller: Caller = {
      from, since: deps.clock.mono(), known: new Set(),
      say: (segment) => {
        if (socket.writableLength > MOST_UNREAD) { count('not-reading', from); socket.destroy(); }
        else if (socket.writable) socket.write(frameBytes(segment));
      },
      end: () => { socket.destroy(); },
    };
    const fault = (name: string, where: string): void => { faults++; count(name, `${from} ${where}`); };

    function refuse(packet: Packet, name: string, why: number): void {
      count(name, `${from} ${packet.mn}`);
      caller.say(refusal(packet, why));
      if (++refused >= MOST_REFUSED && caller.known.size === 0) socket.end();
    }
    function hear(segment: string, at: number): void {
      const packet = packetOf(segment);
      if (!packet.ok) { fault(packet.fault.code, `${packet.fault.params['field']} at byte ${at + 6 + Number(packet.fault.params['at'])}`); return; }
      faults = 0;
      const station = stations.get(packet.value.mn);
      if (station === undefined) { refuse(packet.value, 'unknown-mn', qnRtn.mn); return; }
      if (!passes(packet.value)) { refuse(packet.value, 'bad-password', qnRtn.password); return; }
      refused = 0;
      admit(caller, station);
      station.hear(packet.value, segment, caller);
    }
    callers.add(caller);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    socket.on('data', (chunk: Buffer) => {
      const taken = reader.take(chunk);
      for (const f of taken.faults) fault(f.name, `at byte ${f.at}`);
      for (const { segment, at } of taken.frames) if (!socket.destroyed && socket.writable) hear(segment, at);
      if (faults >= MOST_FAULTS) socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => { callers.delete(caller); for (const station of caller.known) station.left(caller); });
  }

  return {
    call,
    /** Whoever has not said in time who he is leaves. */
    beat(now: MonoMs): void {
      for (const c of callers) if (c.known.size === 0 && now - c.since >= 2 * o.answerMs) { count('stranger', c.from); c.end(); }
    },
    endAll: (): void => { for (const c of callers) c.end(); },
    connections: (): number => callers.size,
  };
}
