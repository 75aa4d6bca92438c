import fs from 'node:fs';
import { expect, it } from 'vitest';
import { findings, shown } from '#app/park';

const at = (file: string, line: number, field = ''): { file: string; line: number; field: string } => ({ file, line, field });

it('PRK-01 errors are sorted by file, line and field; beyond the bound they are counted', () => {
  const found = findings(3);
  found.error(at('b', 1), 'missing-field');
  found.error(at('a', 9), 'missing-field');
  found.error(at('a', 2, 'z'), 'missing-field');
  found.error(at('a', 1), 'missing-field');
  found.warn(at('c', 1), 'same-address');
  expect(found.errors()).toBe(4);
  expect(found.faults().map((f) => [f.file, f.line, f.fault.code])).toEqual([['a', 2, 'missing-field'], ['a', 9, 'missing-field'], ['b', 1, 'missing-field'], ['b', 1, 'too-many-faults']]);
  expect(found.warnings().map((f) => f.fault.code)).toEqual(['same-address']);
});

it('what was written is shown on one line, short', () => {
  expect(shown('a\n\u202e\tb')).toBe('a b');
  expect(shown('x'.repeat(100))).toHaveLength(60);
  expect(shown({ a: 1 })).toBe('{"a":1}');
  expect(shown(undefined)).toBe('');
});

it('every rule of the specification is told by a test', () => {
  const spec = fs.readFileSync('app/park/SPEC.md', 'utf8').match(/PRK-\d+/g) ?? [];
  const told = new Set(fs.globSync('tests/{app/park,storage/site}/**/*.ts').flatMap((f) => fs.readFileSync(f, 'utf8').match(/PRK-\d+/g) ?? []));
  expect(spec.length).toBeGreaterThan(20);
  expect([...new Set(spec)].filter((rule) => !told.has(rule))).toEqual([]);
});
