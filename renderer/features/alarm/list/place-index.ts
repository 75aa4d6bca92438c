import type { AlarmView } from '#app/alarm';
import { sortedRows, type Rows } from '#kit/rows';
import { byLevelThenAge } from '../order.ts';
import type { AlarmStore } from '../store.ts';

const none: Rows<AlarmView> = { length: 0, at: () => undefined, indexOf: () => -1 };

/** The alarms at each thing of the park, whatever the list shows: by point, asset and source id, and by everything around them. A change costs two searches for each of the few. */
export function placeIndex(alarms: AlarmStore) {
  const at = new Map<string, ReturnType<typeof sortedRows<AlarmView>>>();
  const keys = new Map<string, readonly string[]>();              // alarm -> where it stands
  let of: (a: AlarmView) => readonly string[] = (a) => [a.point ?? a.source];
  function remove(id: string): void {
    for (const key of keys.get(id) ?? []) {
      const rows = at.get(key);
      rows?.remove(id);
      if (rows?.view().length === 0) at.delete(key);
    }
    keys.delete(id);
  }
  function put(a: AlarmView): void {
    const where = keys.get(a.id) ?? [...new Set(of(a))];
    keys.set(a.id, where);
    for (const key of where) {
      const rows = at.get(key) ?? sortedRows<AlarmView>((x) => x.id, byLevelThenAge);
      at.set(key, rows);
      rows.put(a);
    }
  }
  for (const a of alarms.all()) put(a);
  const dispose = alarms.hear((before, after) => { if (after !== undefined) put(after); else if (before !== undefined) remove(before.id); });
  return {
    dispose,
    /** The worst first. */
    under: (id: string): Rows<AlarmView> => at.get(id)?.view() ?? none,
    /** What the site says of where an alarm stands. */
    place(where: (a: AlarmView) => readonly string[]): void {
      of = where;
      for (const a of alarms.all()) { remove(a.id); put(a); }
    },
  };
}
export type PlaceIndex = ReturnType<typeof placeIndex>;
