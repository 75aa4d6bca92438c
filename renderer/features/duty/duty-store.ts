import { createStore } from 'zustand/vanilla';
import type { dutyContract, DutyView } from '#app/duty';
import type { Client } from '#kernel/contract';
import type { Fault } from '#kernel/result';

/** Who is on duty now. `phones`: the numbers that were asked for in this shift, by person; forgotten with the shift and with whoever sits here. */
export interface DutyState { readonly now: DutyView | null; readonly fault: Fault | null; readonly phones: ReadonlyMap<string, string>; readonly phoneFault: Fault | null }
const none: DutyState = { now: null, fault: null, phones: new Map(), phoneFault: null };

/** Who is on duty, as the engine says it. */
export function dutyStore(engine: Client<typeof dutyContract>) {
  const state = createStore<DutyState>(() => none);
  let asked = 0;
  async function read(): Promise<void> {
    const turn = ++asked;
    const r = await engine.call('duty.now', {});
    if (turn !== asked) return; // race: a later change asked again
    if (!r.ok) { state.setState({ ...none, fault: r.fault }, true); return; }
    const { now, phones } = state.getState();
    state.setState({ now: r.value, fault: null, phones: now?.shift.id === r.value.shift.id ? phones : new Map() });
  }
  const dispose = engine.listen('duty.changed', { value: ({ what }) => { if (what !== 'shifts') void read(); }, gap: () => void read() });
  return {
    state, dispose, listed: read(),
    /** Asks again, and forgets the numbers: somebody else sits here now, or nobody. */
    again(): void { state.setState({ phones: new Map(), phoneFault: null }); void read(); },
    /** The number of one person; the engine journals it first. */
    async reveal(person: string): Promise<void> {
      const r = await engine.call('duty.phone', { person });
      if (!r.ok) { state.setState({ phoneFault: r.fault }); return; }
      state.setState((s) => ({ phones: new Map(s.phones).set(person, r.value.phone), phoneFault: null }));
    },
  };
}
export type DutyStore = ReturnType<typeof dutyStore>;
