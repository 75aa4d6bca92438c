import { createStore } from 'zustand/vanilla';
import type { Mimic, mimicContract, MimicHead } from '#app/mimic';
import type { Client } from '#kernel/contract';
import type { Fault } from '#kernel/result';

/** `trail`: the mimics one came from, for going back. `mimic`: the one that is open, as it was last read. */
export interface MimicsState {
  readonly heads: readonly MimicHead[] | null;
  readonly listFault: Fault | null;
  readonly id: string | null;
  readonly mimic: Mimic | null;
  readonly fault: Fault | null;
  readonly trail: readonly string[];
}
const trailBound = 30;

/** Which mimics there are, and the one that is open. */
export function mimicStore(engine: Client<typeof mimicContract>) {
  const state = createStore<MimicsState>(() => ({ heads: null, listFault: null, id: null, mimic: null, fault: null, trail: [] }));
  let [listing, reading] = [0, 0];
  async function list(): Promise<void> {
    const turn = ++listing;
    const r = await engine.call('mimic.list', {});
    if (turn === listing) state.setState(r.ok ? { heads: r.value, listFault: null } : { listFault: r.fault });
  }
  async function read(id: string): Promise<void> {
    const turn = ++reading;
    const r = await engine.call('mimic.get', { id });
    if (turn !== reading || state.getState().id !== id) return; // race: another one was opened meanwhile
    state.setState(r.ok ? { mimic: r.value, fault: null } : { fault: r.fault });
  }
  function show(id: string, trail: readonly string[]): Promise<void> {
    state.setState((s) => ({ id, trail, fault: null, mimic: s.id === id ? s.mimic : null }));
    return read(id);
  }
  const dispose = engine.listen('mimic.changed', {
    value: ({ id }) => { void list(); if (state.getState().id === id) void read(id); },
    gap: () => { void list(); const { id } = state.getState(); if (id !== null) void read(id); },
  });
  return {
    state, dispose, listed: list(),
    /** Opens a mimic; the one that was open is where `back` leads. */
    open: (id: string): Promise<void> => { const s = state.getState(); return id === s.id ? read(id) : show(id, s.id === null ? s.trail : [...s.trail, s.id].slice(-trailBound)); },
    back: (): void => { const { trail } = state.getState(); const last = trail.at(-1); if (last !== undefined) void show(last, trail.slice(0, -1)); },
    again: (): void => { void list(); const { id } = state.getState(); if (id !== null) void read(id); },
  };
}
export type MimicStore = ReturnType<typeof mimicStore>;
