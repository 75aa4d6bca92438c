import { expect, it } from 'vitest';
import type { DeviceEvent } from '#app/acquisition';
import { epochMs } from '#kernel/time';
import { boundEvents, isEvent } from '../../../../main/engine/collect/events.ts';
import { handClock } from '../../../clock.ts';

const event = (address: string, text: string, more: Partial<DeviceEvent> = {}): DeviceEvent => ({ kind: 'alarm', address, conditionId: address, severity: 5, active: true, text, sourceTime: null, receivedTime: epochMs(1), ...more });
const small = { perSecond: 2, burst: 3, tellEveryMs: 60_000, mostHeld: 3 };

function start(pace = small) {
  const hand = handClock();
  const said: string[] = [];
  const flow = boundEvents(hand.clock, { event: (e) => { said.push(`${e.address} ${e.text}`); }, eventsLeft: (left, of) => { said.push(`left ${left} of ${of}`); } }, pace);
  return { hand, flow, said };
}

it('a burst passes at once, then so many a second; what stays below the rate is never held', () => {
  const { hand, flow, said } = start();
  for (let i = 1; i <= 3; i++) flow.hear(event('a', `${i}`));
  for (let i = 4; i <= 40; i++) { hand.pass(500); flow.hear(event('a', `${i}`)); }
  hand.pass(120_000);
  expect(said).toEqual(Array.from({ length: 40 }, (_, i) => `a ${i + 1}`));
  expect(hand.timers()).toBe(0);
});

it('what is beyond is told once a minute, by number, and the last word of each condition follows: the journal ends with the truth', () => {
  const { hand, flow, said } = start();
  for (let i = 1; i <= 100; i++) { flow.hear(event('a', `a${i}`)); flow.hear(event('b', `b${i}`)); }
  expect(said).toEqual(['a a1', 'b b1', 'a a2']);
  said.length = 0;
  hand.pass(59_999);
  expect(said).toEqual([]);
  hand.pass(1);
  expect(said).toEqual(['left 195 of 2', 'a a100', 'b b100']);
  hand.pass(300_000);
  expect(said.length).toBe(3);
});

it('a later word of a condition that passes takes the place of the one that is held', () => {
  const { hand, flow, said } = start();
  for (let i = 1; i <= 5; i++) flow.hear(event('a', `${i}`));
  hand.pass(500);
  flow.hear(event('a', '6'));
  hand.pass(60_000);
  expect(said).toEqual(['a 1', 'a 2', 'a 3', 'a 6', 'left 2 of 0']);
});

it('a flood of ever other conditions holds no more than its bound', () => {
  const { flow, said } = start();
  for (let i = 1; i <= 10_000; i++) flow.hear(event(`c${i}`, 'x'));
  flow.close();
  expect(said.slice(3)).toEqual(['left 9994 of 3', 'c9998 x', 'c9999 x', 'c10000 x']);
});

it('closing tells what is still held, and leaves no timer', () => {
  const { hand, flow, said } = start();
  for (let i = 1; i <= 5; i++) flow.hear(event('a', `${i}`));
  flow.close();
  expect(said.slice(3)).toEqual(['left 1 of 1', 'a 5']);
  expect(hand.timers()).toBe(0);
});

it('50 a second of one source, as it ships: a minute of 1,000 a second is 3,500 lines at most', () => {
  const hand = handClock();
  let n = 0;
  const flow = boundEvents(hand.clock, { event: () => { n++; }, eventsLeft: () => { n++; } });
  for (let i = 0; i < 60_000; i++) { flow.hear(event(`c${i % 7}`, `${i}`)); hand.pass(1); }
  flow.close();
  expect(n).toBeGreaterThan(3400);
  expect(n).toBeLessThan(3520);
});

it('knows an event from what could not be journalled', () => {
  const good = event('a', 'x');
  expect([good, { ...good, retain: true, status: 0, recall: 'gone' as const }].map(isEvent)).toEqual([true, true]);
  const bad = [null, undefined, 'x', {}, { ...good, text: 5 }, { ...good, severity: NaN }, { ...good, active: 'yes' }, { ...good, receivedTime: Infinity }, { ...good, recall: 'never' }, { ...good, status: '0' }, { ...good, branch: 7 }, { ...good, acked: null }];
  expect(bad.map((e) => isEvent(e as DeviceEvent))).toEqual(bad.map(() => false));
});
