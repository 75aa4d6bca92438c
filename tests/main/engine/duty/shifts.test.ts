import { describe, expect, it } from 'vitest';
import { addDays, localDate, zoneNamed, shiftsOf, shiftIdAt, type ShiftTable } from '#app/duty';
import { anybody, at, changes, cipherOfTest, done, kinds, on, parkSite, settleIn, watchHouse } from './watch-house.ts';

describe('shifts', () => {
  const nights: ShiftTable = [{ from: null, shifts: [{ id: 'day', name: { zh: '白班', en: 'Day' }, start: 480, end: 1200 }, { id: 'night', name: { zh: '夜班', en: 'Night' }, start: 1200, end: 480 }] }];

  it('DTY-43: what was written knows its shift, to the millisecond, across midnight', async () => {
    const house = await watchHouse();
    await house.desk.takeShifts(nights);
    for (const [when, shift] of [['2026-11-20T07:59:59.999', '2026-11-19/night'], ['2026-11-20T08:00:00.000', '2026-11-20/day'], ['2026-11-20T19:59:59.999', '2026-11-20/day'], ['2026-11-20T20:00:00.000', '2026-11-20/night'], ['2026-11-21T00:00:00.000', '2026-11-20/night']] as const) expect(house.desk.shiftAt(at(when))).toBe(shift);
    for (const nowhere of [Number.NaN, Infinity, -Infinity, 9e15]) expect(house.desk.shiftAt(nowhere)).toBe('');
  });

  it('DTY-43: also where the clocks are changed', async () => {
    const berlin = { ...parkSite, zone: 'Europe/Berlin' };
    const house = await watchHouse({ site: () => berlin });
    const zone = zoneNamed('Europe/Berlin');
    if (!zone.ok) throw new Error('zone');
    const of = shiftsOf([{ from: null, shifts: [{ id: 'a', name: { zh: 'a', en: 'a' }, start: 150, end: 870 }, { id: 'b', name: { zh: 'b', en: 'b' }, start: 870, end: 150 }] }], zone.value);
    await house.desk.takeShifts(of.table);
    // 02:30 of 29 March does not exist: the shift begins with the jump, at 03:00 summer time
    expect([house.desk.shiftAt(Date.UTC(2026, 2, 29, 0, 59, 59, 999)), house.desk.shiftAt(Date.UTC(2026, 2, 29, 1))]).toEqual(['2026-03-28/b', '2026-03-29/a']);
    // 02:30 of 25 October is twice: the first of them counts
    expect([house.desk.shiftAt(Date.UTC(2026, 9, 25, 0, 29, 59, 999)), house.desk.shiftAt(Date.UTC(2026, 9, 25, 0, 30)), house.desk.shiftAt(Date.UTC(2026, 9, 25, 1, 30))]).toEqual(['2026-10-24/b', '2026-10-25/a', '2026-10-25/a']);
    expect(shiftIdAt(of, Date.UTC(2026, 2, 29, 1))).toBe('2026-03-29/a');
  });

  it('DTY-04: the file of the site is taken once; a hand has the last word until the file is another one; what held stays', async () => {
    const house = await watchHouse();
    await house.desk.takeShifts(nights);
    await house.desk.takeShifts(nights);
    expect(kinds(house)).toEqual(['duty.shifts']);
    expect(done(await house.ask['duty.shifts']({}, anybody))).toMatchObject({ origin: 'folder', zone: 'Asia/Shanghai', fault: null });
    const tomorrow = addDays(localDate('2026-11-20')!, 1);
    const change = (table: ShiftTable) => house.ask['duty.shifts-change']({ table: table as never }, anybody);
    const later: ShiftTable = [...nights, { from: tomorrow, shifts: [{ id: 'day', name: { zh: '白班', en: 'Day' }, start: 420, end: 1140 }, { id: 'night', name: { zh: '夜班', en: 'Night' }, start: 1140, end: 420 }] }];
    expect(done(await change(later.slice(1)))).toMatchObject({ faults: [{ code: 'duty-first-plan-begins' }, { code: 'duty-plan-held' }] });
    expect(done(await change([...nights, { ...later[1]!, from: localDate('2026-11-20') }]))).toMatchObject({ faults: [{ code: 'duty-plan-early', params: { plan: 2 } }] });
    expect(done(await change([...nights, { ...later[1]!, shifts: later[1]!.shifts.slice(1) }]))).toMatchObject({ faults: [{ code: 'duty-shift-hole' }] });
    expect(done(await change(later))).toEqual({ faults: [] });
    await house.desk.takeShifts(nights);
    expect(done(await house.ask['duty.shifts']({}, anybody))).toMatchObject({ origin: 'hand', table: [{}, { from: tomorrow }] });
    expect(house.desk.shiftAt(at('2026-11-20T19:30:00'))).toBe('2026-11-20/day');
    expect(house.desk.shiftAt(at('2026-11-21T07:30:00'))).toBe('2026-11-21/day');
    await house.desk.takeShifts([{ from: null, shifts: [{ id: 'all', name: { zh: '全', en: 'All' }, start: 0, end: 0 }] }]);
    expect(done(await house.ask['duty.shifts']({}, anybody))).toMatchObject({ origin: 'hand', fault: { code: 'duty-plan-held' } });
    expect(house.notes.at(-1)).toContain('shifts.json: duty-plan-held');
  });

  it('a table that a roster cannot be worked with is refused, with what it would break', async () => {
    const house = await watchHouse();
    await settleIn(house);
    const table: ShiftTable = [...done(await house.ask['duty.shifts']({}, anybody)).table as ShiftTable, { from: localDate('2026-11-25')!, shifts: nights[0]!.shifts }];
    await changes(house, { do: 'put-entries', entries: [{ unit: 'park', date: '2026-11-26', shift: 'early', post: 'leader', people: ['g3b'] }] });
    expect(done(await house.ask['duty.shifts-change']({ table: table as never }, anybody))).toMatchObject({ faults: [{ code: 'duty-unknown-shift' }] });
  });
});

describe('keys', () => {
  it('ACC-26: what is sealed under an older key is told, and sealed anew', async () => {
    const { cipher, use } = cipherOfTest();
    const house = await watchHouse({ cipher });
    await settleIn(house);
    use(2);
    expect(house.desk.sealed().filter((text) => cipher.stale(text)).length).toBe(20);
    await house.desk.reseal();
    expect(house.desk.sealed().filter((text) => cipher.stale(text))).toEqual([]);
    expect(await on(house)).toEqual(['g2a员* 138****2001', 'g2b员 138****2002']);
  });
});
