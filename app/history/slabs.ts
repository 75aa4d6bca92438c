/** Buckets of many points side by side: `number` -1 was never used; `lastAt`: ms inside the bucket; `worst`: 0 nothing came, else 1 + its place in the qualities. */
export interface Slab {
  readonly number: Float64Array; readonly min: Float64Array; readonly max: Float64Array; readonly last: Float64Array;
  readonly lastAt: Uint16Array; readonly worst: Uint8Array;
}
/** Buckets that a point is given at a time, and how often a slab gives. */
const PAGE = 60;
const PAGES_IN_SLAB = 256;
const slab = (): Slab => {
  const size = PAGE * PAGES_IN_SLAB;
  return { number: new Float64Array(size).fill(-1), min: new Float64Array(size), max: new Float64Array(size), last: new Float64Array(size), lastAt: new Uint16Array(size), worst: new Uint8Array(size) };
};

/**
 * Memory for `buckets` buckets of each of many handles (0 and up), given out in pages when the first of them is wanted, so that a hundred thousand points that begin at once do not ask for
 * all their memory at once. 35 bytes a bucket; what is let go is given out again.
 */
export function slabs(buckets: number) {
  const pagesEach = Math.ceil(buckets / PAGE);
  const all: Slab[] = [];
  const free: number[] = [];
  let given = 0;
  /** The page of handle `h` for its buckets from `p * PAGE`, at `h * pagesEach + p`; -1: none yet. */
  let map = new Int32Array(0);

  function take(): number {
    const page = free.pop() ?? given++;
    if (Math.floor(page / PAGES_IN_SLAB) >= all.length) all.push(slab());
    const from = (page % PAGES_IN_SLAB) * PAGE;
    all[Math.floor(page / PAGES_IN_SLAB)]!.number.fill(-1, from, from + PAGE);
    return page;
  }
  function grown(size: number): Int32Array<ArrayBuffer> {
    const next = new Int32Array(Math.max(size, map.length * 2)).fill(-1);
    next.set(map);
    return next;
  }
  return {
    /** Where bucket `i` of a handle is: the slab, and the place in it. Null where it has none and `make` is false. */
    at(handle: number, i: number, make: boolean): { readonly in: Slab; readonly place: number } | null {
      const key = handle * pagesEach + Math.floor(i / PAGE);
      if (key >= map.length) { if (!make) return null; map = grown(key + 1); }
      let page = map[key]!;
      if (page < 0) { if (!make) return null; page = map[key] = take(); }
      return { in: all[Math.floor(page / PAGES_IN_SLAB)]!, place: (page % PAGES_IN_SLAB) * PAGE + (i % PAGE) };
    },
    /** What was kept of handle `a` is kept of handle `b` for each pair of the map; what is not in it is let go. */
    renumber(handles: ReadonlyMap<number, number>): void {
      const old = map;
      map = new Int32Array(0);
      const kept = new Set<number>();
      for (const [was, is] of handles) {
        if ((was + 1) * pagesEach > old.length) continue;
        if ((is + 1) * pagesEach > map.length) map = grown((is + 1) * pagesEach);
        for (let p = 0; p < pagesEach; p++) { const page = old[was * pagesEach + p]!; map[is * pagesEach + p] = page; if (page >= 0) kept.add(page); }
      }
      for (const page of old) if (page >= 0 && !kept.has(page)) free.push(page);
    },
    /** Bytes that are held for buckets. */
    bytes: (): number => all.length * PAGE * PAGES_IN_SLAB * 35,
  };
}
