import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, checkRoster, cycleOf, emptyRoster, fourGroupsThreeShifts, gaps, gapsAhead, groupsOn, lateUnits, onDuty, RosterEntry, roundFaults, templates, type Cycle, type Entry, type Leave, type Roster } from '#app/duty';
import { at, crew, date, dutyWith, first, names, shifts, swap } from './crew.ts';

const cycle = crew.cycles[0]!;
const entry = (more: Partial<Entry> = {}): Entry => ({ unit: 'park', date: first, shift: 'early', post: 'officer', people: ['g4a'], ...more });
const leave = (person: string, from = first, until = first): Leave => ({ id: `l-${person}`, person, from, until });
const whole = { from: at('2026-11-20T00:30'), until: at('2026-11-28T00:30'), restHours: 8 };
const codes = (more: Partial<Roster>, options: Partial<typeof whole> = {}): string[] => [...new Set(checkRoster(dutyWith(more), { ...whole, ...options }).map((f) => f.code.slice('duty-'.length)))].toSorted();

describe('a cycle', () => {
  it('DTY-10: four groups go through three shifts and two days off, and begin again', () => {
    const day = (n: number): string[] => ['early', 'middle', 'late'].map((s) => groupsOn(cycle, addDays(first, n), s).join());
    expect([0, 1, 2, 7, 8].map(day)).toEqual([['g1', 'g2', 'g3'], ['g1', 'g2', 'g3'], ['g4', 'g1', 'g2'], ['g2', 'g3', 'g4'], ['g1', 'g2', 'g3']]);
    expect(groupsOn({ ...cycle, until: addDays(first, 2) }, addDays(first, 3), 'early')).toEqual([]);
    expect(groupsOn({ ...cycle, anchor: addDays(first, 8) }, first, 'early')).toEqual(['g1']);               // the anchor may lie ahead
    expect(groupsOn(cycle, addDays(first, -1), 'early')).toEqual([]);
  });
  it('DTY-11: every template of ours gives each shift one group each day; a phase that is wrong is named', () => {
    for (const template of templates) {
      const made = cycleOf(template, template.phases.map((_, i) => `g${i}`), cycle);
      expect(made.ok && roundFaults(made.value, ['early', 'middle', 'late'])).toEqual([]);
    }
    expect(roundFaults({ ...cycle, teams: cycle.teams.map((t) => (t.group === 'g4' ? { ...t, phase: 4 } : t)) }, ['early']))
      .toEqual([{ day: 2, shift: 'early', groups: 0 }, { day: 3, shift: 'early', groups: 0 }, { day: 4, shift: 'early', groups: 2 }, { day: 5, shift: 'early', groups: 2 }]);
    expect(cycleOf(fourGroupsThreeShifts, ['g1'], cycle)).toEqual({ ok: false, fault: { code: 'template-groups', params: { needs: 4, given: 1 } } });
  });
  it('DTY-10: whatever the pattern, a group stands where it stood a whole round before', () => {
    const cycles = fc.tuple(fc.array(fc.subarray(['early', 'middle', 'late']), { minLength: 1, maxLength: 12 }), fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }))
      .map(([pattern, phases]): Cycle => ({ ...cycle, from: date('2020-01-01'), pattern, teams: phases.map((phase, i) => ({ group: `g${i}`, phase })) }));
    fc.assert(fc.property(cycles, fc.integer({ min: -1000, max: 1000 }), fc.constantFrom('early', 'middle', 'late'), (c, n, shift) => {
      expect(groupsOn(c, addDays(first, n), shift)).toEqual(groupsOn(c, addDays(first, n + c.pattern.length), shift));
      expect(groupsOn(c, addDays(first, n), shift)).toEqual(c.teams.filter((t) => c.pattern[(((n + t.phase) % c.pattern.length) + c.pattern.length) % c.pattern.length]!.includes(shift)).map((t) => t.group));
    }), { seed: 20_261_120 });
  });
});

