import type { Draft, Journal, JournalEvent, JournalFault } from '#app/journal';
import { fail, type Result } from '#kernel/result';
import type { Clock, Stop } from '#kernel/time';

/** What is done once a draft is committed; `null`: it could not be recorded yet, and is shown all the same. */
export type Then = (event: JournalEvent | null) => void;
/** `shown`: its `told` ran; with an event, or with null while nothing was recorded. */
interface Entry { readonly draft: Draft; readonly told: Then; shown: boolean }

/** What the recorder has to say beside the answers to each draft. */
export interface RecorderEars {
  /** It is recorded again: how many were shown before they were recorded, and how many were lost. */
  readonly resumed: (held: number, lost: number) => void;
  /** A draft that was shown as not recorded is committed now. */
  readonly late: (event: JournalEvent) => void;
  /** A draft that no journal can take; it was shown as not recorded. */
  readonly refused: (draft: Draft, fault: JournalFault) => void;
  /** Whoever was told of a draft threw; the others are told all the same. */
  readonly threw: (error: unknown) => void;
}
export interface Recorder {
  /** In line behind everything written before it; `told` runs after its commit, in the same order (HOUSE 2.1: publish after commit). */
  write(draft: Draft, told?: Then): void;
  /** Keeps a snapshot as soon as all that its state has in it is committed; none while nothing is recorded. */
  keep(state: () => unknown): void;
  /** Resolves when all that was written so far is committed or given up on for now; what is written later is not waited for. */
  settled(): Promise<void>;
  /** `fault`: why nothing is being recorded, or null. `waiting`: drafts not yet committed. */
  health(): { readonly fault: JournalFault | null; readonly waiting: number; readonly lost: number };
  /** Tries what is held once more; resolves when it is written, or after 3 s. */
  close(): Promise<void>;
}

/** How many unrecorded drafts are kept for the time when the journal can be written again; beyond it the oldest are counted as lost. */
const heldBound = 10_000;
/** How many go in one append at most. */
const most = 4096;
const retryMs = 1000;
/** How long the journal may take for one append before nobody waits for it any more. */
const slowMs = 3000;

/**
 * Between the engine and its journal: one append under way, everything that came meanwhile in the next. When the journal cannot be written, REC-01 alarms are
 * shown as they come, marked as not recorded; REC-02 their drafts are held and written, in their order, as soon as it can be; REC-03 `resumed` is told, with what
 * was lost. REC-04 A journal that does not answer for 3 s counts as one that cannot be written; what it commits after all is not written twice. REC-05 A draft that
 * no journal can take is refused by itself. REC-06 A snapshot is taken of what is committed: never of a change whose event may still fail.
 */
