import { createStore } from 'zustand/vanilla';
import type { AlarmView } from '#app/alarm';
import type { Selected } from '#app/selection';
import type { Stop } from '#kernel/time';
import type { AlarmStore } from '../beside.ts';
import { alarmOf, followed, type Choice } from './follow.ts';

/** `alarm`: the chosen alarm as it was last on the list, null where something else is chosen; `ended`: it is no longer there. */
export interface SelectionState { readonly choice: Choice; readonly alarm: AlarmView | null; readonly ended: boolean }

/** What the middle shows: by hand, or following the most urgent that waits. Looks again when the list changes and when `tick` runs (once a second). */
export function selectionStore(alarms: AlarmStore, now: () => number, tick: (run: () => void) => Stop) {
  const state = createStore<SelectionState>(() => ({ choice: { what: null, row: null, by: 'follow', touchedAt: now() }, alarm: null, ended: false }));
  const listed = (choice: Choice): AlarmView | null => { const id = alarmOf(choice.what); return id === null ? null : alarms.get(id) ?? null; };
  function show(choice: Choice): void {
    const before = state.getState();
    const alarm = listed(choice);
    const last = alarmOf(before.choice.what) === alarmOf(choice.what) ? before.alarm : null;
    const next: SelectionState = { choice, alarm: alarm ?? last, ended: alarm === null && alarmOf(choice.what) !== null };
    if (next.choice !== before.choice || next.alarm !== before.alarm || next.ended !== before.ended) state.setState(next);
  }
  function look(): void {
    const { choice } = state.getState();
    show(followed(choice, listed(choice), alarms.state.getState().top, now()));
  }
  const stops = [alarms.state.subscribe(look), tick(look)];
  look();
  return {
    state,
    /** By hand. `row`: the row of the list that stands for it, where it is no alarm. */
    choose: (what: Selected | null, row: string | null = null): void => { show({ what, row, by: 'hand', touchedAt: now() }); },
    /** Gives up the choice by hand; the most urgent that waits is shown, or the whole. */
    follow: (): void => { show(followed({ what: null, row: null, by: 'follow', touchedAt: now() }, null, alarms.state.getState().top, now())); },
    /** The officer did something: a choice by hand holds on. */
    touch: (): void => { const { choice } = state.getState(); show({ ...choice, touchedAt: now() }); },
    stop: (): void => { for (const stop of stops) stop(); },
  };
}
export type SelectionStore = ReturnType<typeof selectionStore>;