describe('who is on duty', () => {
  it('DTY-12: an entry stands instead of the cycle, in its shift and nowhere else', () => {
    const duty = dutyWith({ entries: [entry()] });
    expect([names(duty, 'park', first, 'early'), names(duty, 'park', first, 'middle'), names(duty, 'park', addDays(first, 1), 'early')]).toEqual(['g4a', 'g2a,g2b', 'g1a,g1b']);
    expect(names(dutyWith({ entries: [entry({ post: 'leader' })] }), 'park', first, 'early')).toBe('g4a,g1a,g1b');
  });
  it('DTY-13: a swap in force moves both; before it holds it moves nobody', () => {
    const both = dutyWith({ swaps: [swap()] });
    expect([names(both, 'park', first, 'early'), names(both, 'park', addDays(first, 2), 'early')]).toEqual(['g4a,g1b', 'g1a,g4b']);
    expect(names(dutyWith({ swaps: [swap({ take: null })] }), 'park', addDays(first, 2), 'early')).toBe('g4a,g4b');
    for (const state of ['proposed', 'agreed', 'refused', 'withdrawn', 'expired', 'cancelled'] as const) expect(names(dutyWith({ swaps: [swap({ state })] }), 'park', first, 'early')).toBe('g1a,g1b');
    expect(names(dutyWith({ swaps: [swap()], entries: [entry({ people: ['g2a'] })] }), 'park', first, 'early')).toBe('g2a');
  });
  it('DTY-14: who is on leave or unknown is not on duty, and is named; leave wins', () => {
    const duty = dutyWith({ leaves: [leave('g1a')], entries: [entry({ people: ['g1a', 'ghost', 'g1b', 'g1b'] })] });
    const watch = duty.watch('park', shifts.of(first)[0]!);
    expect(watch.people.map((p) => p.person.id)).toEqual(['g1b']);
    expect(watch.absent).toEqual([{ person: 'g1a', post: 'officer', why: 'leave' }, { person: 'ghost', post: 'officer', why: 'unknown' }]);
    expect(names(dutyWith({ leaves: [leave('g4a')], swaps: [swap()] }), 'park', first, 'early')).toBe('g1b');
    expect(names(dutyWith({ leaves: [leave('g1a', addDays(first, -3), addDays(first, -1))] }), 'park', first, 'early')).toBe('g1a,g1b');
  });
  it('DTY-19: at a moment, for the park and each enterprise, with telephone; a leave is by the day a shift begins', () => {
    const night = dutyWith({ entries: [entry({ unit: 'ENT-1', shift: 'late', people: ['e1'] })], leaves: [leave('e1', addDays(first, 1), addDays(first, 1))] });
    const told = onDuty(night, at('2026-11-21T00:29:59.999')).map((w) => [w.unit, w.shift.id, w.people.map((p) => `${p.person.name} ${p.person.phone}${p.head ? '*' : ''}`)]);
    expect(told).toEqual([['park', '2026-11-20/late', ['g3a员 13800003001*', 'g3b员 13800003002']], ['ENT-1', '2026-11-20/late', ['企一 13911110001']]]);
    expect(onDuty(night, at('2026-11-21T00:30')).map((w) => w.people.length)).toEqual([2, 0]);
  });
});

