import { createHmac, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What a frame is, by the number it carries. From the receiver: hello, welcome, taken, wanted, refused. From the collection host: prove, names, ready, batch, gone, state, running, answer. From both: beat. */
export const kinds = { hello: 1, prove: 2, welcome: 3, refused: 4, names: 5, ready: 6, batch: 7, taken: 8, gone: 9, state: 10, beat: 11, running: 12, wanted: 13, answer: 14 } as const;
export type FrameKind = keyof typeof kinds;
const kindOf = new Map<number, FrameKind>(Object.entries(kinds).map(([name, n]) => [n, name as FrameKind]));

/** A whole frame. `at`: where it began, counted in bytes of the connection. */
export interface Frame { readonly kind: FrameKind; readonly body: Buffer; readonly at: number }
/** What is no frame, and the offset of the field that is wrong. */
export interface FrameFault { readonly name: 'bad-magic' | 'bad-version' | 'bad-kind' | 'too-long' | 'bad-crc' | 'too-short' | 'bad-seal'; readonly at: number }

const magic = 0x5257;                           // "WR"
const version = 1;
const head = 12;
const seal = 16;
/** Before anybody has proved who he is, and after that, in bytes of a body. */
export const most = { stranger: 4096, known: 16 * 1024 * 1024 } as const;

/** The seal of the n-th frame that goes this way on a link: HMAC-SHA256 over number, kind and body, its first 16 bytes. So no frame can be changed, left out, said again or put in by somebody who lacks the secret. */
function sealOf(key: Buffer, n: number, kind: number, body: Uint8Array): Buffer {
  const number = Buffer.alloc(9);
  number.writeBigUInt64LE(BigInt(n), 0);
  number[8] = kind;
  return createHmac('sha256', key).update(number).update(body).digest().subarray(0, seal);
}

/** Makes frames: magic "WR", version, kind, length of the body, CRC-32 of version, kind, length and body; then the body, and its seal once there is a key. Little endian. */
export function frameWriter() {
  let key: Buffer | null = null;
  let n = 0;
  return {
    sealWith(k: Buffer): void { key = k; n = 0; },
    frame(kind: FrameKind, body: Uint8Array): Buffer {
      const tail = key === null ? Buffer.alloc(0) : sealOf(key, n++, kinds[kind], body);
      const out = Buffer.allocUnsafe(head + body.length + tail.length);
      out.writeUInt16LE(magic, 0);
      out[2] = version;
      out[3] = kinds[kind];
      out.writeUInt32LE(body.length + tail.length, 4);
      out.set(body, head);
      out.set(tail, head + body.length);
      out.writeUInt32LE(crc32(out.subarray(head), crc32(out.subarray(2, 8))), 8);
      return out;
    },
  };
}
export type FrameWriter = ReturnType<typeof frameWriter>;

/** Cuts what comes into frames. The first fault ends it: after that nothing on the line can be trusted, and the link is made anew. Keeps less than one frame. */
export function frameReader() {
  let held = Buffer.alloc(0);
  let passed = 0;                               // bytes of the connection before `held`
  let key: Buffer | null = null;
  let n = 0;
  let longest: number = most.stranger;
  let broken = false;

  /** What is wrong with a frame's head, as far as it has come. */
  function headFault(): FrameFault | null {
    if (held.length >= 2 && held.readUInt16LE(0) !== magic) return { name: 'bad-magic', at: passed };
    if (held.length >= 3 && held[2] !== version) return { name: 'bad-version', at: passed + 2 };
    if (held.length >= 4 && !kindOf.has(held[3]!)) return { name: 'bad-kind', at: passed + 3 };
    return held.length >= 8 && held.readUInt32LE(4) > longest + seal ? { name: 'too-long', at: passed + 4 } : null;
  }
  /** The frame that the first bytes are, its checksum and seal right. */
  function whole(length: number): Frame | FrameFault {
    if (crc32(held.subarray(head, head + length), crc32(held.subarray(2, 8))) !== held.readUInt32LE(8)) return { name: 'bad-crc', at: passed + 8 };
    if (key !== null && length < seal) return { name: 'too-short', at: passed + 4 };
    const end = head + length - (key === null ? 0 : seal);
    const body = held.subarray(head, end);
    if (key !== null && !timingSafeEqual(sealOf(key, n++, held[3]!, body), held.subarray(end, end + seal))) return { name: 'bad-seal', at: passed + end };
    return { kind: kindOf.get(held[3]!)!, body, at: passed };
  }
  return {
    /** What comes from the next frame on is sealed, and may be longer. */
    sealWith(k: Buffer): void { key = k; n = 0; longest = most.known; },
    /** Takes what the wire brought. Each frame is looked at when it is asked for, since what one says decides how the next is read. */
    take(chunk: Uint8Array): void { held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]); },
    /** The next frame, a fault, or null where more must come. */
    next(): { readonly frame: Frame } | { readonly fault: FrameFault } | null {
      if (broken) return null;
      const wrong = headFault();
      if (wrong !== null) { broken = true; return { fault: wrong }; }
      if (held.length < head) return null;
      const length = held.readUInt32LE(4);
      if (held.length < head + length) return null;
      const got = whole(length);
      if ('name' in got) { broken = true; return { fault: got }; }
      held = held.subarray(head + length);
      passed += head + length;
      return { frame: got };
    },
    held: (): number => held.length,
  };
}
export type FrameReader = ReturnType<typeof frameReader>;
