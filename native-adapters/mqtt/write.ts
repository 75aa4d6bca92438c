import type { AdapterDeps, AdapterFault, Point } from '#app/acquisition';
import { fail, ok, type Result } from '#kernel/result';
import { meantBy, type Meant } from './address.ts';
import type { Session } from './dial.ts';
import type { MqttOptions } from './options.ts';
import { command, valueField } from './sparkplug/metrics.ts';
import type { TopicBook } from './topics.ts';

const NO_SUBSCRIBER = 16;                       // MQTT 5, 3.4.2.1: nobody listens to that topic

/** Where a command goes and what it says; `refused` when this value cannot be said there. */
function commandFor(m: Meant, address: string, value: number | string | boolean, o: MqttOptions, book: TopicBook, deps: AdapterDeps): Result<{ readonly topic: string; readonly payload: Buffer }, AdapterFault> {
  if (typeof value === 'number' && !Number.isFinite(value)) return fail('refused', { reason: 'value', address });
  if (m.kind === 'plain') return ok({ topic: `${m.topic}${o.commandSuffix}`, payload: Buffer.from(String(value)) });
  if (m.kind === 'json') {
    if (m.path.some((step) => typeof step === 'number')) return fail('refused', { reason: 'not-writable', address });
    const said = m.path.reduceRight<unknown>((inside, key) => ({ [key]: inside }), value);
    return ok({ topic: `${m.topic}${o.commandSuffix}`, payload: Buffer.from(JSON.stringify(said)) });
  }
  const type = book.typeOf(m);
  if (type === null) return fail('refused', { reason: 'unknown-metric', address });
  const field = valueField(type, value);
  if (field === null) return fail('refused', { reason: 'value', address });
  const place = m.device === null ? `NCMD/${m.node}` : `DCMD/${m.node}/${m.device}`;
  return ok({ topic: `spBv1.0/${m.group}/${place}`, payload: command(m.metric, type, field, deps.clock.now()) });
}

/**
 * Sends a command and waits until the device itself says the value back, since a broker's word is only that it passed the message on. Never to the topic of the value itself: that would be a reading that nobody measured.
 * `unreachable` with `unconfirmed` when it stays silent for `answerMs`, `not-watched` when the point is not listened to.
 */
export async function write(session: Session | null, point: Point, value: number | string | boolean, o: MqttOptions, book: TopicBook, handle: number | null, deps: AdapterDeps): Promise<Result<void, AdapterFault>> {
  const { address } = point;
  const meant = meantBy(address);
  if (meant === null) return fail('bad-address', { address });
  const wanted = commandFor(meant, address, value, o, book, deps);
  if (!wanted.ok) return wanted;
  if (session === null) return fail('unreachable', { peer: o.url, reason: 'down' });
  if (handle === null) return fail('refused', { reason: 'not-watched', address });
  const answer = Promise.withResolvers<Result<void, AdapterFault>>();
  const number = typeof value === 'string' ? null : Number(value);
  const as = (v: number | null): boolean => v !== null && number !== null && (v === number || v === Math.fround(number));
  const deaf = book.listen(handle, (said) => { if (typeof value === 'string' ? said.text === value : as(said.value)) answer.resolve(ok(undefined)); });
  const stop = deps.clock.after(o.answerMs, () => answer.resolve(fail('unreachable', { peer: o.url, reason: 'unconfirmed' })));
  void session.publish(wanted.value.topic, wanted.value.payload, 1).then((code) => {
    if (code === null) answer.resolve(fail('unreachable', { peer: o.url, reason: 'closed' }));
    else if (code === NO_SUBSCRIBER) answer.resolve(fail('refused', { reason: 'nobody-listens', address }));
    else if (code >= 0x80) answer.resolve(fail('refused', { reason: 'not-authorized', status: code, address }));
  });
  const result = await answer.promise;
  deaf();
  stop();
  return result;
}
