import type { Fault, Result } from '#kernel/result';

/** One batch as it is kept: its number in the stream, from 1, and its bytes. */
export interface Kept { readonly seq: number; readonly bytes: Uint8Array }
/** What is in a buffer. `first`, `last`: the numbers it holds, 0 and 0 when empty. `dropped`: batches that went because it was full; `damaged`: batches that could not be read any more. Both since the stream began to be kept here, or was opened. */
export interface BufferCounts { readonly first: number; readonly last: number; readonly batches: number; readonly bytes: number; readonly dropped: number; readonly damaged: number }
export type BufferFault = Fault<'buffer-error'>;

/** Reads a buffer in its order, from a place of its own. */
export interface BufferReader {
  /** What comes next, up to about `mostBytes` and at least one where there is one; empty at the end. A number that is not there any more is passed over. */
  next(mostBytes: number): Result<readonly Kept[], BufferFault>;
  /** The next is `seq`, or the first after it that is there. */
  seek(seq: number): void;
}

/**
 * Store and forward: what a collection host has heard and could not hand on yet (FWD-01 to 06). `stream`: the name of this run of numbers, another where the folder was lost, so that a receiver
 * does not take new batches for old ones.
 */
export interface BatchBuffer {
  readonly stream: string;
  append(bytes: Uint8Array): Result<number, BufferFault>;
  /** The number that the next batch will have, or a smaller one where no batch comes of it. */
  next(): number;
  reader(from: number): BufferReader;
  /** All receivers have all up to and with `seq`. */
  release(seq: number): void;
  counts(): BufferCounts;
  /** The numbers of these points in this stream: the same for ever, whatever the site becomes (FWD-08). */
  numbersOf(points: readonly string[]): Result<readonly number[], BufferFault>;
  /** Every point that ever had a number: that of the n-th is n + 1. */
  names(): readonly string[];
  /** Onto the disk: what was appended before survives a power cut. */
  sync(): Result<void, BufferFault>;
  close(): void;
}
