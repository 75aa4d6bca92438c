import { expect, it } from 'vitest';
import { fuzz } from '../../fuzz/mqtt.ts';

it.each([1, Date.now() % 2 ** 31])('MQT-14 no payload breaks a parser or holds it up (seed %i)', { timeout: 30_000 }, (seed) => {
  expect(fuzz(seed, 5000).broken).toEqual([]);
});
