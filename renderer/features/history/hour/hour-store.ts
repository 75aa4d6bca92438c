import { createStore } from 'zustand/vanilla';
import type { historyContract } from '#app/history';
import type { Client } from '#kernel/contract';
import { pageStore } from '../asking/pages.ts';
import type { After } from '../asking/question.ts';
import { liveView, type View } from '../model/view.ts';

/** `point`: whose last hour it is. `width`: of the plot, px. */
export interface HourState { readonly point: string | null; readonly view: View; readonly width: number }

/** The last hour of the point that is looked at, going on. Nothing is asked before the plot has its width; `tick`: once a second. */
export function hourStore(engine: Client<typeof historyContract>, now: () => number, after: After, spanMs = 3_600_000) {
  const state = createStore<HourState>(() => ({ point: null, view: liveView(spanMs, now()), width: 0 }));
  const pages = pageStore(engine, now, after);
  function look(): void {
    const { point, width, view } = state.getState();
    pages.look(point === null || width === 0 ? null : { points: [point], view, width, shiftMs: 0 });
  }
  return {
    state, pages, spanMs,
    look: (point: string | null): void => {
      if (point === state.getState().point) return;
      pages.look(null);                                             // what was is another point's
      state.setState({ point, view: liveView(spanMs, now()) });
      look();
    },
    tick: (): void => { state.setState({ view: liveView(spanMs, now()) }); look(); },
    width: (width: number): void => { if (Math.abs(width - state.getState().width) >= 1) { state.setState({ width }); look(); } },
    /** Reads the same point again, after the engine came back. */
    again: pages.again,
  };
}
export type HourStore = ReturnType<typeof hourStore>;
