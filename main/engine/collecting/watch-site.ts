import fs from 'node:fs';
import path from 'node:path';
import type { Clock, Stop } from '#kernel/time';
import { every } from '../clock.ts';
import { ownNames } from './parcel.ts';

/** Names, times and sizes of the files that make a site; null while it cannot be looked at, e.g. because it is just being exchanged. */
function stampOf(dir: string): string | null {
  try {
    const assets = fs.existsSync(path.join(dir, 'assets')) ? fs.readdirSync(path.join(dir, 'assets')).map((name) => `assets/${name}`) : [];
    return [...ownNames, ...assets].map((name) => { const s = fs.statSync(path.join(dir, name), { throwIfNoEntry: false }); return `${name} ${s?.mtimeMs} ${s?.size}`; }).join('\n');
  } catch { return null; }
}

/** Calls `changed` when the files of a site are others than before, and have been so for one more look: who writes them has finished by then. Looks every `everyMs`. */
export function watchSite(dir: string, clock: Clock, changed: () => void, everyMs = 1000): Stop {
  let known = stampOf(dir);
  let seen = known;
  return every(clock, everyMs, () => {
    const now = stampOf(dir);
    const rests = now === seen;
    seen = now;
    if (now === null || !rests || now === known) return;
    known = now;
    changed();
  });
}
