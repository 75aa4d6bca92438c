import { expect, it } from 'vitest';
import { heart, heartTimes, isStrained, patiently, strainedTimes } from '../../../../main/shell/health/heart.ts';
import { handClock } from '../../../clock.ts';

function page(strained = (): boolean => false) {
  const time = handClock();
  const asked: number[] = [];
  let silences = 0;
  const beating = heart({ clock: time.clock, pulse: (n) => asked.push(n), silent: () => { silences++; }, strained });
  return { ...time, asked, beating, silences: () => silences };
}
const minute = (p: ReturnType<typeof page>, answers: boolean): void => { for (let t = 0; t < 60_000; t += 1000) { p.pass(1000); if (answers) p.beating.beat(p.asked.length); } };

it('WHE-01 is asked every three seconds, and one that answers is never silent', () => {
  const p = page();
  p.beating.start();
  minute(p, true);
  expect([p.asked.length, p.silences()]).toEqual([21, 0]);
});
it('WHE-02 one that stops answering is silent once, after twelve seconds; a new page has thirty', () => {
  const p = page();
  p.beating.start();
  p.pass(heartTimes.first - 1000);
  expect(p.silences()).toBe(0);
  expect(p.beating.beat(1)).toBe(true);
  p.pass(heartTimes.silence - 1);
  expect(p.silences()).toBe(0);
  p.pass(1);
  expect(p.silences()).toBe(1);
  minute(p, false);
  expect([p.silences(), p.timers()]).toEqual([1, 0]);
});
it('WHE-02 what was never asked is no answer, nor is one after the end', () => {
  const p = page();
  expect(p.beating.beat(1)).toBe(false);
  p.beating.start();
  expect([p.beating.beat(99), p.beating.beat(0)]).toEqual([false, false]);
  p.beating.stop();
  expect([p.beating.beat(1), p.timers()]).toEqual([false, 0]);
});
it('WHE-03 a silence while the shell slept is not the page\'s', () => {
  const p = page();
  p.beating.start();
  p.beating.beat(1);
  p.pass(heartTimes.silence + heartTimes.ownSleep + 1);
  expect(p.silences()).toBe(0);
  p.pass(heartTimes.silence);
  expect(p.silences()).toBe(1);
});

it('WHE-09 on a machine that is overloaded a page may be silent five times as long, and no longer', () => {
  const p = page(() => true);
  p.beating.start();
  expect(p.beating.beat(1)).toBe(true);
  p.pass(heartTimes.silence);
  for (let turn = 2; turn < strainedTimes; turn++) p.pass(heartTimes.silence);
  expect(p.silences()).toBe(0);
  p.pass(heartTimes.silence);
  expect(p.silences()).toBe(1);
  expect([isStrained(8, 2), isStrained(8.1, 2), isStrained(0, 4)]).toEqual([false, true, false]);
});
it('WHE-09 once the load is gone a page that is silent still is found at its next turn', () => {
  const { clock, pass } = handClock();
  let [busy, runs] = [true, 0];
  const stop = patiently(clock, 1000, () => busy, () => { runs++; });
  pass(1000);
  expect(runs).toBe(0);
  busy = false;
  pass(1000);
  expect(runs).toBe(1);
  stop();
  patiently(clock, 1000, () => true, () => { runs++; })();
  pass(10_000);
  expect(runs).toBe(1);
});