describe('what a roster leaves open', () => {
  it('DTY-20: a gap says what would have filled it', () => {
    const found = gaps(dutyWith({ leaves: [leave('g1a')], entries: [entry({ shift: 'middle', people: ['ghost', 'g4a'] }), entry({ shift: 'late', people: ['g3a'] })] }), at('2026-11-20T00:30'), at('2026-11-21T00:30'));
    expect(found.map((g) => [g.shift.id, g.needs, g.has, g.why])).toEqual([['2026-11-20/early', 2, 1, 'leave'], ['2026-11-20/middle', 2, 1, 'unknown'], ['2026-11-20/late', 2, 1, 'nobody']]);
    expect(gaps(dutyWith(), whole.from, whole.until)).toEqual([]);
  });
  it('DTY-21: it is told as soon as its shift begins within the hours asked, to the millisecond, and while it lasts', () => {
    const duty = dutyWith({ leaves: [leave('g1a')] });                                                       // 00:30 to 08:30
    const told = (moment: number, hours: number): number => gapsAhead(duty, moment, hours).length;
    expect([told(at('2026-11-20T08:29:59.999'), 0), told(at('2026-11-20T08:30'), 0)]).toEqual([1, 0]);
    const before = dutyWith({ leaves: [leave('g3b', addDays(first, 1), addDays(first, 1))] });               // late, from 2026-11-21 16:30
    expect([gapsAhead(before, at('2026-11-20T16:30') - 1, 24).length, gapsAhead(before, at('2026-11-20T16:30'), 24).length]).toEqual([0, 1]);
  });
  it('DTY-22: a unit that is not rostered in time is named with the moment up to which it is', () => {
    const units = crew.units.map((u) => (u.id === 'ENT-1' ? { ...u, cover: { leader: 0, officer: 1 } } : u));
    const duty = dutyWith({ units, cycles: [{ ...cycle, until: addDays(first, 2) }], entries: ['early', 'middle'].map((shift) => entry({ unit: 'ENT-1', shift, people: ['e1'] })) });
    expect(lateUnits(duty, at('2026-11-20T12:00'), 1)).toEqual([{ unit: 'ENT-1', until: at('2026-11-20T16:30') }]);
    expect(lateUnits(duty, at('2026-11-20T20:00'), 7)).toEqual([{ unit: 'ENT-1', until: at('2026-11-20T20:00') }, { unit: 'park', until: at('2026-11-23T00:30') }]);
  });
  it('DTY-23: what is named twice and what leads nowhere', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ people: [...crew.people, crew.people[0]!] })).toEqual(['duplicate-id']);
    expect(codes({ entries: [entry({ people: ['g1a', 'g1b'] }), entry({ people: ['g1a', 'g1b'] })] })).toEqual(['duplicate-entry']);
    expect(codes({ entries: [entry({ shift: 'noon' })] })).toEqual(['unknown-shift']);
    expect(codes({ entries: [entry({ unit: 'ENT-9', people: ['e1'] })] })).toEqual(['unknown-unit']);
    expect(codes({ cycles: [{ ...cycle, teams: [...cycle.teams, { group: 'g9', phase: 1 }] }] })).toEqual(['unknown-group']);
    expect(codes({ leaves: [leave('ghost')] })).toEqual(['unknown-person']);
    expect(codes({ cycles: [cycle, { ...cycle, id: 'c2', unit: 'park', from: addDays(first, 30) }] })).toEqual(['cycle-overlaps']);
    expect(codes({ cycles: [{ ...cycle, until: addDays(first, 29) }, { ...cycle, id: 'c2', from: addDays(first, 30) }] })).toEqual([]);
  });
  it('DTY-13: a swap of a turn that is not held any more is named', () => {
    expect(codes({ swaps: [swap()] }, { restHours: 0 })).toEqual([]);
    expect(codes({ swaps: [swap({ give: { ...swap().give, shift: 'middle' } })] }, { restHours: 0 })).toEqual(['swap-not-held']);
  });
  it('DTY-24: nobody stands twice in one shift', () => {
    expect(codes({ entries: [entry({ unit: 'ENT-1', people: ['g1a'] })] })).toEqual(['person-twice']);
    expect(codes({ entries: [entry({ post: 'leader', people: ['g1a'] })] })).toEqual(['person-twice']);
    expect(codes({ entries: [entry({ unit: 'ENT-1', people: ['e1'] })] })).toEqual([]);
  });
  it('DTY-25: an officer rests between two watches that do not touch', () => {
    const late = entry({ unit: 'ENT-1', shift: 'early', people: ['e1'] });
    const again = entry({ unit: 'ENT-1', shift: 'late', people: ['e1'] });
    expect([codes({ entries: [late, again] }, { restHours: 9 }), codes({ entries: [late, again] }, { restHours: 8 }), codes({ entries: [late, { ...again, shift: 'middle' }] }, { restHours: 9 })]).toEqual([['short-rest'], [], []]);
  });
  it('DTY-14, DTY-20, DTY-21: whatever leave is given, who is on leave is on no watch, each shift is whole or a gap, and a longer look finds all that a shorter one does', () => {
    const leaves = fc.array(fc.tuple(fc.constantFrom(...crew.people.map((p) => p.id)), fc.nat(6), fc.nat(3)).map(([p, from, days]): Leave => ({ id: `${p}${from}${days}`, person: p, from: addDays(first, from), until: addDays(first, from + days) })), { maxLength: 8 });
    fc.assert(fc.property(leaves, fc.nat(7 * 24), fc.nat(48), fc.nat(48), (given, hour, less, more) => {
      const duty = dutyWith({ leaves: given });
      const now = whole.from + hour * 3_600_000;
      const [short, long] = [gapsAhead(duty, now, less), gapsAhead(duty, now, less + more)];
      expect(long.slice(0, short.length)).toEqual(short);
      for (const shift of shifts.between(now, now + less * 3_600_000 + 1)) {
        const { people } = duty.watch('park', shift);
        expect(people.some((p) => given.some((l) => l.person === p.person.id && l.from <= shift.date && shift.date <= l.until))).toBe(false);
        expect(people.length === 2).toBe(!short.some((g) => g.shift.id === shift.id));
      }
    }), { seed: 20_261_120, numRuns: 150 });
  });
  it('what comes from outside is read strictly', () => {
    expect(RosterEntry.safeParse({ ...crew, swaps: [swap()], entries: [entry()], leaves: [leave('g1a')] }).success).toBe(true);
    expect(RosterEntry.safeParse({ ...emptyRoster, people: [{ ...crew.people[0]!, phone: '=cmd()' }] }).success).toBe(false);
    expect(RosterEntry.safeParse({ ...emptyRoster, leaves: [leave('g1a', addDays(first, 1), first)] }).success).toBe(false);
    expect(RosterEntry.safeParse({ ...emptyRoster, groups: [{ ...crew.groups[0]!, head: 'g2a' }] }).success).toBe(false);
  });
});
