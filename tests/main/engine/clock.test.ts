import { expect, it } from 'vitest';
import { afterLong, every, watchClock, type ClockJump } from '../../../main/engine/clock.ts';
import { handClock } from '../../clock.ts';

it('a step of the wall clock is seen once, with its size; the passing of time is not', () => {
  const hand = handClock();
  const jumps: ClockJump[] = [];
  const stop = watchClock(hand.clock, (j) => jumps.push(j));
  for (let i = 0; i < 5; i++) hand.pass(1000);
  expect(jumps).toEqual([]);
  hand.step(3_600_000);
  for (let i = 0; i < 3; i++) hand.pass(1000);
  hand.step(-60_000);
  hand.pass(1000);
  expect(jumps.map((j) => j.ms)).toEqual([3_600_000, -60_000]);
  hand.step(300);                                  // a clock that is being slewed is no jump
  hand.pass(1000);
  expect(jumps.length).toBe(2);
  stop();
  expect(hand.timers()).toBe(0);
});

it('what runs every second runs until it is stopped, and goes on after it threw', () => {
  const hand = handClock();
  let n = 0;
  const stop = every(hand.clock, 1000, () => { n++; if (n === 2) throw new Error('once'); });
  hand.pass(1000);
  expect(() => hand.pass(1000)).toThrow('once');
  hand.pass(1000);
  expect(n).toBe(3);
  stop();
  hand.pass(5000);
  expect([n, hand.timers()]).toEqual([3, 0]);
});

it('a wait that no timer can count is cut into pieces, and ends when it is over', () => {
  const hand = handClock();
  const asked: number[] = [];
  let over = 0;
  const stop = afterLong({ ...hand.clock, after: (ms, run) => { asked.push(ms); return hand.clock.after(ms, run); } }, 2 ** 31, () => { over++; });
  hand.pass(2 ** 30); expect(over).toBe(0);
  hand.pass(2 ** 30); expect(over).toBe(1);
  expect(Math.max(...asked)).toBeLessThan(2 ** 31);
  stop();
  expect(hand.timers()).toBe(0);
});
