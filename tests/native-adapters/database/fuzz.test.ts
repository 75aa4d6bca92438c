import { expect, it } from 'vitest';
import { fuzz } from '../../fuzz/database.ts';

it.each([1, Date.now() % 2 ** 31])('DBR-13 nothing that a cell or a site holds breaks a reader or holds it up (seed %i)', { timeout: 30_000 }, (seed) => {
  expect(fuzz(seed, 5000).broken).toEqual([]);
});
