import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergePieces, type SeriesSource } from '#app/history';
import { epochMs } from '#kernel/time';
import { historyFolder, rawBlock, type Block } from './folder.ts';
import { memorySource } from './memory.ts';
import { memoryOf, pieceOf, rowsOf, type Row } from './rows.ts';

const row = fc.record({ time: fc.integer({ min: 0, max: 200 }), received: fc.integer({ min: 0, max: 3 }), value: fc.constantFrom(Number.NaN, 0, 1.5, -2), status: fc.constantFrom(0, 0x8031_0000), text: fc.constantFrom(null, null, 'a') });
const rowsUpTo = (most: number): fc.Arbitrary<Row[]> => fc.uniqueArray(row, { selector: (r) => r.time, minLength: 1, maxLength: most }).map((all) => all.toSorted((a, b) => a.time - b.time));
/** Files of several series, each with the rows of a series cut into blocks; and what is in memory. */
const stored = fc.record({
  files: fc.array(fc.array(fc.record({ series: fc.integer({ min: 0, max: 2 }), rows: rowsUpTo(30), inBlock: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 3 }), { maxLength: 20 }),
  head: fc.array(rowsUpTo(10), { minLength: 3, maxLength: 3 }),
});
const chunks = <T>(all: readonly T[], n: number): T[][] => Array.from({ length: Math.ceil(all.length / n) }, (_, i) => all.slice(i * n, (i + 1) * n));

type Stored = { readonly files: readonly (readonly { readonly series: number; readonly rows: readonly Row[]; readonly inBlock: number }[])[]; readonly head: readonly (readonly Row[])[] };
const blocksOf = (file: Stored['files'][number]): Block[] => [...Map.groupBy(file, (f) => f.series)].flatMap(([series, of]) => chunks(rowsOf(mergePieces(of.map((f) => pieceOf(f.rows)))), of[0]!.inBlock).map((some) => rawBlock(series, pieceOf(some))));
const allOf = ({ files, head }: Stored): readonly Row[][] => [0, 1, 2].map((series) => rowsOf(mergePieces([pieceOf(head[series]!), ...files.flat().filter((f) => f.series === series).map((f) => pieceOf(f.rows))])));
const oneOf = (of: readonly Row[], i: number): Row[] | null => { const found = of.at(i); return found === undefined ? null : [found]; };

const span = fc.tuple(fc.integer({ min: -5, max: 205 }), fc.integer({ min: 0, max: 210 }));
function check(source: SeriesSource, all: readonly Row[][], spans: readonly (readonly [number, number])[]): void {
  for (const [number, every] of all.entries()) {
    const series = source.series(`P-${number}`)!;
    expect(source.since(series)?.raw).toBe(every[0]?.time);
    for (const [from, length] of spans) {
      const expected = every.filter((r) => r.time >= from && r.time < from + length);
      expect([...source.raw(series, from, from + length)].flatMap(rowsOf)).toEqual(expected);
      const [back, on] = [source.before(series, from + length, from), source.after(series, from, from + length)];
      expect(back === null ? null : rowsOf(back)).toEqual(oneOf(expected, -1));
      expect(on === null ? null : rowsOf(on)).toEqual(oneOf(expected, 0));
    }
  }
}

it('HIS-90 what is read is what was kept, whatever files it lies in, and what is in memory on top of them: samples of a span, the one before and after a time, and since when there are any', () => {
  fc.assert(fc.property(stored, fc.array(span, { minLength: 5, maxLength: 5 }), (kept, spans) => {
    check(memorySource(kept.files.map((file) => ({ kind: 'raw', blocks: blocksOf(file) })), new Map(kept.head.map((rows, series) => [series, { raw: pieceOf(rows) }]))), allOf(kept), spans);
  }), { numRuns: 50 });
});
it('HIS-90 and so it is with files on a disk, and a memory that is asked over a port', async () => {
  const kept = fc.sample(stored, { numRuns: 3, seed: 5 });
  for (const of of kept) {
    const folder = historyFolder();
    for (const file of of.files) await folder.file('raw', blocksOf(file));
    const { link } = memoryOf({ checkpoint: () => 0, raw: (number) => pieceOf(of.head[number]!) }, folder);
    const source = await folder.reader(link).source({ name: 'history.aggregates', question: { points: ['P-0', 'P-1', 'P-2'], from: 0, to: 1, stepMs: null, kinds: [{ kind: 'min' }] }, now: epochMs(1000) });
    check(source, allOf(of), fc.sample(span, { numRuns: 30, seed: 5 }));
  }
});
