/** Where a list stands: `scrollTop`, and the empty space above its first row that holds rows still when there is nothing to scroll away. All in px. */
export interface Place { readonly scrollTop: number; readonly lead: number }

/** The place at which the row that stood at `from` and stands now at `to` is still at the same height on the screen. */
export function keptPlace({ scrollTop, lead }: Place, from: number, to: number, rowHeight: number): Place {
  const wanted = scrollTop - lead + (to - from) * rowHeight;
  return wanted >= 0 ? { scrollTop: wanted, lead: 0 } : { scrollTop: 0, lead: -wanted };
}

/** Where a row stands on the screen, from the top edge of the list. */
export const heightOf = ({ scrollTop, lead }: Place, index: number, rowHeight: number): number => lead + index * rowHeight - scrollTop;

/** Which row must stay where it is: the one under the cursor; else, when scrolled away from the top, the first that is seen; else none, and new rows push the others down. */
export function anchorOf(pointerIndex: number | null, place: Place, rowHeight: number): number | null {
  if (pointerIndex !== null) return pointerIndex;
  return place.scrollTop > 0 ? Math.ceil((place.scrollTop - place.lead) / rowHeight) : null;
}

/** New rows above since the top was last seen. `moved`: by how many rows the anchor moved down. */
export const newAbove = (before: number, moved: number): number => Math.max(0, before + moved);

/** The first row to draw and the one after the last: those in sight and `spare` more on either side. */
export function sightOf({ scrollTop, lead }: Place, height: number, count: number, rowHeight: number, spare: number): readonly [first: number, end: number] {
  const first = Math.floor((scrollTop - lead) / rowHeight) - spare;
  const end = Math.ceil((scrollTop - lead + height) / rowHeight) + spare;
  return [Math.min(Math.max(first, 0), count), Math.min(Math.max(end, 0), count)];
}

/** The place itself, or, where a list became so short that nothing would be in sight, its end: when a filter hides what was looked at, or groups close. */
export function withinRows(place: Place, count: number, rowHeight: number, height: number): Place {
  const most = Math.max(0, count * rowHeight - height);
  return place.scrollTop > most ? { scrollTop: most, lead: 0 } : place;
}

/** The nearest place at which a row is wholly in sight. */
export function placeShowing(place: Place, index: number, rowHeight: number, height: number): Place {
  const top = heightOf(place, index, rowHeight);
  if (top < 0) return { scrollTop: index * rowHeight, lead: 0 };
  return top + rowHeight > height ? { scrollTop: Math.max(0, (index + 1) * rowHeight - height + place.lead), lead: place.lead } : place;
}
