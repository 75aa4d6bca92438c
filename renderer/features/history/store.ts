import { createStore } from 'zustand/vanilla';
import type { historyContract, Stretch } from '#app/history';
import type { Client } from '#kernel/contract';
import type { Fault } from '#kernel/result';

export interface RecentState { readonly point: string | null; readonly stretch: Stretch | null; readonly phase: 'idle' | 'loading' | 'shown'; readonly fault: Fault | null }

/** The last hour of the point that is looked at. */
export function recentStore(engine: Client<typeof historyContract>, spanMs = 3_600_000) {
  const state = createStore<RecentState>(() => ({ point: null, stretch: null, phase: 'idle', fault: null }));
  let turn = 0;
  async function read(point: string): Promise<void> {
    const mine = ++turn;
    const r = await engine.call('history.recent', { point, spanMs });
    if (mine !== turn) return; // race: another point was chosen meanwhile
    state.setState(r.ok ? { stretch: r.value, phase: 'shown', fault: null } : { phase: 'shown', fault: r.fault });
  }
  return {
    state, spanMs,
    async look(point: string | null): Promise<void> {
      if (point === state.getState().point) return;
      state.setState({ point, stretch: null, phase: point === null ? 'idle' : 'loading', fault: null });
      if (point === null) { turn++; return; }
      await read(point);
    },
    /** Reads the same point again, after the engine came back. */
    async again(): Promise<void> {
      const { point } = state.getState();
      if (point !== null) await read(point);
    },
  };
}
export type RecentStore = ReturnType<typeof recentStore>;
