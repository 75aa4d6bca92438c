import { randomFillSync } from 'node:crypto';
import fs from 'node:fs';
import type { Note } from '../note.ts';
import { freeBytes } from '../disk/sqlite-fault.ts';
import { reasonOf } from '../disk/reason.ts';

/** Its name in the data folder. */
export const reserveName = 'reserve.bin';

const blockBytes = 1_048_576;

/** Disk that is really taken, to be given up when there is none left (STO-06). */
export interface Reserve {
  present(): boolean;
  /** Makes it where it is missing and there is room for twice its size; true when it is there. */
  make(): boolean;
  /** Gives it up; false when there was none. */
  spend(): boolean;
}

/** Random bytes, so that no file system stores them as nothing. */
function fill(file: string, bytes: number): void {
  const block = randomFillSync(Buffer.alloc(Math.min(blockBytes, bytes)));
  const handle = fs.openSync(file, 'w', 0o600);
  try {
    for (let left = bytes; left > 0; left -= block.length) fs.writeSync(handle, block, 0, Math.min(left, block.length));
    fs.fsyncSync(handle);
  } finally { fs.closeSync(handle); }
}

export function diskReserve(file: string, bytes: number, note: Note): Reserve {
  const present = (): boolean => fs.statSync(file, { throwIfNoEntry: false })?.size === bytes;
  return {
    present,
    make() {
      if (bytes === 0 || present()) return true;
      if (freeBytes(file) < 2 * bytes) return false;
      try { fill(file, bytes); return true; } catch (error) {
        fs.rmSync(file, { force: true });
        note({ name: 'reserve-missing', params: { reason: reasonOf(error) } });
        return false;
      }
    },
    spend() {
      if (fs.statSync(file, { throwIfNoEntry: false }) === undefined) return false;
      try { fs.rmSync(file); } catch { return false; }
      note({ name: 'reserve-given-up', params: { bytes } });
      return true;
    },
  };
}
