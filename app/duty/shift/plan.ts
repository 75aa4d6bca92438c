import { z } from 'zod';
import type { Name } from '#app/park';
import { dayOf, localDate, type LocalDate } from './calendar.ts';

/** One shift of a day: id, name, and when it begins and ends, in minutes from midnight on the wall (S0c-043). An end at or before the start is on the next day. */
export interface ShiftDefinition { readonly id: string; readonly name: Name; readonly start: number; readonly end: number }
/** The shifts of a day. `from`: the first day that has them; null: always had. */
export interface ShiftPlan { readonly from: LocalDate | null; readonly shifts: readonly ShiftDefinition[] }
/** What held when: the first plan has no beginning, the others one each, the later behind the earlier. A plan that held is never changed, a new one follows it (DTY-05). */
export type ShiftTable = readonly ShiftPlan[];

/** A `LocalDate` from outside. */
export const DateText = z.string().refine((s) => localDate(s) !== null).transform((s) => s as LocalDate);
const text = z.string().trim().min(1).max(100);
/** Letters, digits and `. _ # -`, as any id of a site; never `/` or blank, by which shifts and turns are named. */
export const DutyId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._#-]{0,63}$/);
const minute = z.int().min(0).max(1439);
export const ShiftTableEntry = z.array(z.strictObject({
  from: DateText.nullable(),
  shifts: z.array(z.strictObject({ id: DutyId, name: z.strictObject({ zh: text, en: text }), start: minute, end: minute })).min(1).max(24),
})).min(1).max(1000);

/** 四班三运转 (S0c-044): 00:30, 08:30, 16:30; the late shift crosses midnight. */
export const defaultShifts: ShiftTable = [{ from: null, shifts: [
  { id: 'early', name: { zh: '早班', en: 'Early shift' }, start: 30, end: 510 },
  { id: 'middle', name: { zh: '中班', en: 'Middle shift' }, start: 510, end: 990 },
  { id: 'late', name: { zh: '晚班', en: 'Late shift' }, start: 990, end: 30 },
] }];

/** What is wrong with a table: `plan` counts from 0; `shift` is an id, empty for the plan itself; `minutes`: how long a hole or an overlap is. */
export interface ShiftFinding { readonly code: 'duty-no-shifts' | 'duty-duplicate-shift' | 'duty-shift-hole' | 'duty-shift-overlap' | 'duty-first-plan-begins' | 'duty-plans-out-of-order'; readonly plan: number; readonly shift: string; readonly minutes: number }

/** DTY-03: the shifts of a day follow each other round the clock, each ending where the next begins. */
function checkPlan({ shifts }: ShiftPlan, plan: number): readonly ShiftFinding[] {
  if (shifts.length === 0) return [{ code: 'duty-no-shifts', plan, shift: '', minutes: 1440 }];
  const sorted = shifts.toSorted((a, b) => a.start - b.start);
  return sorted.flatMap(({ id, start, end }, i): ShiftFinding[] => {
    const next = sorted[(i + 1) % sorted.length]!;
    const until = (to: number): number => (to - start + 1440) % 1440 || (sorted.length === 1 || to !== next.start ? 1440 : 0);
    const apart = until(next.start) - until(end);
    const twice: ShiftFinding[] = shifts.filter((s) => s.id === id).length > 1 ? [{ code: 'duty-duplicate-shift', plan, shift: id, minutes: 0 }] : [];
    return apart === 0 ? twice : [...twice, { code: apart > 0 ? 'duty-shift-hole' : 'duty-shift-overlap', plan, shift: id, minutes: Math.abs(apart) }];
  });
}

/** Everything that is wrong with a table; nothing: every moment has one shift. */
export function checkShifts(table: ShiftTable): readonly ShiftFinding[] {
  if (table.length === 0) return [{ code: 'duty-no-shifts', plan: 0, shift: '', minutes: 1440 }];
  const order = table.flatMap(({ from }, plan): ShiftFinding[] => {
    const before = table[plan - 1]?.from ?? null;
    if (plan === 0) return from === null ? [] : [{ code: 'duty-first-plan-begins', plan, shift: '', minutes: 0 }];
    return from === null || (before !== null && dayOf(from) <= dayOf(before)) ? [{ code: 'duty-plans-out-of-order', plan, shift: '', minutes: 0 }] : [];
  });
  return [...order, ...table.flatMap(checkPlan)];
}
