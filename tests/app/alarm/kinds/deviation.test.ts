import { expect, it } from 'vitest';
import { Status } from '#app/acquisition';
import type { AlarmInput } from '#app/alarm';
import { link, silence, tell } from '../telling.ts';
import { at, deviation, other, told } from './telling.ts';

const raised = 'ALM-02 ALM-15 unacknowledged !';
const returned = 'ALM-16 ALM-06 returned';
const story = (inputs: readonly AlarmInput[], r = deviation()): string[] => told(tell(r, inputs).said);
const uncertain = 0x4093_0000;
const partner = (input: AlarmInput): AlarmInput => ({ ...input, partner: true } as AlarmInput);

it('ALM-52 two transmitters of one tank part, whichever speaks first, and meet again', () => {
  expect(story([at(1, 50), other(1, 51), at(2, 56), other(2, 55.5), at(3, 56)])).toEqual(['-', '-', raised, returned, '-']);
  expect(story([other(1, 50), at(1, 44.9), other(2, 49)])).toEqual(['-', raised, '-']);         // 4.1 apart: inside the deadband
});

it('ALM-52 one without a value, or without any yet, is compared with nothing', () => {
  expect(story([at(1, 90), at(2, 10)])).toEqual(['-', '-']);
  expect(story([at(1, 50), other(1, 50), other(2, null, Status.deviceFailure), at(3, 90), other(4, 50), at(5, 50)])).toEqual(['-', '-', '-', '-', raised, returned]);
  expect(story([at(1, 50), other(1, 58), other(2, null, Status.noCommunication), at(3, 50), at(4, 58)])).toEqual(['-', raised, '-', '-', '-']);
});

it('ALM-53 a doubtful value may raise; only two good ones clear', () => {
  expect(story([at(1, 50), other(1, 58, uncertain), at(2, 57), other(2, 57, uncertain), other(3, 57)])).toEqual(['-', raised, '-', '-', returned]);
  expect(story([at(1, 50), other(1, 58), at(2, 58, uncertain), at(3, 58)])).toEqual(['-', raised, '-', returned]);
});

it('ALM-53 a partner that is silent, old or without its link is doubt', () => {
  expect(story([at(1, 50), other(1, 50), partner(silence(3000)), at(3, 90), other(4, 90), at(4, 90)])).toEqual(['-', '-', '-', '-', '-', '-']);
  expect(story([at(1, 50), other(1, 50), partner(link(3000, false)), at(3, 90)])).toEqual(['-', '-', '-', '-']);
  expect(story([at(1, 50), other(1, 50), link(3000, false), other(3, 90)])).toEqual(['-', '-', '-', '-']);
  expect(story([other(1, 50), at(4, 90), at(4.1, 90)])).toEqual(['-', raised, '-']);             // three periods are not too old
  expect(story([other(1, 50), at(4.001, 90)])).toEqual(['-', '-']);
  expect(story([other(1, 50), at(3600, 90)], deviation({ otherAgeMs: null }))).toEqual(['-', raised]);
});

it('ALM-53 an off-delay in which the partner is lost is given up', () => {
  const slow = deviation({}, { offDelayMs: 5000 });
  expect(story([at(1, 50), other(1, 58), at(2, 58), partner(link(3000, false)), { type: 'tick', at: { now: 9000 as never, mono: 9000 as never } }], slow))
    .toEqual(['-', raised, 'ALM-23 unacknowledged', 'ALM-26 unacknowledged', '-']);
});

it('ALM-52 from a set-point: the point alone decides, on both sides of it', () => {
  const set = deviation({ other: null, setPoint: 40, otherAgeMs: null });
  expect(story([at(1, 44), at(2, 45), at(3, 44.5), at(4, 43.9), at(5, 34)], set)).toEqual(['-', raised, '-', returned, 'ALM-02 ALM-09 unacknowledged !']);
});
