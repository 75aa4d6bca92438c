import type { Stop } from '#kernel/time';

/** Tells the engine which points this desk shows: those of the rows in sight, what is looked at, and what is around it; at most once in 150 ms, since scrolling changes them all the time. */
export function watching(watch: (points: ReadonlySet<string>) => void, after: (ms: number, run: () => void) => Stop) {
  let rows: readonly string[] = [];
  let looked: string | null = null;
  let around: readonly string[] = [];
  let timer: Stop | null = null;
  function soon(): void {
    timer ??= after(150, () => { timer = null; watch(new Set([...rows, ...around, ...(looked === null ? [] : [looked])])); });
  }
  return {
    rows(points: readonly string[]): void { rows = points; soon(); },
    look(point: string | null): void { looked = point; soon(); },
    around(points: readonly string[]): void { around = points; soon(); },
    stop(): void { timer?.(); },
  };
}
