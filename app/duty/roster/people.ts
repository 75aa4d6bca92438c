import { z } from 'zod';
import type { Name } from '#app/park';
import type { LocalDate } from '../shift/calendar.ts';
import { DateText, DutyId } from '../shift/plan.ts';

/** 带班领导 and 值班员 (S0d-209). */
export const posts = ['leader', 'officer'] as const;
export type Post = (typeof posts)[number];

/** Somebody who can be on duty. `unit`: whose person he is. */
export interface Person { readonly id: string; readonly name: string; readonly phone: string; readonly unit: string }
/** Who keeps a watch of its own: `park`, or an enterprise by its asset's id. `cover`: how many of each post every shift needs; 0: none. `approval`: a leader agrees to its swaps as well (DTY-16). */
export interface Unit { readonly id: string; readonly name: Name; readonly cover: Readonly<Record<Post, number>>; readonly approval?: boolean }
/** 值班组 (S0c-040). `head`: 组长, one of the members. */
export interface Group { readonly id: string; readonly unit: string; readonly name: Name; readonly head: string; readonly members: readonly string[] }
/** Who is on duty in one shift of one day at one post, said by hand or by a file; it stands instead of what the cycle says (DTY-12). `people`: at least one. */
export interface Entry { readonly unit: string; readonly date: LocalDate; readonly shift: string; readonly post: Post; readonly people: readonly string[] }
/** Days on which somebody is not there, first and last included, by the day on which a shift begins. */
export interface Leave { readonly id: string; readonly person: string; readonly from: LocalDate; readonly until: LocalDate }

/** One person's place in one shift of one day. */
export interface Turn { readonly unit: string; readonly date: LocalDate; readonly shift: string; readonly person: string }
export const swapStates = ['proposed', 'agreed', 'inForce', 'refused', 'withdrawn', 'expired', 'cancelled'] as const;
export type SwapState = (typeof swapStates)[number];
/** 调班: `give` is done by `by`; `take`, where there is one, is done in return by who gave (machine.ts). */
export interface Swap { readonly id: string; readonly give: Turn; readonly by: string; readonly take: Turn | null; readonly state: SwapState }

const text = (most: number) => z.string().trim().min(1).max(most);
const Named = z.strictObject({ zh: text(200), en: text(200) });
const TurnEntry = z.strictObject({ unit: DutyId, date: DateText, shift: DutyId, person: DutyId });
const Count = z.int().min(0).max(50);

export const PersonEntry = z.strictObject({ id: DutyId, name: text(100), phone: z.string().trim().regex(/^\+?[0-9][0-9 ()-]{2,39}$/), unit: DutyId });
export const UnitEntry = z.strictObject({ id: DutyId, name: Named, cover: z.strictObject({ leader: Count, officer: Count }), approval: z.boolean().exactOptional() });
export const GroupEntry = z.strictObject({ id: DutyId, unit: DutyId, name: Named, head: DutyId, members: z.array(DutyId).min(1).max(50) }).refine((g) => g.members.includes(g.head), { path: ['head'] });
export const EntryEntry = z.strictObject({ unit: DutyId, date: DateText, shift: DutyId, post: z.enum(posts), people: z.array(DutyId).min(1).max(50) });
export const LeaveEntry = z.strictObject({ id: DutyId, person: DutyId, from: DateText, until: DateText }).refine((l) => l.from <= l.until, { path: ['until'] });
export const SwapEntry = z.strictObject({ id: DutyId, give: TurnEntry, by: DutyId, take: TurnEntry.nullable(), state: z.enum(swapStates) });
