import type { LocalDate } from '../shift/calendar.ts';
import { gapsOf, hourMs } from './cover.ts';
import type { Swap } from './people.ts';
import type { Duty, Watch } from './roster.ts';

/** What is wrong with a roster. `at`: what it is about, an id; the rest where it is known. */
export interface RosterFinding {
  readonly code: 'duty-duplicate-id' | 'duty-unknown-unit' | 'duty-unknown-group' | 'duty-unknown-person' | 'duty-unknown-shift' | 'duty-duplicate-entry' | 'duty-cycle-overlaps' | 'duty-swap-not-held' | 'duty-person-twice' | 'duty-short-rest' | 'duty-gap';
  readonly at: string; readonly unit?: string; readonly date?: LocalDate; readonly shift?: string; readonly person?: string;
}
/** `restHours`: an officer has so many hours between two watches that do not touch each other (DTY-25). `units`: whose watches are looked at; absent or null: everybody's. */
export interface CheckOptions { readonly from: number; readonly until: number; readonly restHours: number; readonly units?: ReadonlySet<string> | null }

const repeated = (keys: readonly string[]): readonly string[] => [...Map.groupBy(keys, (k) => k)].filter(([, of]) => of.length > 1).map(([key]) => key);

/** DTY-23: ids that are used twice, and ids that lead nowhere. */
function references(duty: Duty): readonly RosterFinding[] {
  const { roster, shifts } = duty;
  const finding = (code: RosterFinding['code'], at: string, more: Partial<RosterFinding> = {}): RosterFinding => ({ code, at, ...more });
  const groups = new Set(roster.groups.map((g) => g.id));
  const shiftIds = new Set(shifts.table.flatMap((p) => p.shifts.map((s) => s.id)));
  const units = (at: string, id: string): RosterFinding[] => (duty.unit(id) === undefined ? [finding('duty-unknown-unit', at, { unit: id })] : []);
  const days = new Map<LocalDate, ReadonlySet<string>>();
  function shiftsOn(date: LocalDate): ReadonlySet<string> {
    const known = days.get(date) ?? new Set(shifts.of(date).map((s) => s.shift.id));
    days.set(date, known);
    return known;
  }
  const people = (at: string, ids: readonly string[]): RosterFinding[] => ids.filter((id) => duty.person(id) === undefined).map((id) => finding('duty-unknown-person', at, { person: id }));
  const turns = ({ id, give, by, take }: Swap): RosterFinding[] => [...people(id, [give.person, by]), ...[give, ...(take === null ? [] : [take])].flatMap((t) => units(id, t.unit))];
  return [
    ...(['people', 'units', 'groups', 'cycles', 'leaves', 'swaps'] as const).flatMap((part) => repeated(roster[part].map((x) => x.id)).map((id) => finding('duty-duplicate-id', id))),
    ...repeated(roster.entries.map((e) => `${e.unit} ${e.date}/${e.shift} ${e.post}`)).map((key) => finding('duty-duplicate-entry', key)),
    ...roster.people.flatMap((p) => units(p.id, p.unit)),
    ...roster.groups.flatMap((g) => [...units(g.id, g.unit), ...people(g.id, g.members)]),
    ...roster.cycles.flatMap((c) => [
      ...units(c.id, c.unit), ...c.teams.filter((t) => !groups.has(t.group)).map((t) => finding('duty-unknown-group', c.id, { shift: t.group })),
      ...[...new Set(c.pattern.flat())].filter((s) => !shiftIds.has(s)).map((shift) => finding('duty-unknown-shift', c.id, { shift })),
    ]),
    ...roster.entries.flatMap((e) => [
      ...units(`${e.date}/${e.shift}`, e.unit), ...people(`${e.date}/${e.shift}`, e.people),
      ...(shiftsOn(e.date).has(e.shift) ? [] : [finding('duty-unknown-shift', `${e.date}/${e.shift}`, { date: e.date, shift: e.shift })]),
    ]),
    ...roster.leaves.flatMap((l) => people(l.id, [l.person])),
    ...roster.swaps.flatMap(turns),
  ];
}

/** Two cycles that hold for one post of one unit on the same day. */
function cyclesTwice({ roster: { cycles } }: Duty): readonly RosterFinding[] {
  const last = '9999-12-31';
  return cycles.flatMap((a, i) => cycles.slice(i + 1)
    .filter((b) => a.unit === b.unit && a.post === b.post && a.from <= (b.until ?? last) && b.from <= (a.until ?? last))
    .map((b): RosterFinding => ({ code: 'duty-cycle-overlaps', at: b.id, unit: a.unit, date: a.from > b.from ? a.from : b.from })));
}

const isHeld = (duty: Duty, { give, take }: Swap): boolean => duty.planned(give) && (take === null || duty.planned(take));

/** DTY-24: nobody stands at two posts or in two units in one shift. */
function twice(watches: readonly Watch[]): readonly RosterFinding[] {
  const all = watches.flatMap((w) => w.people.map((p) => ({ key: `${w.shift.id} ${p.person.id}`, w, person: p.person.id })));
  return [...Map.groupBy(all, (x) => x.key).values()].filter((of) => of.length > 1)
    .map((of): RosterFinding => ({ code: 'duty-person-twice', at: of[0]!.w.shift.id, unit: of.at(-1)!.w.unit, date: of[0]!.w.shift.date, shift: of[0]!.w.shift.shift.id, person: of[0]!.person }));
}

/** DTY-25: between the end of a watch and the beginning of the next an officer rests; two watches that touch each other were meant. */
function restless(watches: readonly Watch[], restHours: number): readonly RosterFinding[] {
  const last = new Map<string, number>();
  const found: RosterFinding[] = [];
  for (const { shift, people, unit } of watches) {
    for (const { person, post } of people) {
      if (post !== 'officer') continue;
      const apart = shift.from - (last.get(person.id) ?? -Infinity);
      if (apart > 0 && apart < restHours * hourMs) found.push({ code: 'duty-short-rest', at: shift.id, unit, date: shift.date, shift: shift.shift.id, person: person.id });
      last.set(person.id, shift.until);
    }
  }
  return found;
}

/** Everything that is wrong with a roster: what its parts say of each other, and what they make of the shifts in [from, until), epoch ms. Swaps are asked only of turns that are still to come. */
export function checkRoster(duty: Duty, { from, until, restHours, units = null }: CheckOptions): readonly RosterFinding[] {
  const shifts = duty.shifts.between(from, until);
  const looked = duty.roster.units.filter(({ id }) => units === null || units.has(id));
  const watches = shifts.flatMap((shift) => looked.map(({ id }) => duty.watch(id, shift)));
  const first = duty.shifts.at(from).date;
  return [
    ...references(duty), ...cyclesTwice(duty),
    ...duty.roster.swaps.filter((s) => s.state === 'inForce' && s.give.date >= first && !isHeld(duty, s)).map((s): RosterFinding => ({ code: 'duty-swap-not-held', at: s.id, unit: s.give.unit, date: s.give.date, shift: s.give.shift, person: s.give.person })),
    ...twice(watches), ...restless(watches, restHours),
    ...watches.flatMap((w) => gapsOf(duty, w)).map((g): RosterFinding => ({ code: 'duty-gap', at: `${g.shift.id} ${g.post}`, unit: g.unit, date: g.shift.date, shift: g.shift.shift.id })),
  ];
}
