import { expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import type { AlarmInput } from '#app/alarm';
import { link, tell, tick } from '../telling.ts';
import { at, dated, news, ramp, rate } from './telling.ts';

const raised = 'ALM-02 ALM-15 unacknowledged !';
const returned = 'ALM-16 ALM-06 returned';
const story = (r: ReturnType<typeof rate>, inputs: readonly AlarmInput[]): string[] => news(tell(r, inputs).said);
const steady = (t: number, n: number, v: number): AlarmInput[] => ramp(t, n, v, 0);

it('ALM-49 a level that rises by 12 a minute is told, one that rises by 9 is not', () => {
  expect(story(rate(), ramp(0, 120, 10, 9 / 60))).toEqual([]);
  const [first, ...more] = story(rate(), ramp(0, 120, 10, 12 / 60));
  expect([first?.replace(/^\d+ /, ''), more]).toEqual([raised, []]);
  expect(Number(first?.split(' ')[0])).toBeLessThanOrEqual(60);
});

it('ALM-49 each direction asks for its own', () => {
  const [up, down] = [ramp(0, 90, 10, 0.25), ramp(0, 90, 90, -0.25)];
  const rises = (direction: 'rising' | 'falling' | 'both') => [up, down].map((run) => story(rate({ direction }), run).length);
  expect([rises('rising'), rises('falling'), rises('both')]).toEqual([[1, 0], [0, 1], [1, 1]]);
});

it('ALM-49 the unit is that of its rule: 0.2 a second is 12 a minute is 720 an hour', () => {
  const run = ramp(0, 120, 10, 0.2);
  const raises = (perMs: number, limit: number): number => story(rate({ perMs }, { limit, deadband: 0 }), run).length;
  expect([raises(1000, 0.19), raises(60_000, 11.9), raises(3_600_000, 719)]).toEqual([1, 1, 1]);
  expect([raises(1000, 0.21), raises(60_000, 12.1), raises(3_600_000, 721)]).toEqual([0, 0, 0]);
});

it('ALM-49 clears below its limit less its deadband, not before', () => {
  const up = ramp(0, 61, 10, 0.2);                                                   // 12 a minute
  const end = 10 + 60 * 0.2;
  expect(story(rate(), [...up, ...ramp(61, 200, end, 9 / 60)]).slice(1)).toEqual([]);
  expect(story(rate(), [...up, ...ramp(61, 200, end, 7 / 60)]).slice(1).map((s) => s.replace(/^\d+ /, ''))).toEqual([returned]);
});

it('ALM-50 two readings soon after a start are no rate of the whole window: noise is not multiplied', () => {
  expect(story(rate(), [at(0, 50), at(1, 51), at(2, 50), at(3, 52)])).toEqual([]);
  expect(story(rate(), [at(0, 50), at(1, 56)])).toEqual([`1 ${raised}`]);             // 6 in half a minute are 12 a minute, whatever comes
  expect(story(rate(), [at(0, 50)])).toEqual([]);
});

it('ALM-51 a reading that came twice, or out of its order, changes nothing', () => {
  const run = ramp(0, 120, 10, 12 / 60);
  const doubled = run.flatMap((i) => [i, i]);
  const out = (inputs: readonly AlarmInput[]): (string | undefined)[] => tell(rate(), inputs).said.filter((s) => s.includes('ALM'));
  expect(out(doubled)).toEqual(out(run));
  const disordered = [...steady(0, 30, 20), dated(30, 29.5, 20), dated(30.1, 12, 99), dated(30.2, 28, 1), ...steady(31, 30, 20)];
  expect(story(rate(), disordered)).toEqual([]);
});

it('ALM-51 readings that come in a burst are dated by their device', () => {
  const burst = Array.from({ length: 40 }, (_, i) => dated(40 + i / 100, i, 10 + i * 0.1)); // 6 a minute, delivered in less than a second
  expect(story(rate(), burst)).toEqual([]);
  expect(story(rate(), Array.from({ length: 40 }, (_, i) => dated(40 + i / 100, i, 10 + i * 0.3))).length).toBe(1);
});

it('ALM-51 a device without a date, with a wrong clock or a clock that stands is dated by us', () => {
  for (const date of [() => null, (t: number) => t + 7200, (t: number) => t - 86_400, () => -1e6]) {
    const run = (perMinute: number): AlarmInput[] => Array.from({ length: 120 }, (_, i) => dated(i, date(i), 10 + (i * perMinute) / 60));
    expect([story(rate(), run(9)).length, story(rate(), run(12)).length]).toEqual([0, 1]);
  }
  const stopped = Array.from({ length: 240 }, (_, i) => dated(i, Math.min(i, 20), 10 + (i * 15) / 60));
  expect(story(rate(), stopped).length).toBe(1);
});

it('ALM-51 a clock that is set begins the window anew, and raises nothing by itself', () => {
  for (const step of [-3600, -40, 40, 3600]) {
    const run = [...Array.from({ length: 60 }, (_, i) => dated(i, i, 20 + i * 0.1)), ...Array.from({ length: 120 }, (_, i) => dated(60 + i, 60 + i + step, 26 + i * 0.1))];
    expect(story(rate(), run)).toEqual([]);
  }
});

it('ALM-49 a doubtful value is no change: a broken wire is not a falling level', () => {
  const run = [...steady(0, 60, 50), at(60, -20), at(61, 2, 0x4093_0000), at(62, null, Status.noCommunication), ...steady(63, 60, 50)];
  expect(story(rate(), run)).toEqual([]);
});

it('ALM-22 only good values clear it: doubt and silence hold it', () => {
  const up = ramp(0, 61, 10, 0.2);
  const doubtful = Array.from({ length: 120 }, (_, i) => at(61 + i, 22, 0x4093_0000));
  expect(story(rate(), [...up, ...doubtful, link(200_000, false), tick(400_000)]).length).toBe(1);
  expect(story(rate(), [...up, ...doubtful, ...steady(181, 61, 22)]).length).toBe(2);
});

it('ALM-56 a point that speaks only of change stood still in between: a step is told, and a window later it is over', () => {
  const held = rate({ held: true });
  expect(story(held, [at(0, 20), at(3600, 35), tick(3_659_000), tick(3_660_000)])).toEqual([`1 ${raised}`, `3 ${returned}`]);
  expect(story(held, [at(0, 20), at(3600, 35), link(3_600_500, false), tick(3_700_000), at(3701, 35)])).toEqual([`1 ${raised}`, `4 ${returned}`]); // its last value proves nothing without its link
  expect(story(rate(), [at(0, 20), at(3600, 35)])).toEqual([]);                       // one that is polled was only not heard
});

it('ALM-47 it remembers no more than a few values, whatever comes', () => {
  let most = 0;
  for (const held of [true, false]) tell(rate({ held }), ramp(0, 5000, 0, 0.01), (alarm) => { if (alarm.memory?.kind === 'rate') most = Math.max(most, alarm.memory.times.length); });
  expect(most).toBeLessThanOrEqual(10);
  expect(most).toBeGreaterThan(5);
});
