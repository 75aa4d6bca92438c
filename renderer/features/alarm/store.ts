import { createStore } from 'zustand/vanilla';
import { retained, type alarmContract, type AlarmView, type BatchOutcome } from '#app/alarm';
import { oncePerFrame } from '#kit/frame';
import { sortedRows, type Rows } from '#kit/rows';
import type { Client } from '#kernel/contract';
import type { Fault, Result } from '#kernel/result';
import type { Stop } from '#kernel/time';
import { byLevelThenAge } from './order.ts';
import { tally, type Counts } from './tally.ts';

export interface AlarmsState {
  readonly rows: Rows<AlarmView>;
  readonly counts: Counts;
  /** The most urgent alarm that waits for an acknowledgement. */
  readonly top: AlarmView | null;
  readonly horn: { readonly level: AlarmView['level']; readonly count: number } | null;
  readonly phase: 'loading' | 'listed';
  /** Why the list could not be read; what was known before stays. */
  readonly fault: Fault | null;
  /** What the engine would not do, and to which alarm. */
  readonly refused: { readonly id: string; readonly fault: Fault } | null;
  /** Alarms whose acknowledgement or confirmation is under way. */
  readonly asking: ReadonlySet<string>;
}
/** Hears each change of a row as it comes, long before anything is drawn; undefined: not on the list before, or after. */
export type RowEar = (before: AlarmView | undefined, after: AlarmView | undefined) => void;

/** What the list shows: it copies what the engine said and decides nothing. `draw` gathers the changes of one frame; without it each is told at once. */
export function alarmStore(engine: Client<typeof alarmContract>, draw: (run: () => void) => void = (run) => run()) {
  const list = sortedRows<AlarmView>((a) => a.id, byLevelThenAge);
  const waiting = sortedRows<AlarmView>((a) => a.id, byLevelThenAge);
  const sum = tally();
  const heard = new Set<string>();
  const ears = new Set<RowEar>();
  let asked = 0;
  const told = (): Pick<AlarmsState, 'rows' | 'counts' | 'top' | 'horn'> => ({ rows: list.view(), counts: sum.counts(), top: waiting.view().at(0) ?? null, horn: sum.horn() });
  const state = createStore<AlarmsState>(() => ({ ...told(), phase: 'loading', fault: null, refused: null, asking: new Set() }));
  const tell = oncePerFrame(draw, () => state.setState(told()));

  function put(a: AlarmView): void {
    const before = list.get(a.id);
    const stays = retained(a);
    if (before !== undefined && stays) sum.changed(before, a);
    else if (before !== undefined) sum.went(before);
    else if (stays) sum.came(a);
    if (stays) list.put(a); else list.remove(a.id);
    if (stays && a.may.acknowledge) waiting.put(a); else waiting.remove(a.id);
    for (const ear of ears) ear(before, stays ? a : undefined);
  }
  function drop(id: string): void {
    const before = list.get(id);
    if (before === undefined) return;
    sum.went(before);
    list.remove(id);
    waiting.remove(id);
    for (const ear of ears) ear(before, undefined);
  }
  /** Asks for all; what is heard while the answer is on its way is newer than the answer. */
  async function relist(): Promise<void> {
    const turn = ++asked;
    heard.clear();
    const r = await engine.call('alarm.list', {});
    if (turn !== asked) return; // race: a later gap asked again
    if (!r.ok) { state.setState({ fault: r.fault }); return; }
    const there = new Set(r.value.map((a) => a.id));
    for (const id of list.keys()) if (!there.has(id) && !heard.has(id)) drop(id);
    for (const a of r.value) if (!heard.has(a.id)) put(a);
    state.setState({ ...told(), phase: 'listed', fault: null });
  }
  const dispose = engine.listen('alarm.changed', { value: (a) => { heard.add(a.id); put(a); tell(); }, gap: () => void relist() });

  async function ask(call: 'alarm.acknowledge' | 'alarm.confirm', id: string): Promise<Result<AlarmView> | null> {
    const occurrence = list.get(id)?.occurrence ?? null;
    if (occurrence === null || state.getState().asking.has(id)) return null;
    state.setState(({ asking }) => ({ asking: new Set(asking).add(id), refused: null }));
    const r = await engine.call(call, { occurrence });
    state.setState(({ asking }) => ({ asking: new Set([...asking].filter((a) => a !== id)), refused: r.ok ? null : { id, fault: r.fault } }));
    return r;
  }
  return {
    state, dispose, listed: relist(), get: list.get,
    all: (): readonly AlarmView[] => list.keys().flatMap((id) => list.get(id) ?? []),
    /** Hears every change from now on, before those that are drawn. */
    hear(ear: RowEar): Stop { ears.add(ear); return () => void ears.delete(ear); },
    /** Acknowledges the occurrence that is shown; null when there is none or it is being asked already. */
    acknowledge: (id: string) => ask('alarm.acknowledge', id),
    confirm: (id: string) => ask('alarm.confirm', id),
    /** BAT-01: acknowledges these occurrences, at most `mostInBatch`; every outcome is told. */
    async acknowledgeAll(occurrences: readonly string[]): Promise<Result<readonly BatchOutcome[]>> {
      return engine.call('alarm.acknowledge-batch', { occurrences: [...occurrences] });
    },
    /** SND-03: everything that sounds now is silent; what comes later sounds again. `now`: epoch ms; without it the silence has no end. */
    silence: (now = Infinity): void => {
      for (const id of list.keys()) { const a = list.get(id); if (a !== undefined && a.state === 'unacknowledged') sum.silence(a, now); }
      state.setState(told());
    },
    /** SND-03: what nobody acknowledged while it was silent sounds again once its time is over. */
    resound: (now: number): void => {
      const due = sum.due(now);
      for (const id of due) { const a = list.get(id); if (a !== undefined) sum.resound(a); }
      if (due.length > 0) state.setState(told());
    },
  };
}
export type AlarmStore = ReturnType<typeof alarmStore>;
