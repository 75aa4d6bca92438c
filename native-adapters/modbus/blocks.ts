import type { Place, Table } from './points.ts';

/** One point of a plan: where it stands, and whatever its owner keeps with it. */
export interface Item<T> { readonly place: Place; readonly of: T }
/** One read request and the points that it answers; `count` in registers, or bits of co and di. */
export interface Block<T> { readonly unit: number; readonly table: Table; readonly first: number; readonly count: number; readonly items: readonly Item<T>[] }
export interface Limits { readonly unit: number; readonly maxRegisters: number; readonly maxGap: number }

/** MODBUS Application Protocol V1.1b3, 6.1 and 6.2: at most 2000 bits a read. */
const MAX_BITS = 2000;
const end = (p: Place): number => p.first + p.size;

function blockOf<T>(unit: number, items: readonly Item<T>[]): Block<T> {
  const { table, first } = items[0]!.place;
  return { unit, table, first, count: Math.max(...items.map((i) => end(i.place))) - first, items };
}

/** Few reads within the limits of protocol and device: sorted, merged over small gaps, no value split. Each item is in exactly one block. */
export function plan<T>(items: readonly Item<T>[], { unit, maxRegisters, maxGap }: Limits): Block<T>[] {
  const unitOf = (i: Item<T>): number => i.place.unit ?? unit;
  const groups = Map.groupBy(items, (i) => `${unitOf(i)} ${i.place.table}`);
  const blocks: Block<T>[] = [];
  for (const group of groups.values()) {
    const { table } = group[0]!.place;
    const bits = table === 'co' || table === 'di';
    const [most, gap] = bits ? [MAX_BITS, maxGap * 16] : [maxRegisters, maxGap];
    let run: Item<T>[] = [];
    let runEnd = 0;
    const flush = (): void => { if (run.length > 0) blocks.push(blockOf(unitOf(run[0]!), run)); run = []; };
    for (const item of group.toSorted((a, b) => a.place.first - b.place.first || end(a.place) - end(b.place))) {
      const { first } = item.place;
      const fits = run.length > 0 && first - runEnd <= gap && Math.max(runEnd, end(item.place)) - run[0]!.place.first <= most;
      if (!fits) { flush(); runEnd = 0; }
      run.push(item);
      runEnd = Math.max(runEnd, end(item.place));
    }
    flush();
  }
  return blocks;
}

/** Two smaller reads in place of one that the device refused, cut at the widest gap, else in the middle; null when it answers one place only. */
export function halves<T>(block: Block<T>): readonly [Block<T>, Block<T>] | null {
  const { items } = block;
  let cut = 0;
  let widest = 0;
  let reach = 0;
  for (let i = 0; i < items.length; i++) {
    const gap = items[i]!.place.first - reach;
    if (i > 0 && gap > widest) [cut, widest] = [i, gap];
    reach = Math.max(reach, end(items[i]!.place));
  }
  if (cut === 0) cut = middle(items);
  return cut === 0 ? null : [blockOf(block.unit, items.slice(0, cut)), blockOf(block.unit, items.slice(cut))];
}

/** The index nearest to the middle where another register begins; 0 when all stand at one place. */
function middle<T>(items: readonly Item<T>[]): number {
  const starts = items.flatMap((item, i) => (i > 0 && (item.place.first !== items[i - 1]!.place.first || item.place.size !== items[i - 1]!.place.size) ? [i] : []));
  const half = items.length / 2;
  return starts.reduce((best, i) => (best === 0 || Math.abs(i - half) < Math.abs(best - half) ? i : best), 0);
}
