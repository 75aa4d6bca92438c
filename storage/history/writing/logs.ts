import fs from 'node:fs';
import { syncFolder } from '../disk.ts';
import { logFolder } from '../folder.ts';
import { newLog, type LogFile } from '../log/index.ts';
import type { IntakeColumns } from '#app/history';

/** The log that is written, and those before it of which something is not surely on the disk yet. `rows`: how many were appended in all, and how many of them are on the disk. */
export function writingLogs(dir: string) {
  const folder = logFolder(dir);
  let current: LogFile | null = null;
  let older: LogFile[] = [];
  let [appended, synced, syncing] = [0, 0, false];

  return {
    /** A file for the rows of a new epoch. Throws what the file system throws; then the one before stands. */
    begin(epoch: number, section: Uint8Array): void {
      const next = newLog(folder, epoch, section);
      syncFolder(folder);
      if (current !== null) older.push(current);
      current = next;
    },
    /** Throws what the file system throws; then nothing of it is there. */
    append(rows: IntakeColumns, length: number, text: ReadonlyMap<number, string>): void {
      if (current === null) throw new Error('no log');
      current.rows(rows, length, text);
      appended += length;
    },
    record(kind: number, payload: Uint8Array): void {
      if (current === null) throw new Error('no log');
      current.record(kind, payload);
    },
    open: (): boolean => current !== null,
    /** Somebody removed the file that is written: what goes into it now is nowhere. */
    gone: (): boolean => current !== null && !fs.existsSync(current.file),
    bytes: (): number => (current?.bytes() ?? 0) + older.reduce((n, log) => n + log.bytes(), 0),
    dirty: (): boolean => appended > synced,
    syncing: (): boolean => syncing,
    appended: (): number => appended,
    synced: (): number => synced,
    /** What was appended until now is on the disk when it resolves; one at a time. Throws what the file system throws. */
    async sync(): Promise<void> {
      const [until, closing] = [appended, older];
      syncing = true;
      try {
        for (const log of closing) { await log.sync(); log.close(); older = older.filter((l) => l !== log); }
        await current?.sync();
        synced = Math.max(synced, until);
      } finally { syncing = false; }
    },
    close(): void {
      for (const log of [...older, ...(current === null ? [] : [current])]) log.close();
      older = [];
      current = null;
    },
  };
}
export type WritingLogs = ReturnType<typeof writingLogs>;
