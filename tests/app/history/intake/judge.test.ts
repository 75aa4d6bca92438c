import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnsIn, judge, refusals, refusedCounts, rowBytes, typeCodes, type Refusal } from '#app/history';

interface Row { readonly handle: number; readonly value: number; readonly status: number; readonly source: number; readonly received: number; readonly words?: string }
const now = 1_790_000_000_000;
const good = (change: Partial<Row> = {}): Row => ({ handle: 1, value: 5, status: 0, source: now - 50, received: now, ...change });
/** Handles 1, 2, 3 are an analog, a digital and a text point: series 10, 11, 12. */
const known = { numberOf: Int32Array.from([-1, 10, 11, 12]), typeOf: new Uint8Array(16) };
known.typeOf[11] = typeCodes.digital;
known.typeOf[12] = typeCodes.text;

function judged(rows: readonly Row[]) {
  const columns = columnsIn(new ArrayBuffer(Math.max(1, rows.length) * rowBytes));
  for (const [i, r] of rows.entries()) [columns.handle[i], columns.value[i], columns.status[i], columns.source[i], columns.received[i]] = [r.handle, r.value, r.status, r.source, r.received];
  const text = new Map(rows.flatMap((r, i) => (r.words === undefined ? [] : [[i, r.words] as const])));
  const refused = refusedCounts();
  const left = judge(columns, rows.length, text, known, refused, now);
  const kept = Array.from({ length: left }, (_, i): Row => {
    const words = text.get(i);
    return { handle: columns.handle[i]!, value: columns.value[i]!, status: columns.status[i]!, source: columns.source[i]!, received: columns.received[i]!, ...(words !== undefined && { words }) };
  });
  const told = Object.fromEntries(refusals.flatMap((why, i) => (refused.count[i]! > 0 ? [[why, [refused.count[i]!, refused.last[i]!]]] : []))) as Partial<Record<Refusal, [number, number]>>;
  return { kept, told, text };
}

it('HIS-30 a row of a point that the site does not have is left out, counted, and its handle named; the others keep their order and their words', () => {
  const { kept, told } = judged([good({ handle: 0 }), good({ handle: 3, value: Number.NaN, words: '开' }), good({ handle: 77 }), good({ handle: 4_000_000_000 }), good({ value: 7 })]);
  expect(kept).toEqual([{ ...good({ handle: 12, value: Number.NaN, words: '开' }) }, good({ handle: 10, value: 7 })]);
  expect(told).toEqual({ 'unknown-point': [3, 4_000_000_000] });
});
it.each([['NaN', Number.NaN], ['infinity', Infinity], ['-infinity', -Infinity]])('HIS-31 %s is kept without value and bad, counted and named', (_, value) => {
  const { kept, told } = judged([good({ value, status: 0x0400 })]);
  expect(kept).toEqual([good({ handle: 10, value: Number.NaN, status: 0x8007_0400 })]);
  expect(told).toEqual({ 'not-a-number': [1, 10] });
});
it('HIS-31 no value under a status that says so is no refusal', () => {
  const none = good({ value: Number.NaN, status: 0x8031_0000 });
  expect(judged([none])).toMatchObject({ kept: [{ ...none, handle: 10 }], told: {} });
});
it.each([
  ['words of an analog point', good({ value: Number.NaN, words: 'open' }), 10], ['words beside a number', good({ words: 'open' }), 10], ['a digital point between 0 and 1', good({ handle: 2, value: 0.5 }), 11],
  ['a number of a text point', good({ handle: 3 }), 12], ['words of a digital point', good({ handle: 2, value: Number.NaN, words: 'on' }), 11],
])('HIS-32 %s: kept without value and bad, counted and named', (_, row, series) => {
  const { kept, told, text } = judged([row]);
  expect(kept).toEqual([{ handle: series, value: Number.NaN, status: 0x8074_0000, source: row.source, received: row.received }]);
  expect([told, text.size]).toEqual([{ 'wrong-type': [1, series] }, 0]);
});
it.each([['before 2000', 946_684_799_999], ['more than a day ahead', now + 86_400_001], ['negative', -1], ['infinite', Infinity]])('HIS-33 a time %s: kept at when it came, uncertain, counted and named', (_, source) => {
  const { kept, told } = judged([good({ source }), good({ source, status: 0x8031_0007 })]);
  expect(kept).toEqual([good({ handle: 10, source: Number.NaN, status: 0x4000_0000 }), good({ handle: 10, source: Number.NaN, status: 0x8031_0007 })]);
  expect(told).toEqual({ 'absurd-time': [2, 10] });
});
it('HIS-33 the ends of what is believed are believed; where nobody says when it came, it came now', () => {
  const ends = [good({ source: 946_684_800_000 }), good({ source: now + 86_400_000 }), good({ source: Number.NaN })];
  expect(judged(ends)).toMatchObject({ kept: ends.map((r) => ({ ...r, handle: 10 })), told: {} });
  for (const received of [Number.NaN, -1, 0, Infinity]) expect(judged([good({ received })]).kept).toEqual([good({ handle: 10, received: now })]);
});
it('HIS-37 whatever comes, nothing is thrown, and every row is kept or counted', () => {
  const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, -0, 1, now, 1e300));
  const row = fc.record({ handle: fc.integer({ min: 0, max: 5 }), value: number, status: fc.integer({ min: 0, max: 2 ** 32 - 1 }), source: number, received: number, words: fc.option(fc.string(), { nil: undefined }) });
  fc.assert(fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
    const { kept, told } = judged(rows as Row[]);
    expect(kept.length + (told['unknown-point']?.[0] ?? 0)).toBe(rows.length);
    for (const r of kept) expect([Number.isNaN(r.value) || Number.isFinite(r.value), r.received >= 946_684_800_000 && r.received < 8.64e15, Number.isNaN(r.source) || (r.source >= 946_684_800_000 && r.source <= r.received + 86_400_000)]).toEqual([true, true, true]);
  }), { numRuns: 300, seed: 30 });
});
