/** Numbers from `from` to `to`, both of them too. */
export type Span = readonly [from: number, to: number];

/** A set of whole numbers, kept as spans in order: what of a stream is there, though it did not come in order (FWD-05, 07). */
export function spans(initial: readonly Span[] = []) {
  let list: Span[] = [];

  function add(from: number, to: number): void {
    if (to < from) return;
    let [low, high] = [from, to];
    const before: Span[] = [];
    const after: Span[] = [];
    for (const s of list) {
      if (s[1] < low - 1) before.push(s);
      else if (s[0] > high + 1) after.push(s);
      else { low = Math.min(low, s[0]); high = Math.max(high, s[1]); }
    }
    list = [...before, [low, high], ...after];
  }
  for (const [from, to] of initial) add(from, to);

  return {
    add,
    has: (n: number): boolean => list.some(([from, to]) => from <= n && n <= to),
    /** What is not in it from `from` to `to`. */
    missing(from: number, to: number): Span[] {
      const out: Span[] = [];
      let next = from;
      for (const [low, high] of list) {
        if (low > to) break;
        if (low > next) out.push([next, Math.min(low - 1, to)]);
        next = Math.max(next, high + 1);
      }
      if (next <= to) out.push([next, to]);
      return out;
    },
    /** The last number of those that are there from 1 on without a gap; 0 where 1 is not. */
    prefix: (): number => (list[0] !== undefined && list[0][0] <= 1 ? list[0][1] : 0),
    list: (): readonly Span[] => list,
  };
}
export type Spans = ReturnType<typeof spans>;
