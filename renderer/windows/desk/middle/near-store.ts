import { createStore } from 'zustand/vanilla';
import type { PointView } from '#app/park';
import type { Stop } from '#kernel/time';
import type { PlaceIndex, ValueStore } from '../beside.ts';
import { byAbnormality, mostAround, nothingAround, type Around } from './around.ts';

/** How often the order of the points around is looked at again, in ms. */
export const settleMs = 5000;

/** What stands around the chosen thing, the most abnormal first. The order settles: it is made when something is chosen and when the first values came, then again every five seconds, and never under a pointer. */
export function nearStore(places: PlaceIndex, values: ValueStore, now: () => number, tick: (run: () => void) => Stop) {
  const state = createStore<{ readonly around: Around; readonly order: readonly PointView[] }>(() => ({ around: nothingAround, order: [] }));
  let listed: readonly PointView[] = [];
  let sortedAt = 0;
  let heard = false;
  let hand = false;
  function sort(): void {
    const { order } = state.getState();
    sortedAt = now();
    const next = byAbnormality(listed.map((point) => ({ point, alarm: places.under(point.id).at(0) ?? null, value: values.get(point.id) }))).map((n) => n.point);
    if (next.length !== order.length || next.some((p, i) => p !== order[i])) state.setState({ order: next });
  }
  const stops = [
    tick(() => { if (!hand && now() - sortedAt >= settleMs) sort(); }),
    values.state.subscribe(() => {
      if (heard || !listed.some((p) => values.get(p.id) !== null)) return;
      heard = true;
      sort();
    }),
  ];
  return {
    state,
    /** Lists what is in alarm before what is only near, and gives the points whose values are wanted. */
    look(around: Around): readonly PointView[] {
      heard = false;
      listed = around.points.length <= mostAround ? around.points : around.points.toSorted((a, b) => Number(places.under(b.id).length > 0) - Number(places.under(a.id).length > 0)).slice(0, mostAround);
      state.setState({ around, order: [] });
      sort();
      return listed;
    },
    /** A pointer is on the list, or has left it. */
    touched(on: boolean): void { hand = on; },
    stop(): void { for (const stop of stops) stop(); },
  };
}
export type NearStore = ReturnType<typeof nearStore>;
