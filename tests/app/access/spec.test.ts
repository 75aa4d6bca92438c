import fs from 'node:fs';
import { expect, it } from 'vitest';
import { consentTable, keyTable, lockoutTable, sessionTable, watchTable } from '#app/access';

const spec = [...fs.readFileSync('app/access/SPEC.md', 'utf8').matchAll(/\*\*(ACC-\d+)\*\*/g)].map((m) => m[1] ?? '');
const tables = [lockoutTable, sessionTable, keyTable, consentTable, watchTable];
const rows = tables.flatMap((table) => Object.values(table)).flatMap((row) => Object.values<unknown>(row)).flatMap((cell) => (Array.isArray(cell) ? cell : [cell]))
  .flatMap((arc) => (typeof arc === 'object' && arc !== null && 'rule' in arc ? [String(arc.rule)] : []));

it('every rule of access is told by a test, and no test tells of another', () => {
  const told = new Set(fs.globSync(['tests/app/access/**/*.test.ts', 'tests/storage/secrets/*.test.ts', 'tests/main/engine/access/**/*.test.ts']).filter((f) => !f.endsWith('spec.test.ts')).flatMap((f) => fs.readFileSync(f, 'utf8').match(/ACC-\d+/g) ?? []));
  expect(spec.filter((r) => !told.has(r))).toEqual([]);
  expect([...told].filter((r) => !spec.includes(r))).toEqual([]);
});
it('one id is one rule, every row of a table is in the specification, and one id is one row', () => {
  expect(spec).toEqual([...new Set(spec)]);
  expect(rows).toEqual([...new Set(rows)]);
  expect(rows.length).toBeGreaterThan(45);
  expect(rows.filter((r) => !spec.includes(r))).toEqual([]);
});
