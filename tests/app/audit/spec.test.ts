import fs from 'node:fs';
import { expect, it } from 'vitest';

it('every rule of the audit is told by a test, and no test tells of another', () => {
  const rules = [...fs.readFileSync('app/audit/SPEC.md', 'utf8').matchAll(/\*\*(AUD-\d\d)\*\*/g)].map((m) => m[1]);
  const told = new Set(fs.globSync(['tests/app/audit/**/*.test.ts', 'tests/main/engine/audit/*.test.ts']).flatMap((f) => fs.readFileSync(f, 'utf8').match(/AUD-\d\d/g) ?? []));
  expect(rules.filter((r) => !told.has(r ?? ''))).toEqual([]);
  expect([...told].filter((r) => !rules.includes(r))).toEqual([]);
});
