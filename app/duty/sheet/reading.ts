import { posts, type Entry, type Person, type Post, type Unit } from '../roster/people.ts';
import { addDays, weekdayOf, type LocalDate } from '../shift/calendar.ts';
import type { Shifts } from '../shift/shift.ts';
import { columnKeys, columns, dateIn, oneOf, peopleIn, peopleOf, textOf, weekdays, type Column, type People, type Placed } from './cells.ts';
import { indexOf, sheetFaults, type Cell, type Grid, type SheetFault, type SheetFaults } from './grid.ts';

/** What a sheet is read against. */
export interface SheetContext { readonly people: readonly Person[]; readonly units: readonly Unit[]; readonly shifts: Shifts }
/** All entries of a file, or everything that is wrong with it (DTY-31). */
export type ReadRoster = { readonly ok: true; readonly entries: readonly Entry[] } | { readonly ok: false; readonly faults: readonly SheetFault[] };

const needed: readonly Column[] = ['date', 'unit', 'shift', 'officer'];
const nothing: Cell = { kind: 'empty' };
const empty = (row: readonly Cell[]): boolean => row.every((c) => c.kind === 'empty' || (c.kind === 'text' && c.text.trim() === ''));

/** One row as far as it could be read. */
interface Line { readonly sheet: string; readonly row: number; readonly unit: Unit; readonly date: LocalDate; readonly shift: string; readonly people: Readonly<Record<Post, readonly string[] | null>> }

/** DTY-30: where each column stands, or null when rows cannot be read by it. */
function headingOf(grid: Grid, row: number, faults: SheetFaults): ReadonlyMap<Column, number> | null {
  const before = faults.count();
  const at = new Map<Column, number>();
  grid.rows[row]!.forEach((cell, column) => {
    const text = textOf({ sheet: grid.sheet, row: row + 1, column, cell }, faults);
    if (text === null || text === '') return;
    const key = columnKeys.find((k) => columns[k].some((name) => name.toLowerCase() === text.toLowerCase()));
    if (key === undefined) faults.add(grid.sheet, row + 1, column, 'roster-unknown-column', { name: text.slice(0, 60) });
    else if (at.has(key)) faults.add(grid.sheet, row + 1, column, 'roster-duplicate-column', { name: text });
    else at.set(key, column);
  });
  for (const key of needed) if (!at.has(key)) faults.add(grid.sheet, row + 1, null, 'roster-missing-column', { name: columns[key][0] });
  return faults.count() === before ? at : null;
}

function weekdayHolds(at: Placed, date: LocalDate | null, faults: SheetFaults): void {
  const text = textOf(at, faults);
  if (text === null || text === '' || date === null) return;
  const day = weekdayOf(date);
  const names = [weekdays.zh[day]!, weekdays.zh[day]!.replace('星期', '周'), weekdays.en[day]!.toLowerCase(), weekdays.en[day]!.slice(0, 3).toLowerCase()];
  if (day === 6) names.push('星期天', '周天');
  if (!names.includes(text.toLowerCase())) faults.add(at.sheet, at.row, at.column, 'roster-weekday-differs', { date, weekday: text.slice(0, 20) });
}

/** What stands in a column that has no heading. */
function judgeStray({ sheet, rows }: Grid, index: number, at: ReadonlyMap<Column, number>, faults: SheetFaults): void {
  const headed = new Set(at.values());
  rows[index]!.forEach((c, column) => { if (c.kind !== 'empty' && !headed.has(column)) faults.add(sheet, index + 1, column, 'roster-unknown-column', { name: '' }); });
}

function lineOf(grid: Grid, index: number, at: ReadonlyMap<Column, number>, { units, shifts }: SheetContext, people: People, faults: SheetFaults): Line | null {
  const row = index + 1;
  const cell = (column: Column): Placed => ({ sheet: grid.sheet, row, column: at.get(column) ?? 0, cell: grid.rows[index]![at.get(column) ?? -1] ?? nothing });
  const date = dateIn(cell('date'), faults);
  weekdayHolds(cell('weekday'), date, faults);
  const unit = oneOf(cell('unit'), units, 'roster-unknown-unit', faults);
  const known = date === null ? shifts.table.flatMap((p) => p.shifts) : shifts.of(date).map((s) => s.shift);
  const shift = oneOf(cell('shift'), known, 'roster-unknown-shift', faults);
  const on = (post: Post): readonly string[] | null => {
    const found = peopleIn(cell(post), unit?.id ?? null, people, faults);
    if (found?.length === 0 && unit !== null && unit.cover[post] > 0) faults.add(grid.sheet, row, at.get(post) ?? null, 'roster-missing-cell');
    return found;
  };
  const there = { leader: on('leader'), officer: on('officer') };
  judgeStray(grid, index, at, faults);
  return date === null || unit === null || shift === null ? null : { sheet: grid.sheet, row, unit, date, shift: shift.id, people: there };
}

