import type { HistoryHealth } from '#app/history';
import type { WriterStatus } from './protocol.ts';

type Refused = HistoryHealth['refused'];
interface Handed { readonly until: number; readonly at: number }

/** What the engine's end knows of rows that the writer has not: how long the oldest waits, what there was no room for, and what died with a thread. */
export function lostRows() {
  /** Handed over and not on the disk, oldest first: `until` counts all rows up to its end, since the writer's start. */
  let under: Handed[] = [];
  let handed = 0;
  let [overflowed, lastHandle] = [0, -1];
  let before: { kept: number; stored: number; refused: Refused } = { kept: 0, stored: 0, refused: [] };

  const added = (a: Refused, b: Refused): Refused => {
    const sums = new Map(a.map((r) => [r.why, r]));
    for (const r of b) { const own = sums.get(r.why); sums.set(r.why, { why: r.why, count: r.count + (own?.count ?? 0), point: r.point }); }
    return [...sums.values()];
  };
  return {
    handed(length: number, at: number): void { handed += length; under.push({ until: handed, at }); },
    overflow(count: number, handle: number): void { overflowed += count; lastHandle = handle; },
    through(_taken: number, through: number): void { while (under.length > 0 && under[0]!.until <= through) under.shift(); },
    /** Rows of which nobody heard that they were in the log are counted as lost: those that were are found again by whoever opens it. */
    died(status: WriterStatus): void {
      overflowed += Math.max(0, handed - status.taken);
      before = { kept: before.kept + status.kept, stored: before.stored + status.stored, refused: added(before.refused, status.refused) };
      [under, handed] = [[], 0];
    },
    lagMs: (now: number): number => (under.length === 0 ? 0 : Math.round(now - under[0]!.at)),
    before: (): { readonly kept: number; readonly stored: number } => before,
    refused(told: Refused, nameOf: (handle: number) => string): Refused {
      const all = added(before.refused, told);
      return overflowed === 0 ? all : added(all, [{ why: 'overflow', count: overflowed, point: lastHandle < 0 ? '' : nameOf(lastHandle) }]);
    },
  };
}
