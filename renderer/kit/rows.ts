/** What a list draws from: a window onto the rows, new at each change so that React sees it, and never a copy. `indexOf`: where a key stands, -1 if nowhere. */
export interface Rows<T> { readonly length: number; readonly at: (i: number) => T | undefined; readonly indexOf: (key: string) => number }

/** Rows by key, always in order: a change costs one search where the row stays in its place, two and a move where it does not, never a copy or a sort. `compare` must be total. */
export function sortedRows<T>(key: (row: T) => string, compare: (a: T, b: T) => number) {
  const byKey = new Map<string, T>();
  const order: T[] = [];
  function place(row: T): number {
    let low = 0;
    for (let high = order.length; low < high;) {
      const middle = (low + high) >> 1;
      if (compare(order[middle]!, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  function remove(k: string): void {
    const old = byKey.get(k);
    if (old !== undefined && byKey.delete(k)) order.splice(place(old), 1);
  }
  /** The place of `row` instead of what stands at `at`. */
  function placeInstead(at: number, row: T): number {
    const [before, after] = [order[at - 1], order[at + 1]];
    if ((before === undefined || compare(before, row) < 0) && (after === undefined || compare(row, after) < 0)) return at;
    const to = place(row);
    return to > at ? to - 1 : to;
  }
  /** Moves only what lies between: two splices would each move everything behind them. */
  function put(row: T): void {
    const k = key(row);
    const old = byKey.get(k);
    byKey.set(k, row);
    if (old === undefined) { order.splice(place(row), 0, row); return; }
    let at = place(old);
    const to = placeInstead(at, row);
    for (; at > to; at--) order[at] = order[at - 1]!;
    for (; at < to; at++) order[at] = order[at + 1]!;
    order[to] = row;
  }
  function indexOf(k: string): number {
    const row = byKey.get(k);
    return row === undefined ? -1 : place(row);
  }
  return {
    put, remove, indexOf, clear: (): void => { byKey.clear(); order.length = 0; }, get: (k: string): T | undefined => byKey.get(k), keys: (): readonly string[] => [...byKey.keys()],
    view: (): Rows<T> => ({ length: order.length, at: (i) => order[i], indexOf }),
  };
}
