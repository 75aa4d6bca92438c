import { expect, it } from 'vitest';
import { fuzz, worst, worstPieces } from '../../fuzz/collector.ts';

it.each([1, 20_261_120])('COL-09 nothing that a wire may bring breaks the parsers (seed %i)', { timeout: 60_000 }, (seed) => {
  const { whole, understood, faults } = fuzz(20_000, seed);
  expect(whole).toBeGreaterThan(5000);
  expect(understood).toBeGreaterThan(3000);
  expect(faults).toBeGreaterThan(3000);
});
it('COL-09 pieces without an end are bounded by what a frame may hold', () => {
  for (const piece of worstPieces) expect(worst(piece)).toBeGreaterThan(0);
});
