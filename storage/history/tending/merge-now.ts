import fs from 'node:fs';
import path from 'node:path';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { catalogueFile, openCatalogue } from '../catalogue/index.ts';
import { takeLock } from '../disk.ts';
import { keeperOf } from '../keeping/index.ts';
import { slices } from '../merging/index.ts';
import type { Note } from '../note.ts';
import type { TendFault } from './folder-status.ts';

/** How many files there were, and are. */
export interface Merged { readonly before: number; readonly after: number }

/** Merges all that may be merged of a folder that no engine holds; lets nothing go. */
export async function mergeHistory(data: string, note: Note): Promise<Result<Merged, TendFault | Fault<'locked'>>> {
  const dir = path.join(data, 'history');
  if (!fs.existsSync(catalogueFile(dir))) return fail('no-history');
  const lock = takeLock(data);
  if (!lock.ok) return lock;
  try {
    const opened = openCatalogue(dir);
    if (!opened.ok) return opened;
    const catalogue = opened.value;
    try {
      const before = catalogue.segments().length;
      await keeperOf({ dir, catalogue, now: Date.now, mono: () => performance.now(), note, slices: slices(() => true), graceMs: 0 }).keepNow();
      return ok({ before, after: catalogue.segments().length });
    } finally { catalogue.close(); }
  } finally { lock.value.release(); }
}
