import fs from 'node:fs';
import { expect, it } from 'vitest';

it('every rule of the specification is told by a test, and no test tells a rule that is not there', () => {
  const rules = new Set([...fs.readFileSync('app/acquisition/SPEC.md', 'utf8').matchAll(/\*\*((?:ACQ|FWD)-\d+)\*\*/g)].map((m) => m[1] ?? ''));
  const tests = fs.globSync('tests/{app/acquisition,main/engine/quality,storage/buffer,main/engine/collecting,renderer/features/acquisition}/**/*.test.ts').map((f) => fs.readFileSync(f, 'utf8')).join('\n');
  const titles = [...tests.matchAll(/\bit(?:\.each)?\(\s*['"`]((?:(?:ACQ|FWD)-\d+|, ?\d+|\s)+)/g)].map((m) => m[1] ?? '');
  const told = new Set(titles.flatMap((t) => { const kind = t.slice(0, 3); return [...t.matchAll(/\d+/g)].map((n) => `${kind}-${n[0]}`); }));
  expect(rules.size).toBeGreaterThan(20);
  expect([...rules].filter((r) => !told.has(r))).toEqual([]);
  expect([...told].filter((r) => !rules.has(r))).toEqual([]);
});
