import {
  AttributeIds, coerceNodeId, DataChangeFilter, DataChangeNotification, DataChangeTrigger, DeadbandType, EventNotificationList, MonitoringMode, StatusChangeNotification, TimestampsToReturn,
  type NotificationMessage,
} from 'node-opcua';
import { qualityOf, type AdapterDeps, type AdapterFault, type Sample } from '#app/acquisition';
import { fail } from '#kernel/result';
import type { Stop } from '#kernel/time';
import { nodeIdIn, type Monitored } from './address.ts';
import { faultOf, within, type RawSession } from './dial.ts';
import { ears, type Hearing } from './hear.ts';
import type { OpcUaOptions } from './options.ts';
import { publisher } from './publish.ts';
import { sampleOf } from './values.ts';

/** `stop`: no more samples come, and nobody is told. `forget`: the server is asked to forget it too; resolves when it has. */
export interface Subscription { stop(): void; forget(): Promise<void> }

const PER_CALL = 1000;
const NO_FILTER = new Set([0x8043_0000, 0x8044_0000, 0x8045_0000]);   // BadMonitoredItemFilterInvalid, BadMonitoredItemFilterUnsupported, BadFilterNotAllowed
const BAD_NODE_ID_UNKNOWN = 0x8034_0000;
const REFRESH = 10;                             // refused points are tried again every so many retryMs

const filter = (): DataChangeFilter => new DataChangeFilter({ trigger: DataChangeTrigger.StatusValueTimestamp, deadbandType: DeadbandType.None, deadbandValue: 0 });

/** Asks the server to report the points; gives those that it refused, with its code. */
async function monitor(session: RawSession, subscriptionId: number, namespaces: readonly string[], some: readonly Monitored[], o: OpcUaOptions, filtered: boolean, slower: (n: number) => void): Promise<readonly (readonly [Monitored, number])[]> {
  const known = some.flatMap((m) => { const id = nodeIdIn(namespaces, m.node); return id === null ? [] : [{ m, id }]; });
  const refused = some.filter((m) => nodeIdIn(namespaces, m.node) === null).map((m) => [m, BAD_NODE_ID_UNKNOWN] as const);
  if (known.length === 0) return refused;
  const answer = await session.createMonitoredItems({
    subscriptionId, timestampsToReturn: TimestampsToReturn.Both,
    itemsToCreate: known.map(({ m, id }) => ({
      itemToMonitor: { nodeId: coerceNodeId(id), attributeId: AttributeIds.Value }, monitoringMode: MonitoringMode.Reporting,
      requestedParameters: { clientHandle: m.handle, samplingInterval: o.samplingMs, queueSize: o.queueSize, discardOldest: true, ...(filtered && { filter: filter() }) },
    })),
  });
  const codes = known.map(({ m }, i) => [m, (answer.results?.[i]?.statusCode.value ?? 0x8000_0000) >>> 0] as const).filter(([, code]) => qualityOf(code) === 'bad');
  slower((answer.results ?? []).filter((r) => qualityOf(r.statusCode.value) !== 'bad' && (r.revisedSamplingInterval > o.samplingMs || r.revisedQueueSize < o.queueSize)).length);
  const again = new Set(filtered ? codes.filter(([, code]) => NO_FILTER.has(code)).map(([m]) => m) : []);
  const plain = again.size > 0 ? await monitor(session, subscriptionId, namespaces, [...again], o, false, slower) : [];
  return [...refused, ...codes.filter(([m]) => !again.has(m)), ...plain];
}

