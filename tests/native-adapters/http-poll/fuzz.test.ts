import { expect, it } from 'vitest';
import { fuzz, wire } from '../../fuzz/http-poll.ts';

it.each([1, Date.now() % 2 ** 31])('POL-09 no body breaks a reader or holds it up (seed %i; `node tests/fuzz/http-poll.ts` for 1,000,000)', { timeout: 30_000 }, async (seed) => {
  const { broken, good } = await fuzz(seed, 3000);
  expect(broken).toEqual([]);
  expect(good).toBeGreaterThan(100);
});
it('POL-09 spoilt answers on real sockets: each question is answered with a document, a status or a fault by name', { timeout: 30_000 }, async () => {
  const seed = Date.now() % 2 ** 31;
  const kinds = await wire(seed, 300);
  process.stdout.write(`http-poll wire: seed ${seed}, ${JSON.stringify(kinds)}\n`);
  expect(Object.values(kinds).reduce((a, b) => a + b)).toBe(300);
  expect(Object.keys(kinds)).toEqual(expect.arrayContaining(['document', 'protocol', 'unreachable']));
});
