import fs from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mustShow, pageOf, stageOf, usedUp, worstFirst, zoneOf, zones, type Zoned } from '#app/alarm';
import { defaultShifts, shiftsOf, zoneNamed, type ShiftTable } from '#app/duty';
import { levels } from '#app/park';

const awake = { shelved: false, byDesign: false, outOfService: false };
const on = (id: string, more: Partial<Zoned> = {}): Zoned => {
  const state = more.state ?? 'unacknowledged';
  return { id, level: 'A', state, confirmed: true, suppressed: awake, raisedAt: 1000, since: 1000, may: { acknowledge: state === 'unacknowledged' || state === 'returned', confirm: false }, ...more };
};
const anAlarm = fc.record({
  n: fc.nat(10_000), level: fc.constantFrom(...levels), state: fc.constantFrom('normal' as const, 'unacknowledged' as const, 'acknowledged' as const, 'returned' as const), confirmed: fc.boolean(),
  raisedAt: fc.option(fc.nat(5000)), suppressed: fc.record({ shelved: fc.boolean(), byDesign: fc.constant(false), outOfService: fc.constant(false) }),
}).map(({ n, ...more }): Zoned => on(`a${n}`, more));
const manyAlarms = fc.uniqueArray(anAlarm, { selector: (a) => a.id, maxLength: 80 }).map((list) => list.filter((a) => stageOf(a) !== null).toSorted(worstFirst));

describe('the zones of the alarm screen (S0d-073)', () => {
  const life: readonly [string, Zoned, ReturnType<typeof zoneOf>][] = [
    ['ZON-01 raised and nobody knows: 上屏', on('a'), 'onScreen'],
    ['ZON-01 gone again before anybody saw it: still 上屏', on('a', { state: 'returned' }), 'onScreen'],
    ['ZON-02 acknowledged: 留观', on('a', { state: 'acknowledged' }), 'watched'],
    ['ZON-03 normal after being watched, to be closed: 下屏', on('a', { state: 'normal', confirmed: false }), 'leaving'],
    ['ZON-03 closed: nowhere', on('a', { state: 'normal' }), null],
    ['ZON-04 began before the handover: 滞留', on('a', { state: 'acknowledged', raisedAt: 499 }), 'carried'],
    ['ZON-04 unacknowledged over the handover: 滞留 too', on('a', { raisedAt: 499 }), 'carried'],
    ['ZON-04 raised anew in this shift: 上屏', on('a', { raisedAt: 500 }), 'onScreen'],
    ['ZON-06 shelved: nowhere', on('a', { suppressed: { ...awake, shelved: true } }), null],
  ];
  it.each(life)('%s', (_, a, zone) => expect(zoneOf(a, 500)).toBe(zone));

  it('every alarm that is not closed and not silent is in exactly one zone, across any handover', () => {
    fc.assert(fc.property(anAlarm, fc.nat(6000), (a, handover) => {
      const silent = a.suppressed.shelved;
      const open = a.state !== 'normal' || !a.confirmed;
      const zone = zoneOf(a, handover);
      expect(zone !== null).toBe(open && !silent);
      if (zone !== null) expect(zones).toContain(zone);
    }), { seed: 73 });
  });
  it('ZON-05 the worst first: level, then unacknowledged, then the longest waiting', () => {
    const list = [on('d', { level: 'C', raisedAt: 1 }), on('c', { level: 'S', state: 'acknowledged', raisedAt: 1 }), on('b', { level: 'S', raisedAt: 9 }), on('a', { level: 'S', raisedAt: 3 }), on('u', { level: 'U', raisedAt: 99 })];
    expect(list.toSorted(worstFirst).map((a) => a.id)).toEqual(['u', 'a', 'b', 'c', 'd']);
  });
  it('ZON-07 no unacknowledged alarm of level A or worse is left out: it is on one of the pages', () => {
    fc.assert(fc.property(manyAlarms, fc.integer({ min: 1, max: 12 }), (list, room) => {
      const first = pageOf(list, room, 0);
      const seen = new Set(Array.from({ length: first.pages }, (_, turn) => pageOf(list, room, turn)).flatMap((p) => p.rows.map((a) => a.id)));
      for (const a of list.filter(mustShow)) expect(seen).toContain(a.id);
      for (let turn = 0; turn < first.pages; turn++) expect(pageOf(list, room, turn).rows.length).toBeLessThanOrEqual(room);
      expect(seen.size + first.more).toBe(list.length);            // ZON-08
      if (list.filter(mustShow).length <= room) expect(first.pages).toBe(1);
    }), { seed: 7 });
  });
  it('ZON-07 in a flood every S and A that waits comes by; what is acknowledged, B and below stay counted', () => {
    const list = [...Array.from({ length: 20 }, (_, i) => on(`s${i}`, { level: i % 2 === 0 ? 'S' : 'A', raisedAt: i })), on('b', { level: 'B' }), on('u', { level: 'U' }), on('seen', { level: 'S', state: 'acknowledged' })].toSorted(worstFirst);
    const pages = Array.from({ length: 6 }, (_, turn) => pageOf(list, 4, turn));
    expect(pages.map((p) => `${p.page + 1}/${p.pages} ${p.rows.length} +${p.more}`)).toEqual(['1/6 4 +0', '2/6 4 +0', '3/6 4 +0', '4/6 4 +0', '5/6 4 +0', '6/6 3 +0']);
    expect(pages[0]?.rows[0]?.id).toBe('u');
    expect(pageOf(list, 7, 2).rows.map((a) => a.id)).toContain('s19');
    expect(pageOf(list, 7, 2)).toMatchObject({ pages: 3, more: 2 });
  });
  it('ZON-08 what is over is counted, the worst is what stands', () => {
    const list = Array.from({ length: 9 }, (_, i) => on(`b${i}`, { level: 'B', raisedAt: i })).concat(on('s', { level: 'S', raisedAt: 90 })).toSorted(worstFirst);
    expect(pageOf(list, 4, 3)).toEqual({ rows: ['s', 'b0', 'b1', 'b2'].map((id) => list.find((a) => a.id === id)), page: 0, pages: 1, more: 6 });
  });
  it('the time for handling is used up from the raise to the limit, and beyond', () => {
    expect([0, 90, 180, 360].map((s) => usedUp({ raisedAt: 0, handleBy: 180 }, s))).toEqual([0, 0.5, 1, 2]);
    expect(usedUp({ raisedAt: null, handleBy: 180 }, 1)).toBeNull();
    expect(usedUp({ raisedAt: 0, handleBy: null }, 1)).toBeNull();
  });
});

