import { createHash, createHmac, randomUUID } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import type { Device, DeviceValue, FaultKind, FaultOptions } from './device.ts';

/** What this device can be made to do besides. `wrong-clock`: its times, `sent` too, are off by `ms` (default an hour ahead). `half-frame`: requests break off in their middle. */
export type PusherFault = FaultKind | 'wrong-clock' | 'half-frame';
/** `everyMs`: a request at least so often, empty when nothing is new. `answerMs`: how long it waits for an answer. `retryMs`: pause after a failure. `most`: samples of one request. */
export interface PusherOptions { readonly enterprise: string; readonly secret: string; readonly everyMs?: number; readonly answerMs?: number; readonly retryMs?: number; readonly most?: number }
export interface PushedSample { readonly point: string; readonly value: DeviceValue | null; readonly quality: 'good' | 'uncertain' | 'bad'; readonly time: number }
/** What was answered; `status` 0: nothing. */
export interface Answered { readonly status: number; readonly body: Record<string, unknown>; readonly retryS: number }
export interface Pusher extends Omit<Device, 'inject'> {
  inject(fault: PusherFault | null, opts?: FaultOptions): Promise<void>;
  /** How many requests were answered so, by status and code. */
  answers(): Readonly<Record<string, number>>;
}

const PATH = '/v1/samples';

/** A request as the interface describes it (docs/push.md): body and signature. */
export function signedRequest(enterprise: string, secret: string, samples: readonly unknown[], { sent = Date.now(), nonce = randomUUID() }: { readonly sent?: number; readonly nonce?: string } = {}): { readonly body: string; readonly signature: string } {
  const body = JSON.stringify({ enterprise, sent, nonce, samples });
  const digest = createHash('sha256').update(body).digest('hex');
  return { body, signature: `v1=${createHmac('sha256', secret).update(`POST\n${PATH}\n${sent}\n${nonce}\n${digest}`).digest('hex')}` };
}

/** Posts a body and gives what was answered. `half`: stops in the middle of the body. */
export function post(port: number, body: string, signature: string | null, { agent, answerMs = 5000, half = false }: { readonly agent?: http.Agent; readonly answerMs?: number; readonly half?: boolean } = {}): Promise<Answered> {
  return new Promise((resolve) => {
    const bytes = Buffer.from(body);
    const nothing: Answered = { status: 0, body: {}, retryS: 0 };
    const request = http.request({
      host: '127.0.0.1', port, path: PATH, method: 'POST', ...(agent !== undefined && { agent }),
      headers: { 'content-type': 'application/json', 'content-length': bytes.length, ...(signature !== null && { 'watchroom-signature': signature }) },
    }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (s: string) => { text += s; }).on('error', () => resolve(nothing));
      response.on('end', () => {
        let said: unknown = null;
        try { said = JSON.parse(text); } catch { said = {}; }
        clearTimeout(late);
        resolve({ status: response.statusCode ?? 0, body: said as Record<string, unknown>, retryS: Number(response.headers['retry-after'] ?? 0) });
      });
    });
    const late = setTimeout(() => { request.destroy(); resolve(nothing); }, answerMs);
    request.on('error', () => { clearTimeout(late); resolve(nothing); });
    if (half) request.write(bytes.subarray(0, Math.ceil(bytes.length / 2))); else request.end(bytes);
  });
}

interface Cell { value: DeviceValue; time: number; failed: boolean }

/** What stands on a value while a fault is on it. */
function overlay() {
  const [bad, over, frozen] = [new Set<string>(), new Map<string, number>(), new Map<string, PushedSample>()];
  const of = <T>(map: ReadonlyMap<string, T>, point: string): T | undefined => map.get(point) ?? map.get('*');
  return {
    shown(point: string, c: Cell, stop: boolean): PushedSample {
      const broken = c.failed || bad.has(point) || bad.has('*');
      const beyond = typeof c.value === 'number' ? of(over, point) : undefined;
      const truth: PushedSample = { point, value: broken ? null : beyond ?? c.value, quality: broken ? 'bad' : 'good', time: c.time };
      if (stop && !frozen.has(point)) frozen.set(point, truth);
      return stop ? frozen.get(point)! : truth;
    },
    bad: (key: string): void => { bad.add(key); },
    over: (key: string, value: number): void => { over.set(key, value); },
    clear: (): void => { bad.clear(); over.clear(); frozen.clear(); },
  };
}

/**
 * The collection host of an enterprise: posts every change in order, keeps what was not taken and posts it again, and after a gap tells everything as it is now.
 * Addresses are `<enterprise>/<point>`. `start(port)`: where to post to.
 */
