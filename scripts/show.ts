import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Table } from '#kernel/machine';
import { show } from '#kernel/show';

const ROOT = path.join(import.meta.dirname, '..');
type AnyTable = Table<string, string, string, string>;
const isTable = (v: unknown): v is AnyTable => typeof v === 'object' && v !== null && Object.values(v).every((row) => typeof row === 'object' && row !== null && !Array.isArray(row));

const machines = new Map(fs.globSync('{app,main,renderer,storage,native-adapters}/**/*machine.ts', { cwd: ROOT }).map((file) => [path.basename(path.dirname(file)), path.join(ROOT, file)]));
const asked = process.argv[2];
const file = asked === undefined ? undefined : machines.get(asked);
if (file === undefined) {
  console.error(`npm run show -- MODULE; modules with a state table: ${[...machines.keys()].toSorted().join(', ')}`);
  process.exitCode = 2;
} else {
  const exported = await import(pathToFileURL(file).href) as Record<string, unknown>;
  for (const [name, table] of Object.entries(exported)) if (isTable(table)) console.log(`### ${name}\n\n${show(table)}\n`);
}
