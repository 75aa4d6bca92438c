import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { MOST_POINTS, USUAL_POINTS, wholeFiles } from './whole-park/files.ts';

// Writes the whole demo park: its site and the simulator's description. Run: node scripts/make-whole-park.ts [--to DIR [--points N] [--database FILE]]
// Of another size than the usual one, or with an enterprise's intermediate database in FILE, it goes to DIR (DIR/site, DIR/park.json), never into the project.
const { values } = parseArgs({ options: { points: { type: 'string' }, to: { type: 'string' }, database: { type: 'string' } } });
const points = Number(values.points ?? USUAL_POINTS);
const wrong = !Number.isInteger(points) || points < 1 || points > MOST_POINTS ? `--points is a whole number up to ${MOST_POINTS}` : (points !== USUAL_POINTS || values.database !== undefined) && values.to === undefined ? 'another park than the usual one goes elsewhere: --to DIR' : null;
if (wrong !== null) {
  console.error(wrong);
  process.exit(2);
}
const root = values.to === undefined ? path.join(import.meta.dirname, '..') : path.resolve(values.to);
const size = { points, ...(values.database === undefined ? {} : { database: path.resolve(values.database) }) };
const files = values.to === undefined ? wholeFiles(size) : wholeFiles(size, 'site', 'park.json');
for (const [name, text] of files) {
  const file = path.join(root, name);
  const before = await readFile(file, 'utf8').catch(() => null);
  if (before === text) { console.log(`same     ${name}`); continue; }
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  console.log(`written  ${name}`);
}
