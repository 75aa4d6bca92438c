import { badStatus, jsonReader, nothing, qualityOf, readJson, readPlain, SaidStatus, Status, type AdapterDeps, type BadWhy, type Placed, type Said, type Sample } from '#app/acquisition';
import type { EpochMs } from '#kernel/time';
import type { Meant } from './address.ts';
import { sparkplugNode, type MetricPoint, type SparkplugNode } from './sparkplug/nodes.ts';
import type { MqttOptions } from './options.ts';
import { readSparkplug, sparkplugFault } from './sparkplug/metrics.ts';

/** How a message came. `retain`: the broker had kept it. `kept`: it came before our subscription stood in a session that went on, so the broker had queued it for us while we were away. */
export interface Arrival { readonly topic: string; readonly payload: Uint8Array; readonly retain: boolean; readonly kept: boolean }
interface JsonPoint { readonly handle: number; readonly read: (root: unknown) => Said | undefined; heard: boolean }
/** One topic and its points. `complained`: what was noted of it last. `last`: what it said before our subscription stood. */
interface Topic { readonly json: JsonPoint[]; readonly plain: number[]; complained: string | null; last: Uint8Array | null }

const sparkplugTopic = (topic: string) => { const m = /^spBv1\.0\/([^/]+)\/([ND](?:BIRTH|DATA|DEATH))\/([^/]+)(?:\/([^/]+))?$/.exec(topic); return m === null ? null : { group: m[1]!, type: m[2]!, node: m[3]!, device: m[4] ?? null }; };
/** What was subscribed to if this topic comes. */
const filterOf = (topic: string): string => (sparkplugTopic(topic)?.device == null ? topic : topic.replace(/[^/]+$/, '+'));

