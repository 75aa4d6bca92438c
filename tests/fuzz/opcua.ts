import {
  BinaryStream, DataChangeNotification, DataType, DataValue, EventFieldList, EventNotificationList, LocalizedText, MessageBuilder, MessageSecurityMode, MonitoredItemNotification, NotificationMessage,
  PublishResponse, resolveNodeId, SecurityPolicy, StatusCodes, StatusChangeNotification, Variant, VariantArrayType,
} from 'node-opcua';
import { epochMs } from '#kernel/time';
import { nodeAddress, nodeIdIn } from '../../native-adapters/opcua/address.ts';
import { faultOf } from '../../native-adapters/opcua/dial.ts';
import { eventOf } from '../../native-adapters/opcua/events.ts';
import { boundLibrary, keepUnknownCodes, quietLibrary } from '../../native-adapters/opcua/library.ts';
import { sampleOf } from '../../native-adapters/opcua/values.ts';
import { chance } from './chance.ts';

const v = (dataType: DataType, value: unknown, arrayType = VariantArrayType.Scalar): Variant => new Variant({ dataType, value, arrayType });
const now = new Date(1_763_600_000_000);
const values: readonly Variant[] = [
  v(DataType.Double, 63.5), v(DataType.Boolean, true), v(DataType.String, '阀门 open'), v(DataType.Int64, [1, 2]), v(DataType.LocalizedText, new LocalizedText({ text: 'x', locale: 'zh' })), v(DataType.DateTime, now),
  v(DataType.ByteString, Buffer.from('abc')), v(DataType.Double, new Float64Array([1, 2, 3]), VariantArrayType.Array), v(DataType.NodeId, resolveNodeId('ns=2;s=pump')), v(DataType.StatusCode, StatusCodes.BadSensorFailure),
];
/** One message as a server sends it: values, events, a change of status; with the header of a chunk that is neither signed nor sealed (OPC 10000-6, 6.7.2 and 7.1.2.2). */
function frame(notificationData: readonly (DataChangeNotification | EventNotificationList | StatusChangeNotification)[]): Buffer {
  const response = new PublishResponse({ subscriptionId: 1, availableSequenceNumbers: [1], moreNotifications: false, notificationMessage: new NotificationMessage({ sequenceNumber: 1, publishTime: now, notificationData: [...notificationData] }) });
  const size = 4 + response.binaryStoreSize();
  const body = new BinaryStream(Buffer.alloc(size));
  for (const byte of [1, 0, 0x3d, 0x03]) body.writeUInt8(byte);   // i=829: PublishResponse, binary
  response.encode(body);
  const head = Buffer.alloc(24);
  head.write('MSGF', 'latin1');
  [head.length + size, 1, 1, 1, 1].forEach((n, i) => head.writeUInt32LE(n, 4 + 4 * i));
  return Buffer.concat([head, body.buffer]);
}
const events = new EventNotificationList({ events: [new EventFieldList({ clientHandle: 0, eventFields: [v(DataType.ByteString, Buffer.from('e1')), v(DataType.NodeId, resolveNodeId('ns=0;i=10637')), ...values] })] });
const items = values.map((value, i) => new MonitoredItemNotification({ clientHandle: i, value: new DataValue({ value, statusCode: StatusCodes.Good, sourceTimestamp: now, serverTimestamp: now }) }));
const frames: readonly Buffer[] = [
  frame([new DataChangeNotification({ monitoredItems: items })]), frame([events]), frame([new DataChangeNotification({ monitoredItems: items.slice(0, 2) }), events, new StatusChangeNotification({ status: StatusCodes.BadTimeout })]), frame([]),
];
const words = ['ns=', 'nsu=', ';', 'i=', 's=', 'g=', 'b=', '4294967296', 'AAAA', '00000000-0000-0000-0000-000000000000', '\u0000', '\ud800', '开', ' ', '-1', '65536', 'Bad', 'ECONNREFUSED', '=='];

/** A frame with bytes changed, cut, put in or taken out; its length is put right half of the time, so that the fault lies deeper. */
function spoilt(n: (below: number) => number): Buffer {
  if (n(20) === 0) return Buffer.from(Array.from({ length: n(120) }, () => n(256)));
  let b = Buffer.from(frames[n(frames.length)]!);
  for (let i = n(6); i > 0; i--) b[n(3) === 0 ? n(b.length) : Math.min(b.length - 1, 24 + n(Math.max(1, b.length - 24)))] = n(3) === 0 ? [0, 0x7f, 0x80, 0xff][n(4)]! : n(256);
  if (n(4) === 0) b = b.subarray(0, n(b.length));
  if (n(6) === 0) { const at = n(b.length + 1); b = Buffer.concat([b.subarray(0, at), Buffer.from([n(256), n(256), 255, 255].slice(0, 1 + n(4))), b.subarray(at)]); }
  if (n(2) === 0 && b.length >= 8) b.writeUInt32LE(b.length, 4);
  return b;
}

