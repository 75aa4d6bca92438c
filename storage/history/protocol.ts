import type { MessagePort } from 'node:worker_threads';
import type { HistoryHealth, HistoryPlan } from '#app/history';
import type { Fault, Result } from '#kernel/result';
import type { StorageNote } from '../note.ts';

/** What the thread that writes is started with. `dir`: the folder of history. `first`: of this process: what a life before left over is cleared away. `limits`: see `writingLimits`. */
export interface WriterOptions { readonly dir: string; readonly first: boolean; readonly limits: WritingLimits }

/**
 * When what came is made a file of: after `windowMs` where at least `fewRows` came, after `longMs` in any case, and at once from `windowRows` or `logBytes` on; where the one before is still being written then, it takes twice as many rows, and no more. `syncMs`: the longest that a row waits for its sync. `leaveBytes`: so much of the disk
 * is left to others. `retryMs`: how often it tries again when it has stopped. `sliceMs`: for how long one turn of a checkpoint holds the thread.
 */
export interface WritingLimits {
  readonly windowMs: number; readonly fewRows: number; readonly longMs: number; readonly windowRows: number; readonly logBytes: number; readonly syncMs: number; readonly leaveBytes: number; readonly retryMs: number; readonly sliceMs: number;
}
export const writingLimits: WritingLimits = {
  windowMs: 60_000, fewRows: 500_000, longMs: 900_000, windowRows: 6_000_000, logBytes: 251_658_240, syncMs: 250, leaveBytes: 268_435_456, retryMs: 3000, sliceMs: 8,
};

/** Engine to writer. `rows`: `length` rows as they came, in a buffer of `columnsIn`, with the words of some; the buffer comes back with `free`. */
export type ToWriter =
  | { readonly t: 'follow'; readonly plan: HistoryPlan }
  | { readonly t: 'rows'; readonly buffer: ArrayBuffer; readonly length: number; readonly text: readonly (readonly [number, string])[] }
  | { readonly t: 'head'; readonly port: MessagePort }
  | { readonly t: 'settle'; readonly id: number }
  | { readonly t: 'close' };

/** How the writer does, since its start. `taken`: so many of the rows that it was handed are in its log, or were refused; `through`: of those, on the disk or refused. `stored`: rows that are on the disk. `kept`: rows in files, after thinning. */
export interface WriterStatus extends Pick<HistoryHealth, 'state' | 'reason' | 'refused' | 'quarantined' | 'bytes' | 'points' | 'kept' | 'used' | 'oldest'> { readonly taken: number; readonly through: number; readonly stored: number }
export type WriterFault = Fault<'history-error' | 'disk-full' | 'read-only'>;

/** Writer to engine. `opened` comes first. */
export type FromWriter =
  | { readonly t: 'opened'; readonly result: Result<null, WriterFault> }
  | { readonly t: 'free'; readonly buffer: ArrayBuffer }
  | { readonly t: 'status'; readonly status: WriterStatus }
  | { readonly t: 'settled'; readonly id: number }
  | { readonly t: 'note'; readonly note: StorageNote }
  | { readonly t: 'closed' };
