import { z } from 'zod';
import type { Contract } from '#kernel/contract';
import { DutyChange, SwapAct } from './asking/change.ts';
import { DutyChanged, DutyFault, DutyView, ImportView, RosterView, ShiftView, SwapView, UnitView, WatchView } from './asking/views.ts';
import { DateText, DutyId, ShiftTableEntry } from './shift/plan.ts';

/** A workbook as it goes through a port: 8 MiB in base64 (DTY-39). */
const Workbook = z.base64().max(11_200_000);
/** As many days as one question may ask for; of every unit at once a week. */
export const calendarDays = { unit: 62, all: 7 } as const;

/** What a window may ask about shifts and rosters. Who is on duty is told by name; telephone numbers are masked until somebody asks for one. */
export const dutyContract = {
  calls: {
    'duty.now': { in: z.object({}), out: DutyView, needs: 'duty.view' },
    /** At any other moment, epoch ms. */
    'duty.at': { in: z.object({ moment: z.number().min(0).max(7_258_118_400_000) }), out: DutyView, needs: 'duty.view' },
    /** Name and telephone of one person of the roster. It is journalled before it is told (`personal.read`). */
    'duty.phone': { in: z.object({ person: DutyId }), out: z.object({ name: z.string(), phone: z.string() }), needs: 'duty.view' },
    /** Every watch of the shifts that begin on these days, first and last included. */
    'duty.calendar': { in: z.object({ from: DateText, until: DateText, unit: DutyId.optional() }), out: z.object({ shifts: z.array(ShiftView).max(1500), units: z.array(UnitView).max(2100), watches: z.array(WatchView).max(60_000) }), needs: 'duty.view' },
    'duty.roster': { in: z.object({}), out: RosterView, needs: 'duty.view' },
    'duty.change': { in: z.object({ change: DutyChange, despite: z.boolean() }), out: DutyChanged, needs: 'duty.change' },
    /** By whoever is logged in, of her own turns; approving, declining and cancelling is a leader's (DTY-15 to DTY-17). */
    'duty.swap': { in: z.object({ act: SwapAct }), out: SwapView, needs: 'duty.view' },
    /** An xlsx file. Without `commit` it is only looked at. With any mistake nothing of it is taken. */
    'duty.import': { in: z.object({ name: z.string().min(1).max(200), bytes: Workbook, commit: z.boolean(), despite: z.boolean() }), out: ImportView, needs: 'duty.change' },
    /** Who was or will be on duty on these days, as an xlsx file that can be imported, in the exports of the data folder. */
    'duty.export': { in: z.object({ from: DateText, until: DateText, language: z.enum(['zh', 'en']) }), out: z.object({ path: z.string(), rows: z.number() }), needs: 'duty.change' },
    /** Nothing of anybody: every screen places alarms by it, whoever sits before it. `fault`: what is wrong with the table of the site's folder, which then does not count. */
    'duty.shifts': { in: z.object({}), out: z.object({ zone: z.string(), table: ShiftTableEntry, origin: z.enum(['default', 'folder', 'hand']), fault: DutyFault.nullable() }), needs: 'site.view' },
    /** The whole table anew; what held already stays as it is (DTY-04). Every reason against it at once. */
    'duty.shifts-change': { in: z.object({ table: ShiftTableEntry }), out: z.object({ faults: z.array(DutyFault).max(500) }), needs: 'duty.change' },
  },
  /** `now`: another shift began. Whoever shows it asks again; it says nothing of anybody. */
  streams: { 'duty.changed': { kind: 'every', of: z.object({ what: z.enum(['now', 'roster', 'shifts']) }), needs: 'site.view' } },
} as const satisfies Contract;
