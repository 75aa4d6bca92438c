import { expect, it } from 'vitest';
import { judged, qualityOf, Status, type Sample } from '#app/acquisition';
import { epochMs } from '#kernel/time';

const range = { low: 0, high: 100 };
const said = (value: number | null, status: number): Sample => ({ handle: 1, value, status: status >>> 0, sourceTime: null, receivedTime: epochMs(0) });

it.each([
  ['good, within its range', 40, Status.good, 40],
  ['good, beyond full scale', 140, Status.good, 100],
  ['uncertain with a value', 40, 0x4094_0000, 40],
  ['uncertain, the device at its high end', 97, 0x4094_0600, 100],
  ['good, the device at its low end', 3, 0x0000_0500, 0],
  ['bad, out of range, with a value', 250, Status.outOfRange, 100],
  ['bad, out of range, limit bits', 250, Status.outOfRange | 0x0600, 100],
  ['bad, out of range, without a value', null, Status.outOfRange, null],
  ['good without a value', null, Status.good, null],
  ['bad of a device, with a value', 40, Status.deviceFailure, null],
  ['no communication', null, Status.noCommunication, null],
  ['the last usable value of a lost link', 40, Status.noCommunicationLastUsable, null],
  ['good after a gap', 40, Status.overflow, 40],
] as const)('%s: what an alarm may judge', (_, value, status, expected) => { expect(judged(said(value, status), range)).toBe(expected); });

it.each([[0, 'good'], [0x0480, 'good'], [0x4094_0600, 'uncertain'], [0x7fff_ffff, 'uncertain'], [0x8000_0000, 'bad'], [0xc000_0000, 'bad']] as const)('the quality of %i is %s', (status, quality) => { expect(qualityOf(status)).toBe(quality); });
