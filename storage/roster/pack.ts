import { crc32 } from 'node:zlib';
import type { Parts } from './unpack.ts';

/** Parts as an archive that packs nothing: what the library is given holds exactly what was judged, however else the file could have been read. */
export function pack(parts: Parts): ArrayBuffer {
  const [bodies, directory]: Buffer[][] = [[], []];
  let at = 0;
  for (const [path, text] of parts) {
    const [name, body] = [Buffer.from(path, 'utf8'), Buffer.from(text, 'utf8')];
    const head = Buffer.alloc(26);                                  // from "version needed" on, as both headers have it
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x0800, 2);                                  // names are UTF-8
    head.writeUInt32LE(crc32(body), 10);
    head.writeUInt32LE(body.length, 14);
    head.writeUInt32LE(body.length, 18);
    head.writeUInt16LE(name.length, 22);
    bodies!.push(Buffer.from('PK\x03\x04', 'latin1'), head, name, body);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory!.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), head, rest, name);
    at += 30 + name.length + body.length;
  }
  const size = directory!.reduce((n, b) => n + b.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  const whole = Buffer.concat([...bodies!, ...directory!, end]);
  return whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.byteLength);
}
