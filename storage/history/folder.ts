import fs from 'node:fs';
import path from 'node:path';

/** Where the files of history lie in its folder: segments, and the log of what is in none yet. */
export const segmentFolder = (dir: string): string => path.join(dir, 'segments');
export const logFolder = (dir: string): string => path.join(dir, 'log');

/** Makes what is missing. Throws what the file system throws. */
export function makeFolders(dir: string): void { for (const folder of [segmentFolder(dir), logFolder(dir)]) fs.mkdirSync(folder, { recursive: true }); }
