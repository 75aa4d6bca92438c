import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DataType, LocalizedText, NodeId, resolveNodeId, StatusCodes, Variant, VariantArrayType } from 'node-opcua';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { opcua, opcuaOptions } from '#adapters/opcua';
import { row, type DeviceEvent, type LinkState, type Sample } from '#app/acquisition';
import { pointId } from '#app/park';
import { epochMs } from '#kernel/time';
import { isEvent } from '../../../main/engine/collect/events.ts';
import { eventFilter, eventOf } from '../../../native-adapters/opcua/events.ts';
import { opcuaDevice } from '../../../simulator/devices/opcua.ts';
import { countingClock, never, until, wait } from '../../conformance/subject.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'watchroom-opcua-'));
const device = opcuaDevice({ pkiDir: path.join(folder, 'device') });
beforeAll(async () => { await device.start(0); });
afterAll(async () => { await device.stop(); rmSync(folder, { recursive: true, force: true, maxRetries: 3 }); });

async function hearing(addresses: readonly string[], options: Record<string, unknown> = {}) {
  const parsed = opcuaOptions({ endpoint: device.endpoint(), securityMode: 'None', publishingMs: 20, retryMs: 20, answerMs: 1000, events: 'conditions', ...options });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  const [links, taken, notes, heard] = [[] as LinkState[], [] as Sample[], [] as string[], [] as DeviceEvent[]];
  const adapter = opcua(parsed.value, { clock: countingClock().clock, note: (l) => { notes.push(l); }, bound: 1000, link: (l) => { links.push(l); }, pki: path.join(folder, 'node'), secret: () => null });
  onTestFinished(() => adapter.close());
  adapter.hearEvents!({ hear: (e) => { heard.push(e); } });
  await adapter.open(never);
  const watch = (of = addresses) => adapter.watch(of.map((address, handle) => ({ handle, id: pointId(address), address })), { take: async (b) => { for (let i = 0; i < b.length; i++) taken.push(row(b, i)); } });
  watch();
  await until(() => addresses.every((_, h) => taken.some((s) => s.handle === h)));
  await wait(150);                              // the items of events are made after those of points, and then what stands is asked for
  return { adapter, watch, links, taken, notes, heard };
}
/** Variables with a condition each, which is over now, and over again when the test ends. */
function calm(...addresses: string[]): void {
  const over = (): void => { for (const a of addresses) device.condition(a, false, 1, 'calm'); };
  for (const a of addresses) device.set(a, 1);
  over();
  onTestFinished(over);
}

