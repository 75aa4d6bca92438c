import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { syncFile } from '../disk.ts';

/** Holds files by a second name while they are copied, so that none goes meanwhile. Such a folder is no part of history. */
export const heldPrefix = '.held-';
const staleMs = 86_400_000;

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
/** False: it is not there. Another name of the same bytes where one disk holds both (a segment is never changed), else a copy that is on the disk. Throws what the file system throws. */
export function linkOrCopy(from: string, to: string): boolean {
  try { fs.linkSync(from, to); return true; } catch (error) { if (codeOf(error) === 'ENOENT') return false; }
  return copied(from, to);
}
/** A copy that is on the disk; false: there is nothing to copy. */
export function copied(from: string, to: string): boolean {
  try { fs.copyFileSync(from, to, fs.constants.COPYFILE_FICLONE); } catch (error) { if (codeOf(error) === 'ENOENT') return false; throw error; }
  syncFile(to);
  return true;
}

/** Second names for the files of a folder, in a folder beside it, which `release` removes. Where the disk knows no second names, or nothing can be written, the files themselves. `missing`: those that are not there. */
export function held(dir: string, folder: string, files: readonly string[]): { readonly folder: string; readonly missing: readonly string[]; release(): void } {
  const beside = path.join(dir, `${heldPrefix}${randomBytes(6).toString('hex')}`);
  const missing: string[] = [];
  try {
    removeStale(dir);
    fs.mkdirSync(beside);
    for (const file of files) try { fs.linkSync(path.join(folder, file), path.join(beside, file)); } catch (error) { if (codeOf(error) !== 'ENOENT') throw error; missing.push(file); }
    return { folder: beside, missing, release() { fs.rmSync(beside, { recursive: true, force: true }); } };
  } catch {
    fs.rmSync(beside, { recursive: true, force: true });
    return { folder, missing: files.filter((f) => !fs.existsSync(path.join(folder, f))), release() { /* nothing was made */ } };
  }
}
/** What a back-up that was killed left behind. */
function removeStale(dir: string): void {
  for (const name of fs.readdirSync(dir)) {
    if (name.startsWith(heldPrefix) && Date.now() - fs.statSync(path.join(dir, name)).mtimeMs > staleMs) fs.rmSync(path.join(dir, name), { recursive: true, force: true });
  }
}
