import { MessageSecurityMode, OPCUAClient, SecurityPolicy, UserTokenType, type ClientSession, type ClientSessionPublishService, type ClientSessionRawSubscriptionService, type OPCUACertificateManager, type OPCUAClientOptions, type UserIdentityInfo } from 'node-opcua';
import type { AdapterDeps, AdapterFault } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import type { Cancellation, Clock } from '#kernel/time';
import type { OpcUaOptions } from './options.ts';
import { ownCertificate, trusted, trustStore } from './trust.ts';

/** The library's session with its plain services, beneath its own subscriptions. */
export type RawSession = ClientSession & ClientSessionRawSubscriptionService & ClientSessionPublishService;
/** A session that is up. `end` gives everything back, socket included, within two `answerMs`, whatever the state of the wire (`dead`: nobody is to be told any more); it never rejects. `cut` breaks the wire, so that whatever waits for an answer fails now. */
export interface Session { readonly raw: RawSession; cut(): void; end(dead: boolean): Promise<void> }

const REFUSALS = /Bad(?:User|Identity|Security|Certificate|Session|TooManySessions|TcpEndpointUrl|RequestTypeInvalid|ServiceUnsupported|OutOfService|LicenseExpired)\w*/;
const NETWORK = /E(?:CONN\w+|HOSTUNREACH|NETUNREACH|NOTFOUND|TIMEDOUT|PIPE|AI_AGAIN)/;

/** The fault that an error of the library stands for. It throws words, so words are what there is to go by. */
export function faultOf(error: unknown, peer: string): AdapterFault {
  const text = error instanceof Error ? error.message : String(error);
  const network = NETWORK.exec(text)?.[0];
  if (network !== undefined) return fail('unreachable', { peer, reason: network }).fault;
  const refusal = REFUSALS.exec(text)?.[0];
  if (refusal !== undefined) return fail('refused', { peer, reason: refusal }).fault;
  if (/user token policy/i.test(text)) return fail('refused', { peer, reason: 'no-such-user-token' }).fault;
  if (/time ?out|timed out|disconnect|socket|closed|abort|connection break|transaction/i.test(text)) return fail('unreachable', { peer, reason: 'closed' }).fault;
  return fail('protocol', { peer, what: text.replace(/\s+/g, ' ').slice(0, 120) }).fault;
}

/** Resolves to the promise's value, or to `late` after `ms`; what comes later is dropped, also when it is an error. */
export async function within<T, L>(clock: Clock, ms: number, promise: Promise<T>, late: L): Promise<T | L> {
  const timer = Promise.withResolvers<L>();
  const stop = clock.after(ms, () => timer.resolve(late));
  try { return await Promise.race([promise, timer.promise]); } finally { stop(); promise.catch(() => {}); }
}

const ONE_ATTEMPT = { maxRetry: 0, initialDelay: 10, maxDelay: 20, randomisationFactor: 0 };   // the adapter's own loop tries again

function identity(o: OpcUaOptions, deps: AdapterDeps): Result<UserIdentityInfo, AdapterFault> {
  if (o.user === null) return ok({ type: UserTokenType.Anonymous });
  const password = deps.secret(o.user.password.slice('secret:'.length));
  return password === null ? fail('refused', { peer: o.endpoint, reason: 'secret-missing', secret: o.user.password }) : ok({ type: UserTokenType.UserName, userName: o.user.name, password });
}

/** The library ends a socket that was idle this long, however healthy: it must never do so before our own watch over the keep-alive has decided. */
const idleMs = (o: OpcUaOptions): number => Math.max(60_000, 10 * (o.publishingMs + o.answerMs));

function clientOptions(o: OpcUaOptions, deps: AdapterDeps, store: OPCUACertificateManager): OPCUAClientOptions {
  return {
    applicationName: 'Watchroom', clientName: 'Watchroom', clientCertificateManager: store, certificateFile: ownCertificate(deps.pki), endpointMustExist: false,
    connectionStrategy: ONE_ATTEMPT, keepSessionAlive: false, requestedSessionTimeout: idleMs(o), transportTimeout: idleMs(o), defaultTransactionTimeout: o.answerMs,
  };
}

/** The certificate of the endpoint that fits mode and policy, once it is trusted. Asked for over an open channel, as discovery is meant to be (Part 4, 5.4.4), then pinned. */
async function serverCertificate(o: OpcUaOptions, deps: AdapterDeps, store: OPCUACertificateManager, dialling: (client: OPCUAClient) => void): Promise<Result<Buffer, AdapterFault>> {
  const client = OPCUAClient.create(clientOptions(o, deps, store));
  dialling(client);
  try {
    await client.connect(o.endpoint);
    const endpoints = await client.getEndpoints();
    const fits = endpoints.find((e) => e.securityMode === MessageSecurityMode[o.securityMode] && e.securityPolicyUri === SecurityPolicy[o.securityPolicy]);
    if (fits === undefined) return fail('refused', { peer: o.endpoint, reason: 'no-such-security' });
    const verdict = await trusted(store, fits, o.endpoint);
    return verdict.ok ? ok(fits.serverCertificate) : verdict;
  } finally {
    await within(deps.clock, o.answerMs, client.disconnect(), undefined);
  }
}