/** DTY-34: one row for one date, unit and shift, and one place in a shift for one person. */
function judgeTwice(lines: readonly Line[], faults: SheetFaults): void {
  const rows = new Map<string, Line>();
  const stands = new Map<string, Line>();
  for (const line of lines) {
    const key = `${line.unit.id} ${line.date} ${line.shift}`;
    const there = rows.get(key);
    if (there !== undefined) { faults.add(line.sheet, line.row, null, 'roster-duplicate-row', { sheet: there.sheet, row: there.row }); continue; }
    rows.set(key, line);
    for (const person of posts.flatMap((post) => line.people[post] ?? [])) {
      const turn = `${person} ${line.date} ${line.shift}`;
      const other = stands.get(turn);
      if (other === undefined) stands.set(turn, line);
      else faults.add(line.sheet, line.row, null, 'roster-person-twice', { name: person, other: `${other.sheet} ${other.row}` });
    }
  }
}

/** DTY-35: between the first and the last date of a unit every shift has its row. */
function judgeGaps(lines: readonly Line[], shifts: Shifts, faults: SheetFaults): void {
  for (const own of Map.groupBy(lines, (l) => l.unit.id).values()) {
    const dates = own.map((l) => l.date).toSorted();
    const byTurn = new Map(own.map((l) => [`${l.date} ${l.shift}`, l]));
    let before = own.find((l) => l.date === dates[0])!;
    for (let date = dates[0]!; date <= dates.at(-1)!; date = addDays(date, 1)) {
      for (const { shift } of shifts.of(date)) {
        const line = byTurn.get(`${date} ${shift.id}`);
        if (line === undefined) faults.add(before.sheet, before.row, null, 'roster-gap', { date, shift: shift.name.zh });
        else before = line;
      }
    }
  }
}

/** A file may speak of so many days; a date typed wrong is not a gap of years. */
const mostDays = 800;

/** DTY-36: a merged cell is named where it begins. */
function judgeMerged({ sheet, merged }: Grid, faults: SheetFaults): void {
  for (const range of merged) {
    const [, column = 'A', row = '1'] = /^([A-Z]+)(\d+)/.exec(range) ?? [];
    faults.add(sheet, Number(row), indexOf(column), 'roster-merged-cell', { range });
  }
}

/** The rows of one sheet as far as they can be read; `whole`: none had to be left out. */
function linesOf(grid: Grid, context: SheetContext, people: People, faults: SheetFaults): { readonly lines: readonly Line[]; readonly whole: boolean } {
  const top = grid.rows.findIndex((r) => !empty(r));
  if (top < 0) return { lines: [], whole: true };
  const at = headingOf(grid, top, faults);
  if (at === null) return { lines: [], whole: false };
  const lines = grid.rows.flatMap((row, i) => (i <= top || empty(row) ? [] : [lineOf(grid, i, at, context, people, faults)]));
  const read = lines.filter((l) => l !== null);
  return { lines: read, whole: read.length === lines.length };
}

/** What the rows say of each other. A hole beside a row that could not be read is no hole. */
function judgeTogether(lines: readonly Line[], whole: boolean, shifts: Shifts, faults: SheetFaults): void {
  judgeTwice(lines, faults);
  const span = lines.map((l) => l.date).toSorted();
  const [first, last] = [span[0], span.at(-1)];
  if (first === undefined || last === undefined) { if (faults.count() === 0) faults.add('', 0, null, 'roster-empty'); return; }
  const far = addDays(first, mostDays) < last ? lines.find((l) => l.date === last) : undefined;
  if (far !== undefined) faults.add(far.sheet, far.row, null, 'roster-bad-date', { value: last });
  else if (whole) judgeGaps(lines, shifts, faults);
}

const entriesOf = ({ unit, date, shift, people }: Line): readonly Entry[] =>
  posts.flatMap((post): Entry[] => { const on = people[post] ?? []; return on.length === 0 ? [] : [{ unit: unit.id, date, shift, post, people: on }]; });

/** Reads the sheets of a roster file; nothing of it is taken when anything is wrong (DTY-31). */
export function readRoster(grids: readonly Grid[], context: SheetContext): ReadRoster {
  const faults = sheetFaults();
  const people = peopleOf(context.people);
  for (const grid of grids) judgeMerged(grid, faults);
  const read = grids.map((grid) => linesOf(grid, context, people, faults));
  const lines = read.flatMap((r) => r.lines);
  judgeTogether(lines, read.every((r) => r.whole), context.shifts, faults);
  return faults.count() > 0 ? { ok: false, faults: faults.list() } : { ok: true, entries: lines.flatMap(entriesOf) };
}
