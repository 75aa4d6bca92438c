import { expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import type { AlarmInput } from '#app/alarm';
import { link, silence, tell, tick } from '../telling.ts';
import { at, count, countAbove, told } from './telling.ts';

const raised = 'ALM-02 ALM-15 unacknowledged !';
const returned = 'ALM-16 ALM-06 returned';
const story = (inputs: readonly AlarmInput[], r = count()): string[] => told(tell(r, inputs).said);
/** A pump that starts at each of these seconds and stops half a second later. */
const starts = (...seconds: number[]): AlarmInput[] => seconds.flatMap((t) => [at(t, 1), at(t + 0.5, 0)]);

it('ALM-54 a pump that starts three times in ten seconds is told, one that starts twice is not', () => {
  expect(story(starts(1, 4))).toEqual(['-', '-', '-', '-']);
  expect(story(starts(1, 4, 10.4))).toEqual(['-', '-', '-', '-', raised, '-']);
  expect(story(starts(1, 4, 11.1))).toEqual(['-', '-', '-', '-', '-', '-']);          // the window has slid past the first
});

it('ALM-54 it counts entries, not samples: what stays is once, and what was lost in between too', () => {
  expect(story([at(1, 1), at(2, 1), at(3, 1), at(4, 1)])).toEqual(['-', '-', '-', '-']);
  expect(story([at(1, 1), at(2, null, Status.noCommunication), at(3, 1), at(4, 0, 0x4093_0000), at(5, 1), link(5500, false), at(6, 1)])).toEqual(['-', '-', '-', '-', '-', '-', '-']);
  expect(story([at(1, 26), at(2, 24), at(3, 26), at(4, 23), at(5, 26)], countAbove)).toEqual(['-', '-', '-', '-', '-']); // its deadband: neither out nor in again
  expect(story([at(1, 26), at(2, 22), at(3, 26), at(4, 22), at(5, 26)], countAbove)).toEqual(['-', '-', '-', '-', raised]);
});

it('ALM-55 is over when the window has slid past, by a good sample or by time alone', () => {
  expect(story([...starts(1, 2, 3), at(10.9, 0), at(11, 0)])).toEqual(['-', '-', '-', '-', raised, '-', '-', returned]);
  expect(story([...starts(1, 2, 3), tick(10_999), tick(11_000)])).toEqual(['-', '-', '-', '-', raised, '-', '-', returned]);
  expect(story([...starts(1, 2, 3), ...starts(9), tick(11_000), tick(12_000)])).toEqual(['-', '-', '-', '-', raised, '-', '-', '-', '-', returned]);
});

it('ALM-55 nobody clears what nobody sees: after silence, a lost link or doubt only a good sample does', () => {
  for (const loss of [link(4000, false), silence(4000), at(4, null), at(4, 0, 0x4093_0000)]) {
    expect(story([...starts(1, 2, 3), loss, tick(60_000), at(61, 0)])).toEqual(['-', '-', '-', '-', raised, '-', '-', '-', returned]);
  }
});

it('ALM-54 with delays: it must stay counted for its on-delay', () => {
  const delayed = count({}, { onDelayMs: 9000 });
  expect(story([...starts(1, 2, 3), tick(11_000), tick(12_000)], delayed)).toEqual(['-', '-', '-', '-', 'ALM-01 normal', '-', 'ALM-03 normal', '-']);
  expect(story([...starts(1, 2, 3, 5, 6), tick(12_000)], delayed).at(-1)).toBe('ALM-04 ALM-15 unacknowledged !');
});

it('ALM-47 it remembers no more hits than it is asked for', () => {
  tell(count(), starts(...Array.from({ length: 500 }, (_, i) => i / 2 + i)), (alarm) => { if (alarm.memory?.kind === 'count') expect(alarm.memory.hits.length).toBeLessThanOrEqual(3); });
});
