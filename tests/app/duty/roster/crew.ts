import { addDays, cycleOf, defaultShifts, dutyOf, emptyRoster, fourGroupsThreeShifts, localDate, shiftsOf, zoneNamed, type Duty, type LocalDate, type Roster, type Shifts, type Swap } from '#app/duty';

export const date = (text: string): LocalDate => { const found = localDate(text); if (found === null) throw new Error(text); return found; };
const zone = zoneNamed('Asia/Shanghai');
if (!zone.ok) throw new Error('zone');
export const shifts: Shifts = shiftsOf(defaultShifts, zone.value);
export const at = (text: string): number => Date.parse(`${text}+08:00`);
export const first = date('2026-11-20');

const groupIds = ['g1', 'g2', 'g3', 'g4'];
const people = groupIds.flatMap((g) => ['a', 'b'].map((p) => ({ id: `${g}${p}`, name: `${g}${p}员`, phone: `1380000${g[1]}${p === 'a' ? '001' : '002'}`, unit: 'park' })));
const cycle = cycleOf(fourGroupsThreeShifts, groupIds, { id: 'c1', unit: 'park', post: 'officer', anchor: first, from: first, until: null });
if (!cycle.ok) throw new Error('cycle');

/** Four groups of two in three shifts for the park, from 2026-11-20 on; one enterprise, whose two people are rostered by nobody. */
export const crew: Roster = {
  ...emptyRoster,
  people: [...people, { id: 'e1', name: '企一', phone: '13911110001', unit: 'ENT-1' }, { id: 'e2', name: '企二', phone: '13911110002', unit: 'ENT-1' }],
  units: [{ id: 'park', name: { zh: '园区', en: 'Park' }, cover: { leader: 0, officer: 2 } }, { id: 'ENT-1', name: { zh: '企业一', en: 'Works 1' }, cover: { leader: 0, officer: 0 } }],
  groups: groupIds.map((id) => ({ id, unit: 'park', name: { zh: id, en: id }, head: `${id}a`, members: [`${id}a`, `${id}b`] })),
  cycles: [cycle.value],
};
export const dutyWith = (more: Partial<Roster> = {}): Duty => dutyOf({ ...crew, ...more }, shifts);
export const swap = (more: Partial<Swap> = {}): Swap => ({ id: 'w1', give: { unit: 'park', date: first, shift: 'early', person: 'g1a' }, by: 'g4a', take: { unit: 'park', date: addDays(first, 2), shift: 'early', person: 'g4a' }, state: 'inForce', ...more });
/** `g1a,g1b` of a watch. */
export const names = (duty: Duty, unit: string, day: LocalDate, shift: string): string =>
  duty.watch(unit, shifts.of(day).find((s) => s.shift.id === shift)!).people.map((p) => p.person.id).join();
