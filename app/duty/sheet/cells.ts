import type { Person } from '../roster/people.ts';
import { dateOf, dayMs, dayOf, daysOf, localDate, type LocalDate } from '../shift/calendar.ts';
import { unguarded, type Cell, type RosterFaultCode, type SheetFaults } from './grid.ts';

/** The columns of a roster sheet in the order an export writes them, with their two headings. */
export const columns = { date: ['日期', 'Date'], weekday: ['星期', 'Weekday'], unit: ['单位', 'Unit'], shift: ['班次', 'Shift'], leader: ['带班领导', 'Leader'], officer: ['值班员', 'Officers'] } as const;
export type Column = keyof typeof columns;
export const columnKeys = Object.keys(columns) as readonly Column[];
export const weekdays = { zh: ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'], en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] } as const;

/** A cell beside its place. */
export interface Placed { readonly sheet: string; readonly row: number; readonly column: number; readonly cell: Cell }
const longest = 2000;
/** Control characters and marks that turn the direction of writing; a tab and line ends part names. */
const unclean = /[^\P{Cc}\t\r\n]|[\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u;
/** A text as a fault may show it. */
const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
const wrong = ({ sheet, row, column }: Placed, faults: SheetFaults, code: RosterFaultCode, params = {}): null => { faults.add(sheet, row, column, code, params); return null; };

/** What is in a cell that must hold text; '' for nothing; null, and told, when it holds something else (DTY-36). */
export function textOf(at: Placed, faults: SheetFaults): string | null {
  const { cell } = at;
  if (cell.kind === 'empty') return '';
  if (cell.kind === 'formula') return wrong(at, faults, 'roster-formula');
  if (cell.kind === 'error') return wrong(at, faults, 'roster-error-value', { value: shown(cell.text) });
  if (cell.kind !== 'text') return wrong(at, faults, 'roster-wrong-cell');
  if (cell.text.length > longest) return wrong(at, faults, 'roster-cell-too-long', { most: longest });
  const text = unguarded(cell.text.trim()).trim();
  return unclean.test(text) || !text.isWellFormed() ? wrong(at, faults, 'roster-bad-characters') : text;
}

const written = [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/, /^(\d{4})年(\d{1,2})月(\d{1,2})日$/];
function dateFrom(text: string): LocalDate | null {
  for (const form of written) {
    const [, year = '', month = '', day = ''] = form.exec(text) ?? [];
    if (year !== '') return localDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  }
  return null;
}
/** A roster of another century is a typing mistake. */
const [earliest, latest] = [daysOf(2000, 1, 1), daysOf(2199, 12, 31)];

const within = (day: number): boolean => day >= earliest && day <= latest;
/** DTY-32: the day that a cell says, or null, and told. */
export function dateIn(at: Placed, faults: SheetFaults): LocalDate | null {
  const { cell } = at;
  const bad = (value: string | number): null => wrong(at, faults, 'roster-bad-date', { value });
  if (cell.kind === 'empty') return wrong(at, faults, 'roster-missing-cell');
  if (cell.kind === 'number') return bad(cell.value);
  if (cell.kind === 'date') {
    const day = Math.floor(cell.date / dayMs);
    if (!within(day)) return bad(cell.date);
    return day * dayMs === cell.date ? dateOf(day) : bad(`${dateOf(day)} +${Math.round((cell.date - day * dayMs) / 60_000)} min`);
  }
  const text = textOf(at, faults);
  if (text === null) return null;
  const date = dateFrom(text);
  return date !== null && within(dayOf(date)) ? date : bad(shown(text));
}

/** Who can be meant, by id and by name. */
export interface People { readonly byId: ReadonlyMap<string, Person>; readonly byName: ReadonlyMap<string, readonly Person[]> }
export const peopleOf = (people: readonly Person[]): People => ({ byId: new Map(people.map((p) => [p.id, p])), byName: Map.groupBy(people, (p) => p.name) });

type Say = (code: RosterFaultCode, params: Readonly<Record<string, string>>) => null;
/** A name, or an id, for a unit: its own people come first where a name is of several. */
function personCalled(word: string, unit: string | null, { byId, byName }: People, say: Say): string | null {
  const named = byName.get(word) ?? [];
  const own = named.filter((p) => p.unit === unit);
  const [only, another] = own.length > 0 ? own : named;
  if (another !== undefined) return say('roster-ambiguous-person', { name: shown(word) });
  return only?.id ?? (byId.has(word) ? word : say('roster-unknown-person', { name: shown(word) }));
}
/** DTY-33: the person that one word means. */
function personOf(word: string, unit: string | null, people: People, say: Say): string | null {
  const [, name = '', id = ''] = /^([^()（）]*)[(（]([^()（）]+)[)）]$/.exec(word)?.map((part) => part.trim()) ?? [];
  const person = people.byId.get(id);
  if (person === undefined) return personCalled(word, unit, people, say);
  return name === '' || person.name === name ? id : say('roster-person-differs', { id, name: shown(name), known: person.name });
}

/** The people in a cell; null, and told, when one of them is wrong. */
export function peopleIn(at: Placed, unit: string | null, people: People, faults: SheetFaults): readonly string[] | null {
  const text = textOf(at, faults);
  if (text === null) return null;
  const found: string[] = [];
  let whole = true;
  for (const word of text.split(/[、,，;；\r\n\t]+/).map((w) => w.trim()).filter((w) => w !== '')) {
    const id = personOf(word, unit, people, (code, params) => wrong(at, faults, code, params));
    if (id === null) whole = false;
    else if (found.includes(id)) { wrong(at, faults, 'roster-person-twice', { name: shown(word), other: '' }); whole = false; } else found.push(id);
  }
  return whole ? found : null;
}

/** The one of several things that a cell names, by id or by either name; null, and told. */
export function oneOf<T extends { readonly id: string; readonly name: { readonly zh: string; readonly en: string } }>(at: Placed, of: readonly T[], code: RosterFaultCode, faults: SheetFaults): T | null {
  if (at.cell.kind === 'empty') return wrong(at, faults, 'roster-missing-cell');
  const text = textOf(at, faults);
  if (text === null) return null;
  const named = of.filter((x) => x.name.zh === text || x.name.en.toLowerCase() === text.toLowerCase());
  return of.find((x) => x.id === text) ?? (named.length === 1 ? named[0]! : wrong(at, faults, code, { name: shown(text) }));
}
