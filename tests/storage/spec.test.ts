import fs from 'node:fs';
import { expect, it } from 'vitest';

it('every rule of storage is told by a test, and no test tells of another', () => {
  const rules = [...fs.readFileSync('storage/SPEC.md', 'utf8').matchAll(/\*\*(STO-\d\d)\*\*/g)].map((m) => m[1]);
  const told = new Set(fs.globSync('tests/storage/**/*.test.ts').flatMap((f) => fs.readFileSync(f, 'utf8').match(/STO-\d\d/g) ?? []));
  expect(rules.filter((r) => !told.has(r ?? ''))).toEqual([]);
  expect([...told].filter((r) => !rules.includes(r))).toEqual([]);
});
