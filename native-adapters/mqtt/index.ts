import type { IPublishPacket } from 'mqtt';
import { keeper, placed, sampleQueue, type Adapter, type AdapterDeps, type AdapterFault, type Point } from '#app/acquisition';
import { fail, ok } from '#kernel/result';
import { meantBy } from './address.ts';
import { dial, memory, type Session } from './dial.ts';
import type { MqttOptions } from './options.ts';
import { topicBook, type TopicBook } from './topics.ts';
import { write } from './write.ts';

export { mqttOptions } from './options.ts';
export type { MqttOptions } from './options.ts';

/** How many filters one SUBSCRIBE asks for. What the broker has retained for them comes at once and has to fit into what it queues for one client: mosquitto drops what is beyond 1000, and says so only in its own log. */
const PER_CALL = 400;
/** The next filters are asked for when the last ones have all been heard, or nothing retained came for so long. */
const QUIET_MS = 50;
/** Filters that were denied are asked for again after so many `retryMs`. */
const REFRESH = 10;

/** One MQTT broker, and the devices behind it, which say when a value changes. Whatever breaks, the connection is built anew; the broker keeps for us what QoS 1 and 2 brought meanwhile. */
export function mqtt(o: MqttOptions, deps: AdapterDeps): Adapter {
  const queue = sampleQueue(deps.bound);
  const inbox = memory();
  const send = (topic: string, payload: Buffer): void => { void keep.current()?.publish(topic, payload, 0); };
  let points: readonly Point[] = [];
  let topics: TopicBook = topicBook([], o, deps, queue.push, send);
  const watched = Promise.withResolvers<void>();
  let wanted = 0;                               // counts calls of watch
  let broken: AdapterFault | null = null;
  let sent = new Set<string>();                 // filters that this link has asked for: before that, nothing comes because it is retained
  let standing = new Set<string>();             // of these, the ones that were granted
  let strays = new Set<string>();               // filters of an earlier life, given up on this link

  let awaited = new Set<string>();              // filters just asked for, whose retained messages may be on their way
  let heardAt = 0;                              // when the last message came, mono
  let retainedAt = 0;                           // when the last retained message came, mono

  const lost = (fault: AdapterFault): void => { broken ??= fault; keep.wake(); };
  const over = (): boolean => broken !== null || keep.ended();

  /** What comes once we are closing is not confirmed, so that the broker keeps it for next time. */
  function hear(packet: IPublishPacket, resumed: boolean): void | Promise<void> {
    if (keep.ended()) return new Promise(() => {});
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    const filter = topics.filterOf(packet.topic);
    heardAt = deps.clock.mono();
    const retain = packet.retain && sent.has(filter);
    const kept = resumed && !retain && !standing.has(filter);
    if (retain) { retainedAt = heardAt; awaited.delete(filter); }
    if (topics.hear({ topic: packet.topic, payload, retain, kept }) || strays.has(filter) || topics.own.has(filter)) return;
    strays.add(filter);
    if (strays.size > PER_CALL) strays.clear();
    deps.note(`mqtt ${o.url}: ${filter} is nobody's any more, and given up`);
    keep.current()?.unsubscribe([filter]);
  }
  const keep = keeper<Session>({
    clock: deps.clock, retryMs: o.retryMs, link: deps.link, live, dark: () => topics.dark(),
    dial(cancel) {
      broken = null;
      sent = new Set();
      standing = new Set();
      strays = new Set();
      return dial(o, inbox, deps, cancel, (packet, resumed) => (wanted > 0 ? hear(packet, resumed) : watched.promise.then(() => hear(packet, resumed))), lost);   // what was kept for us waits, unconfirmed, until somebody listens
    },
  });

  /** Those of the filters that the broker denies; their points are told. */
  function refusedOf(some: readonly string[], codes: readonly number[]): readonly string[] {
    const refused = some.filter((_, n) => (codes[n] ?? 0x80) >= 0x80);
    if (refused.length > 0) deps.note(`mqtt ${o.url}: the broker denies ${refused.length} topics, first ${refused[0]}`);
    topics.denied(refused);
    return refused;
  }
  /** Waits until what was retained for the filters just asked for has come, at most `answerMs`. */
  async function taken(going: () => boolean): Promise<void> {
    const since = deps.clock.mono();
    for (let now = since; awaited.size > 0 && going() && now - since < o.answerMs && now - Math.max(since, retainedAt) < QUIET_MS; now = deps.clock.mono()) await keep.pause(QUIET_MS / 10);
  }
  /** Asks for the filters, few at a time, and ends when they stand, when others are wanted, or when the link is lost. Gives those that were denied. */
  async function ask(session: Session, mine: number, filters: readonly string[], asked: Set<string>): Promise<readonly string[]> {
    const denied: string[] = [];
    for (let i = 0; i < filters.length && mine === wanted && !over(); i += PER_CALL) {
      const some = filters.slice(i, i + PER_CALL);
      awaited = new Set(some);
      for (const filter of some) sent.add(filter);
      const codes = await session.subscribe(some);
      if (codes === null || mine !== wanted) break;
      for (const filter of some) { standing.add(filter); asked.add(filter); }
      denied.push(...refusedOf(some, codes));
      topics.ready(some);
      if (i + PER_CALL < filters.length) await taken(() => mine === wanted && !over());
    }
    return denied;
  }
  /** Waits until what was queued for us has come, so that nothing of it is taken for new: it may be many times what one round trip brings. */
  async function drained(): Promise<void> {
    const since = deps.clock.mono();
    for (let now = since; !over() && now - since < o.answerMs && now - Math.max(since, heardAt) < QUIET_MS; now = deps.clock.mono()) await keep.pause(QUIET_MS / 10);
  }
  /** Lives as long as the connection: subscribed to the points that are wanted now, and to nothing else. */
  async function live(session: Session): Promise<AdapterFault> {
    keep.up();
    const asked = new Set<string>();
    let denied: readonly string[] = [];
    for (let have = 0; !over();) {
      if (have === wanted && denied.length === 0) { await keep.pause(null); continue; }
      if (have === wanted) await keep.pause(REFRESH * o.retryMs);
      if (over()) break;
      if (have === wanted) { denied = await ask(session, have, denied, asked); continue; }
      if (have === 0 && session.resumed) await drained();
      have = wanted;
      const old = [...asked].filter((filter) => !topics.own.has(filter));
      for (const filter of old) asked.delete(filter);
      for (let i = 0; i < old.length; i += PER_CALL) session.unsubscribe(old.slice(i, i + PER_CALL));
      denied = await ask(session, have, [...topics.own], asked);
    }
    await session.end();
    return broken ?? fail('closed').fault;
  }

  return {
    kind: 'mqtt',
    supports: { samples: true, events: false, media: false, write: true, sourceTime: true, push: true },
    open: (cancel) => keep.open(cancel),
    watch(next, sink) {
      if (keep.ended()) return fail('closed');
      const meant = placed(next, meantBy);
      if (!meant.ok) return meant;
      noteBad();
      points = next;
      topics = topicBook(meant.value, o, deps, queue.push, send);
      wanted++;
      queue.aim(sink);
      watched.resolve();
      if (keep.isDown()) topics.dark();
      keep.start();
      keep.wake();
      return ok(undefined);
    },
    lost: queue.lost,
    waiting: queue.waiting,
    write(point, value) {
      if (keep.ended()) return Promise.resolve(fail('closed'));
      const handle = points.find((p) => p.address === point.address)?.handle ?? null;
      return write(keep.current(), point, value, o, topics, handle, deps);
    },
    async close() {
      const closing = keep.close();
      noteBad();
      await closing;
      topics.rest();
      await queue.settled();
    },
  };
  function noteBad(): void {
    const bad = topics.rest();
    if (bad > 0) deps.note(`mqtt ${o.url}: ${bad} payloads could not be read since the points were last set`);
  }
}
