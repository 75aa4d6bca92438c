import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup/places.mjs';
import { EXIT, script } from './setup/say.mjs';

/** Licences that a delivered product may contain; another one is a decision of people, not of a build. */
const ALLOWED = new Set(['MIT', 'MIT-0', 'ISC', 'BSD', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'Unlicense', 'CC0-1.0', 'BlueOak-1.0.0', 'Python-2.0', 'Zlib', 'WTFPL', 'CC-BY-3.0', 'CC-BY-4.0', 'MPL-2.0']);
/** Bundled into the pages although they are development dependencies of the package. */
const BUNDLED = ['@mantine/core', '@mantine/hooks', '@tanstack/react-virtual', 'react', 'react-dom', 'uplot', 'zustand', 'electron'];

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The folder a package is taken from, looking from a package outwards as Node does. */
function find(name, from) {
  for (let dir = from; dir.startsWith(ROOT.replace(/[\\/]$/, '')); dir = join(dir, '..')) {
    const candidate = join(dir, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  return null;
}

/** Three old packages say it in a file or not at all in a form a program reads; each was read by a person. */
const READ = { dequeue: 'BSD-2-Clause', humanize: 'MIT', precond: 'MIT' };

function licenceOf(json) {
  if (READ[json.name] !== undefined) return READ[json.name];
  if (typeof json.license === 'string') return json.license;
  if (typeof json.license?.type === 'string') return json.license.type;
  return Array.isArray(json.licenses) ? json.licenses.map((l) => l.type ?? l).join(' OR ') : 'unknown';
}
/** `A OR B` needs one of them, `A AND B` all. */
const allowed = (licence) => licence.replaceAll(/[()]/g, '').split(/ OR /i).some((choice) => choice.split(/ AND /i).every((l) => ALLOWED.has(l.trim())));

function collect() {
  const found = new Map();
  const queue = [...Object.keys(read(join(ROOT, 'package.json')).dependencies), ...BUNDLED].map((name) => [name, ROOT]);
  while (queue.length > 0) {
    const [name, from] = queue.pop();
    const dir = find(name, from);
    if (dir === null || found.has(dir)) continue;
    const json = read(join(dir, 'package.json'));
    found.set(dir, { name: json.name, version: json.version, licence: licenceOf(json) });
    for (const next of name === 'electron' ? [] : Object.keys({ ...json.dependencies, ...json.optionalDependencies })) queue.push([next, dir]);   // electron's own dependencies only fetch it
  }
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

await script('licences', () => {
  const all = collect();
  for (const { name, version, licence } of all) console.log(`${licence.padEnd(24)} ${name} ${version}`);
  const refused = all.filter((p) => !allowed(p.licence));
  console.log(`${all.length} packages, ${refused.length} refused${refused.length === 0 ? '' : `: ${refused.map((p) => `${p.name} (${p.licence})`).join(', ')}`}`);
  return refused.length === 0 ? EXIT.ok : EXIT.failed;
});
