import { fail, ok, type Fault, type Result } from '#kernel/result';
import { dayMs, daysOf, firstDay, lastDay } from './calendar.ts';

/** A time zone as arithmetic: no clock, the same answer for the same moment. */
export interface Zone {
  readonly name: string;
  /** What the wall is ahead of UTC at a moment, in ms. `at`: epoch ms. */
  offsetAt(at: number): number;
}

/** A zone without any rule: always `offset` ms ahead of UTC. */
export const fixedZone = (offset: number): Zone => ({ name: `fixed:${offset}`, offsetAt: () => offset });

/** The zone of an IANA name by the machine's tables. Intl asks no clock: it is handed the moment. Fault `unknown-zone`. */
export function zoneNamed(name: string): Result<Zone, Fault<'unknown-zone'>> {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { timeZone: name, hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  } catch { return fail('unknown-zone', { value: name }); }
  function wall(second: number): number {
    let [year, month, day, seconds] = [0, 1, 1, 0];
    let before = false;
    for (const { type, value } of format.formatToParts(second)) {
      if (type === 'year') year = Number(value);
      else if (type === 'month') month = Number(value);
      else if (type === 'day') day = Number(value);
      else if (type === 'hour') seconds += Number(value) * 3600;
      else if (type === 'minute') seconds += Number(value) * 60;
      else if (type === 'second') seconds += Number(value);
      else if (type === 'era') before = value.startsWith('B');
    }
    return daysOf(before ? 1 - year : year, month, day) * dayMs + seconds * 1000;
  }
  return ok({ name, offsetAt(at) { const second = Math.floor(at / 1000) * 1000; return wall(second) - second; } });
}

/** No zone was ever further from UTC than this; the furthest was Manila before 1844, 15 h 56 min behind. */
const furthest = 16 * 3_600_000;
/** Two changes of a zone's offset are never this near to each other. */
const piece = 4 * 3_600_000;

/** The first moment in (from, to] at which the offset is not what it is at `from`; there is exactly one change. */
function changeIn(zone: Zone, from: number, to: number): number {
  const before = zone.offsetAt(from);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offsetAt(middle) === before) low = middle; else high = middle;
  }
  return high;
}

/**
 * DTY-02: the first moment at which the wall shows `wall` or later. A wall time that the clocks jump over is the moment of the jump; one that they show twice is the first of the two.
 * It never goes back when `wall` goes on, which is what makes every moment belong to one shift. `wall`: ms since 1970-01-01 00:00 on the wall.
 */
export function instantOf(zone: Zone, wall: number): number {
  for (let from = wall - furthest; from < wall + furthest; from += piece) {
    const to = from + piece;
    const [before, after] = [zone.offsetAt(from), zone.offsetAt(to)];
    const change = before === after ? to : changeIn(zone, from, to);
    if (wall - before < change) return wall - before;
    if (change + after >= wall) return change;
    if (wall - after < to) return wall - after;
  }
  throw new RangeError(`zone ${zone.name} is further than 16 h from UTC`);
}

/** The day on the wall at a moment, in days since 1970-01-01. Throws outside the years 0001 to 9999. */
export function dayAt(zone: Zone, at: number): number {
  const day = Math.floor((at + zone.offsetAt(at)) / dayMs);
  if (!(day > firstDay && day < lastDay)) throw new RangeError(`no shift at ${at}`);
  return day;
}
