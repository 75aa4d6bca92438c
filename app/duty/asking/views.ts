import { z } from 'zod';
import { CycleEntry } from '../roster/cycle.ts';
import { GroupEntry, LeaveEntry, posts, swapStates, UnitEntry } from '../roster/people.ts';
import { swapEvents } from '../roster/machine.ts';

const Name = z.object({ zh: z.string(), en: z.string() });
const Params = z.record(z.string(), z.union([z.string(), z.number()]));
/** A fault as a window words it. */
export const DutyFault = z.object({ code: z.string(), params: Params });
/** One shift as it is worked: `id` is `<date>/<shift>`; it holds every moment from `from` on and before `until`, epoch ms. */
export const ShiftView = z.object({ id: z.string(), shift: z.string(), name: Name, date: z.string(), from: z.number(), until: z.number() });
export type ShiftView = z.infer<typeof ShiftView>;
/** Somebody on duty. `phone`: masked; `duty.phone` tells it. `login`: the account that goes by the same id, where there is one. `by`: what put her there. */
export const WatchPerson = z.object({ person: z.string(), name: z.string(), phone: z.string(), post: z.enum(posts), head: z.boolean(), by: z.enum(['cycle', 'entry', 'swap']), login: z.string().nullable() });
export type WatchPerson = z.infer<typeof WatchPerson>;
/** A post with fewer people than its unit needs. */
export const ShortView = z.object({ post: z.enum(posts), needs: z.number(), has: z.number(), why: z.enum(['nobody', 'leave', 'unknown']) });
/** The watch of one unit in one shift. `absent`: who is planned and is not on it. */
export const WatchView = z.object({
  unit: z.string(), shift: z.string(), people: z.array(WatchPerson).max(200),
  absent: z.array(z.object({ person: z.string(), name: z.string(), post: z.enum(posts), why: z.enum(['leave', 'unknown']) })).max(200), short: z.array(ShortView).max(2),
});
export type WatchView = z.infer<typeof WatchView>;
export const UnitView = UnitEntry;
/** Who is on duty in one shift, for the park and every other unit, in their order. `next`: the shift behind it. */
export const DutyView = z.object({ shift: ShiftView, next: ShiftView, units: z.array(UnitView).max(2100), watches: z.array(WatchView).max(2100) });
export type DutyView = z.infer<typeof DutyView>;

/** Somebody of the roster; name and telephone masked. `mine`: it is whoever asks. */
export const RosterPerson = z.object({ id: z.string(), name: z.string(), phone: z.string(), unit: z.string(), login: z.string().nullable(), mine: z.boolean() });
export type RosterPerson = z.infer<typeof RosterPerson>;
const TurnView = z.object({ unit: z.string(), date: z.string(), shift: z.string(), person: z.string() });
/** `may`: what whoever asks may do to it now. */
export const SwapView = z.object({ id: z.string(), give: TurnView, by: z.string(), take: TurnView.nullable(), state: z.enum(swapStates), approval: z.boolean(), may: z.array(z.enum(swapEvents)) });
export type SwapView = z.infer<typeof SwapView>;
/** What rosters are made of. `swaps`: those that are not over, and what ended in the last 30 days. `templates`: ways to plan that ask for so many groups. */
export const RosterView = z.object({
  people: z.array(RosterPerson).max(20_000), units: z.array(UnitView).max(2100), groups: z.array(GroupEntry).max(5000), cycles: z.array(CycleEntry).max(5000), leaves: z.array(LeaveEntry).max(50_000),
  swaps: z.array(SwapView).max(5000), templates: z.array(z.object({ id: z.string(), groups: z.number(), days: z.number() })),
});
export type RosterView = z.infer<typeof RosterView>;

/** Something that a change or a file would make wrong. `stops`: it is not done; else it is done when that is said (`despite`). */
export const FindingView = z.object({ stops: z.boolean(), fault: DutyFault });
export type FindingView = z.infer<typeof FindingView>;
/** What came of a change: it is recorded, or everything against it at once and nothing of it was done. `more`: findings beyond those that are listed. */
export const DutyChanged = z.object({ applied: z.boolean(), findings: z.array(FindingView).max(500), more: z.number() });
export type DutyChanged = z.infer<typeof DutyChanged>;
/** One mistake of a file: row from 1, column `A`; 0 and '' are the whole sheet, an empty sheet the whole file. */
export const SheetFaultView = z.object({ sheet: z.string(), row: z.number(), column: z.string(), fault: DutyFault });
export type SheetFaultView = z.infer<typeof SheetFaultView>;
/** What is in a file: how many entries, of which days; every mistake by its place; what the roster would be wrong in with it. */
export const ImportView = z.object({
  applied: z.boolean(), entries: z.number(), from: z.string(), until: z.string(), faults: z.array(SheetFaultView).max(1001), findings: z.array(FindingView).max(500), more: z.number(),
});
export type ImportView = z.infer<typeof ImportView>;
