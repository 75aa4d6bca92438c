import fs from 'node:fs';
import path from 'node:path';
import { forgetNames, namesIn, type Names } from './names.ts';
import { firstOf } from './segment.ts';

/** How many batches may be on their way to the disk at most: as many numbers are left out where the machine itself went down, since nobody knows which were given (FWD-04). */
export const mostUnsynced = 65_536;
const [streamFile, openFile, floorFile] = ['stream', 'open', 'floor'];

/** The name of the stream that a folder holds and the numbers of its points; begun anew where either cannot be read. */
export function streamIn(dir: string, newStream: () => string): { readonly stream: string; readonly names: Names } {
  const file = path.join(dir, streamFile);
  const kept = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : '';
  const names = namesIn(dir);
  if (/^[\w-]{1,64}$/.test(kept) && names !== null) return { stream: kept, names };
  for (const name of fs.readdirSync(dir)) if (firstOf(name) !== null) fs.rmSync(path.join(dir, name)); // numbers of a stream that nobody knows are nobody's
  forgetNames(dir);
  fs.rmSync(path.join(dir, floorFile), { force: true });
  const stream = newStream();
  fs.writeFileSync(`${file}.new`, `${stream}\n`, { flush: true });
  fs.renameSync(`${file}.new`, file);
  return { stream, names: namesIn(dir)! };
}

/** True where the folder was left open by an earlier life of the machine: then the last second may be missing on the disk, though the other end has it. */
export function leftOpen(dir: string, boot: string): boolean {
  const file = path.join(dir, openFile);
  return fs.existsSync(file) && fs.readFileSync(file, 'utf8').trim() !== boot;
}
/** Marks it as open in this life. */
export const markOpen = (dir: string, boot: string): void => fs.writeFileSync(path.join(dir, openFile), `${boot}\n`, { flush: true });
export const shutDown = (dir: string): void => fs.rmSync(path.join(dir, openFile), { force: true });

/** The least number that may be given: where numbers were left out, that is remembered even if nothing was appended since. */
export function floorIn(dir: string): number {
  const file = path.join(dir, floorFile);
  const kept = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 1;
  return Number.isSafeInteger(kept) ? kept : 1;
}
export function keepFloor(dir: string, next: number): void {
  const file = path.join(dir, floorFile);
  fs.writeFileSync(`${file}.new`, `${next}\n`, { flush: true });
  fs.renameSync(`${file}.new`, file);
}
