import { expect, it } from 'vitest';
import { beatOf } from '#app/acquisition';
import { monoMs } from '#kernel/time';

it('ACQ-BEAT-01 a beat does not drift, and one that was missed is left out', () => {
  let now = 1000;
  const next = beatOf(100, { mono: () => monoMs(now) });
  const waits = [30, 110, 250, 300, 999].map((past) => { now = 1000 + past; return next(); });
  expect(waits).toEqual([70, 90, 50, 100, 1]);
});
