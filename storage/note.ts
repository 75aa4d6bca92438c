/** Something worth a line in the log, by name: `slow-query`, `snapshot-damaged`, `reserve-given-up`, `reserve-back`, `reserve-missing`, `journal-behind-head`, `head-not-copied`, `event-unread`, `clock-behind-journal`, `writer-restarted`. */
export interface StorageNote { readonly name: string; readonly params: Readonly<Record<string, string | number>> }
export type Note = (note: StorageNote) => void;

const slowMs = 40;

/** Runs a query and tells of it by name when it took longer than 40 ms (STO-11). */
export function timed<T>(query: string, note: Note, run: () => T): T {
  const from = performance.now();
  try { return run(); } finally {
    const ms = Math.round(performance.now() - from);
    if (ms > slowMs) note({ name: 'slow-query', params: { query, ms } });
  }
}
