import type { Rows } from '../rows.ts';
import { anchorOf, keptPlace, newAbove, withinRows, type Place } from './keep-place.ts';

/** Where a list stands over time: its rows, its place, and the row that must not move at the next change. `base`: the row at the top of the moving layer; rows keep their place on it when others come above. `above`: how many came there while one was elsewhere. */
export function standing<T>(keyOf: (row: T) => string, rowHeight: number) {
  let rows: Rows<T> | null = null;
  let place: Place = { scrollTop: 0, lead: 0 };
  let pointer: number | null = null;
  let anchor: { readonly key: string; readonly index: number } | null = null;
  let [base, above] = [0, 0];

  /** Remembers the row that must not move at the next change. */
  function hold(): void {
    const under = pointer === null ? null : Math.floor((place.scrollTop - place.lead + pointer) / rowHeight);
    const index = anchorOf(under !== null && rows?.at(under) !== undefined ? under : null, place, rowHeight);
    const row = index === null ? undefined : rows?.at(index);
    anchor = row === undefined || index === null ? null : { key: keyOf(row), index };
  }
  return {
    place: (): Place => place, base: (): number => base, above: (): number => above, hasPointer: (): boolean => pointer !== null,
    /** Takes the rows as they are now: the anchor stays where it was. The same rows again change nothing. `height`: of the list, in px. */
    take(next: Rows<T>, height: number): void {
      if (rows === next) return;
      rows = next;
      const index = anchor === null ? -1 : next.indexOf(anchor.key);
      if (anchor !== null && index < 0) place = withinRows(place, next.length, rowHeight, height);
      else if (anchor !== null && index !== anchor.index) {
        above = newAbove(above, index - anchor.index);
        base += index - anchor.index;
        place = keptPlace(place, anchor.index, index, rowHeight);
      }
      hold();
    },
    /** True where it stands elsewhere now. */
    go(next: Place): boolean {
      const moved = next.scrollTop !== place.scrollTop || next.lead !== place.lead;
      place = next;
      if (next.scrollTop === 0) above = 0;
      hold();
      return moved;
    },
    /** `y`: px below the top edge of the list; null when the pointer left it. */
    pointed(y: number | null): void { pointer = y; hold(); },
  };
}
