import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readSite } from '#storage';
import { putSlots, sampleFor } from './slots-sample/sample.ts';

// Puts a made-up orthophoto, terrain and tilted photography into the slots of a copy of a site, to see what a customer's own would look like: node scripts/run.mjs scripts/slots-sample.ts --site DIR. Never over what is there.
const { values } = parseArgs({ options: { site: { type: 'string' } } });
function refused(why: string): never { console.error(why); process.exit(1); }
if (values.site === undefined) refused('node scripts/run.mjs scripts/slots-sample.ts --site DIR');
const folder = path.resolve(values.site);
for (const own of ['imagery', 'terrain', 'tiles/photo-sample']) if (existsSync(path.join(folder, own))) refused(`${path.join(values.site, own)} is there already`);
const read = await readSite(folder);
if (!read.ok) refused(read.faults.map((f) => `${f.file}:${f.line} ${f.field} ${f.fault.code}`).join('\n'));
const sample = sampleFor(read.value.site);
if (sample === null) refused('the site has no outline of a park');
for (const [slot, count] of Object.entries(await putSlots(folder, sample))) console.log(`${slot}: ${count} files`);
console.log(`on it: npm run tiles -- --site ${values.site}`);
