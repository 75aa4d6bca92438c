import { nothing, SaidStatus, Status, type AdapterDeps, type Said } from '#app/acquisition';
import type { Stop } from '#kernel/time';
import { metricSays, rebirth, type Metric, type Payload } from './metrics.ts';

/** A point of a node: `device` null for the node's own metrics. */
export interface MetricPoint { readonly handle: number; readonly device: string | null; readonly metric: string }
/** What a node needs of the adapter. `send` publishes now, or not at all when there is no link. */
export interface NodeDeps extends Pick<AdapterDeps, 'clock' | 'note'> {
  readonly answerMs: number;
  readonly say: (handle: number, said: Said & { readonly late?: true }) => void;
  readonly send: (topic: string, payload: Buffer) => void;
}
interface Known { readonly device: string | null; readonly name: string; readonly type: number | null }

const keyOf = (device: string | null, metric: string): string => `${device ?? ''}/${metric}`;
const intOf = (metrics: readonly Metric[], name: string): bigint | null => metrics.find((m) => m.name === name)?.raw?.int ?? null;
/** The messages of a node whose numbers follow each other (Sparkplug B 3.0, 6.4.4 seq); the death of a node is its will and has none. */
const COUNTED = new Set(['NBIRTH', 'NDATA', 'DBIRTH', 'DDATA', 'DDEATH']);

/** One Sparkplug node with its devices: what it named at birth, whether anything of it was missed, who of it lives. */
export function sparkplugNode(group: string, node: string, points: readonly MetricPoint[], deps: NodeDeps) {
  const wanted = Map.groupBy(points, (p) => keyOf(p.device, p.metric));
  const devices = new Set(points.map((p) => p.device));
  const alive = new Set<string | null>();       // whose birth was heard; null: the node
  const aliases = new Map<bigint, Known>();
  const types = new Map<string, number | null>();
  let seq: number | null = null;
  let bdSeq: bigint | null = null;
  let stop: Stop | null = null;

  const sayAll = (of: (p: MetricPoint) => boolean, said: Said): void => { for (const p of points) if (of(p)) deps.say(p.handle, said); };
  function overdue(): void {
    stop = null;
    sayAll((p) => !alive.has(p.device), nothing(Status.noCommunication));
  }
  /** Waits for what should have been born by now; who was not, does not communicate. */
  function expectBirths(): void { stop ??= deps.clock.after(deps.answerMs, overdue); }
  /** Asks for everything again, not more often than every `answerMs`. */
  function ask(why: string | null): void {
    if (stop !== null) return;
    if (why !== null) deps.note(`sparkplug ${group}/${node}: ${why}; asked for its birth`);
    deps.send(`spBv1.0/${group}/NCMD/${node}`, rebirth(deps.clock.now()));
    expectBirths();
  }

  function learn(device: string | null, metrics: readonly Metric[]): void {
    if (device !== null) for (const [alias, of] of aliases) if (of.device === device) aliases.delete(alias);
    for (const m of metrics) {
      if (m.name === null) continue;
      types.set(keyOf(device, m.name), m.datatype);
      if (m.alias !== null) aliases.set(m.alias, { device, name: m.name, type: m.datatype });
    }
  }
  /** Which metric of whom it is; null when only a birth could tell. */
  function known(device: string | null, m: Metric): Known | null {
    if (m.name !== null) return { device, name: m.name, type: types.get(keyOf(device, m.name)) ?? null };
    const by = m.alias !== null && alive.has(null) && alive.has(device) ? aliases.get(m.alias) : undefined;
    return by !== undefined && by.device === device ? by : null;
  }
  function tell(device: string | null, { metrics, time }: Payload): void {
    for (const m of metrics) {
      const of = known(device, m);
      if (of === null) { ask('an alias that no birth named'); continue; }
      const at = wanted.get(keyOf(device, of.name));
      if (at === undefined) continue;
      const said = metricSays(m, of.type, time);
      for (const { handle } of at) deps.say(handle, m.historical ? { ...said, late: true } : said);
    }
  }
  function birth(device: string | null, payload: Payload): void {
    if (device === null) {
      alive.clear(); aliases.clear(); types.clear();
      bdSeq = intOf(payload.metrics, 'bdSeq');
      stop?.();
      stop = null;
      if (points.some((p) => p.device !== null)) expectBirths();
    } else if (!alive.has(null)) ask('a device was born before its node');
    if (device !== null && !devices.has(device)) return;
    alive.add(device);
    learn(device, payload.metrics);
    const named = new Set(payload.metrics.map((m) => m.name));
    sayAll((p) => p.device === device && !named.has(p.metric), nothing(SaidStatus.unknown));
    tell(device, payload);
  }
  function death(device: string | null, payload: Payload): void {
    if (device === null) {
      const own = intOf(payload.metrics, 'bdSeq');
      if (own !== null && bdSeq !== null && own !== bdSeq) return;   // the will of an earlier connection (6.4.20)
      alive.clear(); aliases.clear();
      seq = null;
    } else alive.delete(device);
    sayAll((p) => device === null || p.device === device, nothing(Status.noCommunication, payload.time));
  }
  /** A number that does not follow: something was missed, perhaps a birth, so that no alias may be trusted before the next one. */
  function count(type: string, said: number | null): void {
    const follows = said === null || type === 'NBIRTH' || (seq !== null && said === (seq + 1) % 256);
    const first = seq === null;
    seq = said ?? seq;
    if (follows) return;
    alive.clear();
    ask(first ? null : 'messages are missing');
  }

  return {
    /** What to subscribe to: all of the node, since its numbers run through all its devices. */
    filters: ['NBIRTH', 'NDATA', 'NDEATH'].map((t) => `spBv1.0/${group}/${t}/${node}`).concat(['DBIRTH', 'DDATA', 'DDEATH'].map((t) => `spBv1.0/${group}/${t}/${node}/+`)),
    points,
    hear(type: string, device: string | null, payload: Payload): void {
      if (COUNTED.has(type)) count(type, payload.seq);
      if (type === 'NBIRTH' || type === 'DBIRTH') birth(device, payload);
      else if (type === 'NDEATH' || type === 'DDEATH') death(device, payload);
      else if (type === 'NDATA' || type === 'DDATA') {
        if (device !== null && !devices.has(device)) return;   // only its number mattered
        if (!alive.has(null) || !alive.has(device)) ask(null);
        tell(device, payload);
      }
    },
    /** The subscription stands: births are not retained, so they are asked for. */
    ready(): void { stop?.(); stop = null; ask(null); },
    /** The datatype that the last birth gave a metric; null when it gave none. */
    typeOf: (device: string | null, metric: string): number | null => types.get(keyOf(device, metric)) ?? null,
    rest(): void { stop?.(); stop = null; },
  };
}
export type SparkplugNode = ReturnType<typeof sparkplugNode>;
