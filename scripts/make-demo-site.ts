import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { demoFiles } from './demo-site/files.ts';

// Writes the demo site and the simulator's description of the same park, so that both agree. Run: node scripts/make-demo-site.ts
const root = path.join(import.meta.dirname, '..');
for (const [name, text] of demoFiles()) {
  const file = path.join(root, name);
  const before = await readFile(file, 'utf8').catch(() => null);
  if (before === text) { console.log(`same     ${name}`); continue; }
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  console.log(`written  ${name}`);
}
