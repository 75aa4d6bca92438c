import { createStore } from 'zustand/vanilla';
import { mostInBatch, type AlarmView, type BatchOutcome } from '#app/alarm';
import type { Fault } from '#kernel/result';
import type { AlarmStore } from '../store.ts';

/** One picked alarm, as it was when it was picked. */
export interface Picked { readonly id: string; readonly occurrence: string }
/** What the last batch came to: how many were acknowledged, and why the others were not. */
export interface BatchResult { readonly done: number; readonly refused: readonly { readonly id: string; readonly fault: Fault }[] }
export interface PickingState {
  readonly picked: ReadonlyMap<string, Picked>;
  /** Where a range begins: the row that was picked last. */
  readonly from: string | null;
  /** The dialog that says what will happen is open. */
  readonly confirming: boolean;
  readonly asking: boolean;
  readonly result: BatchResult | null;
  /** The whole call failed. */
  readonly fault: Fault | null;
  /** More were to be picked than one batch takes. */
  readonly full: boolean;
}

/** BAT-01: which alarms the officer picked one by one, and what became of acknowledging them together. What ends, or is acknowledged otherwise, is no longer picked. */
export function pickingStore(alarms: AlarmStore) {
  const state = createStore<PickingState>(() => ({ picked: new Map(), from: null, confirming: false, asking: false, result: null, fault: null, full: false }));
  const still = (p: Picked): boolean => { const a = alarms.get(p.id); return a?.occurrence === p.occurrence && a.may.acknowledge; };
  const able = (a: AlarmView | undefined): Picked | null => (a === undefined || a.occurrence === null || !a.may.acknowledge ? null : { id: a.id, occurrence: a.occurrence });
  function prune(): void {
    const { picked, asking } = state.getState();
    if (asking || picked.size === 0) return;
    const kept = [...picked].filter(([, p]) => still(p));
    if (kept.length < picked.size) state.setState({ picked: new Map(kept), ...(kept.length === 0 && { confirming: false }) });
  }
  const dispose = alarms.state.subscribe(prune);
  function add(ids: readonly string[]): void {
    const picked = new Map(state.getState().picked);
    let full = false;
    for (const id of ids) {
      const one = able(alarms.get(id));
      if (one === null || picked.has(id)) continue;
      if (picked.size >= mostInBatch) { full = true; break; }
      picked.set(id, one);
    }
    state.setState({ picked, from: ids.at(-1) ?? null, full, result: null, fault: null });
  }
  return {
    state, dispose, add,
    /** Picks it, or puts it back. */
    toggle: (id: string): void => {
      const picked = new Map(state.getState().picked);
      if (!picked.delete(id)) { add([id]); return; }
      state.setState({ picked, from: id, full: false, result: null });
    },
    clear: (): void => { state.setState({ picked: new Map(), from: null, confirming: false, full: false, result: null, fault: null }); },
    confirm(open: boolean): void { if (!state.getState().asking) state.setState((s) => ({ confirming: open && s.picked.size > 0, fault: null })); },
    /** BAT-02: acknowledges what is picked; each is told its outcome, and what was refused stays said until the next pick. */
    async acknowledge(): Promise<void> {
      const { picked, asking } = state.getState();
      if (asking || picked.size === 0) return;
      state.setState({ asking: true, fault: null });
      const r = await alarms.acknowledgeAll([...picked.values()].map((p) => p.occurrence));
      if (!r.ok) { state.setState({ asking: false, fault: r.fault }); return; }
      const idOf = new Map([...picked.values()].map((p) => [p.occurrence, p.id]));
      const refused = r.value.flatMap(({ occurrence, fault }: BatchOutcome) => (fault === null ? [] : [{ id: idOf.get(occurrence) ?? occurrence, fault }]));
      state.setState({ asking: false, confirming: false, picked: new Map(), from: null, full: false, result: { done: r.value.length - refused.length, refused } });
    },
  };
}
export type PickingStore = ReturnType<typeof pickingStore>;
