import type { Order, Place, ValueType } from './points.ts';

/** Puts words and bytes in big-endian order; each order is its own inverse. */
function ordered(bytes: Buffer, order: Order): Buffer {
  const out = Buffer.from(bytes);
  if (order === 'badc' || order === 'dcba') out.swap16();
  if (order === 'abcd' || order === 'badc') return out;
  const words: Buffer[] = [];
  for (let i = out.length - 2; i >= 0; i -= 2) words.push(out.subarray(i, i + 2));
  return Buffer.concat(words);
}

const READ: Readonly<Record<Exclude<ValueType, 'bit'>, (b: Buffer) => number>> = {
  u16: (b) => b.readUInt16BE(0), i16: (b) => b.readInt16BE(0), u32: (b) => b.readUInt32BE(0), i32: (b) => b.readInt32BE(0), f32: (b) => b.readFloatBE(0),
  u64: (b) => Number(b.readBigUInt64BE(0)), i64: (b) => Number(b.readBigInt64BE(0)), f64: (b) => b.readDoubleBE(0),
};
const finite = (v: number): number | null => (Number.isNaN(v) ? null : Math.min(Math.max(v, -Number.MAX_VALUE), Number.MAX_VALUE));

/** The value of a place in the data of a read that began at `from`. Null: not a number. Infinite becomes the largest finite number, since it means "beyond"; 64-bit integers keep 53 bits. */
export function valueIn(data: Buffer, from: number, place: Place): number | null {
  const at = place.first - from;
  if (place.table === 'co' || place.table === 'di') return ((data[at >> 3] ?? 0) >> (at & 7)) & 1;
  if (place.type === 'bit') return (data.readUInt16BE(2 * at) >> (place.bit ?? 0)) & 1;
  const raw = READ[place.type](ordered(data.subarray(2 * at, 2 * (at + place.size)), place.order));
  return finite(raw * place.scale + place.offset);
}

const WHOLE: Readonly<Partial<Record<ValueType, readonly [min: number, max: number]>>> = {
  u16: [0, 0xffff], i16: [-0x8000, 0x7fff], u32: [0, 0xffff_ffff], i32: [-0x8000_0000, 0x7fff_ffff],
  u64: [0, Number.MAX_SAFE_INTEGER], i64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};
const WRITE: Readonly<Record<Exclude<ValueType, 'bit'>, (b: Buffer, v: number) => void>> = {
  u16: (b, v) => b.writeUInt16BE(v), i16: (b, v) => b.writeInt16BE(v), u32: (b, v) => b.writeUInt32BE(v), i32: (b, v) => b.writeInt32BE(v), f32: (b, v) => b.writeFloatBE(v),
  u64: (b, v) => b.writeBigUInt64BE(BigInt(v)), i64: (b, v) => b.writeBigInt64BE(BigInt(v)), f64: (b, v) => b.writeDoubleBE(v),
};

/** The registers that say `value` at this place, or null when the type cannot hold it. */
export function registersFor(value: number, place: Place): Buffer | null {
  if (place.type === 'bit' || !Number.isFinite(value)) return null;
  const limits = WHOLE[place.type];
  const raw = (value - place.offset) / place.scale;
  const v = limits === undefined ? raw : Math.round(raw);
  if (limits !== undefined && (v < limits[0] || v > limits[1])) return null;
  if (place.type === 'f32' && !Number.isFinite(Math.fround(v))) return null;
  const bytes = Buffer.alloc(2 * place.size);
  WRITE[place.type](bytes, v);
  return ordered(bytes, place.order);
}
