import type { Table } from './points.ts';

/** MODBUS Messaging on TCP/IP V1.0b, 3.1.3: transaction, protocol 0, length, unit; then function and data. Bytes in, bytes out, no sockets. */
export interface Frame { readonly tid: number; readonly unit: number; readonly fn: number; readonly data: Buffer }
/** What the stream holds: whole frames, the beginning of the next, and why it is not Modbus where it is not. */
export interface Taken { readonly frames: readonly Frame[]; readonly rest: Buffer; readonly garbage: 'protocol-id' | 'length' | null }

export const READ: Readonly<Record<Table, number>> = { co: 1, di: 2, hr: 3, ir: 4 };
const MAX_LENGTH = 254;                         // unit + PDU of at most 253 bytes

/** The bytes of one request or answer. */
export function frameBytes({ tid, unit, fn, data }: Frame): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(tid, 0);
  head.writeUInt16BE(data.length + 2, 4);
  head.writeUInt8(unit, 6);
  head.writeUInt8(fn, 7);
  return Buffer.concat([head, data]);
}

/** Two 16-bit numbers in a row: address and count, or address and value. */
export function words(a: number, b: number): Buffer {
  const data = Buffer.alloc(4);
  data.writeUInt16BE(a, 0);
  data.writeUInt16BE(b, 2);
  return data;
}

/** Takes whole frames off the front. A header that cannot be Modbus ends the reading: nothing after it can be trusted. */
export function takeFrames(bytes: Buffer): Taken {
  const frames: Frame[] = [];
  let rest = bytes;
  while (rest.length >= 6) {
    const length = rest.readUInt16BE(4);
    if (rest.readUInt16BE(2) !== 0) return { frames, rest, garbage: 'protocol-id' };
    if (length < 3 || length > MAX_LENGTH) return { frames, rest, garbage: 'length' };
    if (rest.length < 6 + length) break;
    frames.push({ tid: rest.readUInt16BE(0), unit: rest.readUInt8(6), fn: rest.readUInt8(7), data: rest.subarray(8, 6 + length) });
    rest = rest.subarray(6 + length);
  }
  return { frames, rest, garbage: null };
}

/** What a device answered: its data, its exception code (V1.1b3, 7), or why the answer does not fit the question. */
export type Answer =
  | { readonly kind: 'data'; readonly data: Buffer }
  | { readonly kind: 'exception'; readonly code: number }
  | { readonly kind: 'misfit'; readonly what: 'unit' | 'function' | 'size' | 'echo' };

/** Judges an answer against its question. Reads answer with as many bytes as were asked for; writes echo address and value or count. */
export function judge(ask: Frame, answer: Frame): Answer {
  if (answer.unit !== ask.unit) return { kind: 'misfit', what: 'unit' };
  if (answer.fn === (ask.fn | 0x80)) return answer.data.length === 1 ? { kind: 'exception', code: answer.data.readUInt8(0) } : { kind: 'misfit', what: 'size' };
  if (answer.fn !== ask.fn) return { kind: 'misfit', what: 'function' };
  if (ask.fn > 4) return answer.data.equals(ask.data.subarray(0, 4)) ? { kind: 'data', data: answer.data } : { kind: 'misfit', what: 'echo' };
  const count = ask.data.readUInt16BE(2);
  const bytes = ask.fn <= 2 ? Math.ceil(count / 8) : 2 * count;
  const sized = answer.data.length === 1 + bytes && answer.data[0] === bytes;
  return sized ? { kind: 'data', data: answer.data.subarray(1) } : { kind: 'misfit', what: 'size' };
}
