import { Duplex } from 'node:stream';
import type { Aedes } from 'aedes';
import type { Device, DeviceValue, FaultKind, FaultOptions, WireFault } from './device.ts';
import { gate, type Line, type Listener } from './gate.ts';
import { mqttBroker } from './mqtt/broker.ts';
import { commanded, sparkplugPayload, type SparkplugMetric } from './mqtt/sparkplug.ts';

/** `format`: `json` publishes `{"v":value,"q":status,"t":ms}`, `plain` the value alone, to the topic before `#`; `sparkplug` takes addresses `sp:group/node[/device]:metric`. `retain` (default true) and `qos` (default 1) are of json and plain. `users`: who may connect, all without. `denied`: topics that nobody may subscribe to. */
export interface MqttDeviceOptions {
  readonly format: 'json' | 'plain' | 'sparkplug';
  readonly retain?: boolean;
  readonly qos?: 0 | 1 | 2;
  readonly users?: Readonly<Record<string, string>>;
  readonly denied?: (topic: string) => boolean;
}
/** `wrong-clock`: times are off by `ms` (default an hour). */
export type MqttFaultKind = FaultKind | WireFault | 'wrong-clock';
export interface MqttDevice extends Omit<Device, 'inject'> {
  inject(fault: MqttFaultKind | null, opts?: FaultOptions): Promise<void>;
  /** Publishes any bytes. */
  publish(topic: string, payload: Buffer | string, opts?: { readonly retain?: boolean; readonly qos?: 0 | 1 | 2 }): Promise<void>;
  /** A Sparkplug node (`group/node`) or device (`group/node/device`) says that it dies; it is silent until the next birth. */
  die(of: string, bdSeq?: number): Promise<void>;
  /** A message of this node is lost on the way. */
  skip(node: string): void;
  /** How often this node was asked for its birth. */
  births(node: string): number;
  /** Cuts every connection; the broker stays up with all that it keeps. */
  cut(): Promise<void>;
}

interface Cell { value: DeviceValue; time: number; failed: boolean; readonly alias: number }
interface Node { seq: number; bdSeq: number; asked: number; due: NodeJS.Immediate | null; readonly dead: Set<string> }
interface Place { readonly node: string; readonly device: string | null; readonly metric: string }

/** Status of a device's own fault in JSON (OPC UA BadDeviceFailure, 4), what bytes that are no text mean to the reader, quality of Sparkplug. */
const FAILED = { json: 4, plain: 2, sparkplug: 0 } as const;

function placeOf(address: string): Place {
  const m = /^sp:([^/:]+\/[^/:]+)(?:\/([^/:]+))?:(.+)$/.exec(address);
  if (m === null) throw new RangeError(`not an address of this device: ${address}`);
  return { node: m[1]!, device: m[2] ?? null, metric: m[3]! };
}

