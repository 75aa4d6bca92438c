import { createStore } from 'zustand/vanilla';
import type { Fault, Result } from '#kernel/result';

/** What was listed, when (epoch ms), and why the last listing failed; both at once: what stands is an older one. */
export interface Listed<T> { readonly value: T | null; readonly fault: Fault | null; readonly at: number }

/** Something that is asked for as a whole, again whenever it moved. `now`: epoch ms. `clear` forgets it: nobody is logged in who may know it. */
export function listed<T>(ask: () => Promise<Result<T>>, now: () => number) {
  const state = createStore<Listed<T>>(() => ({ value: null, fault: null, at: 0 }));
  let turn = 0;
  return {
    state,
    async read(): Promise<void> {
      const mine = ++turn;
      const r = await ask();
      if (mine === turn) state.setState(r.ok ? { value: r.value, fault: null, at: now() } : { fault: r.fault });   // race: asked again meanwhile
    },
    clear(): void { turn++; state.setState({ value: null, fault: null }); },
  };
}
export type ListedStore<T> = ReturnType<typeof listed<T>>;
