import type { Stop } from '#kernel/time';

/** Tells the engine which points this desk shows: those of the rows in sight and of the alarm looked at; at most once in 150 ms, since scrolling changes them all the time. */
export function watching(watch: (points: ReadonlySet<string>) => void, after: (ms: number, run: () => void) => Stop) {
  let rows: readonly string[] = [];
  let looked: string | null = null;
  let timer: Stop | null = null;
  function soon(): void {
    timer ??= after(150, () => { timer = null; watch(new Set(looked === null ? rows : [...rows, looked])); });
  }
  return {
    rows(points: readonly string[]): void { rows = points; soon(); },
    look(point: string | null): void { looked = point; soon(); },
    stop(): void { timer?.(); },
  };
}
