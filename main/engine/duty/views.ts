import { byLogin, maskedName, maskedPhone, personId, type People } from '#app/access';
import { mayDo, onDuty, templates, wantsApproval, type Duty, type DutyFinding, type DutyView, type FindingView, type Gap, type RosterView, type Shift, type ShiftView, type Swap, type SwapView, type Watch, type WatchView } from '#app/duty';
import type { Fault } from '#kernel/result';
import type { Session } from '#kernel/session';

/** The account that goes by the id of somebody on the roster: its own id, or its login (DTY-44). */
export const accountOf = (people: People, id: string) => people.persons.get(personId(id)) ?? byLogin(people, id);
/** Who of the roster is logged in at a seat; null: nobody, or somebody who is on no roster. */
export function rosterPerson(duty: Duty, people: People, { person }: Session): string | null {
  if (person === null) return null;
  if (duty.person(person) !== undefined) return person;
  const login = people.persons.get(personId(person))?.login ?? '';
  return duty.person(login) === undefined ? null : login;
}
/** Whether a session may change the roster of a unit: the park's is everybody's, so it takes a right that counts everywhere. */
export const mayChange = (session: Session, unit: string): boolean => session.allows('duty.change', { enterprise: unit === 'park' ? null : unit, area: null });
/** A name, or the id where it does not open. */
const called = (name: string, id: string): string => (name === '' ? id : name);

export const faultView = ({ code, params }: Fault): FindingView['fault'] => ({ code, params: { ...params } });
const most = 500;
export const findingViews = (of: readonly DutyFinding[]): Pick<RosterFindings, 'findings' | 'more'> => ({ findings: of.slice(0, most).map(({ stops, fault }) => ({ stops, fault: faultView(fault) })), more: Math.max(0, of.length - most) });
interface RosterFindings { findings: FindingView[]; more: number }

export const shiftView = ({ id, date, shift, from, until }: Shift): ShiftView => ({ id, shift: shift.id, name: { ...shift.name }, date, from, until });

function shortOf(duty: Duty, { unit, people, absent }: Watch): WatchView['short'] {
  const cover = duty.unit(unit)?.cover;
  return (['leader', 'officer'] as const).flatMap((post) => {
    const [needs, has] = [cover?.[post] ?? 0, people.filter((p) => p.post === post).length];
    const why: Gap['why'] = absent.find((a) => a.post === post)?.why ?? 'nobody';
    return has >= needs ? [] : [{ post, needs, has, why }];
  });
}
/** Names whole, since who is on duty must be known; telephones masked. */
export const watchView = (duty: Duty, people: People, watch: Watch): WatchView => ({
  unit: watch.unit, shift: watch.shift.id,
  people: watch.people.slice(0, 200).map(({ person, post, head, by }) => ({ person: person.id, name: called(person.name, person.id), phone: maskedPhone(person.phone), post, head, by, login: accountOf(people, person.id)?.login ?? null })),
  absent: watch.absent.slice(0, 200).map(({ person, post, why }) => ({ person, name: called(duty.person(person)?.name ?? '', person), post, why })),
  short: shortOf(duty, watch),
});
const unitViews = (duty: Duty): DutyView['units'] => duty.roster.units.slice(0, 2100).map((u) => ({ ...u, name: { ...u.name }, cover: { ...u.cover } }));

export function dutyView(duty: Duty, people: People, moment: number): DutyView {
  const shift = duty.shifts.at(moment);
  return { shift: shiftView(shift), next: shiftView(duty.shifts.at(shift.until)), units: unitViews(duty), watches: onDuty(duty, moment).slice(0, 2100).map((w) => watchView(duty, people, w)) };
}
export const calendarView = (duty: Duty, people: People, shifts: readonly Shift[], units: readonly string[]): { shifts: ShiftView[]; units: DutyView['units']; watches: WatchView[] } =>
  ({ shifts: shifts.map(shiftView), units: unitViews(duty), watches: shifts.flatMap((s) => units.map((u) => watchView(duty, people, duty.watch(u, s)))) });

/** What whoever asks may do to it; a leader is who may change the roster of its units. */
export function swapView(duty: Duty, swap: Swap, session: Session, me: string | null, now: number): SwapView {
  const leads = [swap.give, ...(swap.take === null ? [] : [swap.take])].every((t) => mayChange(session, t.unit));
  return { ...swap, give: { ...swap.give }, take: swap.take === null ? null : { ...swap.take }, approval: wantsApproval(duty, swap), may: [...mayDo(duty, swap, session.person === null ? null : { person: me ?? session.person, leads }, now)] };
}
const keptDays = 30 * 86_400_000;
const over: ReadonlySet<Swap['state']> = new Set(['refused', 'withdrawn', 'expired', 'cancelled']);

/** What rosters are made of, every name and telephone masked. */
export function rosterView(duty: Duty, people: People, session: Session, now: number): RosterView {
  const { roster } = duty;
  const me = rosterPerson(duty, people, session);
  const since = duty.shifts.at(now - keptDays).date;
  return {
    people: roster.people.map((p) => ({ id: p.id, name: maskedName(p.name), phone: maskedPhone(p.phone), unit: p.unit, login: accountOf(people, p.id)?.login ?? null, mine: p.id === me })),
    units: unitViews(duty), groups: roster.groups.map((g) => ({ ...g, name: { ...g.name }, members: [...g.members] })),
    cycles: roster.cycles.map((c) => ({ ...c, pattern: c.pattern.map((d) => [...d]), teams: c.teams.map((t) => ({ ...t })) })), leaves: roster.leaves.map((l) => ({ ...l })),
    swaps: roster.swaps.filter((s) => !over.has(s.state) || s.give.date >= since).slice(-5000).map((s) => swapView(duty, s, session, me, now)),
    templates: templates.map((t) => ({ id: t.id, groups: t.phases.length, days: t.pattern.length })),
  };
}
