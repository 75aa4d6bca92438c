import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { boundsOf, standingHeight, TileSets } from '#app/map';
import type { Corner, Place3, Site } from '#app/park';
import type { Extent } from './extent.ts';
import { imageryFiles } from './imagery.ts';
import { photographyFiles } from './photography.ts';
import { hillHeight, terrainFiles } from './terrain.ts';

/** What is put into a site's slots. `top`: where the hill stands; `yard`: where the photographed yard lies. */
export interface Sample { readonly extent: Extent; readonly middle: Corner; readonly top: Corner; readonly yard: Place3; readonly height: (at: Corner) => number }

/** The sample for a site: a hill under its first tank, and a yard where its first building stands. Null for a site that has no outline. */
export function sampleFor({ assets, frame }: Pick<Site, 'assets' | 'frame'>): Sample | null {
  const bounds = boundsOf(assets.filter((a) => a.kind === 'park').flatMap((a) => a.outline ?? []));
  if (bounds === null) return null;
  const [edge, middle] = [0.01, { lon: (bounds.west + bounds.east) / 2, lat: (bounds.south + bounds.north) / 2 }];
  const extent = { west: bounds.west - edge, south: bounds.south - edge, east: bounds.east + edge, north: bounds.north + edge };
  const first = (kind: 'tank' | 'building'): Place3 => assets.find((a) => a.kind === kind && a.position !== null && a.shape !== undefined)?.position ?? { ...middle, height: frame.origin.height };
  const [top, at] = [first('tank'), first('building')];
  const height = (corner: Corner): number => hillHeight(frame.origin, top, corner);
  return { extent, middle, top, yard: { ...at, height: standingHeight(at.height, frame.origin.height, height(at)) }, height };
}

export const slots = ['imagery', 'terrain', 'photography'] as const;
export type SlotName = (typeof slots)[number];

async function keep(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<number> {
  for (const [name, bytes] of files) { await mkdir(path.join(folder, path.dirname(name)), { recursive: true }); await writeFile(path.join(folder, name), bytes); }
  return files.size;
}
/** Puts a sample into the slots of the site folder `folder`. Returns how many files each took. */
export async function putSlots(folder: string, { extent, middle, yard, height }: Sample, wanted: readonly SlotName[] = slots): Promise<Partial<Record<SlotName, number>>> {
  const out: Partial<Record<SlotName, number>> = {};
  if (wanted.includes('imagery')) out.imagery = await keep(path.join(folder, 'imagery'), imageryFiles(extent, middle));
  if (wanted.includes('terrain')) out.terrain = await keep(path.join(folder, 'terrain'), terrainFiles(extent, height));
  if (!wanted.includes('photography')) return out;
  out.photography = await keep(path.join(folder, 'tiles', 'photo-sample'), await photographyFiles(yard));
  const list = path.join(folder, 'tiles', 'tilesets.json');
  const before = z.array(z.unknown()).catch([]).parse(JSON.parse(await readFile(list, 'utf8').catch(() => '[]')));
  const own: TileSets[number] = { id: 'photo-sample', name: { zh: '倾斜摄影样例', en: 'Sample of tilted photography' }, kind: 'photography', file: 'photo-sample/tileset.json' };
  await writeFile(list, `${JSON.stringify([...TileSets.parse(before).filter((s) => s.id !== own.id), own], null, 2)}\n`);
  return out;
}
