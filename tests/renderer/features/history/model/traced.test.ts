import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Columns } from '#app/history';
import { readingAt } from '../../../../../renderer/features/history/model/reading.ts';
import { extentOf, silenceOf, traced } from '../../../../../renderer/features/history/model/traced.ts';

type Cell = { readonly values: readonly number[]; readonly worst: 'good' | 'uncertain' | 'bad' | null };
/** Columns of 10 ms each. */
const columns = (cells: readonly Cell[], more: Partial<Columns> = {}): Columns => ({
  point: 'p', edges: Array.from({ length: cells.length + 1 }, (_, i) => 1000 + i * 10), min: cells.map((c) => (c.values.length === 0 ? null : Math.min(...c.values))), max: cells.map((c) => (c.values.length === 0 ? null : Math.max(...c.values))),
  first: cells.map((c) => c.values[0] ?? null), last: cells.map((c) => c.values.at(-1) ?? null), worst: cells.map((c) => c.worst), carried: null, stepped: false, tier: 'raw', silenceMs: null, ...more,
});
const good = (...values: number[]): Cell => ({ values, worst: 'good' });
const nothing: Cell = { values: [], worst: null };
const bad: Cell = { values: [], worst: 'bad' };
const cell = fc.oneof(
  fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 5 }).chain((values) => fc.constantFrom<Cell['worst']>('good', 'uncertain', 'bad').map((worst) => ({ values, worst }))),
  fc.constant(nothing), fc.constant(bad),
);

it('TRD-02: no value of any column is lost: the line reaches the least and the greatest', () => {
  fc.assert(fc.property(fc.array(cell, { minLength: 1, maxLength: 60 }), (cells) => {
    const all = cells.flatMap((c) => c.values);
    expect(extentOf(traced(columns(cells), Infinity), 0, 1e9)).toEqual(all.length === 0 ? null : [Math.min(...all), Math.max(...all)]);
  }));
});

it('TRD-03: a line leads from one reading to the next unless bad lies between them, or more silence than there may be', () => {
  fc.assert(fc.property(fc.array(cell, { minLength: 1, maxLength: 60 }), fc.constantFrom(15, 35, Infinity), (cells, silence) => {
    const t = traced(columns(cells), silence);
    const at = cells.flatMap((c, i) => (c.values.length > 0 ? [i] : []));
    expect(t.length).toBe(at.length);
    for (let k = 1; k < at.length; k++) {
      const [a, b] = [at[k - 1]!, at[k]!];
      const between = cells.slice(a + 1, b);
      const broken = between.some((c) => c.worst === 'bad') || (cells[a]!.worst === 'bad' && between.length > 0) || between.length * 10 > silence;
      expect(t.joined[k], `${a} to ${b}`).toBe(broken ? 0 : 1);
    }
  }));
});

it('what is not joined is a gap that can be seen, up to the very end', () => {
  expect(traced(columns([good(1), bad, nothing, good(2)]), Infinity).gaps).toEqual([{ from: 1010, to: 1030 }]);
  const doubtful: Cell = { values: [2], worst: 'uncertain' };
  expect(traced(columns([good(1), doubtful, nothing, doubtful, good(1), bad, doubtful]), Infinity).doubts).toEqual([{ from: 1010, to: 1040 }, { from: 1060, to: 1070 }]);
  expect(traced(columns([good(1), bad, nothing]), Infinity).gaps).toEqual([{ from: 1010, to: 1030 }]);
  expect(traced(columns([good(1), nothing, nothing, nothing, good(2)]), 20).gaps).toEqual([{ from: 1010, to: 1040 }]);
});

it('a page inside a long line is drawn by what stood at its ends; a stepped one by what was carried in', () => {
  const line = traced(columns([nothing, nothing]), Infinity, { start: 4, end: 6, at: 1020 });
  expect([line.length, ...line.last, ...line.joined]).toEqual([2, 4, 6, 0, 1]);
  expect(readingAt(line, 1010)?.value).toBe(5);
  const grown = traced(columns([good(3), nothing, nothing]), Infinity, { start: null, end: 99, at: 1020 });   // its end is another by now: what was said last stands
  expect([grown.length, readingAt(grown, 1029)?.value, grown.until]).toEqual([1, 3, 1030]);
  expect(readingAt(traced(columns([good(3), nothing, nothing, nothing]), 20), 1035)).toBeNull();
  const state = traced(columns([nothing, nothing, good(0), nothing], { stepped: true, carried: 1 }), Infinity);
  expect([readingAt(state, 1015)?.value, readingAt(state, 1025)?.value, readingAt(state, 1039)?.value]).toEqual([1, 0, 0]);
  expect(state.until).toBe(1040);
});

it('under the cursor: the column, the line between two, what stands; in a gap nothing', () => {
  const t = traced(columns([good(1, 5, 3), nothing, { values: [7], worst: 'uncertain' }, bad, good(9)]), Infinity);
  expect(readingAt(t, 1005)).toEqual({ value: 3, low: 1, high: 5, doubtful: false, between: false });
  expect(readingAt(t, 1015)).toEqual({ value: 5, low: 5, high: 5, doubtful: true, between: true });
  expect(readingAt(t, 1035)).toBeNull();
  expect(readingAt(t, 900)).toBeNull();
  expect(readingAt(t, 2000)).toBeNull();
  expect(readingAt(traced(columns([good(1), bad]), Infinity), 1015)).toBeNull();
});

it('how much silence there may be is what the answer says; where it does not, of a thinned raw point any, of tiers some periods', () => {
  expect(silenceOf({ tier: 'raw', edges: [0, 10], silenceMs: 77 }, 1000)).toBe(77);
  expect(silenceOf({ tier: 'raw', edges: [0, 10], silenceMs: null }, 1000)).toBe(Infinity);
  expect(silenceOf({ tier: 'raw', edges: [0, 10] }, 1000)).toBe(Infinity);
  expect(silenceOf({ tier: 'minute', edges: [0, 60_000] }, 1000)).toBe(90_000);
  expect(silenceOf({ tier: 'minute', edges: [0, 60_000] }, 0)).toBe(Infinity);
});
