import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { bodyOf, wordsIn, type SiteParcel } from '#adapters/collector';
import { fail, ok, type Fault, type Result } from '#kernel/result';

export type ParcelFault = Fault<'not-a-site-folder' | 'parcel-too-large' | 'parcel-damaged'>;
/** What one frame may hold, with room to spare. */
const mostBytes = 12 * 1024 * 1024;
/** The files of a site folder, its assets aside. */
export const ownNames = ['site.json', 'sources.json', 'levels.json', 'points.csv', 'rules/alarms.json'] as const;

/** The name of what a folder says: SHA-256 of its files by name, its first 16 digits. */
function versionOf(files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(files).toSorted()) hash.update(JSON.stringify([name, files[name]]));
  return hash.digest('hex').slice(0, 16);
}
async function textIn(file: string): Promise<string | null> {
  try { return await fs.readFile(file, 'utf8'); } catch (error) { if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null; throw error; }
}

/** A site folder as one message: the files that make a site, as they are written. */
export async function parcelOf(dir: string): Promise<Result<SiteParcel, ParcelFault>> {
  try {
    const assets = (await fs.readdir(path.join(dir, 'assets')).catch(() => [])).filter((name) => /^[A-Za-z0-9][\w.-]{0,99}\.json$/.test(name)).map((name) => `assets/${name}`);
    const files: Record<string, string> = {};
    for (const name of [...ownNames, ...assets]) { const text = await textIn(path.join(dir, name)); if (text !== null) files[name] = text; }
    if (files['site.json'] === undefined) return fail('not-a-site-folder', { dir });
    const parcel = { version: versionOf(files), files };
    const bytes = bodyOf('wanted', parcel).length;
    return bytes > mostBytes ? fail('parcel-too-large', { dir, bytes, most: mostBytes }) : ok(parcel);
  } catch (error) { return fail('not-a-site-folder', { dir, reason: (error as NodeJS.ErrnoException).code ?? 'error' }); }
}

/** A parcel that was kept as a text, whole and as its version says. */
export function parcelIn(text: string): Result<SiteParcel, ParcelFault> {
  const read = wordsIn('wanted', Buffer.from(text));
  return read.ok && versionOf(read.value.files) === read.value.version ? read : fail('parcel-damaged', { field: read.ok ? 'version' : String(read.fault.params['field']) });
}

/** Writes the files of a parcel into a folder that is empty. Throws what the file system throws. */
export async function unpack({ files }: SiteParcel, dir: string): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await fs.mkdir(path.dirname(path.join(dir, name)), { recursive: true });
    const file = await fs.open(path.join(dir, name), 'wx');
    try { await file.writeFile(text); await file.sync(); } finally { await file.close(); }
  }
}
