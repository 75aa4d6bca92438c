import { createStore } from 'zustand/vanilla';
import type { acquisitionContract, PointWhy } from '#app/acquisition';
import type { Client } from '#kernel/contract';
import type { Stop } from '#kernel/time';

/** Why the point that is looked at is grey; null where none is looked at, or nothing is known. */
export interface WhyState { readonly point: string | null; readonly why: PointWhy | null }
const everyMs = 2000;
const nowhere: WhyState = { point: null, why: null };

/** Asks why one point is grey, as long as somebody looks at it. */
export function whyStore(engine: Client<typeof acquisitionContract>, every: (ms: number, run: () => void) => Stop) {
  const state = createStore<WhyState>(() => nowhere);
  let stop: Stop = () => {};
  async function ask(point: string): Promise<void> {
    const r = await engine.call('point.why', { point });
    if (state.getState().point === point) state.setState({ why: r.ok ? r.value : null });
  }
  return {
    state,
    /** Another point, or none; the same one asks nothing. */
    look(point: string | null): void {
      if (point === state.getState().point) return;
      stop();
      stop = () => {};
      state.setState({ ...nowhere, point });
      if (point === null) return;
      stop = every(everyMs, () => void ask(point));
      void ask(point);
    },
  };
}
export type WhyStore = ReturnType<typeof whyStore>;
