import { expect, it } from 'vitest';
import { beatOf, roundsAhead } from '#app/acquisition';
import { monoMs } from '#kernel/time';

it('ACQ-BEAT-01 a beat does not drift, and one that was missed is left out', () => {
  let now = 1000;
  const next = beatOf(100, { mono: () => monoMs(now) });
  const waits = [30, 110, 250, 300, 999].map((past) => { now = 1000 + past; return next(); });
  expect(waits).toEqual([70, 90, 50, 100, 1]);
});

it('ACQ-BEAT-02 two seconds ahead, and never to the bound of a queue', () => {
  expect([[250, 1000], [500, 1000], [5000, 1000], [10, 20], [250, 1]].map(([every, bound]) => roundsAhead(every!, bound!))).toEqual([8, 4, 1, 19, 0]);
});
