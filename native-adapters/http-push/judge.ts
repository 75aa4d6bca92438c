import type { AdapterDeps } from '#app/acquisition';
import type { strangersOf } from './guard.ts';
import type { HttpPushOptions } from './options.ts';
import type { Party } from './party.ts';
import { NOBODY } from './points.ts';
import type { refusalsOf } from './refusals.ts';
import { envelopeOf, refuse, samplesOf, type Checked, type Envelope, type Refusal } from './request.ts';
import { isSignedBy, signatureIn, signedText } from './sign.ts';

export const PATH = '/v1/samples';
/** What came: its body whole, or null when it was larger than it may be. */
export interface Asked { readonly method: string; readonly path: string; readonly signature: string | undefined; readonly address: string; readonly body: Buffer | null }
/** What is answered. `proved`: it is one of ours. */
export interface Reply { readonly status: number; readonly body: Readonly<Record<string, unknown>>; readonly retryS?: number; readonly proved: boolean }
export interface JudgeDeps {
  readonly o: HttpPushOptions; readonly deps: AdapterDeps; readonly parties: ReadonlyMap<string, Party>;
  readonly refusals: ReturnType<typeof refusalsOf>; readonly strangers: ReturnType<typeof strangersOf>; readonly ended: () => boolean;
}
interface Proved { readonly party: Party; readonly envelope: Envelope; readonly digest: string }

const MOST_NAMED = 10;

/** Decides of one request after another, cheapest question first; what costs an enterprise something (rate, nonce) is asked only after its signature. */
export function judgeOf({ o, deps, parties, refusals, strangers, ended }: JudgeDeps) {
  const { clock } = deps;

  function prove({ method, path, signature, body }: Asked, named: (name: string) => void): Checked<Proved> {
    if (path !== PATH) return refuse(404, 'unknown-path', { path: PATH });
    if (method !== 'POST') return refuse(405, 'unknown-method', { method: 'POST' });
    const given = signatureIn(signature);
    if (given === null) return refuse(401, 'no-signature', { header: 'Watchroom-Signature' });
    if (body === null) return refuse(413, 'too-large', { most: o.maxBytes });
    const envelope = envelopeOf(body, o.maxSamples);
    if (!envelope.ok) return envelope;
    const { enterprise, sent, nonce } = envelope.value;
    const party = parties.get(enterprise);
    if (party === undefined) return refuse(403, 'unknown-enterprise', { enterprise });
    named(enterprise);
    const text = signedText(method, path, sent, nonce, body);
    const secrets = party.secrets();
    if (secrets.length === 0) return refuse(403, 'no-secret', { enterprise });
    if (secrets.filter((secret) => isSignedBy(secret, text, given)).length === 0) return refuse(401, 'bad-signature', { enterprise });
    return { ok: true, value: { party, envelope: envelope.value, digest: text.slice(-64) } };
  }
  /** One of ours: is it now, is it new, is it not too much, and is every sample right? */
  async function take({ party, envelope, digest }: Proved): Promise<Checked<Reply>> {
    const { sent, nonce } = envelope;
    const now = clock.now();
    if (Math.abs(sent - now) > o.windowMs) return refuse(401, 'old-timestamp', { sent, now, windowMs: o.windowMs });
    const wait = party.bucket.take(clock.mono());
    if (wait > 0) return refuse(429, 'too-fast', { perSecond: o.perSecond }, wait);
    if (party.isBusy()) return refuse(429, 'busy', {}, 1);
    const samples = samplesOf(envelope.samples);
    if (!samples.ok) return samples;
    const before = party.nonces.meet(nonce, digest, clock.mono());
    if (before !== null) {
      if (before.digest !== digest) return refuse(409, 'nonce-reused', { nonce });
      if (before.accepted === null) return refuse(409, 'in-progress', { nonce }, 1);
      return { ok: true, value: { status: 200, proved: true, body: { accepted: before.accepted, duplicate: true, now } } };
    }
    const unknown = await party.accept(samples.value, sent);
    party.nonces.done(nonce, samples.value.length);
    return { ok: true, value: { status: 200, proved: true, body: { accepted: samples.value.length, duplicate: false, unknown: unknown.size, ...(unknown.size > 0 && { unknownPoints: [...unknown].slice(0, MOST_NAMED) }), now } } };
  }
  function refused(why: Refusal, name: string, address: string, proved: boolean): Reply {
    refusals.count(name, why.code, address);
    const wait = proved ? 0 : strangers.take(address, clock.mono());
    const said: Refusal = wait === 0 ? why : refuse(429, 'too-many-refusals', {}, wait).refusal;
    return { status: said.status, body: { code: said.code, params: said.params }, proved, ...(said.retryS !== undefined && { retryS: said.retryS }) };
  }

  return async (asked: Asked): Promise<Reply> => {
    let name = NOBODY;
    const proved = prove(asked, (n) => { name = n; });
    if (!proved.ok) return refused(proved.refusal, name, asked.address, false);
    if (ended()) return { status: 503, body: { code: 'closed', params: {} }, proved: true, retryS: 1 };
    const taken = await take(proved.value);
    return taken.ok ? taken.value : refused(taken.refusal, name, asked.address, true);
  };
}