export function recorder(journal: Journal, clock: Clock, ears: RecorderEars): Recorder {
  const line: Entry[] = [];
  const waiters: { readonly upTo: number; readonly resolve: () => void }[] = [];
  let [inFlight, written, told, late, lost] = [0, 0, 0, 0, 0];
  let fault: JournalFault | null = null;
  let due: (() => unknown) | null = null;
  let pumping: Promise<void> | null = null;
  let wake: Stop = () => {};
  let closing = false;

  function guarded(run: () => void): void { try { run(); } catch (error) { ears.threw(error); } }
  function tell(entry: Entry, event: JournalEvent | null): void {
    if (entry.shown) {
      if (event !== null) { late++; guarded(() => ears.late(event)); }
      return;
    }
    entry.shown = true;
    told++;
    guarded(() => entry.told(event));
    while (waiters[0] !== undefined && waiters[0].upTo <= told) waiters.shift()?.resolve();
  }
  function bound(): void {
    const over = line.length - inFlight - heldBound;
    if (over <= 0) return;
    line.splice(inFlight, over);
    lost += over;
  }
  /** From now on all are shown before they are recorded. */
  function trouble(why: JournalFault): void {
    fault = why;
    for (const entry of line.slice()) tell(entry, null);
    bound();
  }

  async function append(drafts: readonly Draft[]): Promise<Result<readonly JournalEvent[], JournalFault>> {
    try { return await journal.append(drafts); } catch (error) { return fail('journal-error', { reason: String(error).slice(0, 200) }); }
  }
  /** One answer for each: where one is unfit, each is asked for by itself, all in one commit. */
  async function answers(batch: readonly Entry[]): Promise<readonly Result<JournalEvent, JournalFault>[]> {
    const one = (r: Result<readonly JournalEvent[], JournalFault>, i: number): Result<JournalEvent, JournalFault> => {
      if (!r.ok) return r;
      const event = r.value[i];
      return event === undefined ? fail('journal-error', { reason: 'no answer' }) : { ok: true, value: event };
    };
    const all = await append(batch.map((e) => e.draft));
    if (all.ok || all.fault.code !== 'bad-event') return batch.map((_, i) => one(all, i));
    return Promise.all(batch.map(async ({ draft }) => one(await append([draft]), 0)));
  }
  /** One append; null, or why not all of it is written. What is not stays in front. */
  async function attempt(batch: readonly Entry[]): Promise<JournalFault | null> {
    inFlight = batch.length;
    const slow = clock.after(slowMs, () => trouble({ code: 'journal-error', params: { reason: `no answer for ${slowMs / 1000} s` } }));
    const results = await answers(batch);
    slow();
    inFlight = 0;
    const stays = (r: Result<JournalEvent, JournalFault> | undefined): boolean => r?.ok === false && r.fault.code !== 'bad-event';
    line.splice(0, batch.length, ...batch.filter((_, i) => stays(results[i])));
    results.forEach((r, i) => {
      const entry = batch[i]!;
      if (r.ok) tell(entry, r.value);
      else if (!stays(r)) { tell(entry, null); guarded(() => ears.refused(entry.draft, r.fault)); }
    });
    const failed = results.find(stays);
    return failed?.ok === false ? failed.fault : null;
  }

  function shoot(state: unknown): void { journal.snapshot(state).catch(ears.threw); }
  /** The state that is due, if all that it has in it is in `batch`. */
  function stateOf(batch: readonly Entry[]): { readonly state: unknown } | null {
    if (due === null || fault !== null || batch.length < line.length) return null;
    const state = due();
    due = null;
    return { state };
  }
  const pause = (): Promise<void> => new Promise((resolve) => {
    const end = (): void => { wake = () => {}; resolve(); };
    const stop = clock.after(retryMs, end);
    wake = () => { stop(); end(); };
  });
  async function pump(): Promise<void> {
    await Promise.resolve();                       // what is written in one turn goes in one append
    while (line.length > 0) {
      const batch = line.slice(0, most);
      const shot = stateOf(batch);
      const failed = await attempt(batch);
      if (failed === null) { if (shot !== null && fault === null) shoot(shot.state); continue; }
      trouble(failed);
      if (closing) break;
      await pause();
    }
    pumping = null;
    if (line.length === 0) rest();
  }
  /** All is written. */
  function rest(): void {
    const [held, gone, state] = [late, lost, due];
    const again = fault !== null;
    fault = due = null;
    late = lost = 0;
    if (state !== null) shoot(state());
    if (again) guarded(() => ears.resumed(held, gone));
  }

  return {
    write(draft, then = () => {}) {
      const entry = { draft, told: then, shown: false };
      line.push(entry);
      written++;
      if (fault !== null) { tell(entry, null); bound(); }
      pumping ??= pump();
    },
    keep(state) {
      if (fault !== null) return;
      if (line.length === 0) shoot(state()); else due = state;
    },
    settled: () => new Promise((resolve) => { if (told >= written) resolve(); else waiters.push({ upTo: written, resolve }); }),
    health: () => ({ fault, waiting: line.length, lost }),
    async close() {
      closing = true;
      wake();
      if (pumping === null) return;
      let stop: Stop = () => {};
      await Promise.race([pumping, new Promise<void>((resolve) => { stop = clock.after(slowMs, resolve); })]);
      stop();
    },
  };
}
