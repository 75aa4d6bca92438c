import { createStore } from 'zustand/vanilla';
import type { Selected, Selection, selectionContract } from '#app/selection';
import type { Client } from '#kernel/contract';

/** `pinned`: this window stays with what it shows, whatever the others choose. `shown`: what this window looks at. */
export interface SelectedState { readonly selection: Selection; readonly shown: Selected | null; readonly pinned: boolean }

const nothing: Selection = { what: null, by: '', back: 0, forward: 0, cursor: null, turn: 0 };

/** What this workstation looks at, in the window `by`. A choice shows here at once and is told to the others; without an engine it stays here. */
export function selectedStore(engine: Client<typeof selectionContract>, by: string) {
  const state = createStore<SelectedState>(() => ({ selection: nothing, shown: null, pinned: false }));
  const take = (selection: Selection): void => state.setState((s) => ({ selection, shown: s.pinned ? s.shown : selection.what }));
  const read = async (): Promise<void> => {
    const r = await engine.call('selection.get', {});
    const { what, cursor, turn } = state.getState().selection;
    if (!r.ok) return;
    if (r.value.turn > 0 || turn === 0) { take(r.value); return; }
    state.setState((s) => ({ selection: { ...s.selection, turn: 0, back: 0, forward: 0 } }));   // SEL-07: the engine has started again and knows nothing
    await engine.call('selection.choose', { what, by });
    await engine.call('selection.cursor', { cursor, by });
  };
  const dispose = engine.listen('selection.changed', { value: (selection) => { if (selection.turn >= state.getState().selection.turn) take(selection); }, gap: () => void read() });
  return {
    state, dispose, read: read(),
    /** `as`: under another name than the window's own. */
    choose(what: Selected | null, as = by): void {
      state.setState({ shown: what });
      void engine.call('selection.choose', { what, by: as });
    },
    /** SEL-08: takes the windows that show places to a thing, chosen already or not. */
    look(what: Selected, as = by): void {
      state.setState({ shown: what });
      void engine.call('selection.choose', { what, by: as, look: true });
    },
    step: (to: 'back' | 'forward'): void => void engine.call('selection.step', { to, by }),
    /** Epoch ms, or null for now. */
    lookAt: (cursor: number | null): void => void engine.call('selection.cursor', { cursor, by }),
    pin: (pinned: boolean): void => state.setState((s) => ({ pinned, shown: pinned ? s.shown : s.selection.what })),
  };
}
export type SelectedStore = ReturnType<typeof selectedStore>;
