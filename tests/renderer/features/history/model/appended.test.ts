import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Columns } from '#app/history';
import { appended, tailFrom } from '../../../../../renderer/features/history/model/appended.ts';

/** What a history whose value at `t` is `t` answers, in columns with these edges. */
const read = (edges: readonly number[], value = (t: number): number => t): Columns => {
  const starts = edges.slice(0, -1);
  return { point: 'p', edges: [...edges], min: starts.map(value), max: edges.slice(1).map(value), first: starts.map(value), last: edges.slice(1).map(value), worst: starts.map(() => 'good' as const), carried: null, stepped: false, tier: 'raw', silenceMs: null };
};
const steps = (from: number, count: number, width: number): number[] => Array.from({ length: count + 1 }, (_, i) => from + i * width);

it('TRD-08: what was read anew takes the place of the last columns, and goes on', () => {
  const page = read(steps(0, 10, 10));
  expect(tailFrom(page)).toBe(80);
  expect(appended(page, read(steps(80, 5, 10)))).toEqual(read(steps(0, 13, 10)));
});

it('a page with any stretch read after it stays whole: ascending edges, a column between each two, and nothing told twice', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (count, width, from, more, wide) => {
    const page = read(steps(0, count, width));
    const both = appended(page, read(steps(from, more, wide)));
    for (const list of [both.min, both.max, both.first, both.last, both.worst]) expect(list).toHaveLength(both.edges.length - 1);
    for (let i = 1; i < both.edges.length; i++) expect(both.edges[i]!).toBeGreaterThan(both.edges[i - 1]!);
    both.last.forEach((last, i) => { if (last !== null) expect([both.first[i], last]).toEqual([both.edges[i], both.edges[i + 1]]); });
    expect(both.edges.at(-1)).toBeGreaterThanOrEqual(Math.min(from + more * wide, count * width));
  }));
});

it('an answer that says nothing new changes nothing', () => {
  const page = read(steps(0, 10, 10));
  expect(appended(page, read([]))).toBe(page);
  expect(appended(page, read(steps(95, 1, 2)))).toBe(page);
});
