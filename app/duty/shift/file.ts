import { z } from 'zod';
import { placeOf, readPart, type Document, type Findings, type SiteFaultCode } from '#app/park';
import { localDate, type LocalDate } from './calendar.ts';
import { checkShifts, DutyId, type ShiftFinding, type ShiftTable } from './plan.ts';

const refuse = (code: SiteFaultCode) => ({ params: { code } });
const text = z.string().trim().min(1).max(100).refine((s) => s.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u.test(s), refuse('bad-characters'));
/** A time of the day as the wall shows it, `00:30` to `23:59`, in minutes. */
const Time = z.string().refine((s) => /^([01]\d|2[0-3]):[0-5]\d$/.test(s), refuse('bad-time')).transform((s) => Number(s.slice(0, 2)) * 60 + Number(s.slice(3)));
const Day = z.string().refine((s) => localDate(s) !== null, refuse('bad-date')).transform((s) => s as LocalDate);
const Named = z.strictObject({ zh: text, en: text.optional() }).transform(({ zh, en }) => ({ zh, en: en ?? zh }));
/** `shifts.json` of a site's folder: the shifts of a day, and what they become from a day on (docs/site.md). */
const ShiftsFile = z.array(z.strictObject({ from: Day.nullable().default(null), shifts: z.array(z.strictObject({ id: DutyId, name: Named, start: Time, end: Time })).min(1).max(24) })).min(1).max(1000);

const codes: Readonly<Record<ShiftFinding['code'], SiteFaultCode>> = {
  'duty-no-shifts': 'too-few', 'duty-duplicate-shift': 'duty-duplicate-shift', 'duty-shift-hole': 'duty-shift-hole', 'duty-shift-overlap': 'duty-shift-overlap',
  'duty-first-plan-begins': 'duty-first-plan-begins', 'duty-plans-out-of-order': 'duty-plans-out-of-order',
};

/** The table that a file says, or null, and everything that is wrong with it is told with line and field (DTY-03, PRK-01). */
export function readShifts(doc: Document, found: Findings): ShiftTable | null {
  const table = readPart(ShiftsFile, (path) => (path.length > 1 ? (path.at(-1) === 'name' ? ['zh', 'en'] : ['id', 'name', 'start', 'end']) : ['from', 'shifts']), doc, [], found);
  if (table === null) return null;
  const wrong = checkShifts(table);
  for (const { code, plan, shift, minutes } of wrong) {
    const at = table[plan]?.shifts.findIndex((s) => s.id === shift) ?? -1;
    found.error(placeOf(doc, at < 0 ? [plan, 'from'] : [plan, 'shifts', at]), codes[code], { plan: plan + 1, shift, minutes, least: 1 });
  }
  return wrong.length === 0 ? table : null;
}

const two = (n: number): string => String(n).padStart(2, '0');
/** A table as its file: what is read back is the same. */
export function shiftsText(table: ShiftTable): string {
  const time = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${JSON.stringify(table.map(({ from, shifts }) => ({ from, shifts: shifts.map(({ id, name, start, end }) => ({ id, name, start: time(start), end: time(end) })) })), null, 2)}\n`;
}
