import { sampleQueue, Status, type Adapter, type AdapterDeps, type Batch, type Point } from '#app/acquisition';
import { fail, ok } from '#kernel/result';

/**
 * The other end of the memory adapter: a device without a wire. `faults`: address -> status. `changed` and `push` are given by the adapter;
 * `push` hands over whole columns (handles as given to `watch`) and resolves when the sink has taken them.
 */
export interface MemoryPeer {
  up: boolean;
  readonly values: Map<string, number>;
  readonly faults: Map<string, number>;
  changed: (address?: string) => void;
  push: (batch: Batch) => Promise<void>;
}

/** A peer that is up and knows nothing yet. */
export const memoryPeer = (): MemoryPeer => ({ up: true, values: new Map(), faults: new Map(), changed: () => {}, push: async () => {} });

/** The simplest adapter that keeps the contract: the source of tests and of the engine's ceiling, and the proof that the contract is not Modbus in disguise. */
export function memory(peer: MemoryPeer, deps: AdapterDeps): Adapter {
  const queue = sampleQueue(deps.bound);
  let points: readonly Point[] = [];
  let closed = false;
  let said: boolean | null = null;

  function read({ handle, address }: Point): void {
    const now = deps.clock.now();
    const status = peer.up ? (peer.faults.get(address) ?? Status.good) : Status.noCommunication;
    const value = status === Status.good ? (peer.values.get(address) ?? null) : null;
    queue.push({ handle, value, status, sourceTime: peer.up ? now : null, receivedTime: now });
  }
  function tell(): void {
    if (closed || said === peer.up) return;
    said = peer.up;
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

  return {
    kind: 'memory',
    supports: { samples: true, events: false, media: false, write: true, sourceTime: true, push: true },
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
    lost: queue.lost,
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
    async close() { closed = true; await queue.settled(); },
  };
}
