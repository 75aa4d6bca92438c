import { createStore } from 'zustand/vanilla';
import type { Fault, Result } from '#kernel/result';

/** `second`: the password was right, and a second factor is wanted. `until`: before this moment nothing is looked at (epoch ms). */
export interface AttemptState { readonly busy: boolean; readonly fault: Fault | null; readonly second: boolean; readonly until: number }
const fresh: AttemptState = { busy: false, fault: null, second: false, until: 0 };

/** One form's attempts to be let in, one at a time; a wait that the engine imposed is waited, and nothing is sent meanwhile. `now`: epoch ms. */
export function attempts(now: () => number) {
  const state = createStore<AttemptState>(() => fresh);
  return {
    state,
    reset: (): void => state.setState(fresh),
    /** Null: not asked, since one is under way or the wait is not over. */
    async run<T>(ask: () => Promise<Result<T>>): Promise<Result<T> | null> {
      const { busy, until, second } = state.getState();
      if (busy || now() < until) return null;
      state.setState({ busy: true, fault: null });
      const r = await ask();
      if (r.ok) { state.setState(fresh); return r; }
      const { code, params } = r.fault;
      if (code === 'factor-wanted' && !second) state.setState({ busy: false, second: true });
      else state.setState({ busy: false, fault: r.fault, until: code === 'login-wait' ? now() + Number(params['seconds']) * 1000 : 0 });
      return r;
    },
  };
}
export type Attempts = ReturnType<typeof attempts>;
