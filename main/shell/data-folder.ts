import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Where this workstation's data are when nobody says: per machine, not per person (HOUSE 4); the person's own place where the machine's cannot be written. */
export function defaultDataFolder(platform: NodeJS.Platform, environment: Readonly<Record<string, string | undefined>>, own: string): string {
  const machine = platform === 'win32' ? path.join(environment['ProgramData'] ?? 'C:\\ProgramData', 'Watchroom') : '/var/lib/watchroom';
  return writable(machine) ? machine : path.join(own, 'data');
}

/** True where the folder is there, or can be made, and can be written. */
export function writable(folder: string): boolean {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch { return false; }
}

/** The shell's own corner of the data folder. Where nothing can be written it is a temporary one: the window opens and the engine says what is wrong. */
export function shellFolder(data: string): string {
  const corner = path.join(data, 'workstation');
  return writable(corner) ? corner : fs.mkdtempSync(path.join(os.tmpdir(), 'watchroom-'));
}
