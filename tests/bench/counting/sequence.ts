/** A stretch of numbers of one source that never came, and how many points miss each of them. */
export interface Missing { readonly number: number; readonly points: number }

/** The numbers that one point brought. What comes late fills its gap; `most`: how many open gaps are kept. */
function sequence(most: number) {
  const open = new Set<number>();
  let high: number | null = null;
  return {
    open,
    /** What a number was: the `next` ones (new), one that was `kept` for us, or one said `again`. */
    hear(n: number): 'new' | 'kept' | 'again' {
      if (high === null) { high = n; return 'new'; }
      if (n <= high) return open.delete(n) ? 'kept' : 'again';
      for (let i = high + 1; i < n && open.size < most; i++) open.add(i);
      high = n;
      return 'new';
    },
  };
}

/** Counts what was lost by sequence: every point of a source shows 1, 2, 3 ...; `mostGaps` for each point. */
export function sequences(mostGaps = 100_000) {
  const points = new Map<number, ReturnType<typeof sequence>>();
  return {
    hear(point: number, n: number): 'new' | 'kept' | 'again' {
      let of = points.get(point);
      if (of === undefined) points.set(point, of = sequence(mostGaps));
      return of.hear(n);
    },
    heard: (): number => points.size,
    /** Values that never came, by number. */
    missing(): readonly Missing[] {
      const by = new Map<number, number>();
      for (const { open } of points.values()) for (const n of open) by.set(n, (by.get(n) ?? 0) + 1);
      return [...by].map(([number, of]) => ({ number, points: of })).toSorted((a, b) => a.number - b.number);
    },
    lost: (): number => [...points.values()].reduce((n, { open }) => n + open.size, 0),
    /** Begins anew: what is open now is forgotten. */
    restart(): void { for (const { open } of points.values()) open.clear(); },
  };
}

/** True of a value that a counter can have shown: anything else is a fault's own. */
export const isCounted = (value: number, most: number): boolean => Number.isInteger(value) && value > 0 && value <= most;
