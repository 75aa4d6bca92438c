import { z } from 'zod';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import { dayOf, type LocalDate } from '../shift/calendar.ts';
import { DateText, DutyId } from '../shift/plan.ts';
import { posts, type Post } from './people.ts';

/** What one group does on each day of a cycle: the shifts it works, none on a day off. */
export type Pattern = readonly (readonly string[])[];
/** A way to plan that has no groups yet. `phases`: how many days ahead in the pattern each group is on the first day. */
export interface Template { readonly id: string; readonly pattern: Pattern; readonly phases: readonly number[] }
/** 排班计划 (S0c-041): groups that follow each other through a pattern at one post of one unit. `anchor`: the day on which a group of phase 0 does the first day of the pattern. `until`: the last day, null: for good. */
export interface Cycle {
  readonly id: string; readonly unit: string; readonly post: Post; readonly pattern: Pattern;
  readonly teams: readonly { readonly group: string; readonly phase: number }[];
  readonly anchor: LocalDate; readonly from: LocalDate; readonly until: LocalDate | null;
}
const phase = z.int().min(0).max(365);
const pattern = z.array(z.array(DutyId).max(24)).min(1).max(366);
export const TemplateEntry = z.strictObject({ id: DutyId, pattern, phases: z.array(phase).min(1).max(50) });
export const CycleEntry = z.strictObject({
  id: DutyId, unit: DutyId, post: z.enum(posts), pattern, teams: z.array(z.strictObject({ group: DutyId, phase })).min(1).max(50),
  anchor: DateText, from: DateText, until: DateText.nullable(),
}).refine((c) => c.until === null || c.from <= c.until, { path: ['until'] });

/** 四班三运转: four groups, two days each of early, middle and late, then two off (S0c-044). */
export const fourGroupsThreeShifts: Template = { id: 'four-groups', pattern: [['early'], ['early'], ['middle'], ['middle'], ['late'], ['late'], [], []], phases: [0, 2, 4, 6] };
/** 三班两运转 in the shifts of this park: three groups in turn, each the whole of a day and then two off. */
export const threeGroupsByDay: Template = { id: 'three-groups', pattern: [['early', 'middle', 'late'], [], []], phases: [0, 1, 2] };
export const templates: readonly Template[] = [fourGroupsThreeShifts, threeGroupsByDay];

/** A cycle from a template and as many groups as it asks for. Fault `template-groups`. */
export function cycleOf({ pattern: days, phases }: Template, groups: readonly string[], rest: Omit<Cycle, 'pattern' | 'teams'>): Result<Cycle, Fault<'template-groups'>> {
  if (groups.length !== phases.length) return fail('template-groups', { needs: phases.length, given: groups.length });
  return ok({ ...rest, pattern: days, teams: groups.map((group, i) => ({ group, phase: phases[i]! })) });
}

/** DTY-10: the groups that a cycle puts into a shift of a day; none outside its days. */
export function groupsOn({ anchor, from, until, pattern: days, teams }: Cycle, date: LocalDate, shift: string): readonly string[] {
  if (date < from || (until !== null && date > until)) return [];
  const passed = dayOf(date) - dayOf(anchor);
  return teams.filter(({ phase: ahead }) => days[(((passed + ahead) % days.length) + days.length) % days.length]!.includes(shift)).map(({ group }) => group);
}

/** DTY-11: the places of a round of a cycle where a shift has no group, or more than one. `day` counts from the anchor. `shifts`: the ids that need one. */
export function roundFaults(cycle: Cycle, shifts: readonly string[]): readonly { readonly day: number; readonly shift: string; readonly groups: number }[] {
  const length = cycle.pattern.length;
  return cycle.pattern.flatMap((_, day) => shifts.flatMap((shift) => {
    const groups = cycle.teams.filter(({ phase: ahead }) => cycle.pattern[(day + ahead) % length]!.includes(shift)).length;
    return groups === 1 ? [] : [{ day, shift, groups }];
  }));
}
