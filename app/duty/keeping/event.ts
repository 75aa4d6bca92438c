import { z } from 'zod';
import { sealed, type Sealed } from '#app/access';
import { CycleEntry } from '../roster/cycle.ts';
import { EntryEntry, GroupEntry, LeaveEntry, posts, SwapEntry, UnitEntry } from '../roster/people.ts';
import { DutyId, ShiftTableEntry } from '../shift/plan.ts';

const Secret = z.string().min(1).max(4096).transform((s): Sealed => sealed(s));
/** One place of an entry, without its people. */
export const Slot = EntryEntry.omit({ people: true });
/** How many entries one event holds; a file of more is several, all in one append. */
export const entriesInOne = 500;

/**
 * What the journal says about shifts and rosters. The subject is the id of what it is about; `duty` of what is everybody's. Version 1 of each. What is null was taken away.
 * A name and a telephone stand in it sealed, bound to their person (`rosterAbout`).
 */
export const dutyEvents = {
  'duty.person': z.object({ person: z.object({ name: Secret, phone: Secret, unit: DutyId }).nullable() }),
  'duty.unit': z.object({ unit: UnitEntry.nullable() }),
  'duty.group': z.object({ group: GroupEntry.nullable() }),
  'duty.cycle': z.object({ cycle: CycleEntry.nullable() }),
  'duty.leave': z.object({ leave: LeaveEntry.nullable() }),
  'duty.entries': z.object({ put: z.array(EntryEntry).max(entriesInOne), removed: z.array(Slot).max(entriesInOne) }),
  /** The swap as it is now, and what was done to it. */
  'duty.swap': z.object({ swap: SwapEntry, how: z.enum(['propose', 'agree', 'refuse', 'withdraw', 'approve', 'decline', 'begin', 'cancel']), rule: z.string().max(10) }),
  /** The whole table. `digest`: of the folder's, so that a file speaks once (docs/decisions/0009); '' of one changed by hand. */
  'duty.shifts': z.object({ table: ShiftTableEntry, digest: z.string().max(100) }),
  /** A file that was taken: how many entries, and the days they are of. They stand in the same append. */
  'duty.imported': z.object({ file: z.string().max(200), entries: z.number().int(), from: z.string().max(10), until: z.string().max(10) }),
  'duty.exported': z.object({ file: z.string().max(200), rows: z.number().int(), from: z.string().max(10), until: z.string().max(10) }),
  /** DTY-21: a gap ahead, told once; and that it is filled. The subject is `<unit> <shift> <post>`. `start`: when the shift begins on the wall, `16:30`; `at`: the same, epoch ms. */
  'duty.gap': z.object({ unit: DutyId, shift: z.string().max(80), date: z.string().max(10), start: z.string().max(5), post: z.enum(posts), needs: z.number().int(), has: z.number().int(), why: z.enum(['nobody', 'leave', 'unknown']), at: z.number() }),
  'duty.gap-filled': z.object({ unit: DutyId, shift: z.string().max(80), post: z.enum(posts) }),
  /** DTY-22: 未按时排班. The subject is the unit; `until`: when its first gap begins, epoch ms; null: it is rostered again. */
  'duty.late': z.object({ until: z.number().nullable() }),
} as const;
export type DutyKind = keyof typeof dutyEvents;
type Frozen<T> = T extends string | number | boolean | null | undefined ? T : { readonly [P in keyof T]: Frozen<T[P]> };
export type DutyBody<K extends DutyKind> = Frozen<z.infer<(typeof dutyEvents)[K]>>;
export const dutyKinds = Object.keys(dutyEvents) as readonly DutyKind[];

/** What is to be written; the caller adds time, actor and realm. */
export type DutyDraft = { readonly [K in DutyKind]: { readonly kind: K; readonly subject: string; readonly body: DutyBody<K> } }[DutyKind];
/** The subject of what is everybody's. */
export const ofAll = 'duty';
/** What a sealed field of the roster is bound to: it opens in nobody else's place. */
export const rosterAbout = (person: string, field: 'name' | 'phone'): string => `roster/${person}/${field}`;
