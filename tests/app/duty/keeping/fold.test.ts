import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sealed } from '#app/access';
import { dutyFold, dutyKinds, entryDrafts, foreseenDuty, keptRoster, localDate, shiftIdAt, shiftsOf, zoneNamed, type DutyDraft, type Entry, type ShiftTable, type Unit } from '#app/duty';
import { crew, date, first } from '../roster/crew.ts';

const kept = (drafts: readonly { readonly kind: string; readonly subject: string; readonly body: unknown; readonly v?: number }[]) => { const fold = dutyFold(); for (const d of drafts) fold.take({ v: 1, ...d }); return fold.kept(); };
const group = crew.groups[0]!;
const put = (id: string): DutyDraft => ({ kind: 'duty.group', subject: id, body: { group: { ...group, id } } });

describe('the fold', () => {
  it('DTY-40: what is no event of duty, has another version or another shape changes nothing', () => {
    fc.assert(fc.property(fc.constantFrom(...dutyKinds, 'person.created', 'x', '__proto__', 'constructor'), fc.anything(), fc.nat(3), (kind, body, v) => {
      const fold = dutyFold(foreseenDuty(dutyFold().kept(), [put('g1')]));
      fold.take({ kind, v, subject: 'g1', body });
      const { groups } = fold.kept();
      expect(groups.has('g1') || (kind === 'duty.group' && v === 1)).toBe(true);
    }), { seed: 20_261_120, numRuns: 300 });
    expect(kept([{ ...put('g1'), v: 2 }]).groups.size).toBe(0);
  });
  it('DTY-40: the later of two stands, and what is taken away is gone', () => {
    expect([...kept([put('g1'), put('g2'), { kind: 'duty.group', subject: 'g1', body: { group: null } }]).groups.keys()]).toEqual(['g2']);
    const entry = (people: string[]): Entry => ({ unit: 'park', date: first, shift: 'early', post: 'officer', people });
    const two = kept([...entryDrafts([entry(['g1a']), entry(['g2a'])])]);
    expect([...two.entries.values()].map((e) => e.people)).toEqual([['g2a']]);
    expect(kept([...entryDrafts([entry(['g1a'])]), { kind: 'duty.entries', subject: 'duty', body: { put: [], removed: [{ unit: 'park', date: first, shift: 'early', post: 'officer' }] } }]).entries.size).toBe(0);
  });
  it('DTY-40: what is foreseen leaves what stands as it is', () => {
    const before = kept([put('g1')]);
    expect([foreseenDuty(before, [put('g2')]).groups.size, before.groups.size]).toEqual([2, 1]);
  });
  it('many entries are several events, none too large', () => {
    const entries = Array.from({ length: 1201 }, (_, i): Entry => ({ unit: 'park', date: first, shift: `s${i}`, post: 'officer', people: ['g1a'] }));
    const drafts = entryDrafts(entries);
    expect(drafts.map((d) => (d.kind === 'duty.entries' ? d.body.put.length : 0))).toEqual([500, 500, 201]);
    expect(kept(drafts).entries.size).toBe(1201);
  });
  it('units: the park and its enterprises as the site names them, what the journal says of one counts, and others behind them', () => {
    const standing: Unit[] = [{ id: 'park', name: { zh: '园区', en: 'Park' }, cover: { leader: 0, officer: 0 } }];
    const said = kept([{ kind: 'duty.unit', subject: 'park', body: { unit: { id: 'park', name: { zh: '旧', en: 'old' }, cover: { leader: 1, officer: 2 } } } }, { kind: 'duty.unit', subject: 'u9', body: { unit: { id: 'u9', name: { zh: '九', en: 'nine' }, cover: { leader: 0, officer: 0 } } } }]);
    expect(keptRoster(said, () => ({ name: '', phone: '' }), standing).units).toEqual([{ id: 'park', name: { zh: '园区', en: 'Park' }, cover: { leader: 1, officer: 2 } }, { id: 'u9', name: { zh: '九', en: 'nine' }, cover: { leader: 0, officer: 0 } }]);
  });
  it('people are opened by whoever may', () => {
    const one = kept([{ kind: 'duty.person', subject: 'p1', body: { person: { name: sealed('n'), phone: sealed('t'), unit: 'park' } } }]);
    expect(keptRoster(one, (p) => ({ name: `<${p.name}>`, phone: `<${p.phone}>` }), []).people).toEqual([{ id: 'p1', name: '<n>', phone: '<t>', unit: 'park' }]);
  });
});

describe('the shift of a moment', () => {
  const berlin = zoneNamed('Europe/Berlin');
  if (!berlin.ok) throw new Error('zone');
  const table: ShiftTable = [{ from: null, shifts: crew.cycles.length > 0 ? [{ id: 'a', name: { zh: 'a', en: 'a' }, start: 30, end: 150 }, { id: 'b', name: { zh: 'b', en: 'b' }, start: 150, end: 990 }, { id: 'c', name: { zh: 'c', en: 'c' }, start: 990, end: 30 }] : [] }, { from: localDate('2026-06-01'), shifts: [{ id: 'd', name: { zh: 'd', en: 'd' }, start: 480, end: 1200 }, { id: 'n', name: { zh: 'n', en: 'n' }, start: 1200, end: 480 }] }];
  const shifts = shiftsOf(table, berlin.value);
  it('DTY-43: exact to the millisecond at each boundary, in a zone that changes its clocks and over a change of the table', () => {
    const [from, until] = [Date.UTC(2026, 2, 20), Date.UTC(2026, 10, 5)];
    fc.assert(fc.property(fc.integer({ min: from, max: until }), (moment) => {
      const shift = shifts.at(moment);
      expect(shiftIdAt(shifts, moment)).toBe(shift.id);
      expect(shiftIdAt(shifts, shift.from)).toBe(shift.id);
      expect(shiftIdAt(shifts, shift.until - 1)).toBe(shift.id);
      expect(shiftIdAt(shifts, shift.from - 1)).not.toBe(shift.id);
      expect(shiftIdAt(shifts, shift.until)).not.toBe(shift.id);
    }), { seed: 20_261_120, numRuns: 2000 });
  });
  it('DTY-43: a moment that no calendar has belongs to none, and nothing throws', () => {
    fc.assert(fc.property(fc.double(), (moment) => { expect(typeof shiftIdAt(shifts, moment)).toBe('string'); }), { seed: 20_261_120, numRuns: 500 });
    expect(date('2026-11-20')).toBe(first);
  });
});