/** A broker (MQTT 3.1.1, loopback) and the devices that publish to it, in one. A write to `<topic>/set`, or NCMD and DCMD, sets the value. What it keeps is gone when it stops. */
export function mqttDevice(o: MqttDeviceOptions): MqttDevice {
  const cells = new Map<string, Cell>();
  const nodes = new Map<string, Node>();
  const fault = { bad: new Map<string, number>(), over: new Map<string, number>(), frozen: new Set<string>(), clockMs: 0 };
  let broker: Aedes | null = null;

  const keyOf = (address: string): string => (o.format === 'sparkplug' ? address : address.split('#')[0]!);
  const here = <T>(map: ReadonlyMap<string, T>, key: string): T | undefined => map.get(key) ?? map.get('*');
  const isFrozen = (key: string): boolean => fault.frozen.has(key) || fault.frozen.has('*');
  const shownValue = (key: string, c: Cell): DeviceValue => here(fault.over, key) ?? c.value;

  function publish(topic: string, payload: Buffer | string, opts: { readonly retain?: boolean; readonly qos?: 0 | 1 | 2 } = {}): Promise<void> {
    const to = broker;
    if (to === null) return Promise.resolve();
    return new Promise((done) => { to.publish({ cmd: 'publish', topic, payload, qos: opts.qos ?? o.qos ?? 1, retain: opts.retain ?? o.retain ?? true, dup: false }, () => done()); });
  }

  function saidJson(key: string, c: Cell): string {
    const code = here(fault.bad, key) ?? (c.failed ? 0x808b_0000 + FAILED.json : 0);
    return JSON.stringify({ v: shownValue(key, c), q: code, t: c.time + fault.clockMs });
  }
  const saidPlain = (key: string, c: Cell): Buffer | string => (c.failed || here(fault.bad, key) !== undefined ? Buffer.from([0xff, 0xfe]) : String(shownValue(key, c)));

  const nodeOf = (name: string): Node => {
    const there = nodes.get(name) ?? { seq: -1, bdSeq: 0, asked: 0, due: null, dead: new Set<string>() };
    nodes.set(name, there);
    return there;
  };
  const metric = (key: string, c: Cell, name: string | null): SparkplugMetric =>
    ({ name, alias: c.alias, time: c.time + fault.clockMs, value: shownValue(key, c), quality: here(fault.bad, key) ?? (c.failed ? FAILED.sparkplug : null) });
  const ofNode = (name: string): (readonly [string, Cell, Place])[] => [...cells].map(([key, c]) => [key, c, placeOf(key)] as const).filter(([, , p]) => p.node === name);
  const topic = (name: string, type: string, device: string | null): string => `spBv1.0/${name.split('/')[0]}/${device === null ? 'N' : 'D'}${type}/${name.split('/')[1]}${device === null ? '' : `/${device}`}`;
  const speak = (name: string, type: string, device: string | null, payload: Buffer): Promise<void> => publish(topic(name, type, device), payload, { qos: 0, retain: false });

  /** NBIRTH with everything of the node, then DBIRTH of every device. */
  function born(name: string): void {
    const node = nodeOf(name);
    if (node.due !== null) clearImmediate(node.due);
    node.due = null;
    node.dead.clear();
    node.seq = 0;
    const all = ofNode(name);
    const some = (device: string | null): SparkplugMetric[] => all.filter(([, , p]) => p.device === device).map(([key, c, p]) => metric(key, c, p.metric));
    void speak(name, 'BIRTH', null, sparkplugPayload(Date.now(), 0, some(null), node.bdSeq));
    for (const device of new Set(all.map(([, , p]) => p.device))) if (device !== null) void speak(name, 'BIRTH', device, sparkplugPayload(Date.now(), ++node.seq, some(device)));
  }
  function tellNode(key: string, c: Cell, isNew: boolean): void {
    const p = placeOf(key);
    const node = nodeOf(p.node);
    if (broker === null || node.dead.has('') || node.dead.has(p.device ?? '')) return;
    if (isNew) node.due ??= setImmediate(() => born(p.node));
    if (node.due !== null || node.seq < 0) return;              // the birth will say it
    node.seq = (node.seq + 1) % 256;
    void speak(p.node, 'DATA', p.device, sparkplugPayload(Date.now(), node.seq, [metric(key, c, null)]));
  }
  function tell(key: string, c: Cell, isNew = false): void {
    if (isFrozen(key)) return;
    if (o.format === 'sparkplug') tellNode(key, c, isNew);
    else void publish(key, o.format === 'json' ? saidJson(key, c) : saidPlain(key, c));
  }
  function set(address: string, value: DeviceValue, time: number): void {
    const key = keyOf(address);
    const isNew = !cells.has(key);
    const c = cells.get(key) ?? { value, time, failed: false, alias: cells.size + 1 };
    Object.assign(c, { value, time, failed: false });
    cells.set(key, c);
    tell(key, c, isNew);
  }

  function obeyNode(node: string, device: string | undefined, payload: Buffer): void {
    for (const m of commanded(payload)) {
      if (m.name !== 'Node Control/Rebirth') { set(`sp:${node}${device === undefined ? '' : `/${device}`}:${m.name}`, m.value, Date.now()); continue; }
      nodeOf(node).asked++;
      if (ofNode(node).length > 0 && !nodeOf(node).dead.has('')) born(node);
    }
  }
  function obey(to: string, payload: Buffer): void {
    const [, group, name, device] = /^spBv1\.0\/([^/]+)\/[ND]CMD\/([^/]+)(?:\/([^/]+))?$/.exec(to) ?? [];
    if (group !== undefined && name !== undefined) { obeyNode(`${group}/${name}`, device, payload); return; }
    if (!to.endsWith('/set')) return;
    const said: unknown = JSON.parse(payload.toString());
    const value: unknown = o.format === 'json' ? (said as { readonly v?: unknown } | null)?.v : said;
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') set(to.slice(0, -'/set'.length), value, Date.now());
  }

  /** One client's line, handed to the broker as a stream. */
  function serve(line: Line): Listener {
    const stream = new Duplex({
      read: () => {}, write: (chunk: Buffer, _, done) => { line.send(Buffer.from(chunk)); done(); },
      final: (done) => { line.end(); done(); }, destroy: (error, done) => { line.end(); done(error); },
    });
    stream.on('error', () => {});
    if (broker === null) line.end(); else broker.handle(stream);
    return { hear: (bytes) => { stream.push(bytes); }, gone: () => { stream.destroy(); } };
  }
  const door = gate(serve);

  async function start(wanted: number): Promise<number> {
    const made = await mqttBroker({
      authenticate: (_, user, password, done) => { done(null, o.users === undefined || (user !== undefined && password !== undefined && Object.hasOwn(o.users, user) && o.users[user] === password.toString())); },
      authorizeSubscribe: (_, subscription, done) => { done(null, o.denied?.(subscription.topic) === true ? null : subscription); },
    });
    made.on('publish', (packet, client) => { if (client !== null) { try { obey(packet.topic, Buffer.from(packet.payload)); } catch { /* a command that it does not understand is no business of a device */ } } });
    const port = await door.start(wanted).catch(async (e: unknown) => { await closed(made); throw e; });
    broker = made;
    if (o.format === 'sparkplug') for (const name of nodes.keys()) { nodeOf(name).bdSeq++; born(name); } else for (const [key, c] of cells) tell(key, c);
    return port;
  }
  const closed = (b: Aedes): Promise<void> => new Promise((done) => { b.close(() => done()); });
  async function stop(): Promise<void> {
    const was = broker;
    broker = null;
    for (const node of nodes.values()) { if (node.due !== null) clearImmediate(node.due); node.due = null; }
    await door.stop();
    if (was !== null) await closed(was);
  }
  async function inject(kind: MqttFaultKind | null, opts: FaultOptions = {}): Promise<void> {
    const key = opts.address === undefined ? '*' : keyOf(opts.address);
    const begin: Record<MqttFaultKind, () => void | Promise<void>> = {
      drop: () => door.drop(true),
      late: () => door.late(opts.ms ?? 2000),
      garbage: () => door.noise(true),
      'half-frame': () => door.half(true),
      'slow-answer': () => door.slow(opts.ms ?? 1500),
      frozen: () => { fault.frozen.add(key); },
      'bad-status': () => { fault.bad.set(key, opts.code ?? (o.format === 'json' ? 0x808c_0000 : 0)); },
      'over-range': () => { fault.over.set(key, opts.value ?? 1e6); },
      'wrong-clock': () => { fault.clockMs = opts.ms ?? 3_600_000; },
    };
    if (kind === null) { fault.bad.clear(); fault.over.clear(); fault.frozen.clear(); fault.clockMs = 0; door.late(0); door.noise(false); door.slow(0); door.half(false); await door.drop(false); } else await begin[kind]();
    if (kind === null || kind === 'bad-status' || kind === 'over-range') for (const [k, c] of cells) if (key === '*' || k === key) tell(k, c);
  }
  async function die(of: string, bdSeq?: number): Promise<void> {
    const [group = '', own = '', device] = of.split('/');
    const name = `${group}/${own}`;
    const node = nodeOf(name);
    if (bdSeq === undefined) node.dead.add(device ?? '');
    if (device !== undefined) node.seq = (node.seq + 1) % 256;
    await speak(name, 'DEATH', device ?? null, device === undefined ? sparkplugPayload(Date.now(), null, [], bdSeq ?? node.bdSeq) : sparkplugPayload(Date.now(), node.seq, []));
  }
  return {
    start, stop, inject, publish, die,
    set: (address, value, opts) => set(address, value, opts?.sourceTime?.getTime() ?? Date.now()),
    get: (address) => { const c = cells.get(keyOf(address)); return c === undefined ? null : shownValue(keyOf(address), c); },
    fault: (address) => { const key = keyOf(address); const c = cells.get(key); if (c !== undefined) { c.failed = true; c.time = Date.now(); tell(key, c); } return FAILED[o.format]; },
    connections: () => door.connections(),
    skip: (name) => { const node = nodeOf(name); node.seq = (node.seq + 1) % 256; },
    births: (name) => nodeOf(name).asked,
    cut: async () => { await door.drop(true); await door.drop(false); },
  };
}
