import fs from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { syncFolder } from '../disk.ts';
import type { Newest } from '../memory/newest.ts';

/** What goes on over a checkpoint: the newest sample of each series, and the steps of the tiers that are still open. */
export interface WritingState { readonly newest: Newest; readonly tiers: Float64Array }

const mark = 'WRHSTA01';
const headBytes = 24;
export const stateName = (checkpoint: number): string => `state-${String(checkpoint).padStart(10, '0')}.bin`;
/** The checkpoint in the name of such a file; null: it is none. */
export const stateOf = (name: string): number | null => { const [, digits] = /^state-(\d{10})\.bin$/.exec(name) ?? []; return digits === undefined ? null : Number(digits); };

const bytesOf = (column: Float64Array | Uint32Array): Buffer => Buffer.from(column.buffer, column.byteOffset, column.byteLength);

/** Writes it whole or not at all, without holding up the thread for the disk. */
export async function writeState(dir: string, checkpoint: number, { newest, tiers }: WritingState): Promise<string> {
  const name = stateName(checkpoint);
  const words = Buffer.from(JSON.stringify([...newest.text]));
  const pad = Buffer.alloc((8 - (newest.status.length * 4) % 8) % 8);
  const parts = [bytesOf(newest.time), bytesOf(newest.received), bytesOf(newest.value), bytesOf(newest.status), pad, bytesOf(tiers), words];
  const head = Buffer.alloc(headBytes);
  head.write(mark, 0, 'latin1');
  head.writeUInt32LE(newest.time.length, 8);
  head.writeUInt32LE(tiers.length, 12);
  head.writeUInt32LE(words.length, 16);
  head.writeUInt32LE(parts.reduce((crc, part) => crc32(part, crc), crc32(head.subarray(0, 20))), 20);
  const draft = path.join(dir, `${name}.tmp`);
  const handle = await fs.promises.open(draft, 'w');
  try {
    for (const part of [head, ...parts]) if (part.length > 0) await handle.writeFile(part);
    await handle.sync();
  } finally { await handle.close(); }
  fs.renameSync(draft, path.join(dir, name));
  syncFolder(dir);
  return name;
}

/** Null where it is not there or does not hold. */
export function readState(dir: string, checkpoint: number): WritingState | null {
  const file = path.join(dir, stateName(checkpoint));
  if (!fs.existsSync(file)) return null;
  const all = fs.readFileSync(file);
  if (all.length < headBytes || all.toString('latin1', 0, 8) !== mark) return null;
  const [count, tierCount, wordBytes] = [all.readUInt32LE(8), all.readUInt32LE(12), all.readUInt32LE(16)];
  const pad = (8 - (count * 4) % 8) % 8;
  if (all.length !== headBytes + count * 28 + pad + tierCount * 8 + wordBytes || crc32(all.subarray(headBytes), crc32(all.subarray(0, 20))) !== all.readUInt32LE(20)) return null;
  let at = headBytes;
  const copy = (bytes: number): ArrayBuffer => { const out = new ArrayBuffer(bytes); new Uint8Array(out).set(all.subarray(at, at + bytes)); at += bytes; return out; };
  const doubles = (n: number): Float64Array => new Float64Array(copy(n * 8));
  const [time, received, value] = [doubles(count), doubles(count), doubles(count)];
  const status = new Uint32Array(copy(count * 4));
  at += pad;
  const tiers = doubles(tierCount);
  return { newest: { time, received, value, status, text: new Map(JSON.parse(all.toString('utf8', at)) as [number, string][]) }, tiers };
}
