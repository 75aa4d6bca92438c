import path from 'node:path';
import type { Head, JournalEvent, JournalFault, ReadEvent, RecordingJournal, Snapshot } from '#app/journal';
import { fail, ok, type Result } from '#kernel/result';
import type { Realm } from '#kernel/session';
import type { Clock } from '#kernel/time';
import type { DataFolder } from '../data-folder.ts';
import type { Note } from '../note.ts';
import { workerLink, type WorkerLink } from './link.ts';
import type { Found, Kept, RecordState, WorkerOptions, Written } from './protocol.ts';

export interface OpenJournalOptions {
  readonly clock: Clock;
  /** Drafts of another realm are refused; absent: any is taken. */
  readonly realm?: Realm;
  readonly note: Note;
  /** Brings what is read to today's version; absent: events are given as they are stored. */
  readonly read?: ReadEvent;
  /** The worker's own file where it was bundled. */
  readonly workerUrl?: URL;
  readonly reserveBytes?: number;
  /** Folders outside the data folder that also get the signed head. */
  readonly headCopies?: readonly string[];
}

const defaultReserveBytes = 33_554_432;
const replayPage = 1000;

const event = ({ text, hash }: Kept): JournalEvent => ({ ...(JSON.parse(text) as JournalEvent), hash });

/** Opens the journal of a held data folder: the next term is on the disk before this resolves. Reads and writes run in threads of their own. */
export async function openJournal(data: DataFolder, options: OpenJournalOptions): Promise<Result<RecordingJournal, JournalFault>> {
  const { clock, note, read = (e: JournalEvent) => e, workerUrl = new URL('./writer-worker.ts', import.meta.url) } = options;
  const base = { dir: data.dir, node: data.node, realm: options.realm ?? null, reserveBytes: options.reserveBytes ?? defaultReserveBytes, headCopies: (options.headCopies ?? []).map((folder) => path.resolve(folder)) };
  let head: Head | null = null;
  let state: RecordState = 'recording';
  let fault: JournalFault | null = null;
  let [waiting, closed] = [0, false];

  const start = (role: WorkerOptions['role'], term: number | null): WorkerLink => workerLink(workerUrl, { ...base, role, term }, {
    note,
    status(now) { if (role === 'writer') ({ head, state, fault } = now); },
    died(reason) {
      if (role === 'writer') [state, fault] = ['not-recording', { code: 'journal-error', params: { reason } }];
      note({ name: 'journal-thread-died', params: { role, reason } });
    },
  });
  const links = { writer: start('writer', null), reader: null as WorkerLink | null };
  const opened = await links.writer.opened;
  if (!opened.ok || opened.value === null) {
    await links.writer.close();
    return opened.ok ? fail('journal-error', { reason: 'no answer' }) : opened;
  }
  const { term } = opened.value;
  const first = opened.value.head;
  state = opened.value.state;

  /** A thread that died is replaced by the next question; the term stays. */
  function writer(): WorkerLink {
    if (!links.writer.alive()) links.writer = start('writer', term);
    return links.writer;
  }
  function reader(): WorkerLink {
    if (links.reader === null || !links.reader.alive()) links.reader = start('reader', term);
    return links.reader;
  }
  async function found(question: Parameters<WorkerLink['ask']>[0]): Promise<Result<readonly JournalEvent[], JournalFault>> {
    if (closed) return fail('journal-closed');
    const result = await reader().ask<Found>(question);
    if (!result.ok) return result;
    return ok('events' in result.value ? result.value.events.map((e) => read(event(e))) : []);
  }

  return ok({
    node: data.node,
    term,
    async append(drafts) {
      if (closed) return fail('journal-closed');
      waiting += drafts.length;
      const result = await writer().ask<Written>({ t: 'append', now: clock.now(), drafts });
      waiting -= drafts.length;
      if (!result.ok) return result;
      return ok('events' in result.value ? result.value.events.map(event) : []);
    },
    async snapshot(value) {
      if (closed) return fail('journal-closed');
      const result = await writer().ask<Written>({ t: 'snapshot', now: clock.now(), state: JSON.stringify(value ?? null) });
      if (!result.ok) return result;
      return 'snapshot' in result.value ? ok({ ...result.value.snapshot, state: value }) : fail('journal-error', { reason: 'no snapshot' });
    },
    async lastSnapshot() {
      if (closed) return fail('journal-closed');
      const result = await reader().ask<Found>({ t: 'lastSnapshot' });
      if (!result.ok || !('snapshot' in result.value) || result.value.snapshot === null) return result.ok ? ok(null) : result;
      const { text, ...rest } = result.value.snapshot;
      return ok({ ...rest, state: JSON.parse(text) as unknown });
    },
    read: (query) => found({ t: 'read', query }),
    async *replay(behind: Snapshot | null) {
      let after = behind?.after ?? null;
      for (;;) {
        const page = await found({ t: 'replay', after, limit: replayPage });
        if (!page.ok || page.value.length > 0) yield page;
        const last = page.ok ? page.value.at(-1) : undefined;
        if (!page.ok || page.value.length < replayPage || last === undefined) return;
        after = { hlc: last.hlc, node: last.node, seq: last.seq };
      }
    },
    head: () => head ?? first,
    state: () => state,
    waiting: () => waiting,
    fault: () => fault,
    async close() {
      closed = true;
      await Promise.all([links.writer.close(), links.reader?.close()]);
    },
  });
}
