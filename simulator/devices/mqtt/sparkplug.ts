import type { DeviceValue } from '../device.ts';

/** One metric as the device says it. `name` null: by its alias only. `quality`: property Quality (0 bad, 192 good), left out when null. */
export interface SparkplugMetric { readonly name: string | null; readonly alias: number | null; readonly time: number; readonly value: DeviceValue; readonly quality: number | null }

const [INT32, INT64, DOUBLE, BOOLEAN, STRING] = [3, 4, 10, 11, 12];

function varint(n: number | bigint): Buffer {
  const out: number[] = [];
  let rest = BigInt(n);
  do { const low = Number(rest & 127n); rest >>= 7n; out.push(rest > 0n ? low | 128 : low); } while (rest > 0n);
  return Buffer.from(out);
}
const int = (field: number, n: number | bigint): Buffer => Buffer.concat([varint(field << 3), varint(n)]);
const bytes = (field: number, b: Buffer | string): Buffer => { const content = Buffer.from(b); return Buffer.concat([varint((field << 3) | 2), varint(content.length), content]); };
function double(field: number, n: number): Buffer {
  const b = Buffer.alloc(8);
  b.writeDoubleLE(n);
  return Buffer.concat([varint((field << 3) | 1), b]);
}
const typeOf = (v: DeviceValue): number => (typeof v === 'number' ? DOUBLE : typeof v === 'boolean' ? BOOLEAN : STRING);
const valueOf = (v: DeviceValue): Buffer => (typeof v === 'number' ? double(13, v) : typeof v === 'boolean' ? int(14, Number(v)) : bytes(15, v));
/** PropertySet with the one property Quality: keys (1), values (2) of type Int32 with int_value (3). */
const qualitySet = (q: number): Buffer => bytes(9, Buffer.concat([bytes(1, 'Quality'), bytes(2, Buffer.concat([int(1, INT32), int(3, q)]))]));

function metricBytes(m: SparkplugMetric): Buffer {
  return bytes(2, Buffer.concat([
    ...(m.name === null ? [] : [bytes(1, m.name)]), ...(m.alias === null ? [] : [int(2, m.alias)]), int(3, m.time), int(4, typeOf(m.value)),
    ...(m.quality === null ? [] : [qualitySet(m.quality)]), valueOf(m.value),
  ]));
}
/** A payload of sparkplug_b.proto, written by hand: timestamp (1), metrics (2), seq (3; left out when null, as in NDEATH). `bdSeq`: the birth-death number that NBIRTH and NDEATH carry as a metric. */
export function sparkplugPayload(time: number, seq: number | null, metrics: readonly SparkplugMetric[], bdSeq: number | null = null): Buffer {
  const death = bdSeq === null ? [] : [bytes(2, Buffer.concat([bytes(1, 'bdSeq'), int(3, time), int(4, INT64), int(11, bdSeq)]))];
  return Buffer.concat([int(1, time), ...death, ...metrics.map(metricBytes), ...(seq === null ? [] : [int(3, seq)])]);
}

interface Slot { readonly field: number; readonly int: bigint; readonly bytes: Buffer }
function slots(b: Buffer): Slot[] {
  const out: Slot[] = [];
  let at = 0;
  const number = (): bigint => { let n = 0n; for (let shift = 0n; ; shift += 7n) { const byte = b[at++] ?? 0; n |= BigInt(byte & 127) << shift; if (byte < 128) return n; } };
  while (at < b.length) {
    const key = Number(number());
    const wire = key & 7;
    const value = wire === 0 ? number() : 0n;
    const length = wire === 2 ? Number(number()) : wire === 1 ? 8 : wire === 5 ? 4 : 0;
    out.push({ field: key >> 3, int: value, bytes: b.subarray(at, at + length) });
    at += length;
  }
  return out;
}
/** The metrics that a command sets, by name. Commands come from whoever may write to this broker, and it listens on loopback only. */
export function commanded(payload: Buffer): { readonly name: string; readonly value: DeviceValue }[] {
  return slots(payload).filter((s) => s.field === 2).flatMap((m) => {
    const inside = slots(m.bytes);
    const name = inside.find((s) => s.field === 1)?.bytes.toString() ?? '';
    const v = inside.find((s) => s.field >= 10 && s.field <= 15);
    if (v === undefined) return [];
    const value = v.field === 13 ? v.bytes.readDoubleLE(0) : v.field === 12 ? v.bytes.readFloatLE(0) : v.field === 14 ? v.int !== 0n : v.field === 15 ? v.bytes.toString() : Number(v.int);
    return [{ name, value }];
  });
}
