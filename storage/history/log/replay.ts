import fs from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { columnsIn, rowBytes, type IntakeColumns } from '#app/history';
import { constants, recordHead, records, rowsHead } from './log-file.ts';

/** What stands in a file of the log; the columns are longer than the rows, and used again. `series`: a section that says what numbers mean. */
export interface ReplayEars { readonly rows?: (rows: IntakeColumns, length: number, text: ReadonlyMap<number, string>) => void; readonly series?: (section: Uint8Array) => void }
/** `torn`: so many bytes at the end are half a record and none; `damaged`: so many records before it do not hold and were left out. */
export interface Replayed { readonly rows: number; readonly torn: number; readonly damaged: number }

const pieceBytes = 4_194_304;
let columns = columnsIn(new ArrayBuffer(16_384 * rowBytes));

function rowsIn(record: Buffer, hear: NonNullable<ReplayEars['rows']>): number {
  const [length, wordsAt, flags] = [record.readUInt32LE(4), record.readUInt32LE(8), record.readUInt32LE(12)];
  if (columns.value.length < length) columns = columnsIn(new ArrayBuffer(length * 2 * rowBytes));
  let at = rowsHead;
  const fill = (column: Float64Array | Uint32Array, constant: boolean): void => {
    const count = constant ? 1 : length;
    const bytes = count * column.BYTES_PER_ELEMENT;
    new Uint8Array(column.buffer, column.byteOffset, bytes).set(record.subarray(at, at + bytes));
    at += bytes;
    if (constant) column.fill(column[0]!, 1, length);
  };
  fill(columns.value, false);
  fill(columns.source, (flags & constants.source) !== 0);
  fill(columns.received, (flags & constants.received) !== 0);
  fill(columns.handle, false);
  fill(columns.status, (flags & constants.status) !== 0);
  hear(columns, length, wordsAt === 0 ? new Map() : new Map(JSON.parse(record.toString('utf8', wordsAt)) as [number, string][]));
  return length;
}

/** Bytes of a file by their places, read in pieces. */
function piecesOf(handle: number, size: number) {
  let [held, begin, length] = [Buffer.allocUnsafeSlow(pieceBytes), 0, 0];
  /** Null where the file ends before them. */
  return (at: number, count: number): Buffer | null => {
    if (at + count > size) return null;
    if (at < begin || at + count > begin + length) {
      if (held.length < count) held = Buffer.allocUnsafeSlow(count);
      [begin, length] = [at, 0];
      for (let n = 1; n > 0 && length < held.length; length += n) n = fs.readSync(handle, held, length, held.length - length, at + length);
      if (length < count) return null;
    }
    return held.subarray(at - begin, at - begin + count);
  };
}
type Pieces = ReturnType<typeof piecesOf>;

/** The record that begins here, where a whole one does. */
function recordAt(pieces: Pieces, at: number): { readonly end: number; readonly payload: Buffer | null } | null {
  const head = pieces(at, recordHead);
  if (head === null) return null;
  const [length, crc] = [head.readUInt32LE(0), head.readUInt32LE(4)];
  const payload = length < 4 ? null : pieces(at + recordHead, length);
  return payload === null ? null : { end: at + recordHead + length, payload: crc32(payload) === crc ? payload : null };
}

function replay(pieces: Pieces, size: number, ears: ReplayEars): Replayed {
  let [rows, damaged, doubtful, doubtfulAt, at] = [0, 0, 0, 0, 0];
  for (;;) {
    const record = recordAt(pieces, at);
    if (record === null) break;
    if (record.payload === null) { if (doubtful++ === 0) doubtfulAt = at; at = record.end; continue; }
    damaged += doubtful;
    doubtful = 0;
    const kind = record.payload.readUInt32LE(0);
    if (kind === records.rows && ears.rows !== undefined) rows += rowsIn(record.payload, ears.rows);
    if (kind === records.series) ears.series?.(record.payload.subarray(4));
    at = record.end;
  }
  return { rows, torn: size - (doubtful > 0 ? doubtfulAt : at), damaged };
}
/** Reads one file of the log from its beginning. Half a record at its end is none; a record whose checksum does not hold is left out where whole ones follow it. */
export function replayLog(dir: string, name: string, ears: ReplayEars): Replayed {
  const handle = fs.openSync(path.join(dir, name), 'r');
  try {
    const { size } = fs.fstatSync(handle);
    return replay(piecesOf(handle, size), size, ears);
  } finally { fs.closeSync(handle); }
}
