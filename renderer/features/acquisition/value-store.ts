import { createStore } from 'zustand/vanilla';
import type { acquisitionContract, PointValue } from '#app/acquisition';
import { oncePerFrame } from '#kit/frame';
import type { Client } from '#kernel/contract';
import type { Fault } from '#kernel/result';
import type { Stop } from '#kernel/time';

/** `turn` grows with every change, so that whoever shows one point looks again. */
export interface ValuesState { readonly turn: number; readonly fault: Fault | null }

const same = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every((p) => b.has(p));

/** The last words of the points that this window shows. `watch` tells the engine which; every value also goes to who hears that point. */
export function valueStore(engine: Client<typeof acquisitionContract>, draw: (run: () => void) => void = (run) => run()) {
  const values = new Map<string, PointValue>();
  const ears = new Map<string, Set<(v: PointValue) => void>>();
  const state = createStore<ValuesState>(() => ({ turn: 0, fault: null }));
  let watched: ReadonlySet<string> = new Set();
  let asked = 0;
  const tell = oncePerFrame(draw, () => state.setState(({ turn }) => ({ turn: turn + 1 })));
  function put(v: PointValue): void {
    const before = values.get(v.point);
    if (before !== undefined && before.receivedTime > v.receivedTime) return; // race: the answer to `watch` may be older than what was heard
    values.set(v.point, v);
    for (const ear of ears.get(v.point) ?? []) ear(v);
  }
  async function ask(): Promise<void> {
    const turn = ++asked;
    const r = await engine.call('point.watch', { points: [...watched] });
    if (turn !== asked) return;
    state.setState({ fault: r.ok ? null : r.fault });
    if (r.ok) for (const v of r.value) put(v);
    tell();
  }
  const dispose = engine.listen('point.latest', { value: (v) => { put(v); tell(); }, gap: () => void ask() });
  return {
    state, dispose,
    get: (point: string): PointValue | null => values.get(point) ?? null,
    /** Replaces the set of points to hear; the same set asks nothing. */
    async watch(points: Iterable<string>): Promise<void> {
      const wanted = new Set(points);
      if (same(wanted, watched)) return;
      for (const p of watched) if (!wanted.has(p)) values.delete(p);
      watched = wanted;
      await ask();
    },
    hear(point: string, ear: (v: PointValue) => void): Stop {
      const set = ears.get(point) ?? new Set();
      ears.set(point, set.add(ear));
      return () => void (set.delete(ear) && set.size === 0 && ears.delete(point));
    },
  };
}
export type ValueStore = ReturnType<typeof valueStore>;
