import type { Journal, JournalEvent, JournalFault } from '#app/journal';
import type { Result } from '#kernel/result';

/** A page of the tail read at a time. */
const page = 5000;

/** Reads every event after `seq` of the kinds asked for, oldest first, and gives each to `fold`. Answers with how many there were. */
export async function readTail(journal: Journal, afterSeq: number, kinds: readonly string[], fold: (event: JournalEvent) => void): Promise<Result<number, JournalFault>> {
  let after = afterSeq;
  let n = 0;
  for (;;) {
    const events = await journal.read({ afterSeq: after, kinds, limit: page });
    if (!events.ok) return events;
    for (const event of events.value) { fold(event); n++; }
    const last = events.value.at(-1);
    if (last === undefined || events.value.length < page) return { ok: true, value: n };
    after = last.seq;
  }
}
