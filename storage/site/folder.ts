import { constants } from 'node:fs';
import { open, opendir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep, isAbsolute } from 'node:path';
import type { Findings, SiteFaultCode } from '#app/park';
import type { Bounds } from './bounds.ts';

/** A folder that nothing can be read out of: every path is resolved and must end inside it (PRK-06). */
export interface Folder {
  /** Names in one of its folders, sorted; null, with an error, when it cannot be listed. */
  list(path: string): Promise<readonly string[] | null>;
  /** The bytes of a file; null, with an error that says why. */
  read(path: string): Promise<Uint8Array | null>;
  isDirectory(path: string): Promise<boolean>;
}

/** The system's word for what went wrong (ENOENT, EACCES ...). */
export const systemCode = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EUNKNOWN');
const place = (file: string) => ({ file, line: 1, field: '' });

export function folderAt(root: string, bounds: Bounds, found: Findings): Folder {
  const refuse = (file: string, code: SiteFaultCode, params: Readonly<Record<string, string | number>> = {}): null => { found.error(place(file), code, params); return null; };

  /** The true path of something inside, or null with an error. */
  async function inside(path: string): Promise<string | null> {
    const real = await realpath(join(root, path));
    const way = relative(root, real);
    return isAbsolute(way) || way === '..' || way.startsWith(`..${sep}`) ? refuse(path, 'link-leaves-folder') : real;
  }
  function failed(path: string, error: unknown): null {
    const code = systemCode(error);
    return code === 'ENOENT' ? refuse(path, 'missing-file', { name: path }) : refuse(path, 'cannot-read', { reason: code });
  }
  async function bytesOf(path: string, real: string): Promise<Uint8Array | null> {
    if (!(await stat(real)).isFile()) return refuse(path, 'not-a-file'); // before it is opened: opening a device may do something
    const file = await open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const { size } = await file.stat();
      if (size > bounds.fileBytes) return refuse(path, 'file-too-large', { most: bounds.fileBytes });
      const bytes = new Uint8Array(size);
      const { bytesRead } = await file.read(bytes, 0, size, 0);
      return bytes.subarray(0, bytesRead);
    } finally { await file.close(); }
  }
  return {
    async list(path) {
      try {
        const real = await inside(path);
        if (real === null) return null;
        const names: string[] = [];
        for await (const { name } of await opendir(real)) if (names.push(name) > bounds.entries) return refuse(path, 'too-many-files', { most: bounds.entries });
        return names.toSorted((a, b) => (a < b ? -1 : 1));
      } catch (error) { return failed(path, error); }
    },
    async read(path) {
      try {
        const real = await inside(path);
        return real === null ? null : await bytesOf(path, real);
      } catch (error) { return failed(path, error); }
    },
    async isDirectory(path) {
      try { return (await stat(join(root, path))).isDirectory(); } catch { return false; }
    },
  };
}
