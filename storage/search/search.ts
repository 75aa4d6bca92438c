import type { EventSearch, JournalEvent, JournalFault, ReadEvent } from '#app/journal';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Cancellation } from '#kernel/time';
import type { DataFolder } from '../data-folder.ts';
import { workerLink, type WorkerLink } from '../journal/link.ts';
import type { Note } from '../note.ts';
import type { SearchAnswer } from './protocol.ts';

export interface OpenSearchOptions {
  readonly note: Note;
  /** Brings what is found to today's version; absent: events are given as they are stored. */
  readonly read?: ReadEvent;
  /** The worker's own file where it was bundled: the journal's. */
  readonly workerUrl?: URL;
}
/** One page of what was found, the newest first. `next`: for the page after it, null: that was all. `behind`: how many events the index does not know yet; they were not searched. */
export interface FoundEvents { readonly events: readonly JournalEvent[]; readonly next: number | null; readonly behind: number }

/** The search of a journal, in a thread of its own: a commit never waits for it (STO-15). */
export interface JournalSearch {
  /** At most `limit` events, which is at most 500. `before`: `next` of the page before. Fault `cancelled` once `signal` is aborted. */
  find(search: EventSearch, page: { readonly before?: number; readonly limit: number }, signal?: Cancellation): Promise<Result<FoundEvents, JournalFault | Fault<'cancelled'>>>;
  /** Tells the thread that there is more to take into the index; how many events are still to come. */
  catchUp(): Promise<Result<number, JournalFault>>;
  close(): Promise<void>;
}

/** The thread starts with the first question, and again when it died. */
export function openSearch(data: Pick<DataFolder, 'dir' | 'node'>, { note, read = (e) => e, workerUrl = new URL('../journal/writer-worker.ts', import.meta.url) }: OpenSearchOptions): JournalSearch {
  let link: WorkerLink | null = null;
  let closed = false;
  const start = (): WorkerLink => workerLink(workerUrl, { role: 'search', dir: data.dir, node: data.node, term: null, realm: null, reserveBytes: 0, headCopies: [] }, {
    note, status() {}, died(reason) { note({ name: 'journal-thread-died', params: { role: 'search', reason } }); },
  });
  const alive = (): WorkerLink => (link?.alive() === true ? link : link = start());
  const aborted = (signal: Cancellation | undefined): boolean => signal?.aborted === true;
  return {
    async find(search, { before, limit }, signal) {
      if (closed) return fail('journal-closed');
      if (aborted(signal)) return fail('cancelled');
      const cancel = new SharedArrayBuffer(4);
      const abort = (): void => { Atomics.store(new Int32Array(cancel), 0, 1); };
      signal?.addEventListener('abort', abort);
      const answer = await alive().ask<SearchAnswer>({ t: 'search', search, before: before ?? null, limit, cancel });
      signal?.removeEventListener('abort', abort);
      if (aborted(signal)) return fail('cancelled');
      if (!answer.ok) return answer;
      if (!('page' in answer.value)) return fail('journal-error', { reason: 'no page' });
      const { hits, next, behind } = answer.value.page;
      return ok({ events: hits.map(({ text, hash }) => read({ ...(JSON.parse(text) as JournalEvent), hash })), next, behind });
    },
    async catchUp() {
      if (closed) return fail('journal-closed');
      const answer = await alive().ask<SearchAnswer>({ t: 'catchUp' });
      return answer.ok ? ok('behind' in answer.value ? answer.value.behind : 0) : answer;
    },
    async close() { closed = true; await link?.close(); },
  };
}