describe('the last handover', () => {
  const at = (text: string): number => Date.parse(text);
  const began = (zone: string, table: ShiftTable = defaultShifts) => { const z = zoneNamed(zone); if (!z.ok) throw new Error(zone); const shifts = shiftsOf(table, z.value); return (now: number): number => shifts.at(now).from; };
  it.each([
    ['2026-11-20T08:30:00+08:00', '2026-11-20T08:30:00+08:00'],
    ['2026-11-20T08:29:59.999+08:00', '2026-11-20T00:30:00+08:00'],
    ['2026-11-20T00:10:00+08:00', '2026-11-19T16:30:00+08:00'],
    ['2026-11-20T23:59:59+08:00', '2026-11-20T16:30:00+08:00'],
  ])('ZON-04 at %s it was %s, by the shifts of the house', (now, then) => expect(began('Asia/Shanghai')(at(now))).toBe(at(then)));
  it('ZON-04 stands at the same hour of the wall where the clocks were changed in between', () => {
    const once = began('Europe/Berlin', [{ from: null, shifts: [{ id: 'day', name: { zh: '班', en: 'day' }, start: 30, end: 30 }] }]);
    expect(once(at('2026-03-29T09:00:00+02:00'))).toBe(at('2026-03-29T00:30:00+01:00'));
    expect(once(at('2026-10-25T09:00:00+01:00'))).toBe(at('2026-10-25T00:30:00+02:00'));
  });
});

it('every rule of the zones is in SPEC.md and told here', () => {
  const spec = [...fs.readFileSync('app/alarm/SPEC.md', 'utf8').matchAll(/\*\*(ZON-\d+)\*\*/g)].map((m) => m[1] ?? '');
  const told = fs.readFileSync('tests/app/alarm/zones.test.ts', 'utf8');
  expect(spec).toHaveLength(8);
  expect(spec.filter((rule) => !told.includes(rule))).toEqual([]);
});
