import { keeper, placed, sampleQueue, type Adapter, type AdapterDeps, type AdapterFault } from '#app/acquisition';
import { fail, ok } from '#kernel/result';
import type { Stop } from '#kernel/time';
import { openDoor, type Door } from './door.ts';
import { strangersOf } from './guard.ts';
import { judgeOf } from './judge.ts';
import type { HttpPushOptions } from './options.ts';
import { partyOf, unknownEnterprise, type Party } from './party.ts';
import { NOBODY, placeOf } from './points.ts';
import { refusalsOf } from './refusals.ts';

export { httpPushOptions } from './options.ts';
export type { HttpPushOptions } from './options.ts';

/** `counts`: refusals by reason since the start, for whoever asks why a point is grey. */
export interface HttpPush extends Adapter { readonly counts: () => Readonly<Record<string, number>> }

/** A port that enterprises post their samples to, each a link of its own (docs/push.md). `open` means that the port is ours; the link is up while at least one of them is heard. */
export function httpPush(o: HttpPushOptions, deps: AdapterDeps): HttpPush {
  const { clock } = deps;
  const peer = `${o.host}:${o.port}`;
  const queue = sampleQueue(deps.bound);
  const parties = new Map<string, Party>();
  let nobody: readonly number[] = [];           // handles of `*` + `/!refused`
  let said: AdapterFault | 'up' | null = null;
  let stop: Stop = () => {};

  function tell(now: AdapterFault | 'up'): void {
    if (keep.ended() || (said !== null && (said === 'up') === (now === 'up'))) return;
    said = now;
    deps.link(now === 'up' ? { up: true, reason: null } : { up: false, reason: now });
  }
  function stood(id: string, reason: 'silent' | null): void {
    if (reason === null) tell('up');
    else if (![...parties.values()].some((p) => p.isUp())) tell(fail('unreachable', { peer: id, reason }).fault);
  }
  for (const enterprise of o.enterprises) parties.set(enterprise.id, partyOf(enterprise, { o, deps, push: queue.push, pushBatch: queue.pushBatch, settled: queue.settled, stood }));

  function sayNobody(value: number): void {
    const receivedTime = clock.now();
    for (const handle of nobody) queue.push({ handle, value, status: 0, sourceTime: null, receivedTime });
  }
  const refusals = refusalsOf(o.reportMs, deps, peer, (name, count) => { if (name === NOBODY) sayNobody(count); else parties.get(name)?.refused(count); });
  const judge = judgeOf({ o, deps, parties, refusals, strangers: strangersOf(o.strangersPerSecond, o.strangersBurst), ended: () => keep.ended() });

  const beatMs = Math.max(10, Math.min(1000, o.silentMs / 4));
  function beat(): void {
    for (const party of parties.values()) party.beat(clock.mono());
    stop = clock.after(beatMs, beat);
  }
  /** The port is ours until it breaks or the adapter is closed. */
  async function live(door: Door): Promise<AdapterFault> {
    let fault: AdapterFault = fail('closed').fault;
    door.server.on('error', (e: NodeJS.ErrnoException) => { fault = fail('unreachable', { peer, reason: e.code ?? 'error' }).fault; keep.wake(); });
    beat();
    while (fault.code === 'closed' && !keep.ended()) await keep.pause(null);
    stop();
    await door.end();
    return fault;
  }
  const keep = keeper<Door>({
    clock, retryMs: o.retryMs, live,
    link: ({ reason }) => { if (reason !== null) tell(reason); },
    dial: (cancel) => openDoor({ o, deps, judge, refused: (reason, address) => refusals.count(NOBODY, reason, address) }, cancel),
    dark: () => { for (const party of parties.values()) party.portGone(); },
  });
  if (o.tls === null && !/^(?:127\.|localhost$|::1$)/.test(o.host)) deps.note(`http-push ${peer}: without tls what is pushed can be read on the way`);

  return {
    kind: 'http-push',
    supports: { samples: true, events: false, media: false, write: false, sourceTime: true, push: true },
    open: (cancel) => keep.open(cancel),
    watch(next, sink) {
      if (keep.ended()) return fail('closed');
      const meant = placed(next, placeOf);
      if (!meant.ok) return meant;
      const by = new Map([...parties.keys()].map((id) => [id, new Map<string, number[]>()] as const));
      const [lost, ofNobody]: [number[], number[]] = [[], []];
      for (const { place, of: { handle } } of meant.value) {
        const points = by.get(place.enterprise);
        if (points !== undefined) points.set(place.point, [...(points.get(place.point) ?? []), handle]);
        else (place.enterprise === NOBODY ? ofNobody : lost).push(handle);
      }
      queue.aim(sink);
      nobody = ofNobody;
      for (const [id, points] of by) parties.get(id)!.watch(points);
      if (lost.length > 0) deps.note(`http-push ${peer}: ${lost.length} points are of enterprises that are not in its list`);
      const receivedTime = clock.now();
      for (const handle of lost) queue.push({ handle, value: null, status: unknownEnterprise, sourceTime: null, receivedTime });
      sayNobody(0);
      keep.start();
      return ok(undefined);
    },
    lost: queue.lost,
    waiting: queue.waiting,
    counts: refusals.totals,
    async close() {
      await keep.close();
      refusals.stop();
      await queue.settled();
    },
  };
}
