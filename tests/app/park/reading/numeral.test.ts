import fc from 'fast-check';
import { expect, it } from 'vitest';
import { numeral, wholeMs } from '../../../../app/park/reading/numeral.ts';

it('PRK-08 reads what a person and a programme both read as the same number, and refuses the rest by name', () => {
  const read = (s: string): number | string => { const n = numeral(s); return n.ok ? n.value : n.code; };
  expect(['0', '-0', '+1.5', '.5', '5.', '1e3', '1E-7', '1e+21'].map(read)).toEqual([0, 0, 1.5, 0.5, 5, 1000, 1e-7, 1e21]);
  expect(['NaN', 'Infinity', '-inf', '0x10', '1_000', '１２', '', ' 1', '1 2', '1e', '--1', 'TRUE', '5%'].map(read)).toEqual(Array.from({ length: 13 }, () => 'not-a-number'));
  expect(['12,5', '1,000', '1,000.5', '12，5'].map(read)).toEqual(Array.from({ length: 4 }, () => 'comma-in-number'));
  expect(['1e999', '-1e309', '9'.repeat(400)].map(read)).toEqual(Array.from({ length: 3 }, () => 'number-out-of-range'));
});

it('PRK-08 every number we write is read back as itself', () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => { expect(numeral(String(n + 0))).toEqual({ ok: true, value: n + 0 }); }), { seed: 1, numRuns: 500 });
});

it('PRK-15 every whole millisecond of a day is told from a finer time', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 86_400_000 }), (ms) => { expect(wholeMs(Number(String(ms / 1000)))).toBe(ms); }), { seed: 1, numRuns: 1000 });
  expect([0.0005, 1.00001, 86_399.9995].map(wholeMs)).toEqual([null, null, null]);
});
