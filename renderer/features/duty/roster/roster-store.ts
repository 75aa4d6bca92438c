import { createStore } from 'zustand/vanilla';
import { addDays, localDate, shiftsOf, weekdayOf, zoneNamed, defaultShifts, fixedZone, type DutyChange, type DutyChanged, type dutyContract, type ImportView, type LocalDate, type RosterView, type SwapAct, type ShiftTable, type DutyView, type ShiftView, type WatchView } from '#app/duty';
import type { Client } from '#kernel/contract';
import type { Fault, Result } from '#kernel/result';

/** What the calendar shows: of one unit a month, of all a week. */
export interface Shown { readonly unit: string | null; readonly from: LocalDate; readonly days: number }
export interface Calendar { readonly shifts: readonly ShiftView[]; readonly units: DutyView['units']; readonly watches: readonly WatchView[] }
export interface ShiftsNow { readonly zone: string; readonly table: ShiftTable; readonly origin: 'default' | 'folder' | 'hand'; readonly fault: Fault | null }
export interface RosterState { readonly roster: RosterView | null; readonly calendar: Calendar | null; readonly shifts: ShiftsNow | null; readonly shown: Shown; readonly fault: Fault | null }

const monday = (date: LocalDate): LocalDate => addDays(date, -weekdayOf(date));
const firstOf = (date: LocalDate): LocalDate => localDate(`${date.slice(0, 7)}-01`) ?? date;
/** A month as whole weeks, from Monday to Sunday. */
function monthOf(date: LocalDate): { readonly from: LocalDate; readonly days: number } {
  const from = monday(firstOf(date));
  const last = addDays(firstOf(addDays(firstOf(date), 31)), -1);
  return { from, days: Math.ceil((Number(last.slice(8)) + weekdayOf(firstOf(date))) / 7) * 7 };
}
const dayIn = (zone: string, now: number): LocalDate => { const z = zoneNamed(zone); return shiftsOf(defaultShifts, z.ok ? z.value : fixedZone(0)).at(now).date; };

/** Rosters for who plans them: what they are made of, a calendar, and every change. `now`: epoch ms. Nothing is listed before `begin`, and all is forgotten by `end`. */
export function rosterStore(engine: Client<typeof dutyContract>, now: () => number) {
  const first = (): Shown => ({ unit: null, from: monday(dayIn('Asia/Shanghai', now())), days: 7 });
  const state = createStore<RosterState>(() => ({ roster: null, calendar: null, shifts: null, shown: first(), fault: null }));
  let [turn, on] = [0, false];
  const plainTable = (table: unknown): ShiftTable => table as ShiftTable;
  async function read(): Promise<void> {
    if (!on) return;
    const mine = ++turn;
    const { shown } = state.getState();
    const until = addDays(shown.from, shown.days - 1);
    const [roster, calendar, shifts] = await Promise.all([engine.call('duty.roster', {}), engine.call('duty.calendar', { from: shown.from, until, ...(shown.unit !== null && { unit: shown.unit }) }), engine.call('duty.shifts', {})]);
    if (mine !== turn) return; // race: it was asked again meanwhile
    const failed = [roster, calendar, shifts].find((r) => !r.ok);
    state.setState({
      fault: failed?.ok === false ? failed.fault : null, ...(roster.ok && { roster: roster.value }), ...(calendar.ok && { calendar: calendar.value }),
      ...(shifts.ok && { shifts: { ...shifts.value, table: plainTable(shifts.value.table) } }),
    });
  }
  const dispose = engine.listen('duty.changed', { value: () => void read(), gap: () => void read() });
  function show(next: Shown): void { state.setState({ shown: next, calendar: null }); void read(); }
  return {
    state, dispose, read,
    begin(): void { on = true; void read(); },
    end(): void { on = false; turn++; state.setState({ roster: null, calendar: null, shifts: null, shown: first(), fault: null }); },
    /** Of one unit its month, of all the week; null: all. */
    choose(unit: string | null): void {
      const { from, days } = state.getState().shown;
      const middle = addDays(from, Math.floor(days / 2));
      show(unit === null ? { unit, from: monday(middle), days: 7 } : { unit, ...monthOf(middle) });
    },
    /** A month or a week on, or back. */
    turn(by: 1 | -1): void {
      const { unit, from } = state.getState().shown;
      show(unit === null ? { unit, from: addDays(from, 7 * by), days: 7 } : { unit, ...monthOf(by === 1 ? addDays(firstOf(addDays(from, 10)), 32) : addDays(firstOf(addDays(from, 10)), -1)) });
    },
    today(): void { const { unit } = state.getState().shown; const date = dayIn(state.getState().shifts?.zone ?? 'Asia/Shanghai', now()); show(unit === null ? { unit, from: monday(date), days: 7 } : { unit, ...monthOf(date) }); },
    change: (change: DutyChange, despite: boolean): Promise<Result<DutyChanged>> => engine.call('duty.change', { change, despite }),
    swap: (act: SwapAct) => engine.call('duty.swap', { act }),
    phone: (person: string) => engine.call('duty.phone', { person }),
    take: (file: { readonly name: string; readonly bytes: string }, commit: boolean, despite: boolean): Promise<Result<ImportView>> => engine.call('duty.import', { ...file, commit, despite }),
    give: (from: LocalDate, until: LocalDate, language: 'zh' | 'en') => engine.call('duty.export', { from, until, language }),
    shiftsChange: (table: ShiftTable) => engine.call('duty.shifts-change', { table: table as never }),
  };
}
export type RosterStore = ReturnType<typeof rosterStore>;
