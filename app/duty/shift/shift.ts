import { epochMs, type EpochMs } from '#kernel/time';
import { dateOf, dayMs, dayOf, type LocalDate } from './calendar.ts';
import { checkShifts, type ShiftDefinition, type ShiftPlan, type ShiftTable } from './plan.ts';
import { dayAt, instantOf, type Zone } from './zone.ts';

/** One shift as it is worked. `id`: `<date>/<shift>`; `date`: the day on which it begins. It holds every moment from `from` on and before `until`. */
export interface Shift { readonly id: string; readonly date: LocalDate; readonly shift: ShiftDefinition; readonly from: EpochMs; readonly until: EpochMs }

interface Start { readonly day: number; readonly shift: ShiftDefinition; readonly at: number }

/** So many days are remembered; what is asked is nearly always near the day before. */
const remembered = 400;

/** Which shift any moment belongs to. Pure but for what it remembers of days it has reckoned; throws for a table that `checkShifts` finds fault with, and outside the years 0001 to 9999. */
export interface Shifts {
  readonly zone: Zone;
  readonly table: ShiftTable;
  /** DTY-01: the shift that began last. */
  at(moment: number): Shift;
  /** The shifts that begin on a day, in order. One that the clocks jumped over does not exist (DTY-02). */
  of(date: LocalDate): readonly Shift[];
  /** All that have a moment in [from, until), in order. */
  between(from: number, until: number): readonly Shift[];
}

export function shiftsOf(table: ShiftTable, zone: Zone): Shifts {
  const wrong = checkShifts(table)[0];
  if (wrong !== undefined) throw new RangeError(`shifts: ${wrong.code} in plan ${wrong.plan}`);
  const plans = table.map(({ from, shifts }) => ({ day: from === null ? -Infinity : dayOf(from), shifts: shifts.toSorted((a, b) => a.start - b.start) }));
  const known = new Map<number, readonly Start[]>();
  let last: Shift | null = null;

  const startsBy = (shifts: ShiftPlan['shifts'], day: number): Start[] => shifts.map((shift) => ({ day, shift, at: instantOf(zone, day * dayMs + shift.start * 60_000) }));
  /** DTY-05: on the day a plan begins, the one before it holds until the first new shift. */
  function reckon(day: number): readonly Start[] {
    const index = plans.findLastIndex((p) => p.day <= day);
    const fresh = startsBy(plans[index]!.shifts, day);
    const old = plans[index]!.day === day ? plans[index - 1] : undefined;
    return old === undefined ? fresh : [...startsBy(old.shifts, day).filter((s) => s.at < fresh[0]!.at), ...fresh];
  }
  function starts(day: number): readonly Start[] {
    const there = known.get(day);
    if (there !== undefined) return there;
    if (known.size >= remembered) known.clear();
    const reckoned = reckon(day);
    known.set(day, reckoned);
    return reckoned;
  }
  /** The start at the same moment counts as passed: of two that a jump of the clocks puts together only the later is a shift. */
  function next(after: Start): Start {
    for (let day = after.day; ; day++) {
      const found = starts(day).find((s) => s.at > after.at);
      if (found !== undefined) return found;
    }
  }
  function shiftFrom(start: Start): Shift {
    const date = dateOf(start.day);
    return { id: `${date}/${start.shift.id}`, date, shift: start.shift, from: epochMs(start.at), until: epochMs(next(start).at) };
  }
  function at(moment: number): Shift {
    if (last !== null && last.from <= moment && moment < last.until) return last;
    for (let day = dayAt(zone, moment) + 1; ; day--) {
      const start = starts(day).findLast((s) => s.at <= moment);
      if (start !== undefined) return last = shiftFrom(start);
    }
  }
  return {
    zone, table, at,
    of(date) {
      const all = starts(dayOf(date));
      return all.filter((s) => at(s.at).id === `${date}/${s.shift.id}`).map(shiftFrom);
    },
    between(from, until) {
      const found: Shift[] = [];
      for (let shift = at(from); shift.from < until; shift = at(shift.until)) found.push(shift);
      return from < until ? found : [];
    },
  };
}

/** The id of the shift that a moment belongs to, for whatever was written down then (DTY-43); '' for a moment that no calendar of ours has. */
export const shiftIdAt = (shifts: Shifts, moment: number): string => (moment > -62_000_000_000_000 && moment < 253_000_000_000_000 ? shifts.at(moment).id : '');
