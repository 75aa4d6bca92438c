import fs from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { IntakeColumns } from '#app/history';

/** What a record of the log is: what the numbers of its rows mean (`seriesSection`), rows, or nothing (written to see whether there is room). */
export const records = { series: 1, rows: 2, nothing: 3 } as const;
/** Before each record: length and checksum of what follows. */
export const recordHead = 8;
/** Before the columns of a record of rows: kind, how many, where their words begin (0: none), which columns are one and the same number all the way down. */
export const rowsHead = 16;
export const constants = { source: 1, received: 2, status: 4 } as const;

const logName = (epoch: number, part: number): string => `${String(epoch).padStart(10, '0')}-${String(part).padStart(4, '0')}.log`;
/** Epoch and part in the name of a file of the log; null for any other. */
export function logOf(name: string): { readonly epoch: number; readonly part: number } | null {
  const [, epoch, part] = /^(\d{10})-(\d{4})\.log$/.exec(name) ?? [];
  return epoch === undefined ? null : { epoch: Number(epoch), part: Number(part) };
}
/** The files of the log that are there, oldest first. */
export const logFiles = (dir: string): readonly string[] => fs.readdirSync(dir).filter((name) => logOf(name) !== null).toSorted();

/** The log of one epoch, open for writing. */
export interface LogFile {
  readonly epoch: number;
  readonly file: string;
  /** All that was appended, and that much of it is surely on the disk. */
  bytes(): number;
  /** Appends `length` rows; `handle` holds numbers of series. Throws what the file system throws; then nothing of it is there. */
  rows(rows: IntakeColumns, length: number, text: ReadonlyMap<number, string>): void;
  record(kind: number, payload: Uint8Array): void;
  /** What was appended until now is on the disk when it resolves. */
  sync(): Promise<void>;
  close(): void;
}

const same = (column: Float64Array | Uint32Array, length: number): boolean => {
  const first = column[0]!;
  for (let i = 1; i < length; i++) if (!Object.is(column[i]!, first)) return false;
  return true;
};

const flagsOf = ({ source, received, status }: Pick<IntakeColumns, 'source' | 'received' | 'status'>, length: number): number =>
  (same(source, length) ? constants.source : 0) | (same(received, length) ? constants.received : 0) | (same(status, length) ? constants.status : 0);

/** Begins a file. `section`: what the numbers of series mean, which stands first in each file. */
export function newLog(dir: string, epoch: number, section: Uint8Array): LogFile {
  const parts = logFiles(dir).map((name) => logOf(name)!).filter((l) => l.epoch === epoch);
  const file = path.join(dir, logName(epoch, (parts.at(-1)?.part ?? 0) + 1));
  const handle = fs.openSync(file, 'wx');
  let out = Buffer.allocUnsafeSlow(1 << 16);
  let [end, open] = [0, true];

  /** Writes the record of which `length` bytes stand in `out` behind its head. */
  function put(length: number): void {
    out.writeUInt32LE(length, 0);
    out.writeUInt32LE(crc32(out.subarray(recordHead, recordHead + length)), 4);
    const whole = recordHead + length;
    let written = 0;
    try { while (written < whole) written += fs.writeSync(handle, out, written, whole - written, end + written); } catch (error) {
      cut();
      throw error;
    }
    end += whole;
  }
  /** Half a record is taken away, or else is written over by the next. */
  function cut(): boolean { try { fs.ftruncateSync(handle, end); return true; } catch { return false; } }
  function room(bytes: number): void { if (out.length < bytes) out = Buffer.allocUnsafeSlow(bytes * 2); }
  const log: LogFile = {
    epoch, file, bytes: () => end,
    rows({ value, source, received, handle: series, status }, length, text) {
      if (length === 0) return;
      const words = text.size === 0 ? null : Buffer.from(JSON.stringify([...text]));
      const flags = flagsOf({ source, received, status }, length);
      const as = (constant: number): number => ((flags & constant) === 0 ? length : 1);
      room(recordHead + rowsHead + length * 32 + 64 + (words?.length ?? 0));
      let at = recordHead + rowsHead;
      const column = (from: Float64Array | Uint32Array, count: number): void => {
        const bytes = count * from.BYTES_PER_ELEMENT;
        out.set(new Uint8Array(from.buffer, from.byteOffset, bytes), at);
        at += bytes;
      };
      column(value, length);
      column(source, as(constants.source));
      column(received, as(constants.received));
      column(series, length);
      column(status, as(constants.status));
      out.writeUInt32LE(records.rows, recordHead);
      out.writeUInt32LE(length, recordHead + 4);
      out.writeUInt32LE(words === null ? 0 : at - recordHead, recordHead + 8);
      out.writeUInt32LE(flags, recordHead + 12);
      if (words !== null) { out.set(words, at); at += words.length; }
      put(at - recordHead);
    },
    record(kind, payload) {
      room(recordHead + 4 + payload.length);
      out.writeUInt32LE(kind, recordHead);
      out.set(payload, recordHead + 4);
      put(4 + payload.length);
    },
    sync: () => new Promise((resolve, reject) => { fs.fdatasync(handle, (error) => { if (error === null) resolve(); else reject(error); }); }),
    close() { if (open) fs.closeSync(handle); open = false; },
  };
  try { log.record(records.series, section); } catch (error) { log.close(); fs.rmSync(file, { force: true }); throw error; }
  return log;
}
