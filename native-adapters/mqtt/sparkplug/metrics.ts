import { badStatus, fromDa, LATEST_MS, nothing, SaidStatus, saying, Status, wordsOf, type Said } from '#app/acquisition';
import { epochMs, type EpochMs } from '#kernel/time';
import { bytesField, fieldsOf, readFields, intField, realField, type Field } from './protobuf.ts';

/** Data types of Sparkplug B 3.0, 6.4.16 (enum DataType), as far as they are a value. */
export const Type = { int8: 1, int16: 2, int32: 3, int64: 4, uint8: 5, uint16: 6, uint32: 7, uint64: 8, float: 9, double: 10, boolean: 11, string: 12, dateTime: 13, text: 14, uuid: 15 } as const;

/** One metric as it was sent: `name` or `alias`, a `datatype` where it was said, the value still in its wire form. `historical`: the node kept it while nobody heard (is_historical, 6.4.6): it is no word of now. */
export interface Metric { readonly name: string | null; readonly alias: bigint | null; readonly time: EpochMs | null; readonly datatype: number | null; readonly isNull: boolean; readonly historical: boolean; readonly quality: number | null; readonly raw: Field | null }
/** Sparkplug B 3.0, 6.4.4 to 6.4.8. `seq` null: none was said. */
export interface Payload { readonly time: EpochMs | null; readonly seq: number | null; readonly metrics: readonly Metric[] }

const MOST_METRICS = 100_000;
const MOST_FIELDS = 64;
const LATEST = BigInt(LATEST_MS);

const timeOf = (ms: bigint | null): EpochMs | null => (ms === null || ms > LATEST ? null : epochMs(Number(ms)));
const text = (f: Field | undefined): string | null => (f === undefined ? null : wordsOf(f.bytes));
/** The last field of that number, as protobuf has it where one is said twice; a wrong wire type is as if it were unknown. */
const last = (fields: readonly Field[], no: number, wire: number): Field | undefined => fields.findLast((f) => f.no === no && f.wire === wire);
const intOf = (fields: readonly Field[], no: number): bigint | null => last(fields, no, 0)?.int ?? null;

/** The property `Quality` of a metric (6.4.11): 0 bad, 192 good, 500 stale. */
function qualityOf(properties: Field | undefined): number | null {
  const set = properties === undefined ? null : fieldsOf(properties.bytes, 2 * MOST_FIELDS);
  if (set === null) return null;
  const index = set.filter((f) => f.no === 1 && f.wire === 2).findIndex((f) => text(f) === 'Quality');
  const value = index < 0 ? undefined : set.filter((f) => f.no === 2 && f.wire === 2)[index];
  const inside = value === undefined ? null : fieldsOf(value.bytes, MOST_FIELDS);
  const int = inside === null ? null : intOf(inside, 3) ?? intOf(inside, 4);
  return int === null || int > 0xffffn ? null : Number(int);
}

function metricOf(bytes: Uint8Array): Metric | null {
  const f = fieldsOf(bytes, MOST_FIELDS);
  if (f === null) return null;
  const name = last(f, 1, 2);
  const datatype = intOf(f, 4);
  return {
    name: text(name), alias: intOf(f, 2), time: timeOf(intOf(f, 3)), datatype: datatype === null || datatype > 0xffn ? null : Number(datatype), isNull: intOf(f, 7) === 1n, historical: intOf(f, 5) === 1n,
    quality: qualityOf(last(f, 9, 2)), raw: f.findLast((x) => x.no >= 10 && x.no <= 19) ?? null,
  };
}

/** Reads a payload of Sparkplug B (sparkplug_b.proto, proto2); null when it is none. Bounded: 100,000 metrics, 64 fields in each. */
export function readSparkplug(bytes: Uint8Array): Payload | null {
  const fields = fieldsOf(bytes, MOST_METRICS);
  if (fields === null) return null;
  const metrics: Metric[] = [];
  for (const f of fields) {
    if (f.no !== 2 || f.wire !== 2) continue;
    const metric = metricOf(f.bytes);
    if (metric === null) return null;
    metrics.push(metric);
  }
  const seq = intOf(fields, 3);
  return { time: timeOf(intOf(fields, 1)), seq: seq === null || seq > 255n ? null : Number(seq), metrics };
}

/** The offset of the first field that keeps bytes from being a payload; undefined where they are one. */
export function sparkplugFault(bytes: Uint8Array): number | undefined {
  const fields = readFields(bytes, MOST_METRICS);
  if (typeof fields === 'number') return fields;
  for (const f of fields) {
    const inside = f.no === 2 && f.wire === 2 ? readFields(f.bytes, MOST_FIELDS) : [];
    if (typeof inside === 'number') return f.bytes.byteOffset - bytes.byteOffset + inside;
  }
  return undefined;
}

