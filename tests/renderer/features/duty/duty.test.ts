import { describe, expect, it } from 'vitest';
import { defaultShifts, localDate, shiftsOf, zoneNamed, type ShiftTable } from '#app/duty';
import { fail } from '#kernel/result';
import { dutyStore, rosterStore, shiftsStore, shiftTitle, unitsShown } from '../../../../renderer/features/duty/index.ts';
import { shippedWords } from '../../../../renderer/kit/words.ts';
import { at, changes, settleIn, watchHouse } from '../../../main/engine/duty/watch-house.ts';
import { engineDouble, until } from '../../engine-double.ts';

/** The engine's own answers behind a real port. */
async function house(start = at('2026-11-20T09:00:00')) {
  const of = await watchHouse({ start });
  await settleIn(of);
  const engine = engineDouble({ ...of.ask });
  return { of, engine };
}

describe('who is on duty', () => {
  it('is read again when another shift begins, and the numbers that were asked for are forgotten', async () => {
    const { of, engine } = await house();
    const store = dutyStore(engine.client);
    await store.listed;
    const [first] = store.state.getState().now!.watches[0]!.people;
    expect(first).toMatchObject({ person: 'g2a', phone: '138****2001' });
    await store.reveal('g2a');
    expect([...store.state.getState().phones]).toEqual([['g2a', '13800002001']]);
    await changes(of, { do: 'put-leave', leave: { id: 'l', person: 'g2b', from: '2026-11-20', until: '2026-11-20' } });
    engine.say('duty.changed', { what: 'roster' });
    await until(() => store.state.getState().now!.watches[0]!.people.length === 1);
    expect(store.state.getState().phones.size).toBe(1);
    of.pass(8 * 3_600_000);
    engine.say('duty.changed', { what: 'now' });
    await until(() => store.state.getState().now!.shift.id === '2026-11-20/late');
    expect(store.state.getState().phones.size).toBe(0);
    engine.close();
  });
  it('says why it cannot be read, and shows nothing of before; a number that is not told is no number', async () => {
    let may = true;
    const { of } = await house();
    const engine = engineDouble({ ...of.ask, 'duty.now': (i, s) => (may ? of.ask['duty.now'](i, s) : Promise.resolve(fail('forbidden', { call: 'duty.now', needs: 'duty.view' }))), 'duty.phone': async () => fail('not-recorded', { why: 'disk-full' }) });
    const store = dutyStore(engine.client);
    await store.listed;
    await store.reveal('g2a');
    expect(store.state.getState()).toMatchObject({ phoneFault: { code: 'not-recorded' } });
    expect(store.state.getState().phones.size).toBe(0);
    may = false;
    store.again();
    await until(() => store.state.getState().fault !== null);
    expect(store.state.getState()).toMatchObject({ now: null, fault: { code: 'forbidden' } });
    engine.close();
  });
  it('shows the park and whoever has or lacks anybody; typed text finds any unit by either name', async () => {
    const { of } = await house();
    const view = await of.ask['duty.now']({}, {} as never).then((r) => { if (!r.ok) throw new Error(r.fault.code); return r.value; });
    expect(unitsShown(view, '').map((u) => u.unit.id)).toEqual(['park']);
    expect(unitsShown(view, ' works').map((u) => u.unit.id)).toEqual(['ENT-1']);
    expect(unitsShown(view, '企业').map((u) => u.unit.id)).toEqual(['ENT-1']);
    expect(unitsShown(view, 'nothing')).toEqual([]);
  });
});

describe('the shifts of a window', () => {
  it('are the house\'s until the engine says others, and again when it says that they changed', async () => {
    const { of, engine } = await house();
    const store = shiftsStore(engine.client);
    expect(store.state.getState().shifts.at(at('2026-11-20T09:00:00')).id).toBe('2026-11-20/middle');
    await store.listed;
    expect(store.state.getState().known).toBe(true);
    const next: ShiftTable = [...defaultShifts, { from: localDate('2026-11-21')!, shifts: [{ id: 'early', name: { zh: '整天', en: 'All day' }, start: 0, end: 0 }] }];
    for (const c of ['c1'] as const) await changes(of, { do: 'remove', what: 'cycle', id: c });
    const r = await of.ask['duty.shifts-change']({ table: next as never }, (await import('../../../main/engine/duty/watch-house.ts')).anybody);
    expect(r).toMatchObject({ ok: true, value: { faults: [] } });
    engine.say('duty.changed', { what: 'shifts' });
    await until(() => store.state.getState().shifts.at(at('2026-11-21T12:00:00')).shift.name.en === 'All day');
    engine.close();
  });
  it('are called by their names in the words of the window', () => {
    const zone = zoneNamed('Asia/Shanghai');
    if (!zone.ok) throw new Error('zone');
    const shifts = shiftsOf(defaultShifts, zone.value);
    expect(shiftTitle(shifts, shippedWords('zh-CN'))('2026-11-20/late')).toBe('2026-11-20 晚班');
    expect(shiftTitle(shifts, shippedWords('en'))('2026-11-20/late')).toBe('2026-11-20 Late shift');
    expect(['2026-11-20/night', 'x', ''].map(shiftTitle(shifts, shippedWords('en')))).toEqual(['2026-11-20/night', 'x', '']);
  });
});

describe('the roster of a window', () => {
  it('lists nothing before somebody is in, turns by weeks and months, and forgets all when she is gone', async () => {
    const { engine } = await house();
    const store = rosterStore(engine.client, () => at('2026-11-20T09:00:00'));
    await store.read();
    expect(store.state.getState().roster).toBeNull();
    store.begin();
    await until(() => store.state.getState().calendar !== null);
    expect(store.state.getState().shown).toEqual({ unit: null, from: '2026-11-16', days: 7 });
    store.turn(1);
    expect(store.state.getState().shown.from).toBe('2026-11-23');
    store.choose('park');
    expect(store.state.getState().shown).toEqual({ unit: 'park', from: '2026-10-26', days: 42 });
    store.turn(1);
    expect(store.state.getState().shown).toEqual({ unit: 'park', from: '2026-11-30', days: 35 });
    store.turn(-1);
    store.turn(-1);
    expect(store.state.getState().shown.from).toBe('2026-09-28');
    store.today();
    await until(() => store.state.getState().calendar?.shifts.some((s) => s.date === '2026-11-20') === true);
    store.choose(null);
    expect(store.state.getState().shown).toMatchObject({ unit: null, days: 7 });
    store.end();
    expect(store.state.getState()).toMatchObject({ roster: null, calendar: null, shifts: null });
    engine.close();
  });
  it('every month of some years is whole weeks that hold all of it', async () => {
    const { engine } = await house();
    const store = rosterStore(engine.client, () => at('2026-01-15T09:00:00'));
    store.choose('park');
    for (let n = 0; n < 60; n++) {
      const { from, days } = store.state.getState().shown;
      const [y, m] = [2026 + Math.floor(n / 12), (n % 12) + 1];
      const first = Date.UTC(y, m - 1, 1);
      const last = Date.UTC(y, m, 0);
      const start = Date.parse(`${from}T00:00:00Z`);
      expect([new Date(start).getUTCDay(), days % 7, start <= first && first - start < 7 * 86_400_000, start + (days - 1) * 86_400_000 >= last && start + (days - 8) * 86_400_000 < last]).toEqual([1, 0, true, true]);
      store.turn(1);
    }
    engine.close();
  });
});
