import net from 'node:net';
import tls from 'node:tls';
import { MqttClient, Store, type IClientOptions, type IPublishPacket } from 'mqtt';
import type { AdapterDeps, AdapterFault } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import type { Cancellation, Clock, Stop } from '#kernel/time';
import { guarded } from './guard.ts';
import { clientId, proof, type Proof } from './identity.ts';
import { placeOf, type MqttOptions } from './options.ts';

/** Takes one message; returns, or resolves, when it may be confirmed to the broker. `resumed` as in `Session`. */
export type Hear = (packet: IPublishPacket, resumed: boolean) => void | Promise<void>;
/** One connection with its session. `resumed`: the broker remembered us. Its promises never reject; they give null when the link was lost meanwhile. */
export interface Session {
  readonly resumed: boolean;
  /** The codes that the broker answers with, one per filter; 0x80 and above is a refusal. */
  subscribe(filters: readonly string[]): Promise<readonly number[] | null>;
  unsubscribe(filters: readonly string[]): void;
  /** The reason code of the confirmation (0 where the version has none); at once for QoS 0. */
  publish(topic: string, payload: Buffer, qos: 0 | 1): Promise<number | null>;
  end(): Promise<void>;
}
/** What outlives a link: messages of QoS 2 that are half handed over. */
export interface Memory { inbox: Store }
export const memory = (): Memory => ({ inbox: new Store({ clean: false }) });

/** Topic, its length, a packet number: what a PUBLISH needs beside its payload. */
const HEAD = 65_535 + 4;
const UNTRUSTED = /^(?:UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|INVALID_CA|CERT_SIGNATURE|CERT_UNTRUSTED)/;
/** Refusals of CONNECT and DISCONNECT by their codes (3.1.1, 3.2.2.3; 5, 3.2.2.2 and 3.14.2.1). */
const REFUSALS: Readonly<Record<number, string>> = {
  1: 'protocol-version', 2: 'client-id', 4: 'user-or-password', 5: 'not-authorized', 132: 'protocol-version', 133: 'client-id', 134: 'user-or-password', 135: 'not-authorized', 138: 'banned', 140: 'authentication-method',
  142: 'session-taken-over', 144: 'topic-name', 149: 'packet-too-large', 151: 'quota', 152: 'administrative', 154: 'retain-not-supported', 155: 'qos-not-supported', 159: 'connection-rate',
};

/** The fault that an error of socket or library stands for. */
export function faultOf(error: unknown, o: Pick<MqttOptions, 'url' | 'ca'>): AdapterFault {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  const peer = o.url;
  if (typeof code === 'number' && code > 0) return REFUSALS[code] === undefined ? fail('unreachable', { peer, reason: `code-${code}` }).fault : fail('refused', { peer, reason: REFUSALS[code] }).fault;
  if (typeof code === 'string') return socketFault(code, o);
  const said = error instanceof Error ? error.message : String(error);
  return /keepalive timeout|connack timeout/i.test(said) ? fail('unreachable', { peer, reason: 'silent' }).fault : fail('protocol', { peer, what: said.replace(/\s+/g, ' ').slice(0, 120) }).fault;
}
function socketFault(code: string, { url: peer, ca }: Pick<MqttOptions, 'url' | 'ca'>): AdapterFault {
  if (UNTRUSTED.test(code)) return fail('untrusted', { peer, reason: code, file: 'CA.pem', to: ca ?? 'ca' }).fault;
  return /^(?:ERR_|CERT_|HOSTNAME|CRL_|EPROTO)/.test(code) ? fail('refused', { peer, reason: code }).fault : fail('unreachable', { peer, reason: code }).fault;
}

