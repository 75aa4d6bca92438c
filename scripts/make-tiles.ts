import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readSite } from '#storage';
import { reliefOf } from './make-tiles/relief.ts';
import { tileSetOf } from './make-tiles/tileset.ts';

// Makes the solids of a site as a 3D Tiles set: node scripts/run.mjs scripts/make-tiles.ts [--site DIR] [--to DIR]. By default of resources/sites/whole, into its tiles/solids; what it lists in tiles/tilesets.json is left as it is.
const { values } = parseArgs({ options: { site: { type: 'string' }, to: { type: 'string' } } });
const folder = path.resolve(values.site ?? path.join(import.meta.dirname, '..', 'resources', 'sites', 'whole'));
const tiles = path.resolve(values.to ?? path.join(folder, 'tiles'));
const read = await readSite(folder);
if (!read.ok) {
  for (const f of read.faults) console.error(`${f.file}:${f.line} ${f.field} ${f.fault.code}`);
  process.exit(1);
}
const { files, leaves } = await tileSetOf(read.value.site, await reliefOf(folder));
const to = path.join(tiles, 'solids');
await mkdir(to, { recursive: true });
for (const old of await readdir(to)) if (!files.has(old)) await rm(path.join(to, old));
for (const [name, bytes] of files) await writeFile(path.join(to, name), bytes);
const list = path.join(tiles, 'tilesets.json');
if ((await readFile(list).catch(() => null)) === null) await writeFile(list, `${JSON.stringify([{ id: 'solids', name: { zh: '园区设施', en: 'Plant of the park' }, kind: 'solids', file: 'solids/tileset.json' }], null, 2)}\n`);
const bytes = [...files.values()].reduce((sum, b) => sum + b.length, 0);
console.log(`${[...leaves.values()].flat().length} assets in ${leaves.size} detailed tiles, ${files.size} files, ${(bytes / 1e6).toFixed(2)} MB, the largest ${(Math.max(...[...files.values()].map((b) => b.length)) / 1e3).toFixed(0)} kB: ${path.relative(process.cwd(), to)}`);
