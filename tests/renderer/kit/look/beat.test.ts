import { expect, it } from 'vitest';
import { beat } from '#kit/look/beat';
import { handClock } from '../../../clock.ts';

it('blinks at 1 Hz by the clock, from wherever in a second it begins, and stops', () => {
  const hand = handClock();
  const start = hand.clock.now();
  const seen: (readonly [number, boolean])[] = [];
  const stop = beat(() => 250 + hand.clock.now() - start, hand.clock.after, (bright) => seen.push([hand.clock.now() - start, bright]));
  for (let i = 0; i < 200; i++) hand.pass(10);
  expect(seen).toEqual([[0, true], [350, false], [750, true], [1350, false], [1750, true]]);
  stop();
  expect(hand.timers()).toBe(0);
});
