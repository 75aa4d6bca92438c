import { createStore } from 'zustand/vanilla';
import type { acquisitionContract, SourceView } from '#app/acquisition';
import { oncePerFrame } from '#kit/frame';
import { sortedRows, type Rows } from '#kit/rows';
import type { Client } from '#kernel/contract';
import type { Fault } from '#kernel/result';

export interface SourcesState { readonly rows: Rows<SourceView>; readonly phase: 'loading' | 'listed'; readonly fault: Fault | null }

/** Sources by id, so that none ever changes its place. */
const byId = (a: SourceView, b: SourceView): number => (a.id < b.id ? -1 : Number(a.id > b.id));

/** How the sources do, as the engine says it. `draw` gathers the changes of one frame. */
export function sourceStore(engine: Client<typeof acquisitionContract>, draw: (run: () => void) => void = (run) => run()) {
  const list = sortedRows<SourceView>((s) => s.id, byId);
  const heard = new Set<string>();
  let asked = 0;
  const state = createStore<SourcesState>(() => ({ rows: list.view(), phase: 'loading', fault: null }));
  const tell = oncePerFrame(draw, () => state.setState({ rows: list.view() }));
  async function relist(): Promise<void> {
    const turn = ++asked;
    heard.clear();
    const r = await engine.call('source.list', {});
    if (turn !== asked) return; // race: a later gap asked again
    if (!r.ok) { state.setState({ fault: r.fault }); return; }
    const there = new Set(r.value.map((s) => s.id));
    for (const id of list.keys()) if (!there.has(id) && !heard.has(id)) list.remove(id);
    for (const s of r.value) if (!heard.has(s.id)) list.put(s); // race: what was heard meanwhile is newer than the list
    state.setState({ rows: list.view(), phase: 'listed', fault: null });
  }
  const dispose = engine.listen('source.changed', { value: (s) => { heard.add(s.id); list.put(s); tell(); }, gap: () => void relist() });
  return { state, dispose, listed: relist(), get: list.get };
}
export type SourceStore = ReturnType<typeof sourceStore>;
