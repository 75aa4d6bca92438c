import fs from 'node:fs';
import { expect, it } from 'vitest';

it('every rule of history is told by a test, and no test tells of another', () => {
  const rules = [...fs.readFileSync('app/history/SPEC.md', 'utf8').matchAll(/\*\*(HIS-\d\d)\*\*/g)].map((m) => m[1] ?? '');
  const told = new Set(fs.globSync(['tests/app/**/*.test.ts', 'tests/storage/**/*.test.ts', 'tests/main/**/*.test.ts', 'tests/renderer/**/*.test.{ts,tsx}']).flatMap((f) => fs.readFileSync(f, 'utf8').match(/HIS-\d\d/g) ?? []));
  expect(rules).toEqual([...new Set(rules)]);
  expect(rules.filter((r) => !told.has(r))).toEqual([]);
  expect([...told].filter((r) => !rules.includes(r)).toSorted()).toEqual([]);
});
