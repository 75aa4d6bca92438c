import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dataLost, mergePieces, sweepPieces, type Part, type Piece } from '#app/history';

interface Row { readonly time: number; readonly received: number; readonly value: number; readonly status: number; readonly text: string | null }
const pieceOf = (rows: readonly Row[]): Piece => ({
  length: rows.length, time: Float64Array.from(rows, (r) => r.time), received: Float64Array.from(rows, (r) => r.received), value: Float64Array.from(rows, (r) => r.value), status: Uint32Array.from(rows, (r) => r.status),
  text: new Map(rows.flatMap((r, i) => (r.text === null ? [] : [[i, r.text] as const]))),
});
const rowsOf = (p: Piece): Row[] => Array.from({ length: p.length }, (_, i) => ({ time: p.time[i]!, received: p.received[i]!, value: p.value[i]!, status: p.status[i]!, text: p.text?.get(i) ?? null }));
const partOf = (rows: readonly Row[], read: () => void = () => {}): Part<Piece> => ({ from: rows[0]!.time, to: rows.at(-1)!.time, read: () => { read(); return pieceOf(rows); } });

const row = fc.record({ time: fc.integer({ min: 0, max: 60 }), received: fc.integer({ min: 0, max: 3 }), value: fc.constantFrom(Number.NaN, 0, 1, 2), status: fc.constantFrom(0, 0x8031_0000, dataLost), text: fc.constantFrom(null, 'a', 'b') });
const part = fc.uniqueArray(row, { selector: (r) => r.time, minLength: 1, maxLength: 40 }).map((rows) => rows.toSorted((a, b) => a.time - b.time));
const parts = fc.array(part, { maxLength: 8 });
const number = (n: number): number => (Number.isNaN(n) ? 1e9 : n);
/** Every sample sorted by time; of the same time, the one that came first, as HIS-90 says it. */
function reference(all: readonly (readonly Row[])[], from: number, to: number): Row[] {
  const key = (r: Row): readonly (number | string)[] => [r.time, Number(r.status === dataLost), r.received, r.status, number(r.value), r.text ?? ''];
  const order = (a: Row, b: Row): number => { const [x, y] = [key(a), key(b)]; const i = x.findIndex((v, k) => v !== y[k]); return i < 0 ? 0 : x[i]! < y[i]! ? -1 : 1; };
  const sorted = all.flat().filter((r) => r.time >= from && r.time < to).toSorted(order);
  return sorted.filter((r, i) => i === 0 || r.time !== sorted[i - 1]!.time);
}
const swept = (all: readonly (readonly Row[])[], from: number, to: number): Row[] => [...sweepPieces(all.map((rows) => partOf(rows)), from, to)].flatMap(rowsOf);
const span = fc.tuple(fc.integer({ min: -2, max: 62 }), fc.integer({ min: 0, max: 70 })).map(([from, n]) => [from, from + n] as const);

it('HIS-90 parts that overlap give every time once, in order, whatever they were cut into and in whatever order they came', () => {
  fc.assert(fc.property(parts, span, (all, [from, to]) => { expect(swept(all, from, to)).toEqual(reference(all, from, to)); }), { numRuns: 2000 });
});
it('HIS-90 it does not matter what was merged with what before', () => {
  fc.assert(fc.property(parts, fc.integer({ min: 0, max: 8 }), (all, k) => {
    const pieces = all.map(pieceOf);
    expect(rowsOf(mergePieces([mergePieces(pieces.slice(0, k)), mergePieces(pieces.slice(k).toReversed())]))).toEqual(reference(all, -1, 100));
  }), { numRuns: 500 });
});
it('hands on what does not overlap as it is, in pieces of some ten thousand, and reads a part no sooner than its time', () => {
  const long = (from: number): Row[] => Array.from({ length: 40_000 }, (_, i) => ({ time: from + i, received: 0, value: i, status: 0, text: null }));
  let read = 0;
  const all = [0, 40_000, 80_000].map((from) => partOf(long(from), () => { read++; }));
  const reading = sweepPieces(all.toReversed(), 10, 100_000);
  expect([reading.next().value?.length, read]).toEqual([16_384, 1]);
  expect([...reading].map((p) => p.length)).toEqual([16_384, 39_990 - 32_768, 16_384, 16_384, 7232, 16_384, 3616]);
  expect(read).toBe(3);
});
it('a month of late samples over a month of blocks: no block is read before the one before it is through', () => {
  const block = (from: number): Row[] => Array.from({ length: 100 }, (_, i) => ({ time: from + i * 2, received: 0, value: i, status: 0, text: null }));
  const late = Array.from({ length: 100 }, (_, i) => ({ time: i * 200 + 1, received: 1, value: -1, status: 0, text: null }));
  const all = [late, ...Array.from({ length: 100 }, (_, i) => block(i * 200))];
  let [read, ahead] = [0, 0];
  const rows: Row[] = [];
  for (const piece of sweepPieces(all.map((r) => partOf(r, () => { read++; })), 0, Infinity)) { rows.push(...rowsOf(piece)); ahead = Math.max(ahead, read - 2 - rows.length / 101); }
  expect(rows).toEqual(reference(all, 0, Infinity));
  expect(ahead).toBeLessThan(1);
});