/** A connected socket, its certificate proven where there is one. */
function connect(o: MqttOptions, p: Proof): { readonly socket: net.Socket; readonly connected: Promise<void> } {
  const { hostname: host, port, secure } = placeOf(o.url);
  const files = { ...(p.ca !== null && { ca: p.ca }), ...(p.cert !== null && { cert: p.cert }), ...(p.key !== null && { key: p.key }) };
  const socket = secure
    ? tls.connect({ host, port, minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(net.isIP(host) === 0 && { servername: host }), ...files })
    : net.connect({ host, port });
  socket.setNoDelay(true);
  return { socket, connected: new Promise((resolve, reject) => { socket.once(secure ? 'secureConnect' : 'connect', resolve).once('error', reject).once('close', () => { reject(Object.assign(new Error('closed'), { code: 'closed' })); }); }) };
}

/** The clock as the library's timers: its keep-alive is an interval. */
function timersOf(clock: Clock): NonNullable<IClientOptions['timerVariant']> {
  const running = new Map<number, Stop>();
  let last = 0;
  return {
    set: (run, ms = 0) => {
      const id = ++last;
      const next = (): void => { running.set(id, clock.after(ms, () => { next(); run(); })); };
      next();
      return id;
    },
    clear: (id) => { if (id !== undefined) { running.get(id)?.(); running.delete(id); } },
  };
}

const birth = (online: boolean, timestamp: number): Buffer => Buffer.from(JSON.stringify({ online, timestamp }));

function clientOptions(o: MqttOptions, p: Proof, id: string, inbox: Store, clock: Clock, since: number): IClientOptions {
  const v5 = o.version === 5;
  return {
    protocolId: 'MQTT', protocolVersion: o.version, clientId: id, clean: false, keepalive: o.keepaliveS, reschedulePings: false, timerVariant: timersOf(clock), reconnectPeriod: 0, resubscribe: false, queueQoSZero: false,
    connectTimeout: 2 * o.answerMs, incomingStore: inbox, outgoingStore: new Store(),                 // what was not confirmed is never sent later
    ...(o.username !== null && { username: o.username }), ...(p.password !== null && { password: p.password }),
    ...(v5 && { properties: { sessionExpiryInterval: o.sessionS, maximumPacketSize: o.maxPayload + HEAD } }),
    ...(o.statusTopic !== null && { will: { topic: o.statusTopic, payload: birth(false, since), qos: 1 as const, retain: true } }),
  };
}