/** Part 4, 5.12: one subscription with all points, and with the events where there is a `hearing`, watched over by its own keep-alive. Points that the server refuses become samples with its code, and are tried again. */
export async function subscribe(session: RawSession, points: readonly Monitored[], o: OpcUaOptions, deps: AdapterDeps, push: (s: Sample) => void, onLost: (fault: AdapterFault) => void, hearing: Hearing | null): Promise<Subscription> {
  /** The library waits at least 5 s for any answer. */
  const soon = async <T>(answer: Promise<T>): Promise<T> => {
    const came = await within(deps.clock, 2 * o.answerMs, answer.then((value) => ({ value })), null);
    if (came === null) throw new Error('timed out');
    return came.value;
  };
  const limit = await soon(session.read({ nodeId: 'i=11714', attributeId: AttributeIds.Value }));   // OperationLimits.MaxMonitoredItemsPerCall
  const most = typeof limit.value?.value === 'number' && limit.value.value > 0 ? Math.min(limit.value.value, PER_CALL) : PER_CALL;
  const namespaces = points.some((p) => p.node.uri !== null) || (hearing !== null && o.notifiers.some((n) => n.startsWith('nsu='))) ? await soon(session.readNamespaceArray()) : [];
  const keepAlive = Math.max(1, Math.ceil(o.answerMs / o.publishingMs));
  const made = await soon(session.createSubscription({
    requestedPublishingInterval: o.publishingMs, requestedMaxKeepAliveCount: keepAlive, requestedLifetimeCount: Math.max(3 * keepAlive + 1, Math.ceil(30_000 / o.publishingMs)),
    maxNotificationsPerPublish: 2000, publishingEnabled: true, priority: 0,
  }));
  const own = new Set(points.map(({ handle }) => handle));
  let over = false;
  let strange = 0;                              // values of items that nobody asked for
  let stopRetry: Stop = () => {};
  const events = hearing === null ? null : ears(session, made.subscriptionId, points, namespaces, o, deps, hearing);
  const lost = (fault: AdapterFault): void => { if (!over) onLost(fault); };

  /** Handles are numbered over all sources: one that is not ours could be another's point. */
  function odd(handle: number): void { if (strange++ === 0) deps.note(`opcua ${o.endpoint}: the server tells of item ${handle}, which nobody asked for`); }
  function hear(message: NotificationMessage): void {
    const receivedTime = deps.clock.now();
    for (const part of message.notificationData ?? []) {
      if (part instanceof DataChangeNotification) for (const item of part.monitoredItems ?? []) { if (own.has(item.clientHandle)) push(sampleOf(item.clientHandle, item.value, receivedTime)); else odd(item.clientHandle); }
      else if (part instanceof EventNotificationList) events?.take(part);
      else if (part instanceof StatusChangeNotification) lost(fail('protocol', { peer: o.endpoint, what: part.status.name }).fault);
    }
  }
  const publishing = publisher(session, made.subscriptionId, made.revisedMaxKeepAliveCount * made.revisedPublishingInterval, o, deps, hear, lost);

  async function ask(some: readonly Monitored[], before: ReadonlyMap<number, number>): Promise<void> {
    const refused: (readonly [Monitored, number])[] = [];
    let slower = 0;
    for (let i = 0; i < some.length && !over; i += most) refused.push(...await monitor(session, made.subscriptionId, namespaces, some.slice(i, i + most), o, true, (n) => { slower += n; }));
    if (slower > 0) deps.note(`opcua ${o.endpoint}: the server samples ${slower} points more slowly, or keeps fewer of their samples, than was asked: short pulses may be missed`);
    if (over || refused.length === 0) return;
    const receivedTime = deps.clock.now();
    for (const [m, status] of refused) if (before.get(m.handle) !== status) push({ handle: m.handle, value: null, status, sourceTime: null, receivedTime });
    const codes = new Map(refused.map(([m, code]) => [m.handle, code]));
    stopRetry = deps.clock.after(REFRESH * o.retryMs, () => { asking = ask(refused.map(([m]) => m), codes).catch((e: unknown) => lost(faultOf(e, o.endpoint))); });
  }
  let asking: Promise<void> = Promise.resolve();
  const stop = (): void => { over = true; stopRetry(); events?.stop(); publishing.stop(); };
  asking = ask(points, new Map());
  try { await asking; await events?.begin(); } catch (error) { stop(); throw error; }
  return {
    stop,
    async forget() {
      stop();
      await asking;
      await within(deps.clock, 2 * o.answerMs, new Promise<void>((done) => { session.deleteSubscriptions({ subscriptionIds: [made.subscriptionId] }, () => done()); }), undefined);   // a session that is gone has forgotten already
    },
  };
}
