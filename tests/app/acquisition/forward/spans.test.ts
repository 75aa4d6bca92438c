import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spans } from '#app/acquisition';

it('FWD-05 spans are a set of numbers: what was put in, and nothing else, as few as can be', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat(8)), { maxLength: 20 }), fc.integer({ min: 1, max: 60 }), fc.nat(20), (adds, from, more) => {
    const s = spans();
    const model = new Set<number>();
    for (const [at, length] of adds) { s.add(at, at + length); for (let n = at; n <= at + length; n++) model.add(n); }
    for (let n = 1; n <= 80; n++) expect(s.has(n)).toBe(model.has(n));
    const list = s.list();
    expect(list.every(([a, b], i) => a <= b && (i === 0 || list[i - 1]![1] + 1 < a))).toBe(true);
    const missing = s.missing(from, from + more).flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => a + i));
    expect(missing).toEqual(Array.from({ length: more + 1 }, (_, i) => from + i).filter((n) => !model.has(n)));
    let prefix = 0;
    while (model.has(prefix + 1)) prefix++;
    expect(s.prefix()).toBe(prefix);
    expect(spans(list).list()).toEqual(list);
  }), { seed: 7, numRuns: 300 });
});
it('FWD-05 nothing from a number to one before it', () => {
  const s = spans([[5, 9]]);
  s.add(4, 3);
  expect(s.list()).toEqual([[5, 9]]);
  expect(s.missing(9, 5)).toEqual([]);
});
