import fs from 'node:fs';
import { expect, it } from 'vitest';

it('every rule of duty is told by a test, and no test tells of another', () => {
  const rules = [...fs.readFileSync('app/duty/SPEC.md', 'utf8').matchAll(/\*\*(DTY-\d\d)\*\*/g)].map((m) => m[1]);
  const told = new Set(fs.globSync(['tests/app/duty/**/*.test.ts', 'tests/storage/roster/*.test.ts', 'tests/main/engine/duty/*.test.ts']).flatMap((f) => fs.readFileSync(f, 'utf8').match(/DTY-\d\d/g) ?? []));
  expect(rules.filter((r) => !told.has(r ?? ''))).toEqual([]);
  expect([...told].filter((r) => !rules.includes(r))).toEqual([]);
});
