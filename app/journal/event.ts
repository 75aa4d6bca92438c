import type { Actor, NodeId, Realm } from '#kernel/session';
import type { Brand, EpochMs } from '#kernel/time';

/** A hybrid logical clock reading, sortable as text: `<epoch ms, 13 digits>-<counter, 6 digits>`. */
export type Hlc = Brand<string, 'Hlc'>;
/** SM3 of the stored bytes, 64 hex digits. */
export type Hash = Brand<string, 'Hash'>;
export const genesis: Hash = '0'.repeat(64) as Hash;

/** What somebody wants to have written. `subject`: the id it is about (an alarm, a source, a site). `v`: the version of `body` under this `kind`. */
export interface Draft {
  readonly time: EpochMs;
  readonly actor: Actor;
  readonly realm: Realm;
  readonly kind: string;
  readonly v: number;
  readonly subject: string;
  readonly body: unknown;
}
/** One line of the journal. Its stored bytes are the RFC 8785 form of everything but `hash`. */
export interface JournalEvent extends Draft {
  readonly id: string;
  readonly node: NodeId;
  readonly seq: number;
  readonly hlc: Hlc;
  readonly prev: Hash;
  readonly hash: Hash;
  /** Only on an event that was read and that this programme cannot read as today's: it is as it was stored. Never stored itself. */
  readonly unread?: Unread;
}
/** Why an event stays as it was stored (JRN-08). */
export type Unread = 'unknown-kind' | 'newer-version' | 'no-upcaster' | 'upcast-failed';
/** A place in the one order of all nodes' events. */
export interface Position { readonly hlc: Hlc; readonly node: NodeId; readonly seq: number }
/** Where a journal ends. */
export interface Head { readonly node: NodeId; readonly seq: number; readonly hash: Hash; readonly time: EpochMs }
