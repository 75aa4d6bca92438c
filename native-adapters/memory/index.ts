import { conditions, eventQueue, sampleQueue, Status, type Adapter, type AdapterDeps, type Batch, type DeviceEvent, type Point } from '#app/acquisition';
import { fail, ok } from '#kernel/result';

/**
 * The other end of the memory adapter: a device without a wire. `faults`: address -> status. `changed` and `push` are given by the adapter;
 * `say` tells of an alarm of the device's own and keeps it while it is active; `push` hands over whole columns (handles as given to `watch`) and resolves when the sink has taken them.
 */
export interface MemoryPeer {
  up: boolean;
  readonly values: Map<string, number>;
  readonly faults: Map<string, number>;
  changed: (address?: string) => void;
  push: (batch: Batch) => Promise<void>;
  readonly standing: Map<string, DeviceEvent>;
  say: (event: DeviceEvent) => void;
}

/** A peer that is up and knows nothing yet. */
export const memoryPeer = (): MemoryPeer => ({ up: true, values: new Map(), faults: new Map(), changed: () => {}, push: async () => {}, standing: new Map(), say: () => {} });

/** The simplest adapter that keeps the contract: the source of tests and of the engine's ceiling, and the proof that the contract is not Modbus in disguise. */
export function memory(peer: MemoryPeer, deps: AdapterDeps): Adapter {
  const queue = sampleQueue(deps.bound);
  const heard = eventQueue(deps.bound);
  const known = conditions(heard.push, false);
  let points: readonly Point[] = [];
  let closed = false;
  let said: boolean | null = null;

  function read({ handle, address }: Point): void {
    const now = deps.clock.now();
    const status = peer.up ? (peer.faults.get(address) ?? Status.good) : Status.noCommunication;
    const value = status === Status.good ? (peer.values.get(address) ?? null) : null;
    queue.push({ handle, value, status, sourceTime: peer.up ? now : null, receivedTime: now });
  }
  const word = (event: DeviceEvent) => ({ id: JSON.stringify(event), event });
  /** The link is up: the device says what stands. */
  function recall(): void {
    known.begin();
    known.starts(0);
    for (const event of peer.standing.values()) known.take(word(event));
    known.ends(0, 1, deps.clock.now());
  }
  function tell(): void {
    if (closed || said === peer.up) return;
    said = peer.up;
    if (peer.up) recall();
    deps.link({ up: peer.up, reason: peer.up ? null : fail('unreachable', { peer: 'memory' }).fault });
  }
  peer.changed = (address) => {
    if (closed) return;
    tell();
    for (const p of points) if (address === undefined || p.address === address) read(p);
  };
  peer.push = async (batch) => {
    if (closed) return;
    queue.pushBatch(batch);
    await queue.settled();
  };
  peer.say = (event) => {
    const key = event.conditionId ?? '';
    if (event.active === true) peer.standing.set(key, event); else peer.standing.delete(key);
    if (peer.up && !closed) known.take(word(event));
  };

  return {
    kind: 'memory',
    supports: { samples: true, events: true, media: false, write: true, sourceTime: true, push: true },
    async open(cancel) {
      if (closed) return fail('closed');
      if (cancel.aborted) return fail('cancelled');
      tell();
      return peer.up ? ok(undefined) : fail('unreachable', { peer: 'memory' });
    },
    watch(next, sink) {
      if (closed) return fail('closed');
      const bad = next.find((p) => !/^\d+$/.test(p.address));
      if (bad) return fail('bad-address', { address: bad.address });
      points = next;
      queue.aim(sink);
      peer.changed();
      return ok(undefined);
    },
    lost: () => queue.lost() + heard.lost(),
    hearEvents: heard.aim,
    async write({ address }, value) {
      if (closed) return fail('closed');
      if (!peer.up) return fail('unreachable', { peer: 'memory' });
      if (!/^\d+$/.test(address)) return fail('bad-address', { address });
      const number = Number(value);
      if (!Number.isFinite(number)) return fail('refused', { reason: 'value' });
      peer.values.set(address, number);
      peer.changed(address);
      return ok(undefined);
    },
    async close() { closed = true; heard.close(); await queue.settled(); },
  };
}
