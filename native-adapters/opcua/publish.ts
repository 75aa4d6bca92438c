import { PublishRequest, type NotificationMessage, type PublishResponse } from 'node-opcua';
import type { AdapterDeps, AdapterFault } from '#app/acquisition';
import { fail } from '#kernel/result';
import type { Stop } from '#kernel/time';
import { faultOf, type RawSession } from './dial.ts';
import type { OpcUaOptions } from './options.ts';

/** How many publish requests wait at the server, so that one is there while an answer travels. */
const PIPELINE = 3;

/**
 * Keeps publish requests at the server and hands on what comes, in order (Part 4, 5.13.5). The library's own publish engine keeps a subscription
 * for alive that the server has stopped serving; this one says `lost` when neither value nor keep-alive came in the agreed time, when a number is missing, or when the server refuses.
 */
export function publisher(session: RawSession, subscriptionId: number, keepAliveMs: number, o: OpcUaOptions, deps: AdapterDeps, hear: (m: NotificationMessage) => void, onLost: (fault: AdapterFault) => void): { stop(): void } {
  const limit = keepAliveMs + o.answerMs;
  let acknowledge: { readonly subscriptionId: number; readonly sequenceNumber: number }[] = [];
  let pending = 0;
  let wanted = PIPELINE;
  let expected = 1;
  let heardAt = deps.clock.mono() as number;
  let over = false;
  let stopWatch: Stop = () => {};

  function lose(fault: AdapterFault): void {
    if (over) return;
    stop();
    onLost(fault);
  }
  function stop(): void { over = true; stopWatch(); }
  function watch(): void {
    const left = heardAt + limit - deps.clock.mono();
    if (left <= 0) lose(fail('unreachable', { peer: o.endpoint, reason: 'silent' }).fault);
    else stopWatch = deps.clock.after(left, watch);
  }
  function take({ notificationMessage: message, subscriptionId: id }: PublishResponse): void {
    if (id !== subscriptionId) return;          // of a subscription that was given up
    const empty = (message.notificationData?.length ?? 0) === 0;
    const gap = empty ? message.sequenceNumber > expected : message.sequenceNumber !== expected;
    if (gap) { lose(fail('protocol', { peer: o.endpoint, what: 'sequence' }).fault); return; }
    if (empty) return;                          // a keep-alive carries the next number and uses none
    expected = expected === 0xffff_ffff ? 1 : expected + 1;
    acknowledge.push({ subscriptionId, sequenceNumber: message.sequenceNumber });
    hear(message);
  }
  function answered(error: Error | null, response: PublishResponse | undefined): void {
    pending--;
    if (over) return;
    if (response !== undefined && error === null) { heardAt = deps.clock.mono(); take(response); }
    else if (/BadTooManyPublishRequests/.test(error?.message ?? '') && pending > 0) wanted = pending;
    else if (!/BadTimeout/.test(error?.message ?? '')) { lose(faultOf(error ?? 'no answer', o.endpoint)); return; }
    fill();
  }
  function fill(): void {
    while (!over && pending < wanted) {
      pending++;
      const subscriptionAcknowledgements = acknowledge;
      acknowledge = [];
      session.publish(new PublishRequest({ requestHeader: { timeoutHint: PIPELINE * limit }, subscriptionAcknowledgements }), (error, response) => answered(error, response));
    }
  }
  watch();
  fill();
  return { stop };
}
