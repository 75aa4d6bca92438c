import net from 'node:net';
import { keeper, placed, sampleQueue, Status, type Adapter, type AdapterDeps, type AdapterFault } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import type { Cancellation, Stop } from '#kernel/time';
import { placeOf } from './address.ts';
import { doorOf } from './door.ts';
import { keptOf } from './kept.ts';
import type { Hj212Options } from './options.ts';
import { stationOf, type Station } from './station.ts';

export { hj212Options } from './options.ts';
export type { Hj212Options } from './options.ts';

/** `counts`: faults of frames and callers by name, since the start; for whoever asks why a station is grey. */
export interface Hj212 extends Adapter { readonly counts: () => Readonly<Record<string, number>> }

/** Takes the port, or says why not. */
function bind({ host, port }: Hj212Options, call: (socket: net.Socket) => void, cancel: Cancellation): Promise<Result<net.Server, AdapterFault>> {
  return new Promise((resolve) => {
    const server = net.createServer(call);
    server.once('error', (e: NodeJS.ErrnoException) => resolve(fail('unreachable', { peer: `${host}:${port}`, reason: e.code ?? 'error' })));
    server.listen({ host, port, exclusive: true }, () => {
      if (cancel.aborted) server.close(() => resolve(fail('cancelled'))); else resolve(ok(server));
    });
  });
}

/** HJ 212-2017 and HJ/T 212-2005 over TCP: listens, and stations come to it, each a link of its own. `open` means that the port is ours; the link is up while at least one station is heard. */
export function hj212(o: Hj212Options, deps: AdapterDeps): Hj212 {
  const { clock } = deps;
  const peer = `${o.host}:${o.port}`;
  const queue = sampleQueue(deps.bound);
  const counts = new Map<string, number>();
  const kept = keptOf(deps);
  const stations = new Map<string, Station>();
  let said: AdapterFault | 'up' | null = null;
  let stop: Stop = () => {};

  /** Counts a fault, and notes the 1st, 10th, 100th ... of its name, so that no wire can fill the log. */
  function count(fault: string, where: string): void {
    const n = (counts.get(fault) ?? 0) + 1;
    counts.set(fault, n);
    if (Number.isInteger(Math.log10(n))) deps.note(`hj212 ${peer}: ${fault} (${n}), ${where}`);
  }
  function tell(now: AdapterFault | 'up'): void {
    if (keep.ended() || JSON.stringify(now) === JSON.stringify(said)) return;
    said = now;
    deps.link(now === 'up' ? { up: true, reason: null } : { up: false, reason: now });
  }
  function stood(mn: string, reason: 'closed' | 'silent' | null): void {
    if (reason === null) tell('up');
    else if ((said === null || said === 'up') && ![...stations.values()].some((s) => s.isUp())) tell(fail('unreachable', { peer: mn, reason }).fault);
  }
  for (const { mn } of o.stations) stations.set(mn, stationOf(mn, { o, deps, last: kept.of(mn), push: queue.push, count, stood: (reason) => stood(mn, reason) }));
  const door = doorOf({ o, deps, stations, count });

  const beatMs = Math.max(10, Math.min(1000, o.silentMs / 4, o.goneMs / 2, o.answerMs / 2));
  function beat(): void {
    const now = clock.mono();
    door.beat(now);
    for (const station of stations.values()) station.beat(now);
    kept.keep([...stations].map(([mn, s]) => [mn, s.last()]), now);
    stop = clock.after(beatMs, beat);
  }
  /** The port is ours until it breaks or the adapter is closed. */
  async function live(server: net.Server): Promise<AdapterFault> {
    let fault: AdapterFault = fail('closed').fault;
    server.on('error', (e: NodeJS.ErrnoException) => { fault = fail('unreachable', { peer, reason: e.code ?? 'error' }).fault; keep.wake(); });
    if (said !== null && said !== 'up') tell(fail('unreachable', { peer, reason: 'silent' }).fault);   // the port was in the way, and is no more
    beat();
    await keep.pause(null);
    stop();
    door.endAll();
    await new Promise<void>((resolve) => { server.close(() => resolve()); });
    return fault;
  }
  const keep = keeper<net.Server>({
    clock, retryMs: o.retryMs, live,
    link: ({ reason }) => { if (reason !== null) tell(reason); },
    dial: (cancel) => bind(o, door.call, cancel),
    dark: () => { for (const station of stations.values()) station.dark(); },
  });

  return {
    kind: 'hj212',
    supports: { samples: true, events: false, media: false, write: false, sourceTime: true, push: true },
    open: (cancel) => keep.open(cancel),
    watch(next, sink) {
      if (keep.ended()) return fail('closed');
      const meant = placed(next, placeOf);
      if (!meant.ok) return meant;
      const by = new Map([...stations.keys()].map((mn) => [mn, new Map<string, number[]>()] as const));
      const lost: number[] = [];
      for (const { place, of: { handle } } of meant.value) {
        const points = by.get(place.mn);
        if (points === undefined) lost.push(handle); else points.set(place.key, [...(points.get(place.key) ?? []), handle]);
      }
      queue.aim(sink);
      for (const [mn, points] of by) stations.get(mn)!.watch(points);
      if (lost.length > 0) deps.note(`hj212 ${peer}: ${lost.length} points are of stations that are not in its list`);
      const receivedTime = clock.now();
      for (const handle of lost) queue.push({ handle, value: null, status: Status.noCommunication, sourceTime: null, receivedTime });
      keep.start();
      return ok(undefined);
    },
    lost: queue.lost,
    waiting: queue.waiting,
    counts: () => Object.fromEntries(counts),
    async close() {
      const closing = keep.close();
      door.endAll();
      await closing;
      kept.keep([...stations].map(([mn, s]) => [mn, s.last()]), null);
      await queue.settled();
    },
  };
}
