import { useState } from 'react';
import type { DutyChange, FindingView } from '#app/duty';
import type { Fault } from '#kernel/result';
import type { RosterStore } from './roster-store.ts';

/** A change under way: what was found against it, and whether it may be done in spite of that. */
export interface Doing {
  readonly busy: boolean; readonly findings: readonly FindingView[]; readonly more: number; readonly fault: Fault | null; readonly done: boolean;
  /** What was asked and can be done in spite of what was found; null: nothing. */
  readonly asked: DutyChange | null;
  readonly run: (change: DutyChange, after?: () => void) => void;
  readonly despite: () => void;
  readonly clear: () => void;
}
interface State { readonly busy: boolean; readonly findings: readonly FindingView[]; readonly more: number; readonly fault: Fault | null; readonly done: boolean; readonly asked: { readonly change: DutyChange; readonly after: () => void } | null }
const nothing: State = { busy: false, findings: [], more: 0, fault: null, done: false, asked: null };

/** Asks for a change first; what is against it is shown before anything is done, and what can be borne is done when that is pressed. */
export function useDoing(store: RosterStore): Doing {
  const [state, setState] = useState<State>(nothing);
  async function ask(change: DutyChange, despite: boolean, after: () => void): Promise<void> {
    setState({ ...nothing, busy: true });
    const r = await store.change(change, despite);
    if (!r.ok) { setState({ ...nothing, fault: r.fault }); return; }
    const { applied, findings, more } = r.value;
    setState({ ...nothing, findings: applied ? [] : findings, more: applied ? 0 : more, done: applied, asked: applied || findings.some((f) => f.stops) ? null : { change, after } });
    if (applied) after();
  }
  return {
    ...state, asked: state.asked?.change ?? null,
    run: (change, after = () => {}) => void ask(change, false, after),
    despite: () => { if (state.asked !== null) void ask(state.asked.change, true, state.asked.after); },
    clear: () => setState(nothing),
  };
}