export function pusher(o: PusherOptions): Pusher {
  const { everyMs = 1000, answerMs = 2000, retryMs = 200, most = 5000 } = o;
  const cells = new Map<string, Cell>();
  const faults = overlay();
  const counts = new Map<string, number>();
  const sockets = new Set<net.Socket>();
  let events: PushedSample[] = [];
  let resync = true;
  let port = 0;
  let agent = new http.Agent();
  let running: Promise<void> | null = null;
  let wake = (): void => {};
  let kind: { readonly fault: PusherFault; readonly ms: number; readonly address: string | null } | null = null;
  const has = (fault: PusherFault): boolean => kind?.fault === fault;
  const off = (): number => (has('wrong-clock') ? kind?.ms ?? 0 : 0);
  const pointOf = (address: string): string => {
    if (!address.startsWith(`${o.enterprise}/`)) throw new RangeError(`not an address of this device: ${address}`);
    return address.slice(o.enterprise.length + 1);
  };
  const frozenFor = (point: string): boolean => has('frozen') && (kind?.address === null || kind?.address === point);
  const pause = (ms: number): Promise<void> => new Promise((resolve) => {
    const timer = setTimeout(() => wake(), ms);
    wake = () => { clearTimeout(timer); wake = () => {}; resolve(); };
  });

  function nextSamples(): readonly PushedSample[] {
    const changed = new Set(events.map((e) => e.point));
    const state = resync ? [...cells].filter(([point]) => !changed.has(point)).map(([point, c]) => faults.shown(point, c, frozenFor(point))) : [];
    return [...state, ...events].map((s) => ({ ...s, time: s.time + off() }));
  }
  async function noise(): Promise<Answered> {
    await new Promise<void>((resolve) => { const s = net.connect(port, '127.0.0.1', () => { s.end(Buffer.alloc(256, 0xa5)); }); s.on('close', () => resolve()).on('error', () => resolve()).setTimeout(answerMs, () => s.destroy()); });
    return { status: 0, body: {}, retryS: 0 };
  }
  /** Said again, byte for byte, when it is not known whether it was heard. */
  async function say(samples: readonly PushedSample[]): Promise<Answered> {
    if (has('drop')) return { status: 0, body: {}, retryS: 0 };
    if (has('garbage')) return noise();
    if (has('late')) await pause(kind?.ms ?? 2000);
    const { body, signature } = signedRequest(o.enterprise, o.secret, samples, { sent: Date.now() + off() });
    const half = has('half-frame');
    const first = await post(port, body, signature, { agent, answerMs, half });
    return first.status === 0 && !half && port !== 0 ? post(port, body, signature, { agent, answerMs }) : first;
  }
  async function round(): Promise<void> {
    const all = nextSamples();
    const whole = all.length;
    const taken = events;
    events = [];
    for (let from = 0; from === 0 || from < whole; from += most) {
      const answer = await say(all.slice(from, from + most));
      const key = `${answer.status} ${typeof answer.body['code'] === 'string' ? answer.body['code'] : ''}`.trim();
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (answer.status === 200) continue;
      events = [...taken.slice(Math.max(0, from - (whole - taken.length))), ...events].slice(-100_000);
      resync = true;
      await pause(Math.max(retryMs, answer.retryS * 1000));
      return;
    }
    resync = false;
    if (events.length === 0) await pause(everyMs);
  }
  async function run(): Promise<void> {
    await pause(5);                             // what is set as it starts is part of what it tells first
    while (port !== 0) await round();
  }

  function change(address: string, to: Partial<Cell>): void {
    const point = pointOf(address);
    const c = Object.assign(cells.get(point) ?? { value: 0, time: 0, failed: false }, { time: Date.now() }, to);
    cells.set(point, c);
    if (port === 0) return;
    events.push(faults.shown(point, c, frozenFor(point)));
    if (events.length === 1 && !resync) wake();
  }
  function connectedAgent(): http.Agent {
    const own = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const make = own.createConnection.bind(own);
    own.createConnection = (options, done) => {
      const s = make(options, done) as net.Socket;
      sockets.add(s);
      s.on('close', () => sockets.delete(s));
      return s;
    };
    return own;
  }
  return {
    start: async (to) => {
      [port, resync, agent] = [to, true, connectedAgent()];
      running = run();
      return to;
    },
    stop: async () => {
      port = 0;
      agent.destroy();
      for (const s of sockets) s.destroy();
      wake();
      await running;
      running = null;
      events = [];
    },
    set: (address, value, opts) => change(address, { value, failed: false, ...(opts?.sourceTime !== undefined && { time: opts.sourceTime.getTime() }) }),
    get: (address) => { const c = cells.get(pointOf(address)); return c === undefined ? null : faults.shown(pointOf(address), c, frozenFor(pointOf(address))).value; },
    fault: (address) => { change(address, { failed: true }); return 0; },
    connections: () => sockets.size,
    answers: () => Object.fromEntries(counts),
    inject: async (fault, opts = {}) => {
      faults.clear();
      const own = opts.address === undefined ? null : pointOf(opts.address);
      kind = fault === null ? null : { fault, ms: opts.ms ?? (fault === 'late' ? 2000 : 3_600_000), address: own };
      const key = own ?? '*';
      if (fault === 'bad-status') faults.bad(key);
      if (fault === 'over-range') faults.over(key, opts.value ?? 1e6);
      if (fault === 'drop') for (const s of sockets) s.destroy();
      resync = true;
      wake();
    },
  };
}
