import type { Fault, Result } from '#kernel/result';
import type { NodeId } from '#kernel/session';
import type { Draft, Head, JournalEvent, Position } from './event.ts';

export type JournalFault = Fault<'disk-full' | 'read-only' | 'locked' | 'corrupt' | 'newer-format' | 'journal-closed' | 'journal-error' | 'bad-event'>;

/**
 * What recovery starts from. `seq`: the last event of this node that `state` has in it; 0 when another node took it (a restored back-up). `after`: the last
 * event of any node in it; absent where there was none.
 */
export interface Snapshot { readonly seq: number; readonly takenAt: number; readonly state: unknown; readonly after?: Position }
/** Filters meet; the newest first when `newestFirst`. `limit` is at most 10,000. */
export interface JournalQuery { readonly afterSeq?: number; readonly beforeSeq?: number; readonly subject?: string; readonly kinds?: readonly string[]; readonly newestFirst?: boolean; readonly limit: number;
  /** Events of every node in the folder, in the one order of all nodes; else this node's own. */
  readonly everyNode?: boolean;
  /** What stands behind this in the one order of all nodes: the last event of the page before. */
  readonly after?: Position;
  /** Events of this node; absent: this journal's own. */
  readonly node?: NodeId }

/** One node's journal. Appends are committed in the order they were asked for, in groups; a promise resolves after its commit and not before. */
export interface Journal {
  readonly node: NodeId;
  /** Grows by one with every opening: no occurrence is named twice. */
  readonly term: number;
  append(drafts: readonly Draft[]): Promise<Result<readonly JournalEvent[], JournalFault>>;
  /** Stands in line behind the appends asked before it, and carries their last `seq`. */
  snapshot(state: unknown): Promise<Result<Snapshot, JournalFault>>;
  /** The newest usable snapshot, or null. */
  lastSnapshot(): Promise<Result<Snapshot | null, JournalFault>>;
  read(query: JournalQuery): Promise<Result<readonly JournalEvent[], JournalFault>>;
  head(): Head;
  /** 'reserve': the disk is full and the preallocated reserve was given up so that writing goes on. */
  state(): 'recording' | 'reserve' | 'not-recording';
  close(): Promise<void>;
}

/** A journal that can also say how it does, and from which a state is folded anew. */
export interface RecordingJournal extends Journal {
  /** How many drafts wait for their commit. */
  waiting(): number;
  /** Why the last append was not recorded; null once one is recorded again. */
  fault(): JournalFault | null;
  /** Everything behind a snapshot (null: everything), of all nodes and in their one order, page by page; ends with the first fault. */
  replay(behind: Snapshot | null): AsyncIterable<Result<readonly JournalEvent[], JournalFault>>;
}
