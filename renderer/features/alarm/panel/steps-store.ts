import { createStore } from 'zustand/vanilla';
import type { alarmContract, AlarmStep, AlarmView } from '#app/alarm';
import type { Client } from '#kernel/contract';
import type { Fault } from '#kernel/result';

type Engine = Client<typeof alarmContract>;
export interface StepsState { readonly alarm: string | null; readonly steps: readonly AlarmStep[]; readonly phase: 'idle' | 'loading' | 'shown'; readonly fault: Fault | null }

/** The past of the alarm that is looked at, the newest step first; asked again when that alarm changes. */
export function stepsStore(engine: Engine, limit = 50) {
  const state = createStore<StepsState>(() => ({ alarm: null, steps: [], phase: 'idle', fault: null }));
  let turn = 0;
  async function read(alarm: string): Promise<void> {
    const mine = ++turn;
    const r = await engine.call('alarm.history', { alarm, limit });
    if (mine !== turn) return; // race: another alarm was chosen meanwhile
    state.setState(r.ok ? { steps: r.value, phase: 'shown', fault: null } : { phase: 'shown', fault: r.fault });
  }
  const again = (): void => { const { alarm } = state.getState(); if (alarm !== null) void read(alarm); };
  const changed = (a: AlarmView): void => { if (a.id === state.getState().alarm) again(); };
  return {
    state, dispose: engine.listen('alarm.changed', { value: changed, gap: again }),
    async look(alarm: string | null): Promise<void> {
      if (alarm === state.getState().alarm) return;
      state.setState({ alarm, steps: [], phase: alarm === null ? 'idle' : 'loading', fault: null });
      if (alarm === null) { turn++; return; }
      await read(alarm);
    },
  };
}
export type StepsStore = ReturnType<typeof stepsStore>;