describe('an OPC UA server with alarms and conditions', () => {
  it('OPC-12 a condition arrives with everything that the server says of it', async () => {
    calm('ns=2;s=tank-7');
    const { heard, notes } = await hearing(['ns=2;s=tank-7']);
    device.condition('ns=2;s=tank-7', true, 700, '液位高', { sourceTime: new Date(1_700_000_000_123) });
    await until(() => heard.length > 0);
    expect(heard).toEqual([{
      kind: 'AlarmCondition', address: 'ns=2;s=tank-7', severity: 700, active: true, text: '液位高', sourceTime: 1_700_000_000_123, receivedTime: expect.any(Number) as number, sourceName: expect.stringContaining('tank-7') as string,
      conditionId: 'ns=2;s=tank-7.condition', conditionName: 'tank-7 condition', retain: true, acked: false, confirmed: false, enabled: true, suppressed: false, status: 0,
    }]);
    expect(notes.filter((n) => !n.includes('library'))).toEqual([]);
  });
  it('OPC-12 a source that is watched goes by the address of the site, another by its own node id', async () => {
    calm('ns=2;s=own', 'ns=2;s=other');
    const { heard } = await hearing(['nsu=urn:watchroom:park;s=own']);
    device.condition('ns=2;s=own', true, 5, 'own'); device.condition('ns=2;s=other', true, 5, 'other');
    await until(() => heard.length === 2);
    expect(heard.map((e) => e.address)).toEqual(['nsu=urn:watchroom:park;s=own', 'ns=2;s=other']);
  });
  it('OPC-13 off hears nothing, conditions only conditions, all everything', async () => {
    calm('ns=2;s=x');
    const [off, only, all] = [await hearing(['ns=2;s=x'], { events: 'off' }), await hearing(['ns=2;s=x']), await hearing(['ns=2;s=x'], { events: 'all' })];
    device.tell(42, 'door opened'); device.condition('ns=2;s=x', true, 5, 'hot');
    await until(() => only.heard.length > 0 && all.heard.some((e) => e.text === 'hot'));
    expect([off.heard.length, only.heard.map((e) => e.text), all.heard.map((e) => e.text).filter((t) => t !== '')]).toEqual([0, ['hot'], ['door opened', 'hot']]);
    expect(all.heard.find((e) => e.text === 'door opened')).toMatchObject({ kind: 'BaseEvent', severity: 42, active: null, address: 'ns=2;s=Park' });
    expect(all.heard.find((e) => e.text === 'door opened')).not.toHaveProperty('conditionId');
  });
  it('OPC-13 a notifier that the server lacks is noted and asked for again; the others are heard, and values go on', async () => {
    calm('ns=2;s=n');
    const { heard, notes, taken, links } = await hearing(['ns=2;s=n'], { notifiers: ['ns=2;s=nobody', 'ns=2;s=Park', 'nsu=urn:nobody;s=x'] });
    device.condition('ns=2;s=n', true, 5, 'hot'); device.set('ns=2;s=n', 9);
    await until(() => heard.length === 1 && taken.at(-1)?.value === 9);
    await until(() => notes.filter((n) => n.includes('no events of ns=2;s=nobody')).length > 1);
    expect(notes.some((n) => n.includes('no events of nsu=urn:nobody;s=x'))).toBe(true);
    expect(links).toEqual([{ up: true, reason: null }]);
  });
  it('OPC-13 two notifiers that tell the same are heard once', async () => {
    calm('ns=2;s=twice');
    device.condition('ns=2;s=twice', true, 5, 'stands');
    const { heard } = await hearing(['ns=2;s=twice'], { notifiers: ['i=2253', 'ns=2;s=Park'] });
    await until(() => heard.length > 0);
    device.condition('ns=2;s=twice', false, 5, 'ends');
    await until(() => heard.length > 1);
    await wait(100);
    expect(heard.map((e) => `${e.recall ?? ''} ${e.text}`)).toEqual(['standing stands', ' ends']);
  });
  it('OPC-14 what has ended but waits for an acknowledgement still stands', async () => {
    calm('ns=2;s=unacked');
    device.condition('ns=2;s=unacked', false, 5, 'ended, not acknowledged', { acked: false });
    const { heard } = await hearing(['ns=2;s=unacked']);
    await until(() => heard.length > 0);
    expect(heard).toMatchObject([{ active: false, acked: false, retain: true, recall: 'standing' }]);
  });
  it('OPC-14 a line that was cut, at a server that went on: what stands is told again, once, under the same ids; what came meanwhile, too', { timeout: 20_000 }, async () => {
    calm('ns=2;s=stands', 'ns=2;s=meanwhile');
    const { heard, links } = await hearing(['ns=2;s=stands', 'ns=2;s=meanwhile']);
    device.condition('ns=2;s=stands', true, 5, 'stands');
    await until(() => heard.some((e) => e.text === 'stands'));
    heard.length = 0;
    await device.inject('drop');
    await until(() => links.at(-1)?.up === false);
    device.condition('ns=2;s=meanwhile', true, 5, 'came');
    await device.inject(null);
    await until(() => heard.length >= 2, 5000);
    await wait(200);
    expect(heard.map((e) => `${e.recall} ${e.text}`).toSorted()).toEqual(['standing came', 'standing stands']);
  });
  it('OPC-14 a server that drops events without a word: what stands is asked for when its queue came full', { timeout: 20_000 }, async () => {
    calm('ns=2;s=flood', 'ns=2;s=still');
    const { heard, notes } = await hearing(['ns=2;s=flood', 'ns=2;s=still'], { publishingMs: 500, answerMs: 10_000 });   // so many words may hold the device up for seconds
    heard.length = 0;
    device.condition('ns=2;s=still', true, 900, 'drowned');
    for (let i = 1; i <= 1500; i++) device.condition('ns=2;s=flood', true, 5, `word ${i}`);
    await until(() => heard.some((e) => e.text === 'drowned'), 5000);
    expect(heard.filter((e) => e.address === 'ns=2;s=still')).toMatchObject([{ text: 'drowned', recall: 'standing' }]);
    expect(heard.filter((e) => e.text === 'word 1500').length).toBe(1);
    expect(notes.some((n) => n.includes('as many as the server keeps'))).toBe(true);
  });
});

