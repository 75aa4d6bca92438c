/** Moves labels apart so that none lies on another: each at its own height where there is room, else `gap` from the next, in their order; all between `top` and `bottom` while that holds them. Heights in px. */
export function spread<K>(at: ReadonlyMap<K, number>, gap: number, top: number, bottom: number): ReadonlyMap<K, number> {
  const sorted = [...at].toSorted(([, a], [, b]) => a - b);
  const placed = new Map<K, number>();
  let above = top - gap;
  for (const [key, y] of sorted) { above = Math.max(y, above + gap); placed.set(key, above); }
  let below = Math.max(bottom, top + gap * (sorted.length - 1)) + gap;
  for (const [key] of sorted.toReversed()) { below = Math.min(placed.get(key) ?? 0, below - gap); placed.set(key, below); }
  return placed;
}
