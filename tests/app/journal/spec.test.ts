import fs from 'node:fs';
import { expect, it } from 'vitest';

it('every rule of the journal is told by a test, and no test tells of another', () => {
  const rules = [...fs.readFileSync('app/journal/SPEC.md', 'utf8').matchAll(/\*\*(JRN-\d\d)\*\*/g)].map((m) => m[1]);
  const told = new Set(fs.globSync(['tests/app/journal/**/*.test.ts', 'tests/storage/**/*.test.ts']).flatMap((f) => fs.readFileSync(f, 'utf8').match(/JRN-\d\d/g) ?? []));
  expect(rules.filter((r) => !told.has(r ?? ''))).toEqual([]);
  expect([...told].filter((r) => !rules.includes(r))).toEqual([]);
});