/** The points by what they listen to: what comes becomes samples. Bad payloads are counted, and noted once in a row; nothing is thrown whatever they hold. */
export function topicBook(points: readonly Placed<Meant>[], o: MqttOptions, deps: AdapterDeps, push: (s: Sample) => void, send: (topic: string, payload: Buffer) => void) {
  const topics = new Map<string, Topic>();
  const nodes = new Map<string, SparkplugNode>();
  const heard = new Map<number, (said: Said) => void>();   // who waits for what a point says
  let bad = 0;

  function say(handle: number, said: Said): void {
    push({ handle, ...said, receivedTime: deps.clock.now() });
    heard.get(handle)?.(said);
  }
  const topicOf = (name: string): Topic => {
    const there = topics.get(name) ?? { json: [], plain: [], complained: null, last: null };
    topics.set(name, there);
    return there;
  };
  const metrics: (MetricPoint & { readonly of: string })[] = [];
  for (const { of: { handle }, place: meant } of points) {
    if (meant.kind === 'json') topicOf(meant.topic).json.push({ handle, read: jsonReader(meant.path, o), heard: false });
    else if (meant.kind === 'plain') topicOf(meant.topic).plain.push(handle);
    else metrics.push({ handle, device: meant.device, metric: meant.metric, of: `${meant.group}/${meant.node}` });
  }
  for (const [of, some] of Map.groupBy(metrics, (m) => m.of)) {
    const [group = '', node = ''] = of.split('/');
    nodes.set(of, sparkplugNode(group, node, some, { clock: deps.clock, note: deps.note, answerMs: o.answerMs, say, send }));
  }
  const own = new Set([...topics.keys(), ...[...nodes.values()].flatMap((n) => n.filters)]);

  /** A kept value is the last known one, and not good, unless the device itself dates it and it is fresh; one that was queued for us is as good as it says, if it is dated. */
  function aged(said: Said, { retain, kept }: Arrival, now: EpochMs): Said {
    if ((!retain && !kept) || said.value === null && said.text === undefined || qualityOf(said.status) === 'bad') return said;
    const dated = said.sourceTime !== null && (!retain || Math.abs(now - said.sourceTime) <= o.freshMs);
    return dated ? said : { ...said, status: Status.noCommunicationLastUsable };
  }
  function complain(name: string, of: Topic | null, why: BadWhy, at: number | undefined): void {
    bad++;
    if (of?.complained === why) return;
    if (of !== null) of.complained = why;
    deps.note(`mqtt ${o.url}: what came on ${name} cannot be read: ${why}${at === undefined ? '' : ` at ${at}`}`);
  }
  function hearJson(name: string, of: Topic, a: Arrival, now: EpochMs): void {
    const root = readJson(a.payload, o.maxPayload);
    if (!root.ok) complain(name, of, root.bad, root.at); else of.complained = null;
    for (const point of of.json) {
      const said = root.ok ? point.read(root.value) : nothing(badStatus(root.bad));
      if (said !== undefined) { point.heard ||= root.ok; say(point.handle, aged(said, a, now)); continue; }
      if (point.heard) continue;                // a message that says only what changed
      point.heard = true;
      say(point.handle, nothing(SaidStatus.unknown));
    }
  }
  function hearPlain(name: string, of: Topic, a: Arrival, now: EpochMs): void {
    const said = readPlain(a.payload, o.maxPayload);
    if (!said.ok) complain(name, of, said.bad, said.at); else of.complained = null;
    for (const handle of of.plain) say(handle, said.ok ? aged(said.value, a, now) : nothing(badStatus(said.bad)));
  }
  function hearNode(a: Arrival): boolean {
    const parts = sparkplugTopic(a.topic);
    const node = parts === null ? undefined : nodes.get(`${parts.group}/${parts.node}`);
    if (parts === null || node === undefined || parts.type.startsWith('D') !== (parts.device !== null)) return false;
    const payload = a.payload.length > o.maxPayload ? null : readSparkplug(a.payload);
    if (payload !== null) { node.hear(parts.type, parts.device, payload); return true; }
    const why = a.payload.length > o.maxPayload ? 'size' : 'syntax';
    complain(a.topic, topicOf(filterOf(a.topic)), why, why === 'syntax' ? sparkplugFault(a.payload) : undefined);
    for (const p of node.points) if (p.device === parts.device) say(p.handle, nothing(badStatus(why)));
    return true;
  }

  return {
    own,
    /** Takes one message in; false when nobody listens to it. */
    hear(a: Arrival): boolean {
      const of = topics.get(a.topic);
      if (of === undefined || of.json.length + of.plain.length === 0) return hearNode(a);
      if (a.retain && of.last !== null && Buffer.compare(of.last, a.payload) === 0) return true;   // the broker says again what it had queued for us
      of.last = a.kept ? Uint8Array.from(a.payload) : null;
      const now = deps.clock.now();
      if (of.plain.length > 0) hearPlain(a.topic, of, a, now);
      if (of.json.length > 0) hearJson(a.topic, of, a, now);
      return true;
    },
    filterOf,
    /** These filters stand now. */
    ready(filters: readonly string[]): void {
      const done = new Set(filters);
      for (const node of nodes.values()) if (done.has(node.filters.at(-1)!)) node.ready();
    },
    /** The broker does not let us hear these. */
    denied(filters: readonly string[]): void {
      for (const filter of filters) {
        for (const handle of [...topics.get(filter)?.plain ?? [], ...(topics.get(filter)?.json ?? []).map((p) => p.handle)]) say(handle, nothing(SaidStatus.denied));
        for (const node of nodes.values()) if (node.filters.includes(filter)) for (const { handle } of node.points) say(handle, nothing(SaidStatus.denied));
      }
    },
    typeOf: (m: Extract<Meant, { kind: 'sparkplug' }>): number | null => nodes.get(`${m.group}/${m.node}`)?.typeOf(m.device, m.metric) ?? null,
    /** Calls back with whatever this point says from now on, until stopped. */
    listen(handle: number, run: (said: Said) => void): () => void { heard.set(handle, run); return () => { if (heard.get(handle) === run) heard.delete(handle); }; },
    dark(): void {
      for (const node of nodes.values()) node.rest();
      for (const { of: { handle } } of points) push({ handle, ...nothing(Status.noCommunication), receivedTime: deps.clock.now() });
    },
    /** No timer is left; says how many payloads could not be read. */
    rest(): number { for (const node of nodes.values()) node.rest(); return bad; },
  };
}
export type TopicBook = ReturnType<typeof topicBook>;
