import type { Roster } from '../roster/roster.ts';
import type { DutyBody, DutyDraft, DutyKind } from './event.ts';

/** In which units' watches somebody can stand: by the groups of their cycles, by entries, by swaps. */
function unitsOfPeople({ groups, cycles, entries, swaps }: Roster, people: ReadonlySet<string>): readonly string[] {
  const teams = new Set(groups.filter((g) => g.members.some((m) => people.has(m))).map((g) => g.id));
  const swapped = swaps.filter((s) => s.state === 'inForce' && (people.has(s.by) || people.has(s.give.person)));
  return [
    ...cycles.filter((c) => c.teams.some((t) => teams.has(t.group))).map((c) => c.unit), ...entries.filter((e) => e.people.some((p) => people.has(p))).map((e) => e.unit),
    ...swapped.flatMap((s) => [s.give.unit, ...(s.take === null ? [] : [s.take.unit])]),
  ];
}
/** Who can stand in the watches of these units. */
function peopleOfUnits({ groups, cycles, entries, swaps }: Roster, units: ReadonlySet<string>): readonly string[] {
  const teams = new Set(cycles.filter((c) => units.has(c.unit)).flatMap((c) => c.teams.map((t) => t.group)));
  return [
    ...groups.filter((g) => teams.has(g.id)).flatMap((g) => g.members), ...entries.filter((e) => units.has(e.unit)).flatMap((e) => e.people),
    ...swaps.filter((s) => s.state === 'inForce' && (units.has(s.give.unit) || (s.take !== null && units.has(s.take.unit)))).flatMap((s) => [s.by, s.give.person]),
  ];
}

interface Named { readonly units: readonly string[]; readonly people: readonly string[] }
type OfKind<K extends DutyKind> = (subject: string, body: DutyBody<K>, roster: Roster) => Named;
const none = (): Named => ({ units: [], people: [] });
/** The units that a draft of each kind speaks of, and the people whose presence it may change. */
const named: { readonly [K in DutyKind]: OfKind<K> } = {
  'duty.person': (id) => ({ units: [], people: [id] }),
  'duty.unit': (id) => ({ units: [id], people: [] }),
  'duty.group': (id, _body, { cycles }) => ({ units: cycles.filter((c) => c.teams.some((t) => t.group === id)).map((c) => c.unit), people: [] }),
  'duty.cycle': (id, _body, { cycles }) => ({ units: cycles.filter((c) => c.id === id).map((c) => c.unit), people: [] }),
  'duty.leave': (id, _body, { leaves }) => ({ units: [], people: leaves.filter((l) => l.id === id).map((l) => l.person) }),
  'duty.entries': (_id, { put, removed }) => ({ units: [...put, ...removed].map((e) => e.unit), people: [] }),
  'duty.swap': (_id, { swap: { give, take } }) => ({ units: [give.unit, ...(take === null ? [] : [take.unit])], people: [] }),
  'duty.shifts': none, 'duty.imported': none, 'duty.exported': none, 'duty.gap': none, 'duty.gap-filled': none, 'duty.late': none,
};
const namedBy = ({ kind, subject, body }: DutyDraft, roster: Roster): Named => (named[kind] as (s: string, b: unknown, r: Roster) => Named)(subject, body, roster);

/**
 * The units in whose watches a change can make anything wrong: those it speaks of, those whose people it speaks of, and those in which one of all these people stands as well.
 * null: all, since the shifts are others. A plan of a park is not reckoned anew for one leave.
 */
export function touchedUnits(before: Roster, after: Roster, drafts: readonly DutyDraft[]): ReadonlySet<string> | null {
  if (drafts.some((d) => d.kind === 'duty.shifts')) return null;
  const rosters = [before, after];
  const said = drafts.flatMap((d) => rosters.map((r) => namedBy(d, r)));
  const people = new Set(said.flatMap((n) => n.people));
  const own = new Set([...said.flatMap((n) => n.units), ...rosters.flatMap((r) => unitsOfPeople(r, people))]);
  const standing = new Set(rosters.flatMap((r) => peopleOfUnits(r, own)));
  return new Set([...own, ...rosters.flatMap((r) => unitsOfPeople(r, standing))]);
}
