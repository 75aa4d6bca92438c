import type net from 'node:net';
import { keeper, placed, sampleQueue, type Adapter, type AdapterDeps, type AdapterFault } from '#app/acquisition';
import { fail, ok } from '#kernel/result';
import type { Stop } from '#kernel/time';
import { configurationOf } from './configuration.ts';
import { openDoor, type Door } from './door.ts';
import { farPoints } from './far-points.ts';
import { intakeOf } from './intake.ts';
import { callerOf, type Line, type LineDeps } from './line.ts';
import type { CollectorOptions } from './options.ts';
import { placeOf } from './points.ts';
import { takenOf } from './taken.ts';
import { bodyOf, type FarState } from './words.ts';

export { collectorOptions } from './options.ts';
export type { CollectorOptions } from './options.ts';
export { frameReader, frameWriter } from './frames.ts';
export type { Frame, FrameKind } from './frames.ts';
export { freshNonce, isProof, proofOf, sealKey, shortestSecret } from './proof.ts';
export type { Meeting } from './proof.ts';
export { batchBody, bodyOf, hostName, standingBody, wordsIn } from './words.ts';
export type { FarState, SiteParcel, Words } from './words.ts';

/** `counts`: faults of callers and frames by name, since the start; `batches`: taken, come again, and never coming. */
export interface CollectorAdapter extends Adapter {
  readonly counts: () => Readonly<Record<string, number>>;
  readonly batches: () => { readonly taken: number; readonly again: number; readonly gone: number };
}

/** What of its sources is not up, as the reason of a link that is; null where all are, or still come up. */
function farFault(peer: string, { sources }: FarState): AdapterFault | null {
  const down = sources.filter(({ link }) => link !== 'up' && link !== 'connecting');
  const first = down[0]?.reason;
  return down.length === 0 ? null : fail('far-down', { peer, source: down.slice(0, 5).map(({ id }) => id).join(', '), n: down.length, reason: first?.code ?? down[0]!.link, why: String(first?.params['reason'] ?? '') }).fault;
}

/** One port that one collection host comes to, with what its own sources bring, numbered, each batch once (docs/collect.md). `open` means that the port is ours; the link is up while the host is there, and says so where one of its sources is not. */
export function collector(o: CollectorOptions, deps: AdapterDeps): CollectorAdapter {
  const { clock } = deps;
  const peer = o.collector;
  const note = (line: string): void => deps.note(`collector ${peer}: ${line}`);
  const queue = sampleQueue(deps.bound);
  const counts = new Map<string, number>();
  const callers = new Set<ReturnType<typeof callerOf>>();
  const points = farPoints(clock, queue.push);
  const taken = takenOf(deps.store, note);
  const configuration = configurationOf({ ...deps, note });
  let current: Line | null = null;
  let heardAt: number = clock.mono();
  let said: string | null = null;
  let stop: Stop = () => {};

  /** Counts a fault, and notes the 1st, 10th, 100th ... of its name, so that no wire can fill the log. */
  function count(fault: string, where: string): void {
    const n = (counts.get(fault) ?? 0) + 1;
    counts.set(fault, n);
    if (Number.isInteger(Math.log10(n))) note(`${fault} (${n}), ${where}`);
  }
  function tell(up: boolean, reason: AdapterFault | null): void {
    const word = JSON.stringify([up, reason]);
    if (keep.ended() || word === said) return;
    said = word;
    deps.link({ up, reason });
  }
  function lost(reason: AdapterFault): void {
    points.dark();
    tell(false, reason);
  }
  const intake = intakeOf({
    points, taken,
    take: async (batch) => { queue.pushBatch(batch); await queue.settled(); },
    ready: () => tell(true, null),
    state: (state) => tell(true, farFault(peer, state)),
    running: (parcel) => configuration.running(parcel), answer: (answer) => configuration.answer(answer),
    fault(line, what, at) {
      count(what, `${line.from} at byte ${at}`);
      if (line === current) over(line, fail('protocol', { peer, what: `${what} at byte ${at}` }).fault);
      line.end();
    },
  });
  function over(line: Line, reason: AdapterFault): void {
    if (line !== current) return;
    current = null;
    if (keep.ended()) return;                   // what has come is still taken
    intake.forget();
    configuration.left();
    lost(reason);
  }
  const lines: LineDeps = {
    o, deps, count, taken: taken.list,
    admitted(line) {
      const before = current;
      current = line;
      heardAt = clock.mono();
      intake.forget();
      configuration.left();
      points.begin();
      before?.end();
    },
    heard(line, frame) { if (line === current) { heardAt = clock.mono(); intake.hear(line, frame); } },
    left(line, fault) { over(line, fault === null ? fail('unreachable', { peer, reason: 'closed' }).fault : fail('protocol', { peer, what: `${fault.what} at byte ${fault.at}` }).fault); },
  };
  function call(socket: net.Socket): void {
    const stranger = callers.size < o.maxConnections ? null : [...callers].find((c) => !c.known());
    if (stranger !== null) { count('too-many', socket.remoteAddress ?? ''); (stranger ?? { end: () => socket.destroy() }).end(); }
    if (socket.destroyed) return;
    const caller = callerOf(socket, lines);
    callers.add(caller);
    socket.on('close', () => { callers.delete(caller); });
  }

  const beatMs = Math.max(10, Math.min(1000, o.silentMs / 4));
  function beat(): void {
    stop = clock.after(beatMs, beat);
    const silent = clock.mono() - heardAt > o.silentMs;
    if (current === null) { if (silent && said === null) lost(fail('unreachable', { peer, reason: 'silent' }).fault); return; }
    const line = current;
    if (silent) { over(line, fail('unreachable', { peer, reason: 'silent' }).fault); line.end(); return; }
    line.say('beat', bodyOf('beat', {}));
    configuration.look(line);
  }
  /** The port is ours until it breaks or the adapter is closed. */
  async function live(door: Door): Promise<AdapterFault> {
    let fault: AdapterFault = fail('closed').fault;
    door.server.on('error', (e: NodeJS.ErrnoException) => { fault = fail('unreachable', { peer: `${o.host}:${o.port}`, reason: e.code ?? 'error' }).fault; keep.wake(); });
    beat();
    while (fault.code === 'closed' && !keep.ended()) await keep.pause(null);
    stop();
    for (const caller of callers) caller.end();
    await door.end();
    return fault;
  }
  const keep = keeper<Door>({
    clock, retryMs: o.retryMs, live,
    link: ({ reason }) => { if (reason !== null) tell(false, reason); },
    dial: (cancel) => openDoor(o, deps, call, (from) => count('bad-tls', from), cancel),
    dark: () => points.dark(),
  });
  if (o.tls === null && !/^(?:127\.|localhost$|::1$)/.test(o.host)) note('without tls what comes can be read on the way');

  return {
    kind: 'collector',
    supports: { samples: true, events: false, media: false, write: false, sourceTime: true, push: true },
    open: (cancel) => keep.open(cancel),
    watch(next, sink) {
      if (keep.ended()) return fail('closed');
      const meant = placed(next, placeOf);
      if (!meant.ok) return meant;
      queue.aim(sink);
      points.watch(meant.value);
      keep.start();
      return ok(undefined);
    },
    lost: () => queue.lost() + intake.counts().gone,
    waiting: queue.waiting,
    counts: () => Object.fromEntries(counts),
    batches: intake.counts,
    async close() {
      await keep.close();
      await intake.settled();
      await queue.settled();
    },
  };
}
