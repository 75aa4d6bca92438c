import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gapBehind, inOrder, rowBefore, thinned, type EndBefore, type IntakeRows } from '#app/history';

interface Row { readonly time: number; readonly value: number; readonly status: number }
const none: EndBefore = { time: Number.NaN, value: Number.NaN, status: 0 };
const rowsOf = (rows: readonly Row[]): IntakeRows => {
  const column = (of: (r: Row) => number): Float64Array => Float64Array.from(rows, of);
  return { length: rows.length, source: column((r) => r.time), received: column((r) => r.time + 20), time: column((r) => r.time), value: column((r) => r.value), status: Uint32Array.from(rows, (r) => r.status), text: null };
};
function kept(rows: readonly Row[], deviation: number, holdMs: number, before = none): readonly number[] {
  const out = new Uint32Array(2 * rows.length + 1);
  return [...out.subarray(0, thinned(rowsOf(rows), deviation, holdMs, before, out))];
}
const row = fc.record({ step: fc.oneof(fc.constant(1000), fc.integer({ min: 1, max: 200_000 })), value: fc.oneof(fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.integer({ min: -5, max: 5 }), fc.constant(Number.NaN)), status: fc.constantFrom(0, 0, 0, 0, 0x4000_0000, 0x8031_0000, 0x0500) });
const series = fc.array(row, { minLength: 1, maxLength: 150 }).map((steps) => { let time = 1_700_000_000_000; return steps.map(({ step, value, status }): Row => ({ time: time += step, value, status: Number.isNaN(value) ? 0x8031_0000 : status })); });
const good = ({ value, status }: Row): boolean => Number.isFinite(value) && status >>> 30 === 0;

it('HIS-01 HIS-02 over any cut into windows: every sample is kept, or within the deviation of the line between its kept neighbours, which is drawn over no other quality and no gap', () => {
  fc.assert(fc.property(series, fc.double({ min: 0.001, max: 100, noNaN: true }), fc.integer({ min: 1, max: 60 }), (all, deviation, window) => {
    const holdMs = 60_000;
    const line: Row[] = [];
    let before = none;
    for (let from = 0; from < all.length; from += window) {
      const part = all.slice(from, from + window);
      for (const k of kept(part, deviation, holdMs, before)) if (k < gapBehind) line.push(part[k]!);
      before = part.at(-1)!;
      expect(line.at(-1)).toBe(before);
    }
    expect(line.map((r) => r.time)).toEqual(line.map((r) => r.time).toSorted((a, b) => a - b));
    for (const r of all) {
      if (line.includes(r)) continue;
      const j = line.findIndex((k) => k.time > r.time);
      const [a, b] = [line[j - 1]!, line[j]!];
      expect(good(r) && good(a) && good(b) && a.status === r.status && b.status === r.status).toBe(true);
      expect(Math.abs(a.value + ((b.value - a.value) * (r.time - a.time)) / (b.time - a.time) - r.value)).toBeLessThanOrEqual(deviation * (1 + 1e-6) + 1e-9 * Math.max(1, Math.abs(r.value)));
      const between = all.slice(all.indexOf(a), all.indexOf(b) + 1);
      for (const [i, s] of between.entries()) expect(i === 0 || s.time - between[i - 1]!.time <= holdMs).toBe(true);
    }
  }), { numRuns: 400, seed: 38 });
});
it('HIS-38 a silence that is longer than a value stands is marked where it begins to be unknown, over the end of a window too', () => {
  const rows = [0, 1000, 2000, 100_000, 101_000].map((ms): Row => ({ time: 1_700_000_000_000 + ms, value: 1, status: 0 }));
  expect(kept(rows, 1, 60_000)).toEqual([0, 2, gapBehind + 2, 3, 4]);
  expect(kept(rows, 0, 60_000)).toEqual([0, 1, 2, gapBehind + 2, 3, 4]);
  expect(kept(rows.slice(3), 1, 60_000, rows[2])).toEqual([gapBehind + rowBefore, 0, 1]);
  expect(kept(rows, 1, Infinity)).toEqual([0, 4]);
  expect(kept([rows[0]!, { ...rows[1]!, status: 0x8031_0000 }, rows[3]!], 1, 60_000)).toEqual([0, 1, 2]);   // it said itself that nothing is known
});
it('HIS-35 what is not newer than what was kept before is kept as it came', () => {
  const rows = [0, 1000, 2000, 3000, 4000].map((ms): Row => ({ time: 1_700_000_000_000 + ms, value: 1, status: 0 }));
  expect(kept(rows, 1, 60_000, { ...rows[2]!, time: rows[2]!.time + 500 })).toEqual([0, 1, 2, 4]);
});
it('HIS-34 HIS-35 rows in any order stand by their times, each time once: the one that came first', () => {
  fc.assert(fc.property(fc.array(fc.record({ time: fc.integer({ min: 0, max: 20 }), received: fc.integer({ min: 0, max: 3 }), value: fc.integer({ min: 0, max: 3 }) }), { minLength: 1, maxLength: 60 }), (all) => {
    const rows = rowsOf(all.map((r) => ({ ...r, status: 0 })));
    rows.received = Float64Array.from(all, (r) => r.received);
    rows.text = new Map(all.map((_, i) => [i, `row ${i}`]));
    const out = inOrder(rows);
    expect(rows.length + out).toBe(all.length);
    expect([...rows.time]).toEqual([...new Set(all.map((r) => r.time))].toSorted((a, b) => a - b));
    for (let i = 0; i < rows.length; i++) {
      const first = [...all.entries()].filter(([, r]) => r.time === rows.time[i]).toSorted(([a, p], [b, q]) => p.received - q.received || p.value - q.value || a - b)[0]!;
      expect([rows.received[i], rows.value[i], rows.text.get(i)]).toEqual([first[1].received, first[1].value, `row ${first[0]}`]);
    }
  }), { numRuns: 200, seed: 34 });
});
