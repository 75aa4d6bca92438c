import fs from 'node:fs';
import path from 'node:path';

/** What the rest of the machine is left, where history has the whole disk: the journal's reserve and its growth. */
const leftToOthers = 2e9;

function bytesIn(dir: string): number {
  let sum = 0;
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const name = path.join(dir, entry.name);
    if (entry.name.startsWith('.')) continue;                             // second names, while a back-up is taken
    if (entry.isDirectory()) sum += bytesIn(name);
    else sum += fs.statSync(name, { throwIfNoEntry: false })?.size ?? 0;     // it may have gone meanwhile
  }
  return sum;
}
/** What the folder of history takes, and what the disk has beside it. */
export interface DiskUse { readonly used: number; readonly free: number }
export function diskUse(dir: string): DiskUse {
  const { bavail, bsize } = fs.statfsSync(dir);
  return { used: bytesIn(dir), free: bavail * bsize };
}
/** What history may take: what the site says, but never more than there is. `own`: the site says it, so it is history that is too large; else others may have filled the disk. */
export function budgetOf(budgetBytes: number | null, { used, free }: DiskUse): { readonly bytes: number; readonly own: boolean } {
  const disk = Math.max(0, used + free - leftToOthers);
  return budgetBytes !== null && budgetBytes <= disk ? { bytes: budgetBytes, own: true } : { bytes: disk, own: false };
}
