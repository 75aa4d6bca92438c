import type { Draft, Journal, JournalEvent, JournalFault } from '#app/journal';
import type { Clock, Stop } from '#kernel/time';

/** What is done once a draft is committed; `null`: it could not be recorded yet, and is shown all the same. */
export type Then = (event: JournalEvent | null) => void;
interface Entry { readonly draft: Draft; readonly told: Then }

export interface Recorder {
  /** In line behind everything written before it; `told` runs after its commit, in the same order (HOUSE 2.1: publish after commit). */
  write(draft: Draft, told?: Then): void;
  /** Resolves when all that was written so far is committed or given up on for now. */
  settled(): Promise<void>;
  /** `fault`: why nothing is being recorded, or null. `waiting`: drafts not yet committed. */
  health(): { readonly fault: JournalFault | null; readonly waiting: number; readonly lost: number };
  stop(): void;
}

/** How many unrecorded drafts are kept for the time when the journal can be written again; beyond it the oldest are counted as lost. */
const heldBound = 10_000;
const retryMs = 1000;

/**
 * Between the engine and its journal: one append under way, everything that came meanwhile in the next. When the journal cannot be written, REC-01 alarms are
 * shown as they come, marked as not recorded; REC-02 their drafts are held and written as soon as it can be; REC-03 `resumed` is told, with what was lost.
 */
export function recorder(journal: Journal, clock: Clock, resumed: (held: number, lost: number) => void): Recorder {
  let queue: Entry[] = [];
  let held: Draft[] = [];
  let lost = 0;
  let caughtUp = 0;
  let fault: JournalFault | null = null;
  let flight: Promise<void> | null = null;
  let retry: Stop = () => {};
  let stopped = false;

  function hold(entries: readonly Entry[]): void {
    for (const { draft, told } of entries) { held.push(draft); told(null); }
    if (held.length > heldBound) { lost += held.length - heldBound; held = held.slice(-heldBound); }
  }
  async function flush(): Promise<void> {
    await Promise.resolve();                       // what is written in one turn goes in one append
    while (queue.length > 0 && fault === null) {
      const batch = queue;
      queue = [];
      const result = await journal.append(batch.map((e) => e.draft));
      if (result.ok) result.value.forEach((event, i) => batch[i]?.told(event));
      else { fault = result.fault; hold(batch); again(); }
    }
    if (fault !== null) { const batch = queue; queue = []; hold(batch); }
    flight = null;
  }
  function again(): void {
    retry = clock.after(retryMs, () => { void recover(); });
  }
  async function recover(): Promise<void> {
    if (stopped) return;
    const batch = held;
    const result = await journal.append(batch);
    if (!result.ok) { fault = result.fault; again(); return; }
    held = held.slice(batch.length);
    caughtUp += batch.length;
    if (held.length > 0) { await recover(); return; }
    const [written, gone] = [caughtUp, lost];
    fault = null; lost = 0; caughtUp = 0;
    resumed(written, gone);
    if (queue.length > 0) flight ??= flush();
  }

  return {
    write(draft, told = () => {}) {
      if (fault !== null) { hold([{ draft, told }]); return; }
      queue.push({ draft, told });
      flight ??= flush();
    },
    async settled() { while (flight !== null) await flight; },
    health: () => ({ fault, waiting: queue.length + held.length, lost }),
    stop() { stopped = true; retry(); },
  };
}
