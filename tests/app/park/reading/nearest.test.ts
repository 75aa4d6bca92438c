import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distance, nearest, nearestAmong } from '../../../../app/park/reading/nearest.ts';

it('counts letters added, taken, changed and swapped', () => {
  expect([['', ''], ['abc', 'abc'], ['abc', 'acb'], ['abc', 'ab'], ['abc', 'abcd'], ['kitten', 'sitting']].map(([a = '', b = '']) => distance(a, b))).toEqual([0, 0, 1, 1, 1, 3]);
  fc.assert(fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
    expect(distance(a, b)).toBe(distance(b, a));
    expect(distance(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
    expect(distance(a, a)).toBe(0);
  }), { seed: 1 });
});

it('PRK-03 the nearest name does not mind capitals and separators', () => {
  const known = ['name_zh', 'name_en', 'address', 'alarm_when'];
  expect(['Name-ZH', 'adress', 'alarmwhen', 'addr', 'nmae_en'].map((w) => nearest(w, known))).toEqual(['name_zh', 'address', 'alarm_when', 'address', 'name_en']);
  expect(nearest('x', [])).toBe('-');
});

it('PRK-05 a wholly wrong file costs a hundred searches, not a million', () => {
  const near = nearestAmong(new Set(['alpha']));
  expect(Array.from({ length: 101 }, (_, i) => near(`alph${i}`)).slice(99)).toEqual(['alpha', '-']);
  expect(near('alph1')).toBe('alpha');
});
