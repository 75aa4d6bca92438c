import { genesis, type Draft, type Hlc, type JournalEvent, type JournalFault, type RecordingJournal, type Snapshot } from '#app/journal';
import { fail, ok } from '#kernel/result';
import { nodeId } from '#kernel/session';
import { epochMs } from '#kernel/time';

/** A journal in memory that keeps the port: a disk that can be made full, and a commit that waits until it is let go. */
export function memoryJournal({ term = 1, kept = [] as JournalEvent[] } = {}) {
  const events = kept;
  const node = nodeId('n1');
  let snapshot: Snapshot | null = null;
  let fault: JournalFault | null = null;
  let gate: Promise<void> = Promise.resolve();
  const sealed = (draft: Draft): JournalEvent => {
    const seq = events.length + 1;
    return { ...draft, id: `n1-${seq}`, node, seq, hlc: `${draft.time}-${seq}` as Hlc, prev: genesis, hash: genesis };
  };
  const journal: RecordingJournal = {
    node, term,
    async append(asked) {
      const drafts = structuredClone(asked);         // what is asked crosses to another thread at once: a later change of it is not heard
      await gate;
      if (fault !== null) return fail(fault.code, fault.params);
      if (drafts.some((d) => d.kind === '')) return fail('bad-event', { kind: '', reason: 'empty kind' });
      const written = drafts.map((d) => { const e = sealed(d); events.push(e); return e; });
      return ok(written);
    },
    async snapshot(state) { snapshot = { seq: events.length, takenAt: 0, state: structuredClone(state) }; return ok(snapshot); },
    async lastSnapshot() { return ok(snapshot); },
    async read({ afterSeq = 0, beforeSeq = Infinity, after, subject, kinds, newestFirst = false, limit }) {
      const found = events.filter((e) => e.seq > Math.max(afterSeq, after?.seq ?? 0) && e.seq < beforeSeq && (subject === undefined || e.subject === subject) && (kinds === undefined || kinds.includes(e.kind)));
      return ok((newestFirst ? found.toReversed() : found).slice(0, limit));
    },
    head: () => ({ node, seq: events.length, hash: genesis, time: epochMs(0) }),
    state: () => (fault === null ? 'recording' : 'not-recording'),
    close: async () => {},
    waiting: () => 0,
    fault: () => fault,
    async *replay(behind) { yield ok(events.filter((e) => e.seq > (behind?.seq ?? 0))); },
  };
  return {
    journal, events,
    breakDisk: (f: JournalFault | null): void => { fault = f; },
    hold(): () => void { const { promise, resolve } = Promise.withResolvers<void>(); gate = promise; return resolve; },
  };
}
