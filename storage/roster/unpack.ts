import { inflateRawSync } from 'node:zlib';
import type { RosterFaultCode } from '#app/duty';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { WorkbookBounds } from './bounds.ts';

export type UnpackFault = Fault<RosterFaultCode>;
/** The parts of a workbook by their path, as text. */
export type Parts = ReadonlyMap<string, string>;

// APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
const [endMark, entryMark, localMark] = [0x0605_4b50, 0x0201_4b50, 0x0403_4b50];
const endBytes = 22;
/** What is read of a workbook; pictures, settings of printers and macros are not. */
const wanted = /\.xml(\.rels)?$/;

interface Entry { readonly name: string; readonly method: number; readonly packed: number; readonly size: number; readonly at: number }

/** Where the list of parts begins, or null: no archive, or one of several disks or of more than 4 GiB. */
function directoryOf(file: Buffer): { readonly count: number; readonly at: number; readonly end: number } | null {
  for (let at = file.length - endBytes; at >= Math.max(0, file.length - endBytes - 65_535); at--) {
    if (file.readUInt32LE(at) !== endMark) continue;
    const [disk, count, size, start] = [file.readUInt16LE(at + 4), file.readUInt16LE(at + 10), file.readUInt32LE(at + 12), file.readUInt32LE(at + 16)];
    return disk === 0 && start + size <= at ? { count, at: start, end: start + size } : null;
  }
  return null;
}

function entryAt(file: Buffer, at: number, end: number): { readonly entry: Entry; readonly flags: number; readonly next: number } | null {
  if (at + 46 > end || file.readUInt32LE(at) !== entryMark) return null;
  const lengths = [28, 30, 32].map((o) => file.readUInt16LE(at + o));
  const [name = 0, extra = 0, comment = 0] = lengths;
  const next = at + 46 + name + extra + comment;
  if (next > end) return null;
  const entry = { name: file.toString('utf8', at + 46, at + 46 + name), method: file.readUInt16LE(at + 10), packed: file.readUInt32LE(at + 20), size: file.readUInt32LE(at + 24), at: file.readUInt32LE(at + 42) };
  return { entry, flags: file.readUInt16LE(at + 8), next };
}

/** A path inside the archive and nowhere else. */
const inside = (name: string): boolean => name !== '' && !/[\\:\0]/.test(name) && !name.startsWith('/') && !name.split('/').includes('..');

function entriesOf(file: Buffer, bounds: WorkbookBounds): Result<readonly Entry[], UnpackFault> {
  const directory = directoryOf(file);
  if (directory === null) return fail('roster-not-xlsx');
  if (directory.count > bounds.parts) return fail('roster-too-many-parts', { most: bounds.parts });
  const entries: Entry[] = [];
  let at = directory.at;
  for (let n = 0; n < directory.count; n++) {
    const read = entryAt(file, at, directory.end);
    if (read === null) return fail('roster-damaged');
    const { entry, flags } = read;
    if (!inside(entry.name) || (flags & 0x2041) !== 0 || entries.some((e) => e.name === entry.name)) return fail('roster-part-refused', { part: entry.name.slice(0, 100) });   // leaves the folder, encrypted, or there twice
    entries.push(entry);
    at = read.next;
  }
  return ok(entries.filter(({ name }) => wanted.test(name)));
}

/** One part; what comes out may not be more than it says, whatever is inside (a bomb says little and gives much). */
function partOf(file: Buffer, { name, method, packed, size, at }: Entry): Result<Buffer, UnpackFault> {
  const damaged = fail('roster-damaged');
  if (at + 30 > file.length || file.readUInt32LE(at) !== localMark) return damaged;
  const from = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
  const bytes = file.subarray(from, from + packed);
  if (bytes.length !== packed) return damaged;
  if (method === 0) return packed === size ? ok(bytes) : damaged;
  if (method !== 8) return fail('roster-part-refused', { part: name.slice(0, 100) });
  try {
    const out = inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) });
    return out.length === size ? ok(out) : damaged;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? fail('roster-unpacks-too-large', { part: name.slice(0, 100) }) : damaged;
  }
}

/** Unpacks a workbook within bounds (DTY-39): what the archive says of itself is judged before anything is unpacked, and held to while it is. */
export function unpack(bytes: Uint8Array, bounds: WorkbookBounds): Result<Parts, UnpackFault> {
  if (bytes.length > bounds.fileBytes) return fail('roster-file-too-large', { most: bounds.fileBytes });
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = entriesOf(file, bounds);
  if (!entries.ok) return entries;
  const large = entries.value.find((e) => e.size > bounds.partBytes);
  if (large !== undefined || entries.value.reduce((sum, e) => sum + e.size, 0) > bounds.allBytes) return fail('roster-unpacks-too-large', { part: large?.name.slice(0, 100) ?? '' });
  const parts = new Map<string, string>();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (const entry of entries.value) {
    const part = partOf(file, entry);
    if (!part.ok) return part;
    let text: string;
    try { text = decoder.decode(part.value); } catch { return fail('roster-damaged'); }
    if (/<!(DOCTYPE|ENTITY)/i.test(text)) return fail('roster-part-refused', { part: entry.name.slice(0, 100) });   // no part of a workbook has one; entities are how XML bombs are made
    parts.set(entry.name, text);
  }
  return ok(parts);
}
