import fs from 'node:fs';
import path from 'node:path';
import { readSite } from '#storage';
import { reliefOf } from '../../../scripts/make-tiles/relief.ts';
import { tileSetOf } from '../../../scripts/make-tiles/tileset.ts';
import { putSlots, sampleFor, type Sample, type SlotName } from '../../../scripts/slots-sample/sample.ts';

/** A copy of a site in `to` with the sample's slots in it, and its solids made anew to stand on the terrain. */
export async function siteWithSlots(from: string, to: string, wanted: readonly SlotName[]): Promise<Sample> {
  fs.cpSync(from, to, { recursive: true });
  const read = await readSite(to);
  if (!read.ok) throw new Error('the site does not read');
  const sample = sampleFor(read.value.site);
  if (sample === null) throw new Error('the site has no outline');
  await putSlots(to, sample, wanted);
  if (!wanted.includes('terrain')) return sample;
  const { files } = await tileSetOf(read.value.site, await reliefOf(to));
  for (const [name, bytes] of files) fs.writeFileSync(path.join(to, 'tiles/solids', name), bytes);
  return sample;
}
