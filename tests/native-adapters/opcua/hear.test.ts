import { DataType, type EventFilter, EventFieldList, EventNotificationList, NodeId, resolveNodeId, StatusCodes, Variant, type StatusCode } from 'node-opcua';
import { expect, it } from 'vitest';
import { conditions, type DeviceEvent } from '#app/acquisition';
import { opcuaOptions } from '#adapters/opcua';
import type { RawSession } from '../../../native-adapters/opcua/dial.ts';
import { ears } from '../../../native-adapters/opcua/hear.ts';
import { handClock } from '../../clock.ts';

const types = { start: 2787, end: 2788, wanted: 2789, overflow: 3035, alarm: 10637 } as const;
const none = new Variant({ dataType: DataType.Null });
const bool = (value: boolean): Variant => new Variant({ dataType: DataType.Boolean, value });
/** One event as a server of another make would send it: fields in the order in which they were asked for. */
function said(type: keyof typeof types, id = '', condition = '', retain = true): EventFieldList {
  const fields = Array.from({ length: 20 }, () => none);
  fields[0] = new Variant({ dataType: DataType.ByteString, value: Buffer.from(id) });
  fields[1] = new Variant({ dataType: DataType.NodeId, value: resolveNodeId(`ns=0;i=${types[type]}`) });
  if (condition !== '') { fields[8] = new Variant({ dataType: DataType.NodeId, value: new NodeId(NodeId.NodeIdType.STRING, condition, 2) }); fields[11] = bool(retain); fields[16] = bool(retain); }
  return new EventFieldList({ clientHandle: 0, eventFields: fields });
}

/** Ears at a server that is held by the test; `answers`: what it says when asked what stands. */
async function start(answers: (StatusCode | Error)[] = [], hears: boolean | 'plain' = true) {
  const hand = handClock();
  const [heard, notes, calls, asked] = [[] as string[], [] as string[], [] as number[], [] as number[]];
  let missed = 0;
  const session = {
    createMonitoredItems: async ({ itemsToCreate }: { itemsToCreate: { requestedParameters: { filter: EventFilter } }[] }) => ({ results: itemsToCreate.map(({ requestedParameters: { filter } }) => {
      asked.push(filter.selectClauses!.length);
      const refused = hears === 'plain' ? StatusCodes.BadEventFilterInvalid : StatusCodes.BadUserAccessDenied;
      return { statusCode: hears === true || (hears === 'plain' && filter.selectClauses!.length < 20) ? StatusCodes.Good : refused, revisedQueueSize: 1000 };
    }) }),
    call: async ({ inputArguments }: { inputArguments: Variant[] }) => {
      calls.push(inputArguments[0]!.value as number);
      const answer = answers.shift() ?? StatusCodes.Good;
      if (answer instanceof Error) throw answer;
      return { statusCode: answer };
    },
  } as unknown as RawSession;
  const options = opcuaOptions({ endpoint: 'opc.tcp://10.0.0.8:4840', securityMode: 'None', events: 'conditions', retryMs: 1000 });
  if (!options.ok) throw new Error('options');
  const known = conditions((e: DeviceEvent) => { heard.push(`${e.recall ?? 'news'} ${e.conditionId}${e.active === false ? ' over' : ''}`); }, false);
  known.begin();
  const deps = { clock: hand.clock, note: (l: string) => { notes.push(l); }, bound: 10, link: () => {}, pki: '', secret: () => null };
  const e = ears(session, 77, [], [], options.value, deps, { conditions: known, missed: () => { missed++; } });
  await e.begin();
  const say = (...events: EventFieldList[]): void => e.take(new EventNotificationList({ events }));
  const pass = async (ms: number): Promise<void> => { hand.pass(ms); for (let i = 0; i < 5; i++) await Promise.resolve(); };
  return { e, hand, known, heard, notes, calls, asked, say, pass, missed: () => missed };
}

