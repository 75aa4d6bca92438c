import { conditions, eventQueue, keeper, sampleQueue, Status, type Adapter, type AdapterDeps, type AdapterFault } from '#app/acquisition';
import { fail, ok } from '#kernel/result';
import { nodeAddress, type Monitored } from './address.ts';
import { dial, faultOf, type Session } from './dial.ts';
import type { Hearing } from './hear.ts';
import { boundLibrary, keepUnknownCodes, quietLibrary } from './library.ts';
import type { OpcUaOptions } from './options.ts';
import { subscribe, type Subscription } from './subscribe.ts';
import { write } from './write.ts';

export { opcuaOptions } from './options.ts';
export type { OpcUaOptions } from './options.ts';

/** One OPC UA server: it decides when a value is worth telling, so that no pulse is missed. Whatever breaks, session and subscription are built anew from nothing. */
export function opcua(o: OpcUaOptions, deps: AdapterDeps): Adapter {
  const queue = sampleQueue(deps.bound);
  const heard = eventQueue(deps.bound);
  const behind = new Set<Promise<unknown>>();   // what was given up and may still hold a socket
  let broken: AdapterFault | null = null;
  let points: readonly Monitored[] = [];
  let wanted = 0;                               // counts calls of watch
  let asking: Session | null = null;            // a subscription is being made or given up
  keepUnknownCodes();
  boundLibrary();
  quietLibrary(deps.note);

  const lost = (fault: AdapterFault): void => { broken ??= fault; asking?.cut(); keep.wake(); };   // the library waits 5 s for an answer, we do not
  const background = (rest: Promise<unknown>): void => { behind.add(rest); void rest.finally(() => behind.delete(rest)); };
  const keep = keeper<Session>({
    clock: deps.clock, retryMs: o.retryMs, link: deps.link, live, dark,
    dial: (cancel) => { broken = null; return dial(o, deps, cancel, lost, background); },
  });
  function dark(): void {
    const receivedTime = deps.clock.now();
    for (const { handle } of points) queue.push({ handle, value: null, status: Status.noCommunication, sourceTime: null, receivedTime });
  }
  const hearing: Hearing | null = o.events === 'off' ? null : { conditions: conditions(heard.push, o.notifiers.length > 1), missed: () => heard.miss() };
  const over = (): boolean => broken !== null || keep.ended();

  /** What is wanted now, subscribed to; null: nothing is. */
  function subscription(session: Session, mine: number): Promise<Subscription | null> {
    if (wanted === 0 || (points.length === 0 && hearing === null)) return Promise.resolve(null);
    return subscribe(session.raw, points, o, deps, (s) => { if (mine === wanted && !over()) queue.push(s); }, lost, hearing);
  }
  /** Lives as long as the session: one subscription, for the points that are wanted now. The link is up once it stands; nothing is said before anybody watches. */
  async function live(session: Session): Promise<AdapterFault> {
    hearing?.conditions.begin();
    let current: Subscription | null = null;
    try {
      for (let have = -1; !over();) {
        if (have === wanted) { await keep.pause(null); continue; }
        const mine = have = wanted;
        asking = session;
        await current?.forget();
        current = await subscription(session, mine);
        asking = null;
        if (wanted > 0 && !over()) keep.up();   // the subscription stands and first values were asked for: before that a value could be lost, and nobody would know
      }
    } catch (error) { lost(faultOf(error, o.endpoint)); }
    asking = null;
    current?.stop();
    const leaving = session.end(broken !== null);
    if (broken === null) await leaving; else background(leaving);   // a wire that is dead must not hold up the next attempt
    return broken ?? fail('closed').fault;
  }

  return {
    kind: 'opcua',
    supports: { samples: true, events: true, media: false, write: true, sourceTime: true, push: true },
    open: (cancel) => keep.open(cancel),
    watch(next, sink) {
      if (keep.ended()) return fail('closed');
      const monitored: Monitored[] = [];
      for (const { handle, address } of next) {
        const node = nodeAddress(address);
        if (node === null) return fail('bad-address', { address });
        monitored.push({ handle, address, node });
      }
      points = monitored;
      wanted++;
      queue.aim(sink);
      if (keep.isDown()) dark();
      keep.start();
      keep.wake();
      return ok(undefined);
    },
    lost: () => queue.lost() + heard.lost(),
    waiting: queue.waiting,
    hearEvents: heard.aim,
    write: ({ address }, value) => (keep.ended() ? Promise.resolve(fail('closed')) : write(keep.current()?.raw ?? null, o.endpoint, address, value)),
    async close() {
      heard.close();
      const closing = keep.close();
      asking?.cut();
      await closing;
      await Promise.allSettled(behind);
      await queue.settled();
    },
  };
}