const SIGNED: ReadonlyMap<number, number> = new Map([[Type.int8, 8], [Type.int16, 16], [Type.int32, 32], [Type.int64, 64]]);
const UNSIGNED: ReadonlyMap<number, number> = new Map([[Type.uint8, 8], [Type.uint16, 16], [Type.uint32, 32], [Type.uint64, 64]]);

const view = (f: Field): DataView => new DataView(f.bytes.buffer, f.bytes.byteOffset, f.bytes.length);
const words = (f: Field): Meaning | null => { const text_ = f.no === 15 && f.wire === 2 ? wordsOf(f.bytes) : null; return text_ === null ? null : { value: null, text: text_ }; };
const whole = (as: (n: bigint) => bigint) => (f: Field): Meaning | null => (f.wire === 0 && (f.no === 10 || f.no === 11) ? { value: Number(as(f.int)) } : null);
type Meaning = { readonly value: number | null; readonly text?: string };
/** How each datatype stands in its field (6.4.16): a number, or words; null where wire form and datatype do not belong together. */
const READ: ReadonlyMap<number, (f: Field) => Meaning | null> = new Map<number, (f: Field) => Meaning | null>([
  ...[...SIGNED].map(([type, bits]) => [type, whole((n) => BigInt.asIntN(bits, n))] as const),
  ...[...UNSIGNED].map(([type, bits]) => [type, whole((n) => BigInt.asUintN(bits, n))] as const),
  [Type.float, (f) => (f.no === 12 && f.wire === 5 ? { value: view(f).getFloat32(0, true) } : null)],
  [Type.double, (f) => (f.no === 13 && f.wire === 1 ? { value: view(f).getFloat64(0, true) } : null)],
  [Type.boolean, (f) => (f.no === 14 && f.wire === 0 ? { value: f.int === 0n ? 0 : 1 } : null)],
  [Type.string, words], [Type.text, words], [Type.uuid, words],
  [Type.dateTime, (f) => (f.wire === 0 && f.no === 11 && f.int <= LATEST ? { value: null, text: new Date(Number(f.int)).toISOString() } : null)],
]);

/** What a metric says, in the datatype that its birth named. Null, and what is no single finite value, is no value. */
export function metricSays(m: Metric, datatype: number | null, payloadTime: EpochMs | null): Said {
  const time = m.time ?? payloadTime;
  const status = fromDa(m.quality ?? 192);
  if (m.isNull || m.raw === null) return nothing(status === Status.good ? SaidStatus.noData : status, time);
  const read = READ.get(m.datatype ?? datatype ?? 0);
  const meant = read === undefined ? null : read(m.raw);
  if (meant === null) return nothing(badStatus('type'), time);
  return Number.isFinite(meant.value ?? 0) ? saying(meant.value, meant.text, status, time) : nothing(badStatus('number'), time);
}

/** The value field of a metric that says `value` in this datatype; null when it cannot hold it. */
export function valueField(type: number, value: number | string | boolean): Buffer | null {
  if (typeof value === 'string') return type === Type.string || type === Type.text ? bytesField(15, Buffer.from(value)) : null;
  const number = Number(value);
  if (!Number.isFinite(number)) return null;
  switch (type) {
    case Type.float: return Number.isFinite(Math.fround(number)) ? realField(12, number, 4) : null;
    case Type.double: return realField(13, number, 8);
    case Type.boolean: return number === 0 || number === 1 ? intField(14, BigInt(number)) : null;
    default: return wholeField(type, number);
  }
}
function wholeField(type: number, number: number): Buffer | null {
  const bits = SIGNED.get(type) ?? UNSIGNED.get(type);
  if (bits === undefined || !Number.isSafeInteger(number)) return null;
  const n = BigInt(number);
  if ((SIGNED.has(type) ? BigInt.asIntN(bits, n) : BigInt.asUintN(bits, n)) !== n) return null;
  return bits === 64 ? intField(11, n) : intField(10, BigInt.asUintN(32, n));
}

/** A command (NCMD, DCMD) with one metric; it carries no seq (6.4.22). */
export function command(name: string, type: number, value: Buffer, now: EpochMs): Buffer {
  const metric = Buffer.concat([bytesField(1, Buffer.from(name)), intField(3, BigInt(now)), intField(4, BigInt(type)), value]);
  return Buffer.concat([intField(1, BigInt(now)), bytesField(2, metric)]);
}
/** Asks a node for its birth again. */
export const rebirth = (now: EpochMs): Buffer => command('Node Control/Rebirth', Type.boolean, intField(14, 1n), now);
