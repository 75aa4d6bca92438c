/** One field of a message: its number, and what it holds: a varint or fixed 64 bits as bigint, fixed 32 bits and lengths as bytes. */
export interface Field { readonly no: number; readonly wire: number; readonly int: bigint; readonly bytes: Uint8Array }

const NONE = new Uint8Array(0);

/** Reads the fields of a protobuf message in their order, the unknown with the known; or gives the offset of the first field that cannot be meant, where the bytes are no message or hold more than `most` fields. Nothing is followed inwards: who wants the inside of a field reads its bytes as a message. */
export function readFields(bytes: Uint8Array, most: number): readonly Field[] | number {
  const fields: Field[] = [];
  let at = 0;
  let broken = false;
  /** At most ten bytes (Protocol Buffers, encoding: base 128 varints). */
  function varint(): bigint {
    let low = 0;
    for (let i = 0; i < 4; i++) {               // almost all there are fit here, without big numbers
      const b = bytes[at++];
      if (b === undefined) break;
      low += (b & 0x7f) * 2 ** (7 * i);
      if (b < 0x80) return BigInt(low);
    }
    let all = BigInt(low);
    for (let i = 4n; i < 10n && at < bytes.length; i++) {
      const b = bytes[at++]!;
      all |= BigInt(b & 0x7f) << (7n * i);
      if (b < 0x80) return BigInt.asUintN(64, all);
    }
    broken = true;
    return 0n;
  }
  function take(length: number): Uint8Array {
    broken ||= length > bytes.length - at;
    if (broken) return NONE;
    at += length;
    return bytes.subarray(at - length, at);
  }
  while (at < bytes.length) {
    const begin = at;
    const key = Number(varint());
    const [no, wire] = [Math.floor(key / 8), key % 8];
    if (broken || no < 1 || no > 0x1fff_ffff || fields.length === most) return begin;
    if (wire === 0) fields.push({ no, wire, int: varint(), bytes: NONE });
    else if (wire === 1) { const b = take(8); fields.push({ no, wire, int: 0n, bytes: b }); }
    else if (wire === 2) { const length = varint(); fields.push({ no, wire, int: 0n, bytes: take(length > 0x7fff_ffffn ? Infinity : Number(length)) }); }
    else if (wire === 5) fields.push({ no, wire, int: 0n, bytes: take(4) });
    else return begin;                          // groups are not in proto2's schema of Sparkplug
    if (broken) return begin;
  }
  return fields;
}
/** The fields of a message; null when the bytes are none. */
export function fieldsOf(bytes: Uint8Array, most: number): readonly Field[] | null {
  const read = readFields(bytes, most);
  return typeof read === 'number' ? null : read;
}

const varintBytes = (value: bigint): number[] => {
  const out: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 0x7fn; rest >>= 7n) out.push(Number(rest & 0x7fn) | 0x80);
  return [...out, Number(rest)];
};

/** A field that holds a varint. */
export const intField = (no: number, value: bigint): Buffer => Buffer.from([...varintBytes(BigInt(no) << 3n), ...varintBytes(value)]);
/** A field that holds bytes, words or a message. */
export const bytesField = (no: number, bytes: Uint8Array): Buffer => Buffer.concat([Buffer.from([...varintBytes((BigInt(no) << 3n) | 2n), ...varintBytes(BigInt(bytes.length))]), bytes]);
/** A field that holds a float (4 bytes) or a double (8), little-endian. */
export function realField(no: number, value: number, size: 4 | 8): Buffer {
  const bytes = Buffer.alloc(size);
  if (size === 4) bytes.writeFloatLE(value); else bytes.writeDoubleLE(value);
  return Buffer.concat([Buffer.from(varintBytes((BigInt(no) << 3n) | (size === 4 ? 5n : 1n))), bytes]);
}
