import { DataChangeNotification, DataType, DataValue, MonitoredItemNotification, NotificationMessage, PublishResponse, StatusCodes, Variant, type ClientSession } from 'node-opcua';
import { expect, it } from 'vitest';
import { opcuaOptions } from '#adapters/opcua';
import type { Sample } from '#app/acquisition';
import { nodeAddress } from '../../../native-adapters/opcua/address.ts';
import type { RawSession } from '../../../native-adapters/opcua/dial.ts';
import { subscribe } from '../../../native-adapters/opcua/subscribe.ts';
import { handClock } from '../../clock.ts';

type Answer = (error: Error | null, response?: PublishResponse) => void;
const options = (() => { const o = opcuaOptions({ endpoint: 'opc.tcp://10.0.0.8:4840', securityMode: 'None', answerMs: 300 }); if (!o.ok) throw new Error('options'); return o.value; })();
const points = [{ handle: 7, address: 'ns=2;s=a', node: nodeAddress('ns=2;s=a')! }];

/** A server that is held by the test; `mute`: it never answers. */
function held(mute: boolean) {
  const waiting: Answer[] = [];
  const never = new Promise<never>(() => {});
  const session = {
    read: (): Promise<unknown> => (mute ? never : Promise.resolve(new DataValue({ value: new Variant({ dataType: DataType.UInt32, value: 0 }) }))),
    createSubscription: () => Promise.resolve({ subscriptionId: 1, revisedMaxKeepAliveCount: 10, revisedPublishingInterval: 500 }),
    createMonitoredItems: ({ itemsToCreate }: { itemsToCreate: unknown[] }) => Promise.resolve({ results: itemsToCreate.map(() => ({ statusCode: StatusCodes.Good, revisedSamplingInterval: 0, revisedQueueSize: 10 })) }),
    publish: (_: unknown, answer: Answer): void => { waiting.push(answer); },
  } as unknown as RawSession & ClientSession;
  const hand = handClock();
  const [samples, notes] = [[] as Sample[], [] as string[]];
  const deps = { clock: hand.clock, note: (l: string) => { notes.push(l); }, bound: 10, link: () => {}, pki: '', secret: () => null };
  return { hand, samples, notes, waiting, made: subscribe(session, points, options, deps, (s) => { samples.push(s); }, () => {}, null) };
}

it('OPC-18 a value of an item that nobody asked for is nobody\'s: handles are numbered over all sources', async () => {
  const { samples, notes, waiting, made } = held(false);
  const subscription = await made;
  const item = (clientHandle: number, value: number) => new MonitoredItemNotification({ clientHandle, value: new DataValue({ value: new Variant({ dataType: DataType.Double, value }) }) });
  waiting[0]!(null, new PublishResponse({ subscriptionId: 1, notificationMessage: new NotificationMessage({ sequenceNumber: 1, notificationData: [new DataChangeNotification({ monitoredItems: [item(8, 1), item(7, 2), item(9, 3)] })] }) }));
  expect([samples.map((s) => [s.handle, s.value]), notes]).toEqual([[[7, 2]], ['opcua opc.tcp://10.0.0.8:4840: the server tells of item 8, which nobody asked for']]);
  subscription.stop();
});
it('OPC-10 a server that does not answer while it is asked to subscribe is given up, and not after the 5 s of the library', async () => {
  const { hand, made } = held(true);
  const said = made.then(() => 'made', String);
  hand.pass(600);
  expect(await said).toContain('timed out');
  expect(hand.timers()).toBe(0);
});
