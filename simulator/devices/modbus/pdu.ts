import { type Place, type Table } from './memory.ts';

/** Exception codes, Application Protocol V1.1b3 section 7. */
export const Exception = { function: 1, address: 2, value: 3, deviceFailure: 4, gatewayNoAnswer: 0x0b } as const;

/** What a device shows to the protocol. `refuses`: the exception that a place answers with, or 0. */
export interface Cells {
  has(p: Place): boolean;
  read(p: Place): number;
  write(p: Place, value: number): void;
  refuses(p: Place): number;
}

/** Carried out of a request's handling as its exception answer. */
class Refusal extends Error {
  readonly code: number;
  constructor(code: number) { super(`exception ${code}`); this.code = code; }
}
const refuse = (code: number): never => { throw new Refusal(code); };

/** The span of a request, checked in the order of the standard's flow charts: quantity (3), addresses (2), execution (4). */
function span(cells: Cells, unit: number, table: Table, first: number, count: number, most: number): Place[] {
  if (count < 1 || count > most) refuse(Exception.value);
  if (first + count > 0x1_0000) refuse(Exception.address);
  const places = Array.from({ length: count }, (_, i) => ({ unit, table, offset: first + i }));
  if (!places.every((p) => cells.has(p))) refuse(Exception.address);
  const code = places.map((p) => cells.refuses(p)).find((c) => c !== 0);
  return code === undefined ? places : refuse(code);
}

function readBits(cells: Cells, unit: number, table: Table, pdu: Buffer): Buffer {
  const places = span(cells, unit, table, pdu.readUInt16BE(1), pdu.readUInt16BE(3), 2000);
  const out = Buffer.alloc(2 + Math.ceil(places.length / 8));
  out[0] = pdu[0]!;
  out[1] = out.length - 2;
  places.forEach((p, i) => { if (cells.read(p) !== 0) out[2 + (i >> 3)]! |= 1 << (i & 7); });
  return out;
}
function readRegisters(cells: Cells, unit: number, table: Table, pdu: Buffer): Buffer {
  const places = span(cells, unit, table, pdu.readUInt16BE(1), pdu.readUInt16BE(3), 125);
  const out = Buffer.alloc(2 + 2 * places.length);
  out[0] = pdu[0]!;
  out[1] = out.length - 2;
  places.forEach((p, i) => out.writeUInt16BE(cells.read(p), 2 + 2 * i));
  return out;
}
function writeOne(cells: Cells, unit: number, table: Table, pdu: Buffer): Buffer {
  const value = pdu.readUInt16BE(3);
  if (table === 'co' && value !== 0 && value !== 0xff00) refuse(Exception.value);
  const [place] = span(cells, unit, table, pdu.readUInt16BE(1), 1, 1);
  cells.write(place!, table === 'co' ? Number(value !== 0) : value);
  return Buffer.from(pdu.subarray(0, 5));
}
function writeMany(cells: Cells, unit: number, table: Table, pdu: Buffer): Buffer {
  const count = pdu.readUInt16BE(3);
  const bytes = table === 'co' ? Math.ceil(count / 8) : 2 * count;
  if (pdu[5] !== bytes || pdu.length !== 6 + bytes) refuse(Exception.value);
  const places = span(cells, unit, table, pdu.readUInt16BE(1), count, table === 'co' ? 1968 : 123);
  places.forEach((p, i) => cells.write(p, table === 'co' ? (pdu[6 + (i >> 3)]! >> (i & 7)) & 1 : pdu.readUInt16BE(6 + 2 * i)));
  return Buffer.from(pdu.subarray(0, 5));
}

type Handler = (cells: Cells, unit: number, table: Table, pdu: Buffer) => Buffer;
/** Function code → table, handler, shortest request (section 6). */
const functions: ReadonlyMap<number, readonly [Table, Handler, number]> = new Map([
  [1, ['co', readBits, 5]], [2, ['di', readBits, 5]], [3, ['hr', readRegisters, 5]], [4, ['ir', readRegisters, 5]],
  [5, ['co', writeOne, 5]], [6, ['hr', writeOne, 5]], [15, ['co', writeMany, 6]], [16, ['hr', writeMany, 6]],
]);

/** The answer PDU to a request PDU (function code first); an exception PDU where the standard says so. */
export function answer(cells: Cells, unit: number, pdu: Buffer): Buffer {
  const code = pdu[0] ?? 0;
  const known = functions.get(code);
  try {
    if (known === undefined) return refuse(Exception.function);
    const [table, handler, shortest] = known;
    return pdu.length < shortest ? refuse(Exception.value) : handler(cells, unit, table, pdu);
  } catch (e) {
    if (!(e instanceof Refusal)) throw e;
    return Buffer.from([code | 0x80, e.code]);
  }
}

/** One request with its MBAP header taken apart (Messaging on TCP/IP 1.0b, 3.1.3). */
export interface Request { readonly transaction: number; readonly protocol: number; readonly unit: number; readonly pdu: Buffer }

/** Takes whole requests off the front. `broken`: the length field cannot be, so the stream has lost its frame. */
export function takeRequests(bytes: Buffer): { readonly requests: readonly Request[]; readonly rest: Buffer; readonly broken: boolean } {
  const requests: Request[] = [];
  let rest = bytes;
  while (rest.length >= 6) {
    const length = rest.readUInt16BE(4);
    if (length < 2 || length > 254) return { requests, rest, broken: true };
    if (rest.length < 6 + length) break;
    requests.push({ transaction: rest.readUInt16BE(0), protocol: rest.readUInt16BE(2), unit: rest[6]!, pdu: rest.subarray(7, 6 + length) });
    rest = rest.subarray(6 + length);
  }
  return { requests, rest, broken: false };
}

/** The answer as it goes over the wire, with the header of its request. */
export function frame(request: Pick<Request, 'transaction' | 'unit'>, pdu: Buffer): Buffer {
  const head = Buffer.alloc(7);
  head.writeUInt16BE(request.transaction, 0);
  head.writeUInt16BE(pdu.length + 1, 4);
  head[6] = request.unit;
  return Buffer.concat([head, pdu]);
}
