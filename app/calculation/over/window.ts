/** So many cells make a window: what leaves it leaves a cell at a time. */
const cells = 60;

/** What stood for how long in the last `ms`, in cells of a sixtieth: bounded, whatever comes. */
export function movingWindow(ms: number) {
  const size = cells + 1;                                // the one that is being filled is beyond the window
  const stepMs = ms / cells;
  const [area, known, low, high, begin] = Array.from({ length: 5 }, () => new Float64Array(size)) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  let head = 0;
  let intoMs = 0;
  let filled = 0;
  let aheadMs = 0;
  const clear = (i: number, value: number): void => { area[i] = 0; known[i] = 0; low[i] = Infinity; high[i] = -Infinity; begin[i] = value; };
  clear(0, NaN);
  const at = (back: number): number => (head - back + size) % size;

  function put(value: number, takeMs: number): void {
    intoMs += takeMs;
    if (Number.isNaN(value)) return;
    area[head]! += value * takeMs;
    known[head]! += takeMs;
    low[head] = Math.min(low[head]!, value);
    high[head] = Math.max(high[head]!, value);
  }
  return {
    /** `value` stood for `dt` ms; NaN: nobody knows what did. A window does not go back: what it is ahead by is not counted again. */
    stand(value: number, dt: number): void {
      const owed = Math.min(aheadMs, dt);
      aheadMs -= owed;
      let left = Math.min(dt - owed, ms + stepMs);
      while (left > 0) {
        const take = Math.min(left, stepMs - intoMs);
        put(value, take);
        left -= take;
        if (stepMs - intoMs > 1e-6) continue;
        head = (head + 1) % size;
        filled = Math.min(filled + 1, cells);
        intoMs = 0;
        clear(head, value);
      }
    },
    /** A value begins to stand: an extreme counts however short it stood. */
    touch(value: number): void {
      if (Number.isNaN(value)) return;
      low[head] = Math.min(low[head]!, value);
      high[head] = Math.max(high[head]!, value);
      if (intoMs === 0) begin[head] = value;
    },
    knownMs(): number { let all = 0; for (let i = 0; i <= filled; i++) all += known[at(i)]!; return all; },
    /** The mean by time; NaN where nothing was known. */
    mean(): number {
      let sum = 0; let all = 0;
      for (let i = 0; i <= filled; i++) { sum += area[at(i)]!; all += known[at(i)]!; }
      return all > 0 ? sum / all : NaN;
    },
    least(): number { let all = Infinity; for (let i = 0; i <= filled; i++) all = Math.min(all, low[at(i)]!); return all === Infinity ? NaN : all; },
    most(): number { let all = -Infinity; for (let i = 0; i <= filled; i++) all = Math.max(all, high[at(i)]!); return all === -Infinity ? NaN : all; },
    /** What stood when the oldest cell that is known began, at most a window ago. */
    oldest(): { readonly value: number; readonly agoMs: number } {
      for (let back = filled; back >= 0; back--) {
        const value = begin[at(back)]!;
        if (!Number.isNaN(value)) return { value, agoMs: intoMs + back * stepMs };
      }
      return { value: NaN, agoMs: 0 };
    },
    /** True once a whole window has gone by. */
    isFull: (): boolean => filled === cells,
  };
}
export type MovingWindow = ReturnType<typeof movingWindow>;
