import type { IntakeColumns, IntakeRows } from '#app/history';
import { isAhead } from './newest.ts';

/** A page holds so many rows of one series, each of four numbers: source time, received time, value, status. */
const rowsInPage = 16;
const width = 4;
const pageNumbers = rowsInPage * width;
const pagesInSlab = 2048;
/** A slab holds 2 ^ so many numbers. */
const slabBits = 17;
const slabMask = 2 ** slabBits - 1;

/** Slabs that were used before: a window takes them and gives them back, so that memory does not grow and nothing is collected. */
export interface SlabPool { take(): Float64Array; give(slabs: readonly Float64Array[]): void }
export function slabPool(): SlabPool {
  const free: Float64Array[] = [];
  return { take: () => free.pop() ?? new Float64Array(pageNumbers * pagesInSlab), give: (slabs) => { free.push(...slabs); } };
}


/**
 * What came since the last checkpoint, of all series: pages of rows, each series a chain of them. `lastTime`: of the newest sample of each series, also before this window (NaN: none); it is kept on here.
 */
export function newWindow(of: number, pool: SlabPool, lastTime: { at: Float64Array }) {
  let slabs: Float64Array[] = [];
  let next = new Int32Array(pagesInSlab);
  let [pages, rows] = [0, 0];
  let [first, last, count, lateOf] = [new Int32Array(0), new Int32Array(0), new Uint32Array(0), new Uint8Array(0)];
  const words = new Map<number, Map<number, string>>();
  let scratch: IntakeRows | null = null;

  function widen(series: number): void {
    const size = Math.max(1024, 2 ** Math.ceil(Math.log2(series + 1)));
    const [a, b, c, d] = [new Int32Array(size).fill(-1), new Int32Array(size).fill(-1), new Uint32Array(size), new Uint8Array(size)];
    a.set(first); b.set(last); c.set(count); d.set(lateOf);
    [first, last, count, lateOf] = [a, b, c, d];
  }
  function newPage(): number {
    if (pages === slabs.length * pagesInSlab) slabs.push(pool.take());
    if (pages === next.length) { const more = new Int32Array(next.length * 2); more.set(next); next = more; }
    next[pages] = -1;
    return pages++;
  }
  /** True where one of the last rows of the series has this time: what is late comes again as a rule soon after. */
  function seen(series: number, time: number): boolean {
    const page = last[series]!;
    if (page < 0) return false;
    const slab = slabs[(page * pageNumbers) >>> slabBits]!;
    const begin = (page * pageNumbers) & slabMask;
    for (let i = (count[series]! - 1) % rowsInPage; i >= 0; i--) {
      const at = begin + i * width;
      const source = slab[at]!;
      if ((source === source ? source : slab[at + 1]!) === time) return true;
    }
    return false;
  }
  function widenTimes(series: number): void {
    const more = new Float64Array(Math.max(1024, 2 ** Math.ceil(Math.log2(series + 1)))).fill(Number.NaN);
    more.set(lastTime.at);
    lastTime.at = more;
  }
  /** The place of the next row of a series, as a number in its slab. */
  function place(series: number): number {
    const held = count[series]!++;
    let page = last[series]!;
    if (held % rowsInPage === 0) {
      const fresh = newPage();
      if (page < 0) first[series] = fresh; else next[page] = fresh;
      last[series] = page = fresh;
    }
    return page * pageNumbers + (held % rowsInPage) * width;
  }
  function roomFor(length: number): IntakeRows {
    if (scratch === null || scratch.time.length < length) {
      const size = Math.max(1024, length * 2);
      scratch = { length: 0, source: new Float64Array(size), received: new Float64Array(size), value: new Float64Array(size), status: new Uint32Array(size), time: new Float64Array(size), text: null };
    }
    return scratch;
  }
  return {
    /** Of its log: what a checkpoint brings in has this number. */
    epoch: of,
    rows: (): number => rows,
    /** The greatest number of a series that may have rows here, and one. */
    width: (): number => first.length,
    has: (series: number): boolean => series < first.length && first[series]! >= 0,
    /** Takes judged rows; `handle` holds numbers of series. A sample of the time of the newest, or of one of the last late ones, is a duplicate, is left out and told. */
    add({ value, source, received, handle, status }: IntakeColumns, length: number, text: ReadonlyMap<number, string>, duplicate: (series: number) => void): void {
      for (let i = 0; i < length; i++) {
        const series = handle[i]!;
        if (series >= first.length) widen(series);
        if (series >= lastTime.at.length) widenTimes(series);
        const measured = source[i]!;
        const came = received[i]!;
        const time = measured === measured ? measured : came;
        let newest = lastTime.at[series]!;
        // our clock was ahead and was set back: by that sample, all would be late for as long
        if (isAhead(newest, came)) { newest = Number.NaN; lateOf[series] = 1; }
        if (time <= newest) {
          if (time === newest || seen(series, time)) { duplicate(series); continue; }
          lateOf[series] = 1;
        } else lastTime.at[series] = time;
        const at = place(series);
        const slab = slabs[at >>> slabBits]!;
        const inside = at & slabMask;
        slab[inside] = measured;
        slab[inside + 1] = came;
        slab[inside + 2] = value[i]!;
        slab[inside + 3] = status[i]!;
        rows++;
        if (text.size > 0 && text.has(i)) {
          let own = words.get(series);
          if (own === undefined) words.set(series, own = new Map());
          own.set(count[series]! - 1, text.get(i)!);
        }
      }
    },
    /** Whether some of its rows are not in the order of their times. */
    late: (series: number): boolean => series < lateOf.length && lateOf[series] === 1,
    /** The rows of a series from the `from`th on, in the order in which they came; the arrays are longer, and used again by the next call. */
    gather(series: number, from = 0): IntakeRows {
      const length = series < count.length ? Math.max(0, count[series]! - from) : 0;
      const out = roomFor(length);
      out.length = length;
      out.text = words.get(series) ?? null;
      if (length === 0) return out;
      let page = first[series]!;
      for (let skip = Math.floor(from / rowsInPage); skip > 0; skip--) page = next[page]!;
      for (let i = 0, within = from % rowsInPage; i < length; page = next[page]!, within = 0) {
        const slab = slabs[(page * pageNumbers) >>> slabBits]!;
        let at = ((page * pageNumbers) & slabMask) + within * width;
        for (; within < rowsInPage && i < length; within++, i++, at += width) {
          const measured = slab[at]!;
          const came = slab[at + 1]!;
          out.source[i] = measured;
          out.received[i] = came;
          out.time[i] = measured === measured ? measured : came;
          out.value[i] = slab[at + 2]!;
          out.status[i] = slab[at + 3]!;
        }
      }
      return out;
    },
    /** How many rows of a series came in this window. */
    count: (series: number): number => (series < count.length ? count[series]! : 0),
    bytes: (): number => slabs.length * pageNumbers * pagesInSlab * 8 + first.length * 13 + next.length * 4,
    /** Gives its memory back; nothing may be asked of it any more. */
    release(): void {
      pool.give(slabs);
      slabs = [];
      first = last = new Int32Array(0);
      count = new Uint32Array(0);
    },
  };
}
export type Window = ReturnType<typeof newWindow>;