async function attempt(o: OpcUaOptions, deps: AdapterDeps, store: OPCUACertificateManager, onLost: (fault: AdapterFault) => void, dialling: (client: OPCUAClient) => void): Promise<Result<Session, AdapterFault>> {
  const who = identity(o, deps);
  if (!who.ok) return who;
  const pinned = o.securityMode === 'None' ? null : await serverCertificate(o, deps, store, dialling);
  if (pinned !== null && !pinned.ok) return pinned;
  const client = OPCUAClient.create({
    ...clientOptions(o, deps, store), securityMode: MessageSecurityMode[o.securityMode], securityPolicy: SecurityPolicy[o.securityPolicy], ...(pinned !== null && { serverCertificate: pinned.value }),
  });
  dialling(client);
  const lost = (error?: Error | null): void => onLost(error ? faultOf(error, o.endpoint) : fail('unreachable', { peer: o.endpoint, reason: 'closed' }).fault);
  client.on('close', lost);
  const lostWithout = (): void => lost();
  client.on('connection_lost', lostWithout);
  let cut: () => void = () => {};
  client.on('secure_channel_created', (channel) => { cut = () => channel.forceConnectionBreak(); });
  const end = async (dead: boolean): Promise<void> => {
    client.off('close', lost);
    client.off('connection_lost', lostWithout);
    if (dead) cut();                            // else the library would wait 5 s for an answer that cannot come
    const parted = client.disconnect().then(() => true, (e: unknown) => { deps.note(`opcua ${o.endpoint}: ${String(e)}`); return true; });
    if (!await within(deps.clock, o.answerMs, parted, false)) { cut(); await within(deps.clock, o.answerMs, parted, false); }
    await store.dispose();
  };
  try {
    await client.connect(o.endpoint);
    const raw = await client.createSession(who.value) as RawSession;
    raw.on('session_closed', () => lost(new Error('BadSessionClosed')));
    return ok({ raw, end, cut: () => cut() });
  } catch (error) {
    await end(true);
    throw error;
  }
}

/** The clients of one attempt, so that it can be given up at any moment: those that dial are aborted, those that come later do not begin. */
function attemptClients() {
  const aborts: (() => Promise<unknown>)[] = [];
  let over = false;
  return {
    add(client: OPCUAClient): void {
      let abort: () => Promise<void> = async () => {};
      client.on('secure_channel_created', (channel) => {
        abort = () => new Promise((done) => { channel.abortConnection(() => done()); });
        if (over) void abort();
      });
      aborts.push(() => Promise.allSettled([client.disconnect(), abort()]));
      if (over) throw new Error('aborted: given up');
    },
    abort(): Promise<unknown> { over = true; return Promise.all(aborts.map((a) => a())); },
  };
}

/** Ends an attempt that nobody waits for any more: its sockets now, and its session if there comes to be one. */
async function giveUp(deps: AdapterDeps, o: OpcUaOptions, clients: ReturnType<typeof attemptClients>, trying: Promise<Result<Session, AdapterFault>>): Promise<void> {
  await within(deps.clock, o.answerMs, clients.abort(), undefined);
  const late = await within(deps.clock, o.answerMs, trying, null);
  if (late?.ok) await late.value.end(true);
}

/**
 * One attempt to reach a session: within a few `answerMs`, or a fault that says why not. `onLost` is called when what was reached breaks.
 * A cancelled attempt ends at once for the caller and gives its sockets back behind its back; `background` is told of that.
 */
export async function dial(o: OpcUaOptions, deps: AdapterDeps, cancel: Cancellation, onLost: (fault: AdapterFault) => void, background: (rest: Promise<unknown>) => void): Promise<Result<Session, AdapterFault>> {
  const clients = attemptClients();
  const cancelled = Promise.withResolvers<Result<Session, AdapterFault>>();
  const abort = (): void => cancelled.resolve(fail('cancelled'));
  cancel.addEventListener('abort', abort);
  if (cancel.aborted) abort();
  const trying = trustStore(deps.pki)
    .then((store) => attempt(o, deps, store, onLost, (client) => clients.add(client)))
    .catch((error: unknown): Result<Session, AdapterFault> => { deps.note(`opcua ${o.endpoint}: ${String(error)}`); return { ok: false, fault: faultOf(error, o.endpoint) }; });
  const result = await within(deps.clock, 4 * o.answerMs, Promise.race([trying, cancelled.promise]), fail('unreachable', { peer: o.endpoint, reason: 'timeout' }));
  cancel.removeEventListener('abort', abort);
  if (!result.ok) background(giveUp(deps, o, clients, trying));
  return result;
}
