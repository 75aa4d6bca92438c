import type { Draft, Hash, Head, JournalFault, JournalQuery, Position, Snapshot } from '#app/journal';
import type { Result } from '#kernel/result';
import type { NodeId, Realm } from '#kernel/session';
import type { EpochMs } from '#kernel/time';
import type { StorageNote } from '../note.ts';
import type { SearchAnswer } from '../search/protocol.ts';
import type { VerifyAnswer } from '../verifying/protocol.ts';

/** An event as it is kept; whoever hears of it parses the text, so that everybody sees what is stored and nothing else. */
export interface Kept { readonly text: string; readonly hash: Hash }
/** A snapshot as it is kept: `text` is JSON. */
export interface KeptSnapshot extends Omit<Snapshot, 'state'> { readonly text: string }

/** What the writer is asked. `now`: our wall clock when it was asked. */
export type Ask =
  | { readonly t: 'append'; readonly id: number; readonly now: EpochMs; readonly drafts: readonly Draft[] }
  | { readonly t: 'snapshot'; readonly id: number; readonly now: EpochMs; readonly state: string };
export type Written = { readonly events: readonly Kept[] } | { readonly snapshot: Omit<KeptSnapshot, 'text'> };

/** What the reader is asked. */
export type Query =
  | { readonly t: 'read'; readonly id: number; readonly query: JournalQuery }
  | { readonly t: 'replay'; readonly id: number; readonly after: Position | null; readonly limit: number }
  | { readonly t: 'lastSnapshot'; readonly id: number };
export type Found = { readonly events: readonly Kept[] } | { readonly snapshot: KeptSnapshot | null };

export interface Answer<T = Written | Found | SearchAnswer | VerifyAnswer> { readonly id: number; readonly result: Result<T, JournalFault> }

export type RecordState = 'recording' | 'reserve' | 'not-recording';
/** How the writer does, told with every answer. */
export interface WriterStatus { readonly state: RecordState; readonly fault: JournalFault | null; readonly head: Head }
/** What the writer found when it opened. */
export interface Opened { readonly term: number; readonly head: Head; readonly state: RecordState }

/** Worker to engine. `opened` comes first. */
export type FromWorker =
  | { readonly t: 'opened'; readonly result: Result<Opened | null, JournalFault> }
  | { readonly t: 'answers'; readonly answers: readonly Answer[]; readonly status?: WriterStatus }
  | { readonly t: 'note'; readonly note: StorageNote }
  | { readonly t: 'progress'; readonly checked: number; readonly of: number }
  | { readonly t: 'closed' };
export interface Close { readonly t: 'close' }

/** What a worker is started with. `term`: null at the first opening, which makes a new one; the same again when a writer that died is replaced. */
export interface WorkerOptions {
  readonly role: 'writer' | 'reader' | 'search' | 'verify';
  readonly dir: string;
  readonly node: NodeId;
  readonly term: number | null;
  readonly realm: Realm | null;
  readonly reserveBytes: number;
  readonly headCopies: readonly string[];
}
