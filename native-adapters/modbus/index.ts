import { sampleQueue, type Adapter, type AdapterDeps, type AdapterFault, type Point } from '#app/acquisition';
import { fail, ok } from '#kernel/result';
import type { Stop } from '#kernel/time';
import type { Item } from './blocks.ts';
import { connect, type Link } from './link.ts';
import type { ModbusOptions } from './options.ts';
import { placeOf } from './points.ts';
import { poller } from './poll.ts';
import { write } from './write.ts';

export { modbusOptions } from './options.ts';
export type { ModbusOptions } from './options.ts';

/** One Modbus TCP device or gateway: asks for all points every `everyMs`, keeps the link, makes samples with quality and our time (the protocol has none of its own). */
export function modbus(o: ModbusOptions, deps: AdapterDeps): Adapter {
  const peer = `${o.host}:${o.port}`;
  const queue = sampleQueue(deps.bound);
  const ending = new AbortController();
  let link: Link | null = null;
  let said: AdapterFault | 'up' | null = null;
  let loop: Promise<void> | null = null;
  let wake: Stop = () => {};
  let poll = poller([], o, deps, queue.push);
  let watching = 0;

  function tell(now: AdapterFault | 'up'): void {
    const same = now === 'up' || said === 'up' || said === null ? now === said : now.code === said.code && now.params['reason'] === said.params['reason'] && now.params['what'] === said.params['what'];
    said = now;
    if (!same && !ending.signal.aborted) deps.link(now === 'up' ? { up: true, reason: null } : { up: false, reason: now });
  }
  /** Waits `ms`, or until something happens. */
  const pause = (ms: number | null): Promise<void> => new Promise((resolve) => {
    if (ending.signal.aborted) { resolve(); return; }
    const stop = ms === null ? (): void => {} : deps.clock.after(ms, () => wake());
    wake = () => { stop(); wake = () => {}; resolve(); };
  });
  async function dial(cancel: AbortSignal) {
    const result = await connect(o, deps, cancel, () => wake());
    if (result.ok) link = result.value;
    return result;
  }
  function dropped(fault: AdapterFault): void {
    link = null;
    if (ending.signal.aborted) return;
    if (said === 'up' || said === null) poll.dark();
    tell(fault);
  }

  /** Asks round after round at a fixed beat; a beat that was missed is left out, never made up for. */
  async function beat(over: Link): Promise<void> {
    let due = deps.clock.mono() as number;
    while (over.fault() === null) {
      if (watching === 0) { tell('up'); await pause(null); continue; }
      const heard = await poll.round(over);
      if (heard === 'heard') tell('up');
      await queue.settled();                   // a device that is asked is not asked again before its answers were taken
      if (heard === 'silent') over.end(fail('unreachable', { peer, reason: 'silent' }).fault);
      const now = deps.clock.mono();
      due = Math.max(due + o.everyMs, now - ((now - due) % o.everyMs));
      if (over.fault() === null) await pause(Math.max(0, due - now));
    }
  }
  async function run(wait: boolean): Promise<void> {
    for (let first = !wait; !ending.signal.aborted; first = false) {
      if (!first && link === null) await pause(o.retryMs);
      if (link === null && !ending.signal.aborted) {
        const result = await dial(ending.signal);
        if (!result.ok) dropped(result.fault);
      }
      if (link === null) continue;
      await beat(link);
      dropped(link.fault() ?? fail('closed').fault);
    }
  }

  return {
    kind: 'modbus',
    supports: { samples: true, events: false, media: false, write: true, sourceTime: false, push: false },
    async open(cancel) {
      if (ending.signal.aborted) return fail('closed');
      if (cancel.aborted) return fail('cancelled');
      if (loop !== null) return link === null ? { ok: false, fault: said === null || said === 'up' ? fail('unreachable', { peer }).fault : said } : ok(undefined);
      const both = new AbortController();
      const abort = (): void => both.abort();
      cancel.addEventListener('abort', abort);
      ending.signal.addEventListener('abort', abort);
      const opening = dial(both.signal);
      loop = opening.then(() => undefined);
      const result = await opening;
      cancel.removeEventListener('abort', abort);
      ending.signal.removeEventListener('abort', abort);
      if (ending.signal.aborted) return fail('closed');
      if (!result.ok && result.fault.code === 'cancelled') { loop = null; return result; }
      if (!result.ok) tell(result.fault);
      loop = run(!result.ok);
      return result.ok ? ok(undefined) : result;
    },
    watch(next, sink) {
      if (ending.signal.aborted) return fail('closed');
      const items: Item<Point>[] = [];
      for (const point of next) {
        const place = placeOf(point.address);
        if (place === null) return fail('bad-address', { address: point.address });
        items.push({ place, of: point });
      }
      poll.stop();
      poll = poller(items, o, deps, queue.push);
      watching = items.length;
      queue.aim(sink);
      if (said !== null && said !== 'up') poll.dark();
      loop ??= run(false);
      wake();
      return ok(undefined);
    },
    lost: queue.lost,
    write: ({ address }, value) => (ending.signal.aborted ? Promise.resolve(fail('closed')) : write(link, peer, o.unit, address, value)),
    async close() {
      ending.abort();
      link?.end(fail('closed').fault);
      poll.stop();
      wake();
      await loop;
      await queue.settled();
    },
  };
}
