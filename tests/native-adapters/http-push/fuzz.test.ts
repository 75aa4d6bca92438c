import { expect, it } from 'vitest';
import { fuzz, worst, worstPieces } from '../../fuzz/http-push.ts';

it('PSH-11 stands spoilt bodies, signed and not, each in less than 50 ms (`node tests/fuzz/http-push.ts` for 1,000,000)', { timeout: 30_000 }, async () => {
  const seed = Date.now() % 2 ** 32;
  const done = await fuzz(5000, seed);
  process.stdout.write(`http-push fuzz: seed ${seed}, ${JSON.stringify(done.codes)}, slowest ${done.slowestMs.toFixed(1)} ms\n`);
  expect(done.accepted).toBeGreaterThan(500);
  expect(Object.keys(done.codes).length).toBeGreaterThan(6);
  expect(done.samples).toBeGreaterThan(1000);
});
it.each(worstPieces.map((p) => [JSON.stringify(p), p] as const))('PSH-11 one MiB of %s', async (_, piece) => { expect(await worst(piece)).toBeLessThan(250); });