it('OPC-14 asks what stands in its own subscription, and tells it between the brackets', async () => {
  const { calls, say, heard } = await start();
  expect(calls).toEqual([77]);
  say(said('alarm', 'e0', 'early'), said('start'), said('alarm', 'e0', 'early'), said('alarm', 'e1', 'a'), said('end'), said('alarm', 'e2', 'b'), said('alarm', 'e3', 'a', false));
  expect(heard).toEqual(['news ns=2;s=early', 'standing ns=2;s=a', 'news ns=2;s=b', 'news ns=2;s=a over']);
});

it('OPC-14 what stood before the link was lost and is not named any more is gone; what is half said is not', async () => {
  const { e, known, say, heard } = await start();
  say(said('start'), said('alarm', 'e1', 'a'), said('alarm', 'e2', 'b'), said('end'));
  heard.length = 0;
  known.begin(); await e.begin();
  say(said('start'), said('alarm', 'e1', 'a'));
  expect(heard).toEqual(['standing ns=2;s=a']);
  known.begin(); await e.begin();               // lost again before the end came
  say(said('start'), said('alarm', 'e1', 'a'), said('end'));
  expect(heard).toEqual(['standing ns=2;s=a', 'standing ns=2;s=a', 'gone ns=2;s=b over']);
});

it('OPC-14 a server that wants to be asked again, or dropped events, is asked once in retryMs; what it says again is no news', async () => {
  const { calls, say, pass, heard, missed, notes } = await start();
  say(said('alarm', 'e1', 'a'));
  for (let i = 0; i < 500; i++) say(said('wanted'), said('overflow'));
  expect([calls.length, missed()]).toEqual([1, 500]);
  await pass(1000);
  expect(calls.length).toBe(2);
  say(said('start'), said('alarm', 'e1', 'a'), said('alarm', 'e9', 'a'), said('end'));
  expect(heard).toEqual(['news ns=2;s=a', 'standing ns=2;s=a']);
  expect(notes[0]).toContain('dropped events');
});

it('OPC-14 busy with another refresh: asked again; without conditions, or without the service: noted, and events are heard all the same', async () => {
  const busy = await start([StatusCodes.BadRefreshInProgress, StatusCodes.BadRefreshInProgress]);
  await busy.pass(1000); await busy.pass(1000); await busy.pass(1000);
  expect(busy.calls.length).toBe(3);
  for (const answer of [StatusCodes.BadMethodInvalid, new Error('BadServiceUnsupported')]) {
    const { notes, calls, say, pass, heard, hand } = await start([answer]);
    await pass(100_000);
    expect([calls.length, notes.length, hand.timers()]).toEqual([1, 1, 0]);
    say(said('alarm', 'e1', 'a'));
    expect(heard).toEqual(['news ns=2;s=a']);
  }
});

it('OPC-13 a server that refuses the filter for the fields of conditions is asked for those of every event, and heard', async () => {
  const { asked, notes, heard, hand, say } = await start([], 'plain');
  expect([asked, notes, hand.timers()]).toEqual([[20, 8], [], 0]);
  say(said('alarm', 'e1', 'a'));
  expect(heard).toEqual(['news ns=2;s=a']);
  expect((await start([], false)).asked).toEqual([20]);          // another refusal is none of the filter
});

it('ADP-08 stopped: it asks no more, and no timer is left', async () => {
  const { e, say, pass, hand, calls } = await start([StatusCodes.BadRefreshInProgress]);
  say(said('overflow'));
  expect(hand.timers()).toBe(1);
  e.stop();
  expect(hand.timers()).toBe(0);
  say(said('overflow'), said('wanted'));
  await pass(10_000);
  expect([calls.length, hand.timers()]).toEqual([1, 0]);
  const refused = await start([], false);
  expect(refused.hand.timers()).toBe(1);        // it would be asked again
  refused.e.stop();
  expect([refused.hand.timers(), refused.calls]).toEqual([0, []]);
});
