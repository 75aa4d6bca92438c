import { z } from 'zod';
import type { Contract, Handlers, StreamName, StreamValue, VersionedContract, Wanted, Wire, WireMessage } from './contract.ts';
import { fail, type Result } from './result.ts';
import type { Session } from './session.ts';
import type { Clock, MonoMs, Stop } from './time.ts';

/** Our end of a port. `session` is asked at every call and every value, so that a locked desk or a change of shift counts at once. `check`: outputs are validated too (development, tests). `gatherMs`: values of `every` streams that come closer together than this go in one message; without it each has its own. */
export interface Port {
  readonly wire: Wire; readonly clock: Clock; readonly session: () => Session;
  readonly crashed: (call: string, error: unknown) => void; readonly check?: boolean; readonly gatherMs?: number;
}

export interface Served<C extends Contract> {
  /** `key`: only for `latest` streams; a newer value under the same key takes the place of the one that waits. */
  say<K extends StreamName<C>>(name: K, value: StreamValue<C, K>, key?: string): void;
  stop(): void;
}

const Heard = z.discriminatedUnion('t', [
  z.object({ t: z.literal('call'), id: z.number(), name: z.string(), input: z.unknown() }),
  z.object({ t: z.literal('drawn'), name: z.string() }),
  z.object({ t: z.literal('cancel'), id: z.number() }),
]);

/** How many calls of one window may be under way; one more is answered `too-many-calls` at once. */
const mostCalls = 256;

/** One answer under way. */
function wanting(): { readonly wanted: Wanted; lose(): void } {
  let runs: (() => void)[] | null = [];
  return {
    wanted: { still: () => runs !== null, lost(run) { if (runs === null) run(); else runs.push(run); } },
    lose() { const all = runs ?? []; runs = null; for (const run of all) run(); },
  };
}

/** One `latest` stream of one port: what waits, and whether the window has drawn what it was sent. */
interface Latest { readonly waiting: Map<string, unknown>; readonly paceMs: number; drawn: boolean; sentAt: MonoMs | null; timer: Stop | null }

/** Answers one window: greets it, then for each call asks for the right, checks the input, and only then lets a handler see it. */
export function serve<C extends VersionedContract>(contract: C, handlers: Handlers<C>, port: Port): Served<C> {
  const counts = new Map<string, number>();
  const latests = new Map<string, Latest>();
  const asking = new Map<number, ReturnType<typeof wanting>>();
  let under = 0;
  let broken = false;

  /** A port that cannot be posted to any more is told of once, and is nobody else's trouble. */
  function post(message: WireMessage): void {
    if (broken) return;
    try { port.wire.post(message); } catch (error) { broken = true; port.crashed('wire', error); }
  }
  async function answer(name: string, input: unknown, wanted: Wanted): Promise<Result<unknown>> {
    const call = Object.hasOwn(contract.calls, name) ? contract.calls[name] : undefined; // hasOwn: 'constructor' is no call
    if (call === undefined) return fail('unknown-call', { call: name.slice(0, 100) });
    const session = port.session();
    if (!session.may.has(call.needs)) return fail('forbidden', { call: name, needs: call.needs });
    const parsed = call.in.safeParse(input);
    if (!parsed.success) return fail('bad-input', { call: name, at: parsed.error.issues[0]?.path.join('.') ?? '' });
    try {
      const result = await handlers[name as keyof C['calls']](parsed.data as never, session, wanted);
      if (port.check && result.ok && wanted.still()) call.out.parse(result.value);
      return result;
    } catch (error) { port.crashed(name, error); return fail('crashed', { call: name }); }
  }

  async function reply(id: number, name: string, input: unknown): Promise<void> {
    if (under >= mostCalls) { post({ t: 'reply', id, result: fail('too-many-calls', { call: name.slice(0, 100), most: mostCalls }) }); return; }
    under++;
    const asked = wanting();
    asking.set(id, asked);
    try {
      const result = await answer(name, input, asked.wanted);
      sendGathered();
      if (asked.wanted.still()) post({ t: 'reply', id, result });
    } finally { under--; asking.delete(id); }
  }

  /** What waits of the `every` streams. It goes before anything else that is said, so that nothing overtakes it and no answer is older than what is heard after it. */
  const gathered = new Map<string, unknown[]>();
  let gathering: Stop | null = null;
  function sendGathered(): void {
    for (const [name, values] of gathered) { gathered.delete(name); if (mayHear(name)) send(name, values); }
  }
  /** The first at once; what comes within `gatherMs` of it together. */
  function gather(name: string, value: unknown, ms: number): void {
    if (gathering === null) { send(name, [value]); gathering = port.clock.after(ms, closed); return; }
    const waiting = gathered.get(name);
    if (waiting === undefined) gathered.set(name, [value]); else waiting.push(value);
  }
  function closed(): void {
    gathering = gathered.size === 0 ? null : port.clock.after(port.gatherMs ?? 0, closed);
    sendGathered();
  }

  function send(name: string, values: readonly unknown[]): void {
    const n = (counts.get(name) ?? 0) + 1;
    counts.set(name, n);
    post({ t: 'stream', name, n, values });
  }
  /** False while the right to a stream is missing: what is not said then is counted, so that the window finds a gap when it hears again, and lists. */
  function mayHear(name: string): boolean {
    const needs = contract.streams[name]?.needs;
    if (needs !== undefined && port.session().may.has(needs)) return true;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return false;
  }
  /** Sends what waits, if the window has drawn the last and its pace allows; else arms one timer for the rest of the pace. */
  function flush(name: string, stream: Latest): void {
    if (!stream.drawn || stream.waiting.size === 0 || stream.timer !== null) return;
    const rest = stream.sentAt === null ? 0 : stream.sentAt + stream.paceMs - port.clock.mono();
    if (rest > 0) { stream.timer = port.clock.after(rest, () => { stream.timer = null; flush(name, stream); }); return; }
    const values = [...stream.waiting.values()];
    stream.waiting.clear();
    if (!mayHear(name)) return;
    sendGathered();
    stream.drawn = false;
    stream.sentAt = port.clock.mono();
    send(name, values);
  }
  function latestOf(name: string, paceMs: number): Latest {
    const stream = latests.get(name) ?? { waiting: new Map<string, unknown>(), paceMs, drawn: true, sentAt: null, timer: null };
    latests.set(name, stream);
    return stream;
  }

  const { realm, node, actor } = port.session();
  post({ t: 'hello', version: contract.version, realm, node, actor });
  const stop = port.wire.hear(async (raw) => {
    const heard = Heard.safeParse(raw);
    if (!heard.success) return;
    if (heard.data.t === 'call') { await reply(heard.data.id, heard.data.name, heard.data.input); return; }
    if (heard.data.t === 'cancel') { asking.get(heard.data.id)?.lose(); return; }
    const stream = latests.get(heard.data.name);
    if (stream !== undefined) { stream.drawn = true; flush(heard.data.name, stream); }
  });

  return {
    say(name, value, key = '') {
      const stream = contract.streams[name];
      if (stream === undefined || !mayHear(name)) return;
      if (port.check) stream.of.parse(value);
      if (stream.kind === 'every') { if (port.gatherMs === undefined) send(name, [value]); else gather(name, value, port.gatherMs); return; }
      const latest = latestOf(name, stream.paceMs);
      latest.waiting.set(key, value);
      flush(name, latest);
    },
    stop() {
      stop();
      gathering?.();
      gathered.clear();
      for (const one of asking.values()) one.lose();
      for (const s of latests.values()) s.timer?.();
    },
  };
}
