import { expect, it } from 'vitest';
import { fuzz } from '../../fuzz/opcua.ts';

it.each([1, Date.now() % 2 ** 31])('OPC-16 no frame breaks the library or us, or holds us up (seed %i; `node tests/fuzz/opcua.ts` for 1,000,000)', { timeout: 30_000 }, (seed) => {
  const { broken, read } = fuzz(seed, 3000);
  expect(broken).toEqual([]);
  expect(read).toBeGreaterThan(100);
});
