import { posts, type Entry, type Post } from '../roster/people.ts';
import { weekdayOf, type LocalDate } from '../shift/calendar.ts';
import { columnKeys, columns, weekdays } from './cells.ts';
import { guarded } from './grid.ts';
import type { SheetContext } from './reading.ts';

/** A row to be written: the date goes out as a cell of a date, all else as text that is no formula (DTY-38). */
export interface RosterRow { readonly date: LocalDate; readonly texts: readonly string[] }
export interface RosterSheet { readonly sheet: string; readonly heading: readonly string[]; readonly rows: readonly RosterRow[] }

interface Named { readonly id: string; readonly name: { readonly zh: string; readonly en: string } }
const before = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** DTY-37: entries as a sheet, by unit, date and shift; `language`: of headings, weekdays, units and shifts. */
export function writeRoster(entries: readonly Entry[], { people, units, shifts }: SheetContext, language: 'zh' | 'en'): RosterSheet {
  const person = new Map(people.map((p) => [p.id, p]));
  /** A name where it leads back to its own thing alone, else the id. */
  const named = (of: readonly Named[], id: string): string => {
    const text = of.find((x) => x.id === id)?.name[language] ?? '';
    const same = (x: Named): boolean => [x.id, x.name.zh, x.name.en].some((n) => n.toLowerCase() === text.toLowerCase());
    return text === '' || of.some((x) => x.id !== id && same(x)) ? id : text;
  };
  const turns = Map.groupBy(entries, (e) => `${e.unit} ${e.date} ${e.shift}`);
  const position = (e: Entry): number => shifts.of(e.date).findIndex((s) => s.shift.id === e.shift);
  const place = new Map(units.map((u, i) => [u.id, i]));
  const sorted = [...turns.values()].toSorted(([a], [b]) => (place.get(a!.unit) ?? 0) - (place.get(b!.unit) ?? 0) || before(a!.date, b!.date) || position(a!) - position(b!));
  const on = (of: readonly Entry[], post: Post): string => of.filter((e) => e.post === post).flatMap((e) => e.people).map((id) => {
    const name = person.get(id)?.name ?? '';
    return name === '' || /[、,，;；()（）\r\n\t]/.test(name) ? id : `${name}(${id})`;
  }).join('、');
  return {
    sheet: language === 'zh' ? '值班表' : 'Roster',
    heading: columnKeys.map((k) => columns[k][language === 'zh' ? 0 : 1]),
    rows: sorted.map((of): RosterRow => {
      const { date, shift, unit: id } = of[0]!;
      const texts = [weekdays[language][weekdayOf(date)]!, named(units, id), named(shifts.of(date).map((s) => s.shift), shift), ...posts.map((post) => on(of, post))];
      return { date, texts: texts.map(guarded) };
    }),
  };
}
