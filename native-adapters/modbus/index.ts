import { beatOf, keeper, placed, roundsAhead, sampleQueue, type Adapter, type AdapterDeps, type AdapterFault } from '#app/acquisition';
import { fail, ok } from '#kernel/result';
import { connect, type Link } from './link.ts';
import type { ModbusOptions } from './options.ts';
import { placeOf } from './points.ts';
import { poller } from './poll.ts';
import { write } from './write.ts';

export { modbusOptions } from './options.ts';
export type { ModbusOptions } from './options.ts';

/** One Modbus TCP device or gateway: asks for all points every `everyMs`, keeps the link, makes samples with quality and our time (the protocol has none of its own). */
export function modbus(o: ModbusOptions, deps: AdapterDeps): Adapter {
  const { clock } = deps;
  const peer = `${o.host}:${o.port}`;
  const queue = sampleQueue(deps.bound);
  let poll = poller([], o, deps, queue.push);
  let watching = 0;
  const keep = keeper<Link>({
    clock, retryMs: o.retryMs, link: deps.link, live,
    dial: (cancel) => connect(o, deps, cancel, () => keep.wake()),
    dark: () => poll.dark(),
  });

  /** Asks round after round at a fixed beat; a beat that was missed is left out, never made up for. */
  async function live(link: Link): Promise<AdapterFault> {
    const next = beatOf(o.everyMs, clock);
    while (link.fault() === null && !keep.ended()) {
      if (watching === 0) { await keep.pause(null); continue; }   // up is said at the first answer
      const asking = poll;
      const heard = await asking.round(link);
      if (heard === 'heard') keep.up();
      await queue.eased(watching * roundsAhead(o.everyMs, deps.bound));
      if (heard === 'silent') link.end(fail('unreachable', { peer, reason: 'silent' }).fault);
      const rest = next();
      if (link.fault() === null && asking === poll) await keep.pause(rest);
    }
    link.end(fail('closed').fault);
    return link.fault() ?? fail('closed').fault;
  }

  return {
    kind: 'modbus',
    supports: { samples: true, events: false, media: false, write: true, sourceTime: false, push: false },
    open: (cancel) => keep.open(cancel),
    watch(next, sink) {
      if (keep.ended()) return fail('closed');
      const items = placed(next, placeOf);
      if (!items.ok) return items;
      poll.stop();
      poll = poller(items.value, o, deps, queue.push);
      watching = items.value.length;
      queue.aim(sink);
      if (keep.isDown()) poll.dark();
      keep.start();
      keep.wake();
      return ok(undefined);
    },
    lost: queue.lost,
    waiting: queue.waiting,
    write: ({ address }, value) => (keep.ended() ? Promise.resolve(fail('closed')) : write(keep.current(), peer, o.unit, address, value)),
    async close() {
      poll.stop();
      const closing = keep.close();
      keep.current()?.end(fail('closed').fault);
      await closing;
      await queue.settled();
    },
  };
}
