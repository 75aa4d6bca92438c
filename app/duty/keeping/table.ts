import type { Fault } from '#kernel/result';
import { checkShifts, defaultShifts, type ShiftPlan, type ShiftTable } from '../shift/plan.ts';
import type { Shifts } from '../shift/shift.ts';
import type { KeptDuty } from './fold.ts';

/** What holds: the table the journal knows, else four groups in three shifts. */
export const tableOf = ({ shifts }: KeptDuty): ShiftTable => shifts?.table ?? defaultShifts;

const same = (a: ShiftPlan | undefined, b: ShiftPlan): boolean => a !== undefined && JSON.stringify([a.from, a.shifts.map((s) => [s.id, s.start, s.end])]) === JSON.stringify([b.from, b.shifts.map((s) => [s.id, s.start, s.end])]);

/** DTY-04: everything against another table in the place of this one: what is wrong with it, and each plan that held already and would be another. Names may change: they are of no moment. `now`: epoch ms. */
export function tableFaults(shifts: Shifts, next: ShiftTable, now: number): readonly Fault[] {
  const wrong = checkShifts(next).map(({ code, plan, shift, minutes }): Fault => ({ code, params: { plan: plan + 1, shift, minutes } }));
  const today = shifts.at(now).date;
  const began = ({ from }: ShiftPlan): boolean => from === null || from <= today;
  const held = shifts.table.filter(began).flatMap((plan, i): Fault[] => (same(next[i], plan) ? [] : [{ code: 'duty-plan-held', params: { plan: i + 1 } }]));
  const early = next.slice(shifts.table.filter(began).length).flatMap((plan, i): Fault[] => (began(plan) ? [{ code: 'duty-plan-early', params: { plan: i + 1 + shifts.table.filter(began).length, date: today } }] : []));
  return [...wrong, ...held, ...early];
}
