import { createStore } from 'zustand/vanilla';
import { MimicId, pointsOf } from '#app/mimic';
import { alarmStore, draftStore, mimicStore, hourStore, valueStore, whyStore } from '../features.ts';
import type { Surroundings } from '../open/surroundings.ts';
import { workstation } from '../open/workstation.ts';

/** Everything the mimics know, made once for the life of the window. Only the points of the mimic that is open, and the one that is looked at, are asked for. */
export function mimicStores(surroundings: Surroundings) {
  const base = workstation('mimic', surroundings);
  const { ask, draw, engine, windows, selected } = base;
  const mimics = mimicStore(ask);
  const editing = draftStore(ask);
  const values = valueStore(ask, draw);
  const recent = hourStore(ask, surroundings.now, surroundings.after);
  /** The point whose figures stand beside the drawing. */
  const looked = createStore<{ readonly point: string | null }>(() => ({ point: null }));

  function watch(): void {
    const draft = editing.state.getState().draft;
    const drawing = draft?.now ?? mimics.state.getState().mimic?.drawing ?? null;
    const { point } = looked.getState();
    void values.watch(new Set([...(drawing === null ? [] : pointsOf(drawing)), ...(point === null ? [] : [point])]));
  }
  mimics.state.subscribe((s, before) => { if (s.mimic !== before.mimic) watch(); });
  editing.state.subscribe((s, before) => { if (s.draft?.now.bindings !== before.draft?.now.bindings) watch(); });
  looked.subscribe(({ point }) => { watch(); recent.look(point); });
  selected.state.subscribe(({ shown }, before) => {
    if (shown === before.shown) return;
    looked.setState({ point: shown?.kind === 'point' ? shown.id : shown?.kind === 'alarm' ? alarms.get(shown.id)?.point ?? null : null });
  });
  engine.state.subscribe((s, before) => { if (s.phase === 'open' && before.openings > 0 && s.openings > before.openings) recent.again(); });
  base.ticks.now.subscribe(recent.tick);
  const alarms = alarmStore(ask, draw);

  // the first mimic that there is, or the one that the window was asked to show
  windows.state.subscribe(({ self }, before) => { const show = self?.show ?? null; if (show !== null && show !== before.self?.show && MimicId.safeParse(show).success) void mimics.open(show); });
  mimics.state.subscribe(({ heads, id }, before) => { const first = heads?.[0]; if (heads !== before.heads && id === null && first !== undefined) void mimics.open(first.id); });
  windows.busyWhile(editing.dirty);
  return {
    ...base, mimics, editing, values, recent, alarms, looked, hovered: whyStore(ask, surroundings.every), why: whyStore(ask, surroundings.every),
    recall: async (point: string, spanMs: number) => { const to = surroundings.now(); const r = await ask.call('history.columns', { points: [point], from: to - spanMs, to, columns: 240 }); return r.ok ? r.value[0] ?? null : null; },
  };
}
export type MimicStores = ReturnType<typeof mimicStores>;
