import { expect, it } from 'vitest';
import { fuzz, worst } from '../../fuzz/hj212.ts';

it('HJ-08 20,000 spoilt frames (and a fresh seed each run): nothing thrown, nothing kept, no frame takes 50 ms', () => {
  const seed = Date.now() % 2 ** 32;
  process.stdout.write(`hj212 fuzz: seed ${seed}\n`);
  const done = fuzz(20_000, seed);
  expect(done.slowestMs).toBeLessThan(50);
  expect(done.packets).toBeGreaterThan(2000);
  expect(done.faults).toBeGreaterThan(2000);
});
it.each(['#', '##', '##1024', '##9999', '##0001a', '\r\n', 'CP=&&'])('HJ-08 64 KiB of %j at once', (word) => { expect(worst(word)).toBeLessThan(50); });
