import { z } from 'zod';
import type { LocalDate } from '../shift/calendar.ts';
import type { Shift, Shifts } from '../shift/shift.ts';
import { CycleEntry, groupsOn, type Cycle } from './cycle.ts';
import { EntryEntry, GroupEntry, LeaveEntry, PersonEntry, posts, SwapEntry, UnitEntry, type Entry, type Group, type Leave, type Person, type Post, type Swap, type Turn, type Unit } from './people.ts';

/** Everything that says who is on duty when. */
export interface Roster {
  readonly people: readonly Person[]; readonly units: readonly Unit[]; readonly groups: readonly Group[]; readonly cycles: readonly Cycle[];
  readonly entries: readonly Entry[]; readonly leaves: readonly Leave[]; readonly swaps: readonly Swap[];
}
export const emptyRoster: Roster = { people: [], units: [], groups: [], cycles: [], entries: [], leaves: [], swaps: [] };
/** A roster from outside; what it means together is `checkRoster`'s. */
export const RosterEntry = z.strictObject({
  people: z.array(PersonEntry).max(20_000), units: z.array(UnitEntry).max(2000), groups: z.array(GroupEntry).max(5000), cycles: z.array(CycleEntry).max(5000),
  entries: z.array(EntryEntry).max(200_000), leaves: z.array(LeaveEntry).max(50_000), swaps: z.array(SwapEntry).max(50_000),
});

/** Somebody on duty, and by what. `head`: leads his group (组长). */
export interface OnDuty { readonly person: Person; readonly post: Post; readonly head: boolean; readonly by: 'cycle' | 'entry' | 'swap' }
/** Who is planned for a shift and is not on it: on leave, or nobody knows him. */
export interface Absent { readonly person: string; readonly post: Post; readonly why: 'leave' | 'unknown' }
/** One unit's watch in one shift of one day. */
export interface Watch { readonly unit: string; readonly shift: Shift; readonly people: readonly OnDuty[]; readonly absent: readonly Absent[] }

/** A roster that can be asked: looked up by key, reckoned from nothing but the roster and the shifts. */
export interface Duty {
  readonly roster: Roster;
  readonly shifts: Shifts;
  /** Undefined for a unit that is not there. */
  unit(id: string): Unit | undefined;
  person(id: string): Person | undefined;
  /** The watch of a unit in a shift (DTY-12 to DTY-14). */
  watch(unit: string, shift: Shift): Watch;
  /** Whether the plan, without swaps and leave, has this person in this turn. */
  planned(turn: Turn): boolean;
}

interface Planned { readonly person: string; readonly head: boolean; readonly by: OnDuty['by'] }
const turnKey = (unit: string, date: LocalDate, shift: string): string => `${unit} ${date} ${shift}`;

export function dutyOf(roster: Roster, shifts: Shifts): Duty {
  const people = new Map(roster.people.map((p) => [p.id, p]));
  const units = new Map(roster.units.map((u) => [u.id, u]));
  const groups = new Map(roster.groups.map((g) => [g.id, g]));
  const cycles = Map.groupBy(roster.cycles, (c) => `${c.unit} ${c.post}`);
  const entries = new Map(roster.entries.map((e) => [`${turnKey(e.unit, e.date, e.shift)} ${e.post}`, e]));
  const leaves = Map.groupBy(roster.leaves, (l) => l.person);
  const inForce = roster.swaps.filter((s) => s.state === 'inForce');
  const moves = Map.groupBy(inForce.flatMap(({ give, by, take }) => [{ turn: give, to: by }, ...(take === null ? [] : [{ turn: take, to: give.person }])]), ({ turn }) => turnKey(turn.unit, turn.date, turn.shift));

  /** DTY-12: an entry stands instead of the cycle. */
  function plan(unit: string, date: LocalDate, shift: string, post: Post): readonly Planned[] {
    const entry = entries.get(`${turnKey(unit, date, shift)} ${post}`);
    if (entry !== undefined) return entry.people.map((person) => ({ person, head: false, by: 'entry' }));
    const on = (cycles.get(`${unit} ${post}`) ?? []).flatMap((c) => groupsOn(c, date, shift)).flatMap((id) => groups.get(id) ?? []);
    return on.flatMap((g) => g.members.map((person) => ({ person, head: person === g.head, by: 'cycle' as const })));
  }
  /** DTY-13: whoever gave his turn away is replaced where he stood; a swap of a turn that he no longer has does nothing. */
  function swapped(planned: readonly Planned[], unit: string, date: LocalDate, shift: string): readonly Planned[] {
    return (moves.get(turnKey(unit, date, shift)) ?? []).reduce((list, { turn, to }) => list.map((p) => (p.person === turn.person ? { person: to, head: p.head, by: 'swap' } : p)), planned);
  }
  const onLeave = (person: string, date: LocalDate): boolean => leaves.get(person)?.some((l) => l.from <= date && date <= l.until) === true;

  return {
    roster, shifts, unit: (id) => units.get(id), person: (id) => people.get(id),
    planned: ({ unit, date, shift, person }) => posts.some((post) => plan(unit, date, shift, post).some((p) => p.person === person)),
    watch(unit, shift) {
      const { date, shift: { id } } = shift;
      const there: OnDuty[] = [];
      const absent: Absent[] = [];
      for (const post of posts) {
        const seen = new Set<string>();
        for (const { person: name, head, by } of swapped(plan(unit, date, id, post), unit, date, id)) {
          if (seen.has(name)) continue;
          seen.add(name);
          const person = people.get(name);
          if (person === undefined) absent.push({ person: name, post, why: 'unknown' });
          else if (onLeave(name, date)) absent.push({ person: name, post, why: 'leave' });
          else there.push({ person, post, head, by });
        }
      }
      return { unit, shift, people: there, absent };
    },
  };
}

/** DTY-19: who is on duty at a moment, for the park and every other unit, in the order of the units; who to telephone is in `people`. */
export function onDuty(duty: Duty, moment: number): readonly Watch[] {
  const shift = duty.shifts.at(moment);
  return duty.roster.units.map(({ id }) => duty.watch(id, shift));
}
