import type { Range } from '#app/park';
import type { Sample } from './sample.ts';

/** Status codes in the layout of OPC UA (Part 4, 7.39), whose own pass through bit for bit; another protocol's code stands in the low five bits. */
export const Status = {
  good: 0,
  noCommunication: 0x8031_0000,
  noCommunicationLastUsable: 0x408f_0000,
  deviceFailure: 0x808b_0000,
  outOfRange: 0x803c_0000,
  sensorFailure: 0x808c_0000,
  engineeringUnitsExceeded: 0x4094_0000,
  subNormal: 0x4095_0000,
  limitLow: 0x0500,                            // DataValue + LimitBits low: it stands at its lower end
  limitHigh: 0x0600,
  overflow: 0x0480,                            // DataValue + Overflow: samples of this point were lost before this one
} as const;

export type Quality = 'good' | 'uncertain' | 'bad';
export const qualityOf = (status: number): Quality => (status >>> 31 === 1 ? 'bad' : status >>> 30 === 1 ? 'uncertain' : 'good');

/** The code of a status without its info bits: what it says of the value. */
export const wordOf = (status: number): number => (status & 0xffff_0000) >>> 0;
/** True of a status by which the adapter, and not the device, says that there is no link. */
export const isUnspoken = (status: number): boolean => wordOf(status) === Status.noCommunication || wordOf(status) === Status.noCommunicationLastUsable;
/** Which end a status says its value stands at; null: neither. Part 8, 7.3.3. */
export const endOf = (status: number): 'low' | 'high' | null => { const bits = status & 0x0f00; return bits === Status.limitLow ? 'low' : bits === Status.limitHigh ? 'high' : null; };

/** The value that an alarm may judge, clamped to the range. Null when there is none: communication lost, device fault. */
export function judged({ value, status }: Sample, range: Range): number | null {
  const code = (status & 0xffff_0000) >>> 0;
  if (value === null || code === Status.noCommunicationLastUsable) return null;
  // Part 4 bids never to use a bad value; but out of range is what a gas detector says when it matters most.
  if (qualityOf(status) === 'bad' && code !== Status.outOfRange) return null;
  const limit = status & 0x0f00;               // Part 8, 7.3.3 LimitBits: the device itself says that it stands at its end
  if (limit === 0x0600) return range.high;
  if (limit === 0x0500) return range.low;
  return Math.min(Math.max(value, range.low), range.high);
}