type Sound = (n: (below: number) => number) => boolean;
const finite = (x: number | null): boolean => x === null || Number.isFinite(x);
const at = epochMs(1);
/** What comes out of a frame that the library could read: everything that this adapter makes of it. */
function made(response: unknown): boolean {
  if (!(response instanceof PublishResponse)) return true;
  return (response.notificationMessage.notificationData ?? []).every((part) => {
    if (part instanceof DataChangeNotification) return (part.monitoredItems ?? []).every((item) => { const s = sampleOf(item.clientHandle, item.value, at); return finite(s.value) && finite(s.sourceTime) && s.status >= 0 && (s.text?.length ?? 0) <= 1024; });
    if (part instanceof EventNotificationList) return (part.events ?? []).every(({ eventFields }) => { const { event } = eventOf(eventFields ?? [], () => undefined, at); return typeof event.kind === 'string' && typeof event.text === 'string' && finite(event.sourceTime); });
    return true;
  });
}
/** What others send, and who reads it. `frame`: bytes of a wire, read by the library and by us (`read`: a message came out whole). `address`: what a site writes. `words`: what the library throws. True when what was made of it is sound. */
const parsers = (read: () => void): Readonly<Record<string, Sound>> => ({
  frame(n) {
    const builder = new MessageBuilder(null as never, { name: 'fuzz', securityMode: MessageSecurityMode.None });
    builder.securityPolicy = SecurityPolicy.None;
    let sound = true;
    builder.on('message', (message) => { read(); sound &&= made(message); });
    builder.on('error', () => {});
    const bytes = spoilt(n);
    const cut = n(bytes.length + 1);
    builder.feed(bytes.subarray(0, cut));
    builder.feed(bytes.subarray(cut));
    return sound;
  },
  address(n) {
    const text = Array.from({ length: 1 + n(6) }, () => words[n(words.length)]!).join('');
    const address = nodeAddress(text);
    return address === null || (address.ns <= 0xffff && (nodeIdIn(['urn:a'], address)?.startsWith('ns=') ?? true));
  },
  words(n) {
    const fault = faultOf(new Error(Array.from({ length: n(12) }, () => words[n(words.length)]!).join(' ').repeat(1 + n(50))), 'opc.tcp://10.0.0.8:4840');
    return JSON.stringify(fault).length < 1000;
  },
});

/** What a run found: how many frames were read whole, the longest time that one took in ms, and what broke. */
export function fuzz(seed: number, count: number): { readonly read: number; readonly slowest: Readonly<Record<string, number>>; readonly broken: readonly string[] } {
  keepUnknownCodes();
  boundLibrary();
  quietLibrary(() => {});
  const slowest: Record<string, number> = {};
  const broken: string[] = [];
  let read = 0;
  const { log, warn } = console;
  Object.assign(console, { log: () => {}, warn: () => {} });   // the library says aloud each code that it does not know
  for (const [name, parse] of Object.entries(parsers(() => { read++; }))) {
    slowest[name] = 0;
    for (let i = 0; i < count && broken.length < 10; i++) {
      const run = (): void => { if (!parse(chance(seed + i))) throw new Error('unsound'); };
      const from = performance.now();
      try { run(); } catch (e) { broken.push(`${name} seed ${seed + i}: ${String(e)}`); }
      let took = performance.now() - from;
      // what was slow once may have been the machine; what is slow four times is the frame
      for (let k = 0; k < 3 && took > Math.max(5, slowest[name]); k++) { const again = performance.now(); try { run(); } catch { /* said above */ } took = Math.min(took, performance.now() - again); }
      slowest[name] = Math.max(slowest[name], took);
      if (took > 50) broken.push(`${name} seed ${seed + i}: ${Math.round(took)} ms`);
    }
  }
  Object.assign(console, { log, warn });
  return { read, slowest, broken };
}

/** `node tests/fuzz/opcua.ts [COUNT] [SEED]`: a million of each, from a fresh seed, which is printed. Exit code 1 when something broke. */
if (process.argv[1] === import.meta.filename) {
  const count = Number(process.argv[2] ?? 1_000_000);
  const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
  process.stdout.write(`seed ${seed}\n`);
  const from = performance.now();
  const { read, slowest, broken } = fuzz(seed, count);
  process.stdout.write(`fuzz opcua: seed ${seed}, ${count} for each of ${Object.keys(slowest).join(', ')}, ${read} frames read whole, in ${Math.round((performance.now() - from) / 1000)} s; slowest ms ${JSON.stringify(slowest, (_, x: unknown) => (typeof x === 'number' ? Math.round(x * 10) / 10 : x))}; broken ${broken.length}\n`);
  for (const b of broken) process.stdout.write(`${b}\n`);
  process.exitCode = broken.length > 0 ? 1 : 0;
}
