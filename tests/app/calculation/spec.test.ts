import fs from 'node:fs';
import { expect, it } from 'vitest';

it('every rule of calculation is told by a test, and no test tells of another', () => {
  const rules = [...fs.readFileSync('app/calculation/SPEC.md', 'utf8').matchAll(/\*\*(CAL-\d\d)\*\*/g)].map((m) => m[1] ?? '');
  const told = new Set(fs.globSync(['tests/app/calculation/*.test.ts', 'tests/main/engine/calculation/*.test.ts']).flatMap((f) => fs.readFileSync(f, 'utf8').match(/CAL-\d\d/g) ?? []));
  expect(rules).toEqual([...new Set(rules)]);
  expect(rules.filter((r) => !told.has(r))).toEqual([]);
  expect([...told].filter((r) => !rules.includes(r)).toSorted()).toEqual([]);
});
