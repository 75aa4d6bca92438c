import { AttributeIds, coerceNodeId, DataType, MethodIds, MonitoringMode, ObjectTypeIds, TimestampsToReturn, Variant, type EventNotificationList, type MonitoredItemCreateResult } from 'node-opcua';
import { qualityOf, type AdapterDeps, type Conditions } from '#app/acquisition';
import type { Stop } from '#kernel/time';
import { nodeAddress, nodeIdIn, type Monitored } from './address.ts';
import type { RawSession } from './dial.ts';
import { Bracket, eventFilter, eventOf } from './events.ts';
import type { OpcUaOptions } from './options.ts';

/** How many events of one notifier the server is asked to keep between two publishings. */
const QUEUE = 1000;
const AGAIN = 10;                               // what was refused is asked for again every so many retryMs
const FILTER_REFUSED = new Set([0x8043_0000, 0x8044_0000, 0x8047_0000]);   // BadMonitoredItemFilterInvalid, BadMonitoredItemFilterUnsupported, BadEventFilterInvalid

/** The ears of one subscription. `begin`: asks for the events, then for what stands. `stop`: nothing more is heard, asked or noted. */
export interface Ears { begin(): Promise<void>; take(list: EventNotificationList): void; stop(): void }
interface Notifier { readonly item: number; readonly id: string }
/** Over all links of one adapter. `missed`: the server says that it dropped events. */
export interface Hearing { readonly conditions: Conditions; readonly missed: () => void }

/** The node under which the server knows each watched point, and the point's own address. */
function addresses(points: readonly Monitored[], namespaces: readonly string[]): ReadonlyMap<string, string> {
  return new Map(points.toReversed().flatMap(({ node, address }) => { const id = nodeIdIn(namespaces, node); return id === null ? [] : [[coerceNodeId(id).toString(), address] as const]; }));
}

/**
 * Hears the notifiers by event items of their own in the subscription (OPC 10000-4, 5.13; 10000-9, 5.5.7). What stands is asked for after the items are there, when the server wants it, and when
 * its queue ran over. A notifier that is refused is asked for again; a server without conditions says so once, and its events are heard all the same.
 */
export function ears(session: RawSession, subscriptionId: number, points: readonly Monitored[], namespaces: readonly string[], o: OpcUaOptions, deps: AdapterDeps, to: Hearing): Ears {
  const known = addresses(points, namespaces);
  const heard = new Map<number, number>();      // item -> how many events the server keeps for it
  let over = false;
  let stopAgain: Stop = () => {};
  let stopRefresh: Stop | null = null;
  const note = (line: string): void => { if (!over) deps.note(`opcua ${o.endpoint}: ${line}`); };

  const failed = (error: unknown): void => note(`events: ${String(error).replace(/\s+/g, ' ').slice(0, 200)}`);   // a wire that broke is noticed by the publisher; one without a service goes on without it

  async function refresh(): Promise<void> {
    if (over || heard.size === 0) return;
    const answer = await session.call({ objectId: coerceNodeId(ObjectTypeIds.ConditionType), methodId: coerceNodeId(MethodIds.ConditionType_ConditionRefresh), inputArguments: [new Variant({ dataType: DataType.UInt32, value: subscriptionId })] });
    if (qualityOf(answer.statusCode.value) !== 'bad') return;
    note(`what stands cannot be asked for: ${answer.statusCode.name}`);
    if (answer.statusCode.name === 'BadRefreshInProgress') later();
  }
  /** Once in `retryMs` at most, however often a server wants it. */
  function later(): void { if (!over) stopRefresh ??= deps.clock.after(o.retryMs, () => { stopRefresh = null; refresh().catch(failed); }); }

  /** The server's answer for each notifier; one that refuses the filter, since it knows no conditions, is asked for what every event has. */
  async function listen(some: readonly Notifier[], plain: boolean): Promise<ReadonlyMap<number, MonitoredItemCreateResult | undefined>> {
    const { results } = some.length === 0 ? { results: [] } : await session.createMonitoredItems({
      subscriptionId, timestampsToReturn: TimestampsToReturn.Neither,
      itemsToCreate: some.map(({ item, id }) => ({
        itemToMonitor: { nodeId: coerceNodeId(id), attributeId: AttributeIds.EventNotifier }, monitoringMode: MonitoringMode.Reporting,
        requestedParameters: { clientHandle: item, samplingInterval: 0, queueSize: QUEUE, discardOldest: true, filter: eventFilter(plain) },
      })),
    });
    const answers = new Map(some.map(({ item }, i) => [item, results?.[i]]));
    const again = plain ? [] : some.filter(({ item }) => FILTER_REFUSED.has((answers.get(item)?.statusCode.value ?? 0) >>> 0));
    return again.length === 0 ? answers : new Map([...answers, ...await listen(again, true)]);
  }
  async function ask(): Promise<void> {
    const wanted = o.notifiers.map((address, item) => ({ item, address, id: nodeIdIn(namespaces, nodeAddress(address)!) })).filter(({ item }) => !heard.has(item));
    const answers = await listen(wanted.flatMap(({ item, id }) => (id === null ? [] : [{ item, id }])), false);
    for (const { item, address } of wanted) {
      const answer = answers.get(item);
      if (answer !== undefined && qualityOf(answer.statusCode.value) !== 'bad') heard.set(item, answer.revisedQueueSize); else note(`no events of ${address}: ${answer?.statusCode.name ?? 'BadNodeIdUnknown'}`);
    }
  }
  /** Asks for what is not heard yet, and then for what stands. */
  async function begin(): Promise<void> {
    const before = heard.size;
    await ask().catch(failed);
    if (over) return;
    if (heard.size < o.notifiers.length) stopAgain = deps.clock.after(AGAIN * o.retryMs, () => { void begin(); });
    if (heard.size > before) await refresh().catch(failed);
  }
  /** A queue that comes full may have run over, and not every server says so; how much was lost then nobody can say, so that it is noted and what stands is asked for, but not counted. */
  function full({ events }: EventNotificationList): void {
    const counts = new Map<number, number>();
    for (const { clientHandle } of events ?? []) counts.set(clientHandle, (counts.get(clientHandle) ?? 0) + 1);
    if (![...counts].some(([item, n]) => n > 1 && n >= (heard.get(item) ?? Infinity))) return;
    note('events came as many as the server keeps: some may be missing');
    later();
  }
  return {
    begin() { to.conditions.restart(); return begin(); },
    take(list) {
      const receivedTime = deps.clock.now();
      full(list);
      for (const { clientHandle, eventFields } of list.events ?? []) {
        const said = eventOf(eventFields ?? [], (node) => known.get(node), receivedTime);
        switch (said.event.kind) {
          case Bracket.start: to.conditions.starts(clientHandle); break;
          case Bracket.end: to.conditions.ends(clientHandle, heard.size, receivedTime); break;
          case Bracket.wanted: later(); break;
          case Bracket.overflow: to.missed(); note('the server dropped events: its queue ran over'); later(); break;
          default: if (o.events === 'all' || said.event.conditionId !== undefined) to.conditions.take(said, clientHandle);
        }
      }
    },
    stop() { over = true; stopAgain(); stopRefresh?.(); },
  };
}
