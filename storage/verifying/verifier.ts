import path from 'node:path';
import type { JournalFault } from '#app/journal';
import { fail, ok, type Fault, type Result } from '#kernel/result';
import type { Cancellation } from '#kernel/time';
import type { DataFolder } from '../data-folder.ts';
import { workerLink, type WorkerLink } from '../journal/link.ts';
import type { Note } from '../note.ts';
import type { VerifyReport } from '../verify.ts';
import type { HeadFolders, VerifyAnswer } from './protocol.ts';

export interface OpenVerifierOptions {
  readonly note: Note;
  /** The worker's own file where it was bundled: the journal's. */
  readonly workerUrl?: URL;
  /** Folders outside the data folder that also get the signed head. */
  readonly headCopies?: readonly string[];
}
export type VerifyFault = JournalFault | Fault<'not-found' | 'cancelled'>;
/** `unreached`: folders of copies that are not there now. */
export interface Verified { readonly report: VerifyReport; readonly unreached: readonly string[] }

/** Proves the journal of a data folder in a thread of its own, also while an engine writes (STO-17). Nothing of it runs where nobody asks. */
export interface JournalVerifier {
  verify(how: { readonly gentle: boolean; readonly progress?: (checked: number, of: number) => void }, signal?: Cancellation): Promise<Result<Verified, VerifyFault>>;
  /** Where copies of heads lie, and what they are. */
  heads(): Promise<Result<HeadFolders, VerifyFault>>;
  /** Ends what runs. */
  close(): Promise<void>;
}

export function openVerifier(data: Pick<DataFolder, 'dir' | 'node'>, { note, workerUrl = new URL('../journal/writer-worker.ts', import.meta.url), headCopies = [] }: OpenVerifierOptions): JournalVerifier {
  const running = new Map<WorkerLink, () => void>();
  let closed = false;
  const copies = headCopies.map((folder) => path.resolve(folder));
  /** One thread for one question: it is gone when it is answered. */
  async function asked(question: Parameters<WorkerLink['ask']>[0], cancel: () => void, progress?: (checked: number, of: number) => void): Promise<Result<VerifyAnswer, VerifyFault>> {
    if (closed) return fail('journal-closed');
    const link = workerLink(workerUrl, { role: 'verify', dir: data.dir, node: data.node, term: null, realm: null, reserveBytes: 0, headCopies: copies }, {
      note, status() {}, died(reason) { note({ name: 'journal-thread-died', params: { role: 'verify', reason } }); }, ...(progress && { progress }),
    });
    running.set(link, cancel);
    const answer = await link.ask<VerifyAnswer>(question);
    await link.close();
    running.delete(link);
    return answer.ok && 'refused' in answer.value ? { ok: false, fault: answer.value.refused } : answer;
  }
  return {
    async verify({ gentle, progress }, signal) {
      const cancel = new SharedArrayBuffer(4);
      const abort = (): void => { Atomics.store(new Int32Array(cancel), 0, 1); };
      if (signal?.aborted === true) return fail('cancelled');
      signal?.addEventListener('abort', abort);
      const answer = await asked({ t: 'verify', cancel, gentle }, abort, progress);
      signal?.removeEventListener('abort', abort);
      if (!answer.ok) return answer;
      return 'report' in answer.value ? ok(answer.value) : fail('journal-error', { reason: 'no report' });
    },
    async heads() {
      const answer = await asked({ t: 'heads' }, () => {});
      if (!answer.ok) return answer;
      return 'heads' in answer.value ? ok(answer.value.heads) : fail('journal-error', { reason: 'no heads' });
    },
    async close() {
      closed = true;
      for (const cancel of running.values()) cancel();
      await Promise.all([...running.keys()].map((link) => link.close()));
    },
  };
}