describe('OPC-15 the fields of an event', () => {
  const now = epochMs(9);
  const none = new Variant({ dataType: DataType.Null });
  const v = (dataType: DataType, value: unknown): Variant => new Variant({ dataType, value });
  const of = (...fields: Variant[]) => eventOf(fields, () => undefined, now);

  it('asks for twenty, the id of the condition as the node itself', () => {
    const clauses = eventFilter(false).selectClauses!;
    expect(clauses.length).toBe(20);
    expect(clauses.filter((c) => c.attributeId === 1).map((c) => [c.typeDefinitionId.toString(), c.browsePath?.length ?? 0])).toEqual([['ns=0;i=2782', 0]]);
  });
  it('or for those that every event has, in the same places', () => {
    expect(eventFilter(true).selectClauses!.map((c) => c.browsePath![0]!.name)).toEqual(eventFilter(false).selectClauses!.slice(0, 8).map((c) => c.browsePath![0]!.name));
  });
  it('makes an event of nothing at all', () => {
    expect(of()).toEqual({ id: '', event: { kind: 'BaseEvent', address: 'i=2253', severity: null, active: null, text: '', sourceTime: null, receivedTime: 9 } });
    expect(of(...Array.from({ length: 20 }, () => none))).toEqual(of());
  });
  it('names the types of the standard, and others by their node', () => {
    expect([9341, 10637, 11753, 4_000_000].map((i) => of(none, v(DataType.NodeId, resolveNodeId(`ns=0;i=${i}`))).event.kind)).toEqual(['ExclusiveLimitAlarm', 'OffNormalAlarm', 'SystemOffNormalAlarm', 'ns=0;i=4000000']);
    expect(of(none, v(DataType.NodeId, resolveNodeId('ns=3;s=MyAlarm'))).event.kind).toBe('ns=3;s=MyAlarm');
  });
  it('takes the time of the event, else the time at which the server had it, and none where it was not set', () => {
    const at = (ms: number): Variant => v(DataType.DateTime, new Date(ms));
    expect([of(none, none, none, none, at(5000), at(6000)), of(none, none, none, none, none, at(6000)), of(none, none, none, none, at(Date.UTC(1601, 0, 1)))].map((e) => e.event.sourceTime)).toEqual([5000, 6000, null]);
  });
  it('survives fields of every type in every place', () => {
    const value = fc.oneof(
      fc.constant(none), fc.string().map((s) => v(DataType.String, s)), fc.boolean().map((b) => v(DataType.Boolean, b)), fc.double().map((d) => v(DataType.Double, d)), fc.nat(0xffff).map((n) => v(DataType.UInt16, n)),
      fc.date({ noInvalidDate: true }).map((d) => v(DataType.DateTime, d)), fc.uint8Array({ maxLength: 200 }).map((b) => v(DataType.ByteString, Buffer.from(b))), fc.string().map((text) => v(DataType.LocalizedText, new LocalizedText({ text }))),
      fc.nat().map((n) => v(DataType.NodeId, new NodeId(NodeId.NodeIdType.NUMERIC, n, 3))), fc.constant(v(DataType.StatusCode, StatusCodes.BadConditionDisabled)), fc.constant(new Variant({ dataType: DataType.String, arrayType: VariantArrayType.Array, value: ['a', 'b'] })),
    );
    fc.assert(fc.property(fc.array(value, { maxLength: 25 }), (fields) => { expect(isEvent(eventOf(fields, () => undefined, now).event)).toBe(true); }), { seed: 7, numRuns: 3000 });
  });
});

describe('ADP-21 options of events', () => {
  const base = { endpoint: 'opc.tcp://10.0.0.8:4840', securityMode: 'None' };
  it('are off unless asked for, and the wrong field is named', () => {
    expect(opcuaOptions(base)).toMatchObject({ ok: true, value: { events: 'off', notifiers: ['i=2253'] } });
    for (const [wrong, field] of [[{ events: 'some' }, 'events'], [{ events: true }, 'events'], [{ notifiers: [] }, 'notifiers'], [{ notifiers: ['??'] }, 'notifiers.0'], [{ event: 'all' }, 'event']] as const) {
      expect(opcuaOptions({ ...base, ...wrong })).toMatchObject({ ok: false, fault: { code: 'bad-options', params: { field } } });
    }
  });
});
