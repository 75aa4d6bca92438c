import fs from 'node:fs';
import path from 'node:path';
import type { SmallStore } from '#app/acquisition';
import { readStateFile, writeStateFile } from './state-file.ts';

const mostBytes = 32 * 1024 * 1024;

/** The folder of what one source keeps over a restart: `sources/<id>` of a data folder. Ids of sources and these names are plain words, so that nothing leads out of it. */
export const sourceFolder = (dataDir: string, source: string): string => path.join(dataDir, 'sources', source.replaceAll(/[^\w.#-]/g, '_').replace(/^\.+/, '_'));

/** Small files of one source, written whole and synced. Never throws: what cannot be read is not there, and who writes is told. */
export function smallStore(dataDir: string, source: string): SmallStore {
  const dir = sourceFolder(dataDir, source);
  return {
    read(name) { try { return readStateFile(path.join(dir, name), mostBytes); } catch { return null; } },
    write(name, text) {
      try { fs.mkdirSync(dir, { recursive: true }); writeStateFile(path.join(dir, name), text); return true; } catch { return false; }
    },
    stamp(name) { return fs.statSync(path.join(dir, name), { throwIfNoEntry: false })?.mtimeMs ?? null; },
  };
}
