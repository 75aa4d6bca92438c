import { qualityOf } from '#app/acquisition';
import { isReading } from '../kept/reading.ts';
import { endSegment, newDoor, passDoor } from '../swinging-door.ts';
import type { IntakeRows } from './order.ts';

/** The newest sample that was kept of the series before these rows; NaN time: none. */
export interface EndBefore { readonly time: number; readonly value: number; readonly status: number }

/** In the place of the number of a row: the gap that begins behind that row; where it is `gapBehind + rowBefore`, behind the newest sample before all of them. */
export const gapBehind = 0x8000_0000;
export const rowBefore = 0x7fff_ffff;
/** What stands where a gap begins: Bad_NoData (OPC UA Part 6, A.2), without value. */
export const noData = 0x809b_0000;

const door = newDoor();
/** Where the numbers of rows go, and how many there are. */
let into: Uint32Array = new Uint32Array(0);
let count = 0;
function keep(row: number): void { into[count++] = row; }
const usable = (value: number, status: number): boolean => value - value === 0 && qualityOf(status) === 'good';

/** Gives one good sample to the door, and keeps what it says. */
function pass(row: number, time: number, value: number, deviation: number): void {
  if (deviation === 0) { keep(row); return; }
  const verdict = passDoor(door, time, value, deviation);
  if (verdict === 'held') keep(row - 1);
  if (verdict === 'this') keep(row);
}
/** Begins anew; where a sample is kept from which the door may hang, at that. */
function begin({ time, value, status }: EndBefore, deviation: number): void {
  endSegment(door);
  if (deviation > 0 && time === time && usable(value, status)) passDoor(door, time, value, deviation);
}

/**
 * Which of these rows, ascending by time, are kept of a series with a door (HIS-01, 02, 38): the last always, so that what follows may begin at it; every one that is not good or has no value; both ends of what was silent for longer than a value stands, and
 * a mark in it; and what is not newer than `before`, for there nobody knows any more what was left out. `deviation` 0: every row, and the marks. `kept` takes their numbers, two for a row at most; gives how many.
 */
export function thinned({ length, time, value, status }: IntakeRows, deviation: number, holdMs: number, before: EndBefore, kept: Uint32Array): number {
  [into, count] = [kept, 0];
  begin(before, deviation);
  let [lastTime, lastStatus, lastKnown, lastRow] = [before.time, before.status, isReading(before.value, before.status), rowBefore];
  for (let i = 0; i < length; i++) {
    const [t, v, s] = [time[i]!, value[i]!, status[i]!];
    if (t <= before.time) { keep(i); continue; }
    const now = usable(v, s);
    const gap = t - lastTime > holdMs;
    if ((!now || s !== lastStatus || gap) && endSegment(door)) keep(i - 1);
    if (gap && lastKnown) keep(gapBehind + lastRow);
    [lastTime, lastStatus, lastKnown, lastRow] = [t, s, isReading(v, s), i];
    if (now) pass(i, t, v, deviation); else keep(i);
  }
  if (endSegment(door)) keep(length - 1);
  return count;
}
