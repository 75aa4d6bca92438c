/** One whole frame of the stream: its data segment, and where its first `#` stood (bytes since the connection began). */
export interface Frame { readonly segment: string; readonly at: number }
/** Why bytes are no frame. `garbage`: not a beginning; `bad-length`: no four digits; `too-long`: beyond the bound; `half-frame`: another frame begins inside it; `bad-crc`; `bad-tail`: no CR LF. */
export const frameFaults = ['garbage', 'bad-length', 'too-long', 'half-frame', 'bad-crc', 'bad-tail'] as const;
export interface FrameFault { readonly name: (typeof frameFaults)[number]; readonly at: number }
/** What one piece of the stream held. */
export interface Taken { readonly frames: readonly Frame[]; readonly faults: readonly FrameFault[] }

const [HASH, ZERO, CR, LF] = [0x23, 0x30, 0x0d, 0x0a];
const HEAD = 6;                                 // ## and four digits
const CRC = 4;
const TAIL = 2;

/** HJ 212-2017, annex A (and stations of 2005): the register's high byte alone meets the next byte, which is not the CRC of Modbus. Of bytes `from` to `to`. */
export function crc16(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let crc = 0xffff;
  for (let i = from; i < to; i++) {
    crc = (crc >>> 8) ^ bytes[i]!;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}

const hex4 = (n: number): string => n.toString(16).toUpperCase().padStart(4, '0');

/** The bytes of one frame (HJ 212-2017, 6.3.1): `##`, length, data segment, CRC in upper case, CR LF. */
export function frameBytes(segment: string): Buffer {
  const data = Buffer.from(segment, 'latin1');
  return Buffer.concat([Buffer.from(`##${String(data.length).padStart(4, '0')}`, 'latin1'), data, Buffer.from(`${hex4(crc16(data))}\r\n`, 'latin1')]);
}

/** Four decimal digits, or -1. */
function lengthAt(bytes: Buffer, at: number): number {
  let n = 0;
  for (let i = at; i < at + 4; i++) {
    const digit = bytes[i]! - ZERO;
    if (digit < 0 || digit > 9) return -1;
    n = n * 10 + digit;
  }
  return n;
}

/** Four hexadecimal digits of either case, as devices in the field write them, or -1. */
function crcAt(bytes: Buffer, at: number): number {
  const text = bytes.toString('latin1', at, at + CRC);
  return /^[0-9A-Fa-f]{4}$/.test(text) ? Number.parseInt(text, 16) : -1;
}

/** What stands at `at`, where `##` is: a frame and its end, a fault and where to look on, or null while more bytes must come. */
function judge(bytes: Buffer, at: number, most: number): { readonly segment: string; readonly next: number } | { readonly name: FrameFault['name']; readonly next: number } | null {
  if (bytes.length < at + HEAD) return null;
  const length = lengthAt(bytes, at + 2);
  if (length < 0) return { name: 'bad-length', next: at + 1 };
  if (length > most) return { name: 'too-long', next: at + 2 };
  const [data, crc, tail] = [at + HEAD, at + HEAD + length, at + HEAD + length + CRC];
  const cut = bytes.indexOf('##', at + 2, 'latin1');
  if (cut !== -1 && cut < tail) return { name: 'half-frame', next: cut };
  if (bytes.length < tail) return null;
  if (crcAt(bytes, crc) !== crc16(bytes, data, crc)) return { name: 'bad-crc', next: tail };
  if (bytes.length < tail + TAIL && cut === -1) return null;
  if (bytes[tail] !== CR || bytes[tail + 1] !== LF) return { name: 'bad-tail', next: tail };
  return { segment: bytes.toString('latin1', data, crc), next: tail + TAIL };
}

/**
 * Takes frames off a stream, however the wire cut it. Looks on after a fault at the next `##`; no `#` belongs into a data segment, so that a half frame is known
 * as soon as the next begins. Keeps less than one frame of at most `most` bytes of data; every byte is looked at a bounded number of times. One stretch of garbage is one fault.
 */
export function frameReader(most: number) {
  let rest: Buffer = Buffer.alloc(0);
  let before = 0;                               // bytes of the stream that stand before `rest`
  let junk = false;                             // a fault was named, and no beginning of a frame found since

  function take(chunk: Buffer): Taken {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    const faults: FrameFault[] = [];
    let at = 0;
    const blame = (name: FrameFault['name'], where: number): void => { if (!junk) faults.push({ name, at: before + where }); junk = true; };
    /** Goes on to the next `##`; false when there is none, and then only what may be half of one is kept. */
    const seek = (): boolean => {
      while (bytes[at] === CR || bytes[at] === LF) at++;
      const begin = bytes.indexOf('##', at, 'latin1');
      const end = begin !== -1 ? begin : bytes.at(-1) === HASH ? Math.max(at, bytes.length - 1) : bytes.length;
      if (end > at) blame('garbage', at);
      at = end;
      return begin !== -1;
    };
    while (seek()) {
      const found = judge(bytes, at, most);
      if (found === null) break;
      if ('segment' in found) { junk = false; frames.push({ segment: found.segment, at: before + at }); }
      else {
        if (found.name !== 'bad-length') junk = false;
        blame(found.name, at);
      }
      at = found.next;
    }
    before += at;
    rest = Buffer.from(bytes.subarray(at));
    return { frames, faults };
  }
  /** `held`: bytes of a frame that has begun and not ended. */
  return { take, held: (): number => rest.length };
}
