import { createStore } from 'zustand/vanilla';
import { defaultShifts, fixedZone, shiftsOf, zoneNamed, type dutyContract, type Shifts, type ShiftTable } from '#app/duty';
import type { Client } from '#kernel/contract';

/** Which shift any moment belongs to. `known`: the engine has said it; until then the shifts of the house in the zone of China. */
export interface ShiftsState { readonly shifts: Shifts; readonly known: boolean }

const inZone = (table: ShiftTable, name: string): Shifts => { const zone = zoneNamed(name); return shiftsOf(table, zone.ok ? zone.value : fixedZone(0)); };

/** The site's shifts as the engine keeps them: what the screens place alarms by, and the log its lines. */
export function shiftsStore(engine: Client<typeof dutyContract>) {
  const state = createStore<ShiftsState>(() => ({ shifts: inZone(defaultShifts, 'Asia/Shanghai'), known: false }));
  let asked = 0;
  async function read(): Promise<void> {
    const turn = ++asked;
    const r = await engine.call('duty.shifts', {});
    if (turn === asked && r.ok) state.setState({ shifts: inZone(r.value.table, r.value.zone), known: true });
  }
  const dispose = engine.listen('duty.changed', { value: ({ what }) => { if (what === 'shifts') void read(); }, gap: () => void read() });
  return { state, dispose, listed: read() };
}
export type ShiftsStore = ReturnType<typeof shiftsStore>;
