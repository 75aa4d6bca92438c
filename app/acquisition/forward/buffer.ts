import type { Fault, Result } from '#kernel/result';

/** One batch as it is kept: its number in the stream, from 1 without a gap, and its bytes. */
export interface Kept { readonly seq: number; readonly bytes: Uint8Array }
/** What is in a buffer. `first`, `last`: the numbers it holds, 0 and 0 when empty. `dropped`: batches that went because it was full; `damaged`: batches that could not be read any more. Both since the stream began to be kept here, or was opened. */
export interface BufferCounts { readonly first: number; readonly last: number; readonly batches: number; readonly bytes: number; readonly dropped: number; readonly damaged: number }
export type BufferFault = Fault<'buffer-error'>;

/**
 * Store and forward: what a collection host has heard and could not hand on yet (FWD-01 to 06). `stream`: the name of this run of numbers, another where the folder was lost, so that a receiver
 * does not take new batches for old ones.
 */
export interface BatchBuffer {
  readonly stream: string;
  append(bytes: Uint8Array): Result<number, BufferFault>;
  /** The oldest that are kept after `seq`, at most `most`. */
  after(seq: number, most: number): Result<readonly Kept[], BufferFault>;
  /** The other end has all up to and with `seq`. */
  release(seq: number): void;
  counts(): BufferCounts;
  /** Onto the disk: what was appended before survives a power cut. */
  sync(): Result<void, BufferFault>;
  close(): void;
}

/** What a receiver does with a batch. `missed`: how many numbers before it never came. */
export type Arrival = { readonly take: true; readonly missed: number } | { readonly take: false };
/** FWD-05: each batch of each stream exactly once, by its number. `known`: the last number of each stream, as it was kept with what came of it. */
export function receiver(known: ReadonlyMap<string, number> = new Map()) {
  const last = new Map(known);
  return {
    accept(stream: string, seq: number): Arrival {
      const before = last.get(stream) ?? 0;
      if (seq <= before) return { take: false };
      last.set(stream, seq);
      return { take: true, missed: seq - before - 1 };
    },
    /** What to acknowledge, and where to go on after a lost link. */
    lastOf: (stream: string): number => last.get(stream) ?? 0,
  };
}
