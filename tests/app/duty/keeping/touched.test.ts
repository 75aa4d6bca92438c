import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkRoster, dutyOf, judgedDuty, touchedUnits, type DutyDraft, type Entry, type Roster, type Unit } from '#app/duty';
import { addDays } from '#app/duty';
import { at, crew, first, shifts } from '../roster/crew.ts';

const options = { from: at('2026-11-20T00:30:00'), until: at('2026-11-27T00:30:00'), restHours: 9 };
const unitIds = ['park', 'ENT-1', 'ENT-2', 'ENT-3'];
const units: readonly Unit[] = unitIds.map((id, i) => ({ id, name: { zh: id, en: id }, cover: { leader: i % 2, officer: 1 } }));
const personIds = [...crew.people.map((p) => p.id), 'e3', 'e4', 'nobody'];
const base: Roster = { ...crew, units, people: [...crew.people, { id: 'e3', name: '三', phone: '13800000003', unit: 'ENT-2' }, { id: 'e4', name: '四', phone: '13800000004', unit: 'ENT-3' }] };

const entry = fc.record({ unit: fc.constantFrom(...unitIds), day: fc.nat(6), shift: fc.constantFrom('early', 'middle', 'late'), post: fc.constantFrom('leader' as const, 'officer' as const), people: fc.uniqueArray(fc.constantFrom(...personIds), { minLength: 1, maxLength: 3 }) })
  .map(({ day, ...e }): Entry => ({ ...e, date: addDays(first, day) }));
const key = ({ unit, date, shift, post }: Entry): string => `${unit} ${date} ${shift} ${post}`;
/** A change, and what it makes of a roster: written here anew, so that it is not the code that is asked. */
const change = fc.oneof(
  entry.map((e): [DutyDraft, (r: Roster) => Roster] => [{ kind: 'duty.entries', subject: 'duty', body: { put: [e], removed: [] } }, (r) => ({ ...r, entries: [...r.entries.filter((x) => key(x) !== key(e)), e] })]),
  fc.tuple(fc.constantFrom(...personIds), fc.nat(6), fc.nat(3)).map(([person, from, days]): [DutyDraft, (r: Roster) => Roster] => {
    const leave = { id: 'l1', person, from: addDays(first, from), until: addDays(first, from + days) };
    return [{ kind: 'duty.leave', subject: 'l1', body: { leave } }, (r) => ({ ...r, leaves: [...r.leaves.filter((l) => l.id !== 'l1'), leave] })];
  }),
  fc.constantFrom(...personIds).map((id): [DutyDraft, (r: Roster) => Roster] => [{ kind: 'duty.person', subject: id, body: { person: null } }, (r) => ({ ...r, people: r.people.filter((p) => p.id !== id) })]),
  fc.tuple(fc.constantFrom('g1', 'g2'), fc.uniqueArray(fc.constantFrom(...personIds), { minLength: 1, maxLength: 3 })).map(([id, members]): [DutyDraft, (r: Roster) => Roster] => {
    const group = { id, unit: 'park', name: { zh: id, en: id }, head: members[0]!, members };
    return [{ kind: 'duty.group', subject: id, body: { group } }, (r) => ({ ...r, groups: r.groups.map((g) => (g.id === id ? group : g)) })];
  }),
  fc.constantFrom(...unitIds).map((id): [DutyDraft, (r: Roster) => Roster] => { const unit = { id, name: { zh: id, en: id }, cover: { leader: 2, officer: 2 } }; return [{ kind: 'duty.unit', subject: id, body: { unit } }, (r) => ({ ...r, units: r.units.map((u) => (u.id === id ? unit : u)) })]; }),
  fc.constant<[DutyDraft, (r: Roster) => Roster]>([{ kind: 'duty.cycle', subject: 'c1', body: { cycle: null } }, (r) => ({ ...r, cycles: [] })]),
);

it('DTY-41: looking only at the units that a change touches finds all that looking at everything does', () => {
  fc.assert(fc.property(fc.array(entry, { maxLength: 12 }), change, (entries, [draft, make]) => {
    const roster: Roster = { ...base, entries: [...new Map(entries.map((e) => [key(e), e])).values()] };
    const [before, after] = [dutyOf(roster, shifts), dutyOf(make(roster), shifts)];
    const old = new Set(checkRoster(before, options).map((f) => JSON.stringify(f)));
    const whole = checkRoster(after, options).map((f) => JSON.stringify(f)).filter((f) => !old.has(f));
    expect(judgedDuty(before, after, [draft], options).map(({ fault: { code, params } }) => JSON.stringify({ code, ...params })).toSorted()).toEqual(whole.toSorted());
  }), { seed: 20_261_120, numRuns: 250 });
}, 60_000);

it('a change of one unit does not look at the others, and one of the shifts looks at all', () => {
  const leave: DutyDraft = { kind: 'duty.leave', subject: 'l', body: { leave: { id: 'l', person: 'g1a', from: first, until: first } } };
  expect([...touchedUnits(base, { ...base, leaves: [{ id: 'l', person: 'g1a', from: first, until: first }] }, [leave])!]).toEqual(['park']);
  expect(touchedUnits(base, base, [{ kind: 'duty.shifts', subject: 'duty', body: { table: [], digest: '' } }])).toBeNull();
});