/** The library's client over a socket of ours, once the broker has let us in. It never reconnects: whatever happens to it is told once, by `onLost`. */
function enter(socket: net.Socket, o: MqttOptions, p: Proof, id: string, kept: Memory, deps: AdapterDeps, hear: Hear, onLost: (fault: AdapterFault) => void): Promise<Result<Session, AdapterFault>> {
  const since = deps.clock.now();
  let told = false;
  let ending = false;
  let resumed = false;
  return new Promise((resolve) => {
    const over = Promise.withResolvers<null>();
    const lose = (fault: AdapterFault): void => {
      over.resolve(null);
      resolve({ ok: false, fault });
      if (told) return;
      told = true;
      if (!ending) onLost(fault);
      client.end(true);
    };
    const limit = o.maxPayload + HEAD + 1;
    const stream = guarded(socket, limit, o.version === 4, () => lose(fail('protocol', { peer: o.url, what: 'length' }).fault));
    const client = new MqttClient(() => stream, clientOptions(o, p, id, kept.inbox, deps.clock, since));
    client.on('error', (e) => lose(faultOf(e, o)));
    socket.on('error', (e) => lose(faultOf(e, o)));
    client.on('close', () => lose(fail('unreachable', { peer: o.url, reason: 'closed' }).fault));
    client.on('disconnect', (packet) => lose(faultOf({ code: packet.reasonCode ?? 0 }, o)));
    client.handleMessage = (packet, confirm) => {
      const taken = hear(packet, resumed);
      if (taken === undefined) confirm(); else void (async () => { await taken; confirm(); })();
    };
    const settled = <T>(run: (done: (value: T | null) => void) => void): Promise<T | null> => Promise.race([over.promise, new Promise<T | null>((done) => { if (client.connected) run(done); else done(null); })]);
    const unheard = new Set<number>();          // confirmed, but nobody subscribes to it (5, 3.4.2.1): the library keeps that to itself
    client.on('packetreceive', (packet) => { if (packet.cmd === 'puback' && packet.reasonCode === 16 && packet.messageId !== undefined) unheard.add(packet.messageId); });
    const publish = (topic: string, payload: Buffer, qos: 0 | 1, retain = false): Promise<number | null> => settled((done) => {
      let number = 0;
      client.publish(topic, payload, { qos, retain }, (error, packet) => {
        const code: unknown = error !== null && error !== undefined && 'code' in error ? error.code : packet !== undefined && 'reasonCode' in packet ? packet.reasonCode : 0;
        done(error && typeof code !== 'number' ? null : unheard.delete(number) ? 16 : Number(code ?? 0));
      });
      if (qos > 0) number = client.getLastMessageId();
    });
    client.on('connect', ({ sessionPresent }) => {
      resumed = sessionPresent;
      if (!sessionPresent) { kept.inbox = new Store({ clean: false }); client.incomingStore = kept.inbox; }
      if (o.statusTopic !== null) void publish(o.statusTopic, birth(true, since), 1, true);
      resolve(ok({
        resumed: sessionPresent, publish,
        subscribe: (filters) => settled((done) => {
          client.subscribe([...filters], { qos: o.qos }, (_error, _granted, packet) => done(packet === undefined ? null : packet.granted.map(Number)));
        }),
        unsubscribe: (filters) => { if (client.connected) client.unsubscribe([...filters], () => {}); },
        async end() {
          ending = true;
          if (!told && o.statusTopic !== null) await within(deps.clock, o.answerMs, publish(o.statusTopic, birth(false, since), 0, true));
          if (!told) await within(deps.clock, o.answerMs, new Promise<void>((done) => { client.end(false, {}, () => done()); stream.once('close', () => done()); }));
          lose(fail('closed').fault);
          socket.destroy();
        },
      }));
    });
  });
}

/** Waits for it, but not for ever. */
async function within(clock: Clock, ms: number, what: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const stop = clock.after(ms, () => late.resolve());
  await Promise.race([what, late.promise]);
  stop();
}

/** One attempt to be let in by the broker, within `answerMs` for the connection and for the answer each. `onLost` is called once when what was reached breaks. A cancelled attempt holds nothing. */
export async function dial(o: MqttOptions, kept: Memory, deps: AdapterDeps, cancel: Cancellation, hear: Hear, onLost: (fault: AdapterFault) => void): Promise<Result<Session, AdapterFault>> {
  const [id, proven] = await Promise.all([clientId(o, deps), proof(o, deps)]);
  if (!proven.ok) return proven;
  if (cancel.aborted) return fail('cancelled');
  const { socket, connected } = connect(o, proven.value);
  let given = true;                             // until the attempt is known to have failed
  const ended = Promise.withResolvers<Result<Session, AdapterFault>>();
  const abort = (): void => ended.resolve(fail('cancelled'));
  cancel.addEventListener('abort', abort);
  const stop = deps.clock.after(2 * o.answerMs, () => ended.resolve(fail('unreachable', { peer: o.url, reason: 'timeout' })));
  const trying = connected
    .then(() => enter(socket, o, proven.value, id, kept, deps, hear, (fault) => { if (given) onLost(fault); }))
    .catch((error: unknown): Result<Session, AdapterFault> => ({ ok: false, fault: faultOf(error, o) }));
  const result = await Promise.race([trying, ended.promise]);
  stop();
  cancel.removeEventListener('abort', abort);
  given = result.ok;
  if (!result.ok) {
    socket.on('error', () => {});
    socket.destroy();
    if (result.fault.code !== 'cancelled') deps.note(`mqtt ${o.url}: ${result.fault.code} ${String(result.fault.params['reason'] ?? result.fault.params['what'] ?? '')}`);
  }
  return result;
}
