import { createStore } from 'zustand/vanilla';
import type { AlarmView } from '#app/alarm';
import type { Stop } from '#kernel/time';
import type { AlarmStore } from '../features.ts';
import { followed, type Choice } from './follow.ts';

/** `alarm`: the chosen alarm as it was last on the list; `ended`: it is no longer there. */
export interface SelectionState { readonly choice: Choice; readonly alarm: AlarmView | null; readonly ended: boolean }

/** Which alarm the middle shows: by hand, or following the most urgent that waits. Looks again when the list changes and when `tick` runs (once a second). */
export function selectionStore(alarms: AlarmStore, now: () => number, tick: (run: () => void) => Stop) {
  const state = createStore<SelectionState>(() => ({ choice: { id: null, by: 'follow', touchedAt: now() }, alarm: null, ended: false }));
  function show(choice: Choice): void {
    const before = state.getState();
    const alarm = choice.id === null ? null : alarms.get(choice.id) ?? null;
    const last = before.choice.id === choice.id ? before.alarm : null;
    const next: SelectionState = { choice, alarm: alarm ?? last, ended: alarm === null && choice.id !== null };
    if (next.choice !== before.choice || next.alarm !== before.alarm || next.ended !== before.ended) state.setState(next);
  }
  function look(): void {
    const { choice } = state.getState();
    const shown = choice.id === null ? null : alarms.get(choice.id) ?? null;
    show(followed(choice, shown, alarms.state.getState().top, now()));
  }
  const stops = [alarms.state.subscribe(look), tick(look)];
  look();
  return {
    state,
    choose: (id: string): void => { show({ id, by: 'hand', touchedAt: now() }); },
    /** Gives up the choice by hand; the most urgent that waits is shown, or the whole. */
    follow: (): void => { show(followed({ id: null, by: 'follow', touchedAt: now() }, null, alarms.state.getState().top, now())); },
    /** The officer did something: a choice by hand holds on. */
    touch: (): void => { const { choice } = state.getState(); show({ ...choice, touchedAt: now() }); },
    stop: (): void => { for (const stop of stops) stop(); },
  };
}
export type SelectionStore = ReturnType<typeof selectionStore>;
