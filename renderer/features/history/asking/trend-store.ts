import { createStore } from 'zustand/vanilla';
import type { AxisMode } from '../model/axes.ts';
import { axisModes } from '../model/axes.ts';
import { mostPoints, type TrendShow } from '../model/show.ts';
import { between, followed, liveView, moved, showing, spanned, spanOf, zoomed, type View } from '../model/view.ts';

export const sides = ['points', 'alarms', 'notes', 'compare', 'correlate', 'find', 'export'] as const;
export type Side = (typeof sides)[number];
/** A point that is shown. `slot`: which of the twelve colours it has, as long as it is shown (TRD-10). `hidden`: in the table only. */
export interface Item { readonly id: string; readonly slot: number; readonly hidden: boolean }
/** What is marked in the picture beside the lines. */
export interface Marks { readonly limits: boolean; readonly alarms: boolean; readonly notes: boolean }
/**
 * A trend as somebody looks at it. `focused`: the point whose limits, gaps and alarms are drawn large. `cursor`, `second`: the moments that are compared, epoch ms. `hover`: the moment under the pointer. `shiftMs`: the period before with which it
 * is compared; 0: none. `fixed`: axes show the instruments' ranges. `side`: which panel is open. `width`: of the plot, px.
 */
export interface TrendState {
  readonly items: readonly Item[]; readonly focused: string | null; readonly view: View; readonly cursor: number | null; readonly second: number | null; readonly hover: number | null;
  readonly axes: AxisMode; readonly fixed: boolean; readonly marks: Marks; readonly shiftMs: number; readonly side: Side | null; readonly width: number; readonly before: number;
}
type Look = Pick<TrendState, 'items' | 'view'>;
const mostBefore = 30;

/** The first colour that no shown point has. */
const freeSlot = (items: readonly Item[]): number => { for (let slot = 1; ; slot++) if (!items.some((i) => i.slot === slot)) return slot; };
const added = (items: readonly Item[], points: readonly string[]): readonly Item[] =>
  points.reduce<readonly Item[]>((all, id) => (all.length >= mostPoints || all.some((i) => i.id === id) ? all : [...all, { id, slot: freeSlot(all), hidden: false }]), items);

/** What one trend window looks at. `now`: epoch ms. Nothing is asked here. */
export function trendStore(now: () => number) {
  const state = createStore<TrendState>(() => ({
    items: [], focused: null, view: liveView(3_600_000, now()), cursor: null, second: null, hover: null, axes: 'unit', fixed: false, marks: { limits: true, alarms: true, notes: true }, shiftMs: 0, side: 'points', width: 0, before: 0,
  }));
  const [get, set] = [state.getState, state.setState];
  const trail: Look[] = [];
  const keep = (): void => { const { items, view } = get(); if (items.length > 0) { trail.push({ items, view }); if (trail.length > mostBefore) trail.shift(); set({ before: trail.length }); } };
  const view = (next: View): void => { if (next !== get().view) set({ view: next }); };
  const take = (items: readonly Item[]): void => set(({ focused }) => ({ items, focused: items.some((i) => i.id === focused) ? focused : null }));
  return {
    state,
    /** Shows other points instead of those; what was is one step back. */
    show: ({ points, at, spanMs }: TrendShow): void => {
      keep();
      const span = spanMs ?? (get().items.length === 0 ? spanOf(get().view) : 3_600_000);
      take(added([], points));
      view(at === undefined ? liveView(span, now()) : between(at - span / 2, at + span / 2, now()));
    },
    back: (): void => { const last = trail.pop(); if (last !== undefined) { take(last.items); view(last.view.live ? liveView(spanOf(last.view), now()) : last.view); set({ before: trail.length }); } },
    /** How many of them could be added: a trend has twelve at most. */
    add: (points: readonly string[]): number => { const before = get().items; take(added(before, points)); return get().items.length - before.length; },
    remove: (id: string): void => { keep(); take(get().items.filter((i) => i.id !== id)); },
    hide: (id: string): void => { set(({ items }) => ({ items: items.map((i) => (i.id === id ? { ...i, hidden: !i.hidden } : i)) })); },
    focus: (id: string | null): void => { set({ focused: id }); },
    /** Up and down the table, and to none at its ends. */
    focusNext: (by: number): void => {
      const { items, focused } = get();
      const at = items.findIndex((i) => i.id === focused);
      const to = at === -1 ? (by > 0 ? 0 : items.length - 1) : at + by;
      set({ focused: items[to]?.id ?? null });
    },
    /** Once a second. */
    tick: (): void => view(followed(get().view, now())),
    live: (): void => view(liveView(spanOf(get().view), now())),
    move: (by: number): void => view(moved(get().view, by, now())),
    /** Where a drag that began at `start` has come to. */
    dragTo: (start: View, by: number): void => view(moved(start, by, now())),
    zoom: (factor: number, at?: number): void => { const { view: v, cursor } = get(); view(zoomed(v, factor, at ?? (cursor !== null && cursor >= v.from && cursor <= v.to ? cursor : (v.from + v.to) / 2), now())); },
    span: (ms: number): void => view(spanned(get().view, ms, now())),
    stretch: (from: number, to: number): void => view(between(from, to, now())),
    /** Moves as far as it takes to have a moment in sight. */
    reveal: (at: number): void => view(showing(get().view, at, now())),
    hover: (at: number | null): void => { if (at !== get().hover) set({ hover: at }); },
    /** The first cursor; without it there is no second. */
    cursor: (at: number | null): void => set((s) => ({ cursor: at, second: at === null ? null : s.second })),
    second: (at: number | null): void => set((s) => (s.cursor === null ? { cursor: at } : { second: at })),
    axes: (): void => { set(({ axes }) => ({ axes: axisModes[(axisModes.indexOf(axes) + 1) % axisModes.length] ?? 'unit' })); },
    axesAs: (axes: AxisMode): void => set({ axes }),
    fixed: (fixed: boolean): void => set({ fixed }),
    mark: (which: keyof Marks): void => set(({ marks }) => ({ marks: { ...marks, [which]: !marks[which] } })),
    shift: (shiftMs: number): void => set({ shiftMs }),
    /** Opens a panel; the open one again closes it. */
    side: (side: Side | null): void => set((s) => ({ side: s.side === side ? null : side })),
    open: (side: Side): void => set({ side }),
    width: (width: number): void => { if (Math.abs(width - get().width) >= 1) set({ width }); },
  };
}
export type TrendStore = ReturnType<typeof trendStore>;
