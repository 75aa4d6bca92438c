import { z } from 'zod';
import { CycleEntry } from '../roster/cycle.ts';
import { EntryEntry, GroupEntry, LeaveEntry, PersonEntry, SwapEntry, UnitEntry } from '../roster/people.ts';
import { DateText, DutyId } from '../shift/plan.ts';
import { Slot } from '../keeping/event.ts';

/** One change of the roster. Of a person what is absent stays; a new one needs name and telephone. `apply-template`: a cycle from a template and as many groups as it asks for, in the place of the cycle of that id. */
export const DutyChange = z.discriminatedUnion('do', [
  z.object({ do: z.literal('put-person'), id: DutyId, name: PersonEntry.shape.name.optional(), phone: PersonEntry.shape.phone.optional(), unit: DutyId }),
  z.object({ do: z.literal('put-unit'), unit: UnitEntry }),
  z.object({ do: z.literal('put-group'), group: GroupEntry }),
  z.object({ do: z.literal('put-cycle'), cycle: CycleEntry }),
  z.object({ do: z.literal('apply-template'), template: z.string().max(64), groups: z.array(DutyId).min(1).max(50), cycle: z.object({ id: DutyId, unit: DutyId, post: EntryEntry.shape.post, anchor: DateText, from: DateText, until: DateText.nullable() }) }),
  z.object({ do: z.literal('put-leave'), leave: LeaveEntry }),
  z.object({ do: z.literal('put-entries'), entries: z.array(EntryEntry).min(1).max(1000) }),
  z.object({ do: z.literal('remove-entries'), slots: z.array(Slot).min(1).max(1000) }),
  z.object({ do: z.literal('remove'), what: z.enum(['person', 'unit', 'group', 'cycle', 'leave']), id: DutyId }),
]);
export type DutyChange = z.infer<typeof DutyChange>;

/** What somebody does to a swap. */
export const SwapAct = z.discriminatedUnion('do', [
  z.object({ do: z.literal('propose'), give: SwapEntry.shape.give, by: DutyId, take: SwapEntry.shape.take }),
  z.object({ do: z.enum(['agree', 'refuse', 'withdraw', 'approve', 'decline', 'cancel']), id: DutyId }),
]);
export type SwapAct = z.infer<typeof SwapAct>;
