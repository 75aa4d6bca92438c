import { addDays, entryDrafts, posts, type DutyDraft, type Duty, type Entry, type ImportView, type LocalDate, type SheetContext, type SheetFault } from '#app/duty';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Session } from '#kernel/session';
import type { Changing } from './changing.ts';
import type { DutyParts } from './parts.ts';
import type { Standing } from './standing.ts';
import { faultView, findingViews, mayChange } from './views.ts';

const contextOf = ({ roster: { people, units }, shifts }: Duty): SheetContext => ({ people, units, shifts });
const faultViews = (faults: readonly SheetFault[]): ImportView['faults'] => faults.slice(0, 1001).map(({ sheet, row, column, fault }) => ({ sheet, row, column, fault: faultView(fault) }));
const nothing: ImportView = { applied: false, entries: 0, from: '', until: '', faults: [], findings: [], more: 0 };
const spanOf = (entries: readonly Entry[]): { readonly from: string; readonly until: string } => {
  const dates = entries.map((e) => e.date).toSorted();
  return { from: dates[0] ?? '', until: dates.at(-1) ?? '' };
};
/** What a file is called, for people: no folder, nothing that turns the direction of writing. */
const plainName = (name: string): string => (name.split(/[\\/]/).at(-1) ?? '').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').toWellFormed().slice(0, 120);

/** Reads a file against what stands now, and takes the whole of it or nothing (DTY-31): every mistake by its place, then everything the roster would be wrong in with it. */
export async function importSheets(standing: Standing, { judged }: Changing, { record, workbooks, inTurn }: Pick<DutyParts, 'record' | 'workbooks' | 'inTurn'>, { name, bytes, commit, despite }: { readonly name: string; readonly bytes: string; readonly commit: boolean; readonly despite: boolean }, session: Session): Promise<Result<ImportView, Fault>> {
  const read = await workbooks.read(Buffer.from(bytes, 'base64'), contextOf(standing.duty()));
  if (!read.ok) return read;
  if (!read.value.ok) return ok({ ...nothing, faults: faultViews(read.value.faults) });
  const { entries } = read.value;
  const stranger = entries.find((e) => !mayChange(session, e.unit));
  if (stranger !== undefined) return fail('outside-scope', { needs: 'duty.change' });
  const span = spanOf(entries);
  const drafts: readonly DutyDraft[] = entryDrafts(entries);
  // whatever changed while it was read is judged with it
  return inTurn(async () => {
    const findings = judged(drafts);
    const view: ImportView = { ...nothing, entries: entries.length, ...span, ...findingViews(findings) };
    if (!commit || findings.some((f) => f.stops || !despite)) return ok(view);
    const done = await record([...drafts, { kind: 'duty.imported', subject: 'duty', body: { file: plainName(name), entries: entries.length, ...span } }], session.actor);
    return done.ok ? ok({ ...view, applied: true }) : done;
  });
}

/** Who was or will be on duty on these days, by whatever put them there, of the units that a session may change: as entries, so that it can be imported. */
function dutyEntries(duty: Duty, from: LocalDate, until: LocalDate, session: Session): readonly Entry[] {
  const units = duty.roster.units.filter((u) => mayChange(session, u.id));
  const last = duty.shifts.of(until).at(-1)?.until ?? 0;
  const shifts = duty.shifts.between(duty.shifts.of(from)[0]?.from ?? 0, last).filter((s) => s.date >= from && s.date <= until);
  return units.flatMap(({ id }) => shifts.flatMap((shift) => {
    const { people } = duty.watch(id, shift);
    return posts.flatMap((post): Entry[] => {
      const on = people.filter((p) => p.post === post).map((p) => p.person.id);
      return on.length === 0 ? [] : [{ unit: id, date: shift.date, shift: shift.shift.id, post, people: on }];
    });
  }));
}

const mostRows = 19_000;
/** As many days as one file may be of. */
const mostDays = 400;
/** Writes the roster of some days as an xlsx file into the exports of the data folder. It is journalled before it lies there: names and shifts of people leave the programme with it. */
export async function exportSheets(standing: Standing, { keep, record, workbooks }: Pick<DutyParts, 'keep' | 'record' | 'workbooks'>, { from, until, language }: { readonly from: LocalDate; readonly until: LocalDate; readonly language: 'zh' | 'en' }, session: Session): Promise<Result<{ path: string; rows: number }, Fault>> {
  if (from > until || until > addDays(from, mostDays)) return fail('duty-days', { from, until });
  const duty = standing.duty();
  const entries = dutyEntries(duty, from, until, session);
  const rows = new Set(entries.map((e) => `${e.unit} ${e.date} ${e.shift}`)).size;
  if (rows === 0) return fail('duty-nothing-to-export', { from, until });
  if (rows > mostRows) return fail('duty-too-many-rows', { rows, most: mostRows });
  const file = `roster-${from}-${until}.xlsx`;
  const bytes = await workbooks.write(entries, contextOf(duty), language);
  if (!bytes.ok) return bytes;
  const noted = await record([{ kind: 'duty.exported', subject: 'duty', body: { file, rows, from, until } }], session.actor);
  if (!noted.ok) return noted;
  const kept = await keep(file, bytes.value);
  return kept.ok ? ok({ path: kept.value, rows }) : kept;
}
