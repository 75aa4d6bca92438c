import { keeper, sampleQueue, type Adapter, type AdapterDeps, type AdapterFault } from '#app/acquisition';
import { fail, ok } from '#kernel/result';
import { keyOf } from './address.ts';
import { connect, type Session } from './connect.ts';
import { cursorOf, type Reached } from './cursor.ts';
import { keptOf } from './kept.ts';
import type { DatabaseOptions } from './options.ts';
import { reader, type Memory } from './read.ts';
import { offsets } from './zone.ts';

export { databaseOptions } from './options.ts';
export type { DatabaseOptions } from './options.ts';
export type { Reached } from './cursor.ts';

/** An adapter that can also say how far it has read. */
export interface DatabaseAdapter extends Adapter { readonly reached: () => Reached }

/** One table, view or SELECT of an intermediate database, read every `everyMs` for what came since; each value keeps the time that stands beside it. */
export function database(o: DatabaseOptions, deps: AdapterDeps): DatabaseAdapter {
  const { clock } = deps;
  const ahead = offsets(o.zone);
  const queue = sampleQueue(deps.bound);
  const deliver = { heard: () => keep.up(), batch: queue.pushBatch, settled: queue.settled };
  const kept = keptOf(o, deps);
  const memory: Memory = { resume: kept.was(), behind: null, cursor: cursorOf(o, ahead, () => clock.now()), known: new Set(), lit: new Set(), session: null, ahead };
  let reading = reader([], o, deps, memory, deliver);
  let watching = 0;
  const keep = keeper<Session>({
    clock, retryMs: o.retryMs, link: deps.link, live,
    dial: (cancel) => connect(o, deps, cancel, () => keep.wake()),
    dark: () => reading.dark(),
  });

  const remember = (now: boolean): void => kept.keep(memory.cursor.reached().key, memory.cursor.told(), now);
  /** Asks round after round at a fixed beat; a beat that was missed is left out, never made up for. */
  async function live(session: Session): Promise<AdapterFault> {
    let due: number = clock.mono();
    while (session.fault() === null && !keep.ended()) {
      if (watching === 0) { await keep.pause(null); continue; }   // up is said at the first answer
      const asking = reading;
      await asking.round(session);
      await queue.settled();
      remember(false);
      const now = clock.mono();
      due += o.everyMs * Math.max(1, Math.ceil((now - due) / o.everyMs));
      if (session.fault() === null && asking === reading) await keep.pause(due - now);
    }
    await session.end(fail('closed').fault);
    return session.fault() ?? fail('closed').fault;
  }

  return {
    kind: 'database',
    supports: { samples: true, events: false, media: false, write: false, sourceTime: true, push: false },
    open: (cancel) => keep.open(cancel),
    watch(points, sink) {
      if (keep.ended()) return fail('closed');
      const lost = points.find(({ address }) => keyOf(address, o.style) === null);
      if (lost !== undefined) return fail('bad-address', { address: lost.address });
      reading.stop();
      reading = reader(points, o, deps, memory, deliver);
      watching = points.length;
      queue.aim(sink);
      if (keep.isDown()) reading.dark();
      keep.start();
      keep.wake();
      return ok(undefined);
    },
    lost: queue.lost,
    waiting: queue.waiting,
    reached: memory.cursor.reached,
    async close() {
      reading.stop();
      const closing = keep.close();
      void keep.current()?.end(fail('closed').fault);
      await closing;
      await queue.settled();
      remember(true);
    },
  };
}
