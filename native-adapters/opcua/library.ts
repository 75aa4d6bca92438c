import { _installStatusCodes, BinaryStream, coerceStatusCode, ConstantStatusCode, setErrorLogger, setWarningLogger, StatusCodes, TCP_transport, Variant, type StatusCode } from 'node-opcua';

/**
 * Teaches the library every code that Part 4, 7.39 leaves room for: it turns one that it does not know into plain Bad, and so an Uncertain into a Bad.
 * Idempotent; it touches the library's table only.
 */
export function keepUnknownCodes(): void {
  const known = new Set(Object.values(StatusCodes).map((c: { value: number }) => c.value));
  const codes: Record<string, ConstantStatusCode> = {};
  for (let high = 0; high <= 0xffff; high++) {
    const value = high * 0x1_0000;
    if ((high & 0x3000) === 0 && !known.has(value)) codes[value] = new ConstantStatusCode({ value, name: `0x${value.toString(16)}`, description: 'not in the table' });
  }
  _installStatusCodes(codes, StatusCodes.Bad, coerceStatusCode);
}

/** The library speaks on stdout, which belongs to the engine's own lines: its words go to `note`, cut short. There is one library in a worker, so the last adapter made in it hears them. */
export function quietLibrary(note: (line: string) => void): void {
  const hear = (...said: unknown[]): void => note(`opcua library: ${said.filter((x) => typeof x === 'string').join(' ').replace(/\s+/g, ' ').slice(0, 200)}`);
  setErrorLogger(hear);
  setWarningLogger(hear);
}

/** How many elements one array of a message may have: what is asked for has 2,000 at most, and elements of no size would let a few bytes take the thread for seconds. Arrays of numbers have a bound of their own. */
const MOST_ELEMENTS = 20_000;
const guarded = Symbol.for('watchroom.guarded');
/** What one piece of a message may measure, in bytes: at least what ECC policies ask (Part 6, 7.1.2.3), at most what the library's own Hello offers; an answer beyond it is no answer to that Hello (7.1.2.4). */
const PIECE = { least: 1024, most: 655_360 };
interface Limits { receiveBufferSize: number; sendBufferSize: number }
interface Wire { _on_socket_data(data: Buffer): void; setLimits(limits: Limits): void; prematureTerminate(error: Error, status: StatusCode): void; [guarded]?: true }

/**
 * Bounds what the library makes of bytes, and ends a connection at what it throws while it reads them: after a fault it reads on in the rest of the piece, where nobody hears its next error, and such an
 * error would end the whole thread. What a peer's Acknowledge says of its buffers is kept within what was offered: the library allocates as many bytes for each request it sends. Idempotent; it touches the library's own settings and its reader only.
 */
export function boundLibrary(): void {
  BinaryStream.maxArrayLength = Variant.maxArrayLength = MOST_ELEMENTS;
  const wire = TCP_transport.prototype as unknown as Wire;
  if (wire[guarded] === true) return;
  const read: (this: Wire, data: Buffer) => void = Reflect.get(wire, '_on_socket_data');
  const limit: (this: Wire, limits: Limits) => void = Reflect.get(wire, 'setLimits');
  wire[guarded] = true;
  wire.setLimits = function bounded(this: Wire, limits) {
    for (const side of ['receiveBufferSize', 'sendBufferSize'] as const) limits[side] = Math.min(Math.max(limits[side], PIECE.least), PIECE.most);
    limit.call(this, limits);
  };
  wire._on_socket_data = function guard(this: Wire, data) {
    try { read.call(this, data); } catch (error) { this.prematureTerminate(new Error(`unreadable: ${String(error).slice(0, 200)}`), StatusCodes.BadTcpInternalError); }
  };
}
